"""What waits in a spool, read without owning anything in it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditledge.outbox.spool.offset import Position, read_cursor
from auditledge.outbox.spool.partition import is_owned, producers, read_meta
from auditledge.outbox.spool.records import decode
from auditledge.outbox.spool.segments import SegmentReader, segment_numbers


@dataclass(frozen=True, slots=True)
class Holding:
    """What one process has in the spool. `age` is that of the oldest event, in seconds."""

    folder: str
    process: int | None
    host: str
    alive: bool
    waiting: int
    age: float


def survey(root: Path) -> Iterator[Holding]:
    """What each process has in a spool, oldest first; what goes away meanwhile is left out."""
    for path in producers(root):
        try:
            cursor, meta = read_cursor(path), read_meta(path)
            oldest = next(waiting_events(path, cursor), None)
            yield Holding(
                folder=path.name,
                process=meta.get("pid"),
                host=str(meta.get("host", "")),
                alive=is_owned(path),
                waiting=sum(count_records(path, cursor).values()),
                age=0.0 if oldest is None else age(oldest),
            )
        except OSError:
            continue


def waiting_events(path: Path, cursor: Position) -> Iterator[bytes]:
    """The events behind the cursor, in order, but for damaged ones. Raises OSError."""
    for _, line in _lines(path, cursor):
        if (event := decode(line)) is not None:
            yield event


def count_records(path: Path, cursor: Position) -> dict[int, int]:
    """How many records each segment has behind the cursor, damaged ones included. Raises OSError."""
    counts: dict[int, int] = {}
    for number, _ in _lines(path, cursor):
        counts[number] = counts.get(number, 0) + 1
    return counts


def age(event: bytes) -> float:
    """Seconds since an event was given its id, which tells the time (UUIDv7); 0.0 when that is not known."""
    try:
        made = int(json.loads(event)["id"].removeprefix("evt_").replace("-", "")[:12], 16) / 1000
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0.0
    return max(0.0, time.time() - made)


def _lines(path: Path, cursor: Position) -> Iterator[tuple[int, bytes]]:
    for number in segment_numbers(path):
        if number < cursor.segment:
            continue
        offset = cursor.offset if number == cursor.segment else 0
        try:
            reader = SegmentReader(path, number, offset)
        except FileNotFoundError:
            continue  # acknowledged meanwhile
        try:
            while lines := reader.read()[0]:
                yield from ((number, line) for line in lines if line)
        finally:
            reader.close()
