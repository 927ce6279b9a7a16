"""What is waiting in a spool, read without owning anything in it."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool.binding import Binding
from auditledge.outbox.spool.folder import Folder, open_root
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
    binding: Binding
    waiting: int
    age: float


def read_backlogs(root: Path) -> Iterator[Backlog]:
    """What each process has in a spool, oldest first.

    Partitions that disappear meanwhile, or are not safe to read, are left out. Raises UnsafePathError if the
    spool itself is not safe.
    """
    if not root.exists():
        return
    with open_root(root) as folder:
        for path in partition_paths(root):
            try:
                with folder.open_folder(path.name) as partition:
                    yield _read_backlog(partition)
            except (OSError, ConfigurationError):
                continue


def _read_backlog(folder: Folder) -> Backlog:
    offset, meta = read_offset(folder), read_meta(folder)
    oldest = next(waiting_events(folder, offset), None)
    return Backlog(
        folder=folder.path.name,
        process=meta.get("pid"),
        host=str(meta.get("host", "")),
        alive=is_owned(folder.path),
        binding=Binding.of(meta),
        waiting=sum(count_records(folder, offset).values()),
        age=0.0 if oldest is None else event_age(oldest),
    )


def waiting_events(folder: Folder, offset: Offset) -> Iterator[bytes]:
    """The events of a partition from `offset`, in order, without damaged ones. Raises OSError."""
    for _, line in _lines(folder, offset):
        if (event := decode(line)) is not None:
            yield event


def count_records(folder: Folder, offset: Offset) -> dict[int, int]:
    """The number of records in each segment from `offset`, including damaged ones. Raises OSError."""
    counts: dict[int, int] = {}
    for number, _ in _lines(folder, offset):
        counts[number] = counts.get(number, 0) + 1
    return counts


def event_age(event: bytes) -> float:
    """Seconds since the id of an event was generated, which contains the time (UUIDv7); 0.0 if unknown."""
    try:
        created = uuid.UUID(json.loads(event)["id"].removeprefix("evt_")).int >> 80
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 0.0
    return max(0.0, time.time() - created / 1000)


def _lines(folder: Folder, offset: Offset) -> Iterator[tuple[int, bytes]]:
    for number in segment_numbers(folder):
        if number < offset.segment:
            continue
        start = offset.byte if number == offset.segment else 0
        try:
            reader = SegmentReader(folder, number, start)
        except FileNotFoundError:
            continue  # acknowledged and deleted meanwhile
        try:
            while lines := reader.read()[0]:
                yield from ((number, line) for line in lines if line)
        finally:
            reader.close()
