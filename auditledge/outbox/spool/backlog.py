"""What is waiting in a spool, read without owning anything in it."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditledge.outbox.spool.offset import Offset, read_offset
from auditledge.outbox.spool.partition import is_owned, partition_paths, read_meta
from auditledge.outbox.spool.records import decode
from auditledge.outbox.spool.segments import SegmentReader, segment_numbers


@dataclass(frozen=True, slots=True)
class Backlog:
    """What one process has in the spool. `age` is that of its oldest event, in seconds."""

    folder: str
    process: int | None
    host: str
    alive: bool
    waiting: int
    age: float


def read_backlogs(root: Path) -> Iterator[Backlog]:
    """What each process has in a spool, oldest first. Partitions that disappear meanwhile are left out."""
    for path in partition_paths(root):
        try:
            offset, meta = read_offset(path), read_meta(path)
            oldest = next(waiting_events(path, offset), None)
            yield Backlog(
                folder=path.name,
                process=meta.get("pid"),
                host=str(meta.get("host", "")),
                alive=is_owned(path),
                waiting=sum(count_records(path, offset).values()),
                age=0.0 if oldest is None else event_age(oldest),
            )
        except OSError:
            continue


def waiting_events(path: Path, offset: Offset) -> Iterator[bytes]:
    """The events of a partition from `offset`, in order, without damaged ones. Raises OSError."""
    for _, line in _lines(path, offset):
        if (event := decode(line)) is not None:
            yield event


def count_records(path: Path, offset: Offset) -> dict[int, int]:
    """The number of records in each segment from `offset`, including damaged ones. Raises OSError."""
    counts: dict[int, int] = {}
    for number, _ in _lines(path, offset):
        counts[number] = counts.get(number, 0) + 1
    return counts


def event_age(event: bytes) -> float:
    """Seconds since the id of an event was generated, which contains the time (UUIDv7); 0.0 if unknown."""
    try:
        created = uuid.UUID(json.loads(event)["id"].removeprefix("evt_")).int >> 80
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 0.0
    return max(0.0, time.time() - created / 1000)


def _lines(path: Path, offset: Offset) -> Iterator[tuple[int, bytes]]:
    for number in segment_numbers(path):
        if number < offset.segment:
            continue
        start = offset.byte if number == offset.segment else 0
        try:
            reader = SegmentReader(path, number, start)
        except FileNotFoundError:
            continue  # acknowledged and deleted meanwhile
        try:
            while lines := reader.read()[0]:
                yield from ((number, line) for line in lines if line)
        finally:
            reader.close()
