"""The journal: the writing side of the spool in this process. Its caller holds the outbox's lock."""

import time
from contextlib import suppress

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.offset import Position
from auditledge.outbox.spool.partition import Producer
from auditledge.outbox.spool.segments import SegmentWriter, read_all
from auditledge.outbox.spool.spool import Spool

SEGMENT_BYTES = 8 << 20
SEGMENT_SECONDS = 3600.0


class SpoolClosed(Exception):  # noqa: N818 - a state that callers act on
    """The journal takes no record any more; another one will."""


class Journal:
    """Appends records to segments of a producer's folder, which is made with the first one."""

    def __init__(self, spool: Spool, segment_bytes: int) -> None:
        self._spool = spool
        self._segment_bytes = segment_bytes
        self._closed = False
        self._credit = 0
        self._next = 1
        self._segment: SegmentWriter | None = None
        self.producer: Producer | None = None
        self.records: int = 0
        self.moved: int = 0
        """How many of the records were there before, and only went to the end."""
        self.counts: dict[int, int] = {}
        """How many records each finished segment has."""

    def append(self, record: bytes) -> tuple[SegmentWriter, int]:
        """Write a record; its segment, and the offset of its end. Raises SpoolFull, SpoolClosed, OSError."""
        if self._closed:
            raise SpoolClosed
        segment = self._segment
        if segment is None or segment.size >= self._segment_bytes or self._is_old(segment):
            segment = self._rotate()
        if self._credit < len(record):
            self._credit = self._spool.lease(len(record))
        self._credit -= len(record)
        self.records += 1  # first, so that nobody sees it delivered and not yet counted
        try:
            return segment, segment.append(record)
        except BaseException:
            self.records -= 1
            raise

    def move_to_end(self, record: bytes) -> None:
        """Write once more a record that is in the spool already. Raises SpoolFull, SpoolClosed, OSError."""
        self.append(record)
        self.moved += 1

    def end(self) -> Position:
        """Where the next record will go."""
        segment = self._segment
        return Position(self._next, 0) if segment is None else Position(segment.index, segment.size)

    def growing(self) -> int:
        """The number of the first segment that may still grow."""
        segment = self._segment
        return self._next if segment is None else segment.index

    def finish(self) -> None:
        """End the current segment; the next record begins a new one. Raises OSError when a flush fails."""
        segment, self._segment = self._segment, None
        if segment is not None:
            self.counts[segment.index] = segment.records
            segment.close(durable=self._spool.durable)

    def retire(self, segment: SegmentWriter) -> None:
        """Add nothing more to a segment that could not be flushed."""
        if self._segment is segment:
            with suppress(OSError):
                self.finish()

    def close(self) -> None:
        """End the current segment, and take no record any more. Raises OSError when a flush fails."""
        self._closed = True
        self.finish()

    def is_deleted(self) -> bool:
        """Whether somebody deleted what is being written to."""
        segment, producer = self._segment, self.producer
        return (segment is not None and not segment.exists()) or (
            producer is not None and not producer.path.exists()
        )

    def move(self, unread: dict[int, bytes], cursor: Position) -> tuple[Producer, int]:
        """Begin anew in another folder after the old one was deleted; it, and how many records were saved.

        Saved is what can still be read and is not acknowledged: `unread` by segment, and the current segment
        from `cursor`. Raises OSError, and then nothing has changed.
        """
        segment, old = self._segment, self.producer
        if segment is not None and segment.index not in unread:
            offset = cursor.offset if cursor.segment == segment.index else 0
            unread = {**unread, segment.index: read_all(segment.fd, offset)}
        producer = self._spool.new_producer()
        copy = SegmentWriter(producer.path, self._next)
        if saved := b"\n".join(unread[number] for number in sorted(unread)):
            copy.append(saved)
        copy.records = sum(map(bool, saved.split(b"\n")))
        self.producer, self._segment = producer, copy
        self._next += 1
        self.counts.clear()
        if segment is not None:
            segment.close()
        if old is not None:
            old.release()
        return producer, copy.records

    def abandon(self) -> None:
        """Close everything in a forked child; the parent goes on with it."""
        if self._segment is not None:
            self._segment.abandon()
        if self.producer is not None:
            self.producer.release()

    def _is_old(self, segment: SegmentWriter) -> bool:
        return time.monotonic() - segment.born > SEGMENT_SECONDS

    def _rotate(self) -> SegmentWriter:
        """End a full segment and begin the next."""
        if self.producer is None:
            self.producer = self._spool.new_producer()
        new = SegmentWriter(self.producer.path, self._next)
        if self._spool.durable:
            filesystem.flush_folder(self.producer.path)
        with suppress(OSError):  # its records are in the file; what could not be flushed was not promised
            self.finish()
        self._next += 1
        self._segment = new
        return new
