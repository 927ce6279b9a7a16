"""Writes the records of this process to its partition."""

import threading
import time
from contextlib import suppress

from auditledge.outbox.spool.offset import Offset
from auditledge.outbox.spool.partition import Partition
from auditledge.outbox.spool.segments import SegmentWriter, read_to_end
from auditledge.outbox.spool.spool import Spool

SEGMENT_BYTES = 8 << 20
SEGMENT_SECONDS = 3600.0


class WriterClosed(Exception):  # noqa: N818 - a state that callers act on
    """The writer accepts no more records; a new one will."""


class PartitionWriter:
    """Appends records to the segments of a partition, which the first record creates."""

    def __init__(self, spool: Spool, segment_bytes: int) -> None:
        self._spool = spool
        self._segment_bytes = segment_bytes
        self._closed = False
        self._reserved = 0
        self._next = 1
        self._segment: SegmentWriter | None = None
        # Reentrant: a signal handler may enqueue while its own thread is enqueueing.
        self.lock: threading.RLock = threading.RLock()
        self.partition: Partition | None = None
        self.records: int = 0
        self.appended_again: int = 0
        """How many of the records were in the spool before, and were moved to the end."""
        self.counts: dict[int, int] = {}
        """The number of records in each finished segment."""

    def append_record(self, record: bytes) -> tuple[SegmentWriter, int]:
        """Write a record; returns its segment and the offset of its end.

        Raises SpoolFull, WriterClosed, OSError, ConfigurationError.
        """
        with self.lock:
            if self._closed:
                raise WriterClosed
            segment = self._segment
            if segment is None or segment.size >= self._segment_bytes or _is_old(segment):
                segment = self._start_segment()
            if self._reserved < len(record):
                self._reserved = self._spool.reserve(len(record))
            self._reserved -= len(record)
            self.records += 1  # before the write, so that no record is counted as delivered but not written
            try:
                return segment, segment.append_line(record)
            except BaseException:
                self.records -= 1
                raise

    def append_again(self, record: bytes) -> None:
        """Write a record that is in the spool already. Raises SpoolFull, WriterClosed, OSError."""
        with self.lock:
            self.append_record(record)
            self.appended_again += 1

    def end(self) -> Offset:
        """Where the next record will be written."""
        segment = self._segment
        return Offset(self._next, 0) if segment is None else Offset(segment.index, segment.size)

    def open_segment(self) -> int:
        """The number of the first segment to which records may still be added."""
        segment = self._segment
        return self._next if segment is None else segment.index

    def finish_segment(self) -> None:
        """Finish the current segment; the next record starts a new one. Raises OSError if a flush fails."""
        with self.lock:
            segment, self._segment = self._segment, None
            if segment is not None:
                self.counts[segment.index] = segment.records
                segment.close(durable=self._spool.durable)

    def retire(self, segment: SegmentWriter) -> None:
        """Add no more records to a segment that could not be flushed."""
        with self.lock:
            if self._segment is segment:
                with suppress(OSError):
                    self.finish_segment()

    def close(self) -> None:
        """Finish the current segment, and accept no more records. Raises OSError if a flush fails."""
        with self.lock:
            self._closed = True
            self.finish_segment()

    def is_deleted(self) -> bool:
        """Whether someone deleted the current segment or the partition."""
        segment, partition = self._segment, self.partition
        return (segment is not None and not segment.exists()) or (
            partition is not None and not partition.path.exists()
        )

    def move(self, unsettled: dict[int, bytes], offset: Offset) -> tuple[Partition, int]:
        """Continue in a new partition after the old one was deleted; returns it and the records saved.

        Saves what can still be read and is not settled: `unsettled` by segment, and the current segment from
        `offset`. Raises OSError, and then nothing has changed.
        """
        with self.lock:
            segment, old = self._segment, self.partition
            if segment is not None and segment.index not in unsettled:
                byte = offset.byte if offset.segment == segment.index else 0
                unsettled = {**unsettled, segment.index: read_to_end(segment.fd, byte)}
            partition = self._spool.create_partition()
            copy = SegmentWriter(partition.folder, self._next)
            if saved := b"\n".join(unsettled[number] for number in sorted(unsettled)):
                copy.append_line(saved)
            copy.records = sum(map(bool, saved.split(b"\n")))
            self.partition, self._segment = partition, copy
            self._next += 1
            self.counts.clear()
            if segment is not None:
                segment.close()
            if old is not None:
                old.release()
            return partition, copy.records

    def close_in_child(self) -> None:
        """Close inherited files in a forked child, without a lock; the parent continues to use them."""
        if self._segment is not None:
            self._segment.close_in_child()
        if self.partition is not None:
            self.partition.release()

    def _start_segment(self) -> SegmentWriter:
        """Finish a full segment and start the next. Raises OSError, ConfigurationError."""
        if self.partition is None:
            self.partition = self._spool.create_partition()
        new = SegmentWriter(self.partition.folder, self._next)
        if self._spool.durable:
            self.partition.folder.flush()
        with suppress(OSError):  # its records are written; those not flushed were not acknowledged to callers
            self.finish_segment()
        self._next += 1
        self._segment = new
        return new


def _is_old(segment: SegmentWriter) -> bool:
    return time.monotonic() - segment.created > SEGMENT_SECONDS
