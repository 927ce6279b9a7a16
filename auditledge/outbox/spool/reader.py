"""Reads the events of a partition in order, and settles them as the ledger responds."""

import errno
import sys
from collections.abc import Sequence
from contextlib import suppress

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool.dead_letters import DeadLetters
from auditledge.outbox.spool.offset import Offset
from auditledge.outbox.spool.partition import Partition
from auditledge.outbox.spool.records import decode
from auditledge.outbox.spool.segments import SegmentReader
from auditledge.outbox.spool.writer import PartitionWriter
from auditledge.outbox.stats import DeliveryReport


class PartitionReader:
    """Reads a partition that this process owns. One thread at a time uses it.

    `counts` has the number of unsettled records in each segment; `writer` writes the partition, or is None if
    its process has ended. Records that turn out to be damaged or missing are counted as settled, and reported
    in `report`.
    """

    def __init__(
        self,
        partition: Partition,
        counts: dict[int, int],
        dead_letters: DeadLetters,
        report: DeliveryReport,
        writer: PartitionWriter | None,
    ) -> None:
        self.partition: Partition = partition
        self._counts = counts
        self._dead_letters = dead_letters
        self._report = report
        self._writer = writer
        self._adopted = sum(counts.values())
        self._segment: SegmentReader | None = None
        # The window: unsettled events of the current segment, and where each starts.
        self._events: list[bytes] = []
        self._starts: list[int] = []
        self._seen = 0
        self.offset: Offset = partition.offset_file.load()
        self.settled: int = 0
        """How many records are settled. Guarded by the lock of the report."""

    @property
    def waiting(self) -> int:
        """How many of the records that were in the partition when it was adopted are not settled."""
        return self._adopted - self.settled

    def peek(self, max_events: int, max_bytes: int) -> list[bytes]:
        """The oldest unsettled events, at least one if there is any. Raises OSError."""
        while len(self._events) < max_events and self._read_more():
            pass
        size = count = 0
        for event in self._events[:max_events]:
            size += len(event) + 1
            if size > max_bytes and count:
                break
            count += 1
        return self._events[:count]

    def settle(self, settled: Sequence[bool]) -> None:
        """Drop those of the oldest events that are settled, and move the offset.

        The caller holds the lock of the report.
        """
        self.settled += sum(settled)
        if all(settled):
            del self._events[: len(settled)], self._starts[: len(settled)]
        else:
            kept = [index for index, each in enumerate(settled) if not each]
            self._events[: len(settled)] = [self._events[index] for index in kept]
            self._starts[: len(settled)] = [self._starts[index] for index in kept]
        if self._segment is not None:
            # The minimum, not the first: `rotate` changes the order.
            byte = min(self._starts) if self._starts else self._segment.position
            self._set_offset(Offset(self._segment.index, byte))

    def rotate(self) -> bool:
        """Move the oldest event after the others; False if it is the last of a finished segment.

        It failed by itself, perhaps because of its content, and must not block the others forever.
        """
        is_finished = self._segment is not None and self._is_finished(self._segment)
        if len(self._events) == 1 and not self._read_more():
            return not is_finished
        self._events.append(self._events.pop(0))
        self._starts.append(self._starts.pop(0))
        return True

    def finish(self) -> None:
        """Count what is missing at the end of a partition that has no writer."""
        self.close()
        self._write_off_deleted(sys.maxsize)

    def close(self) -> None:
        """Close files. The partition remains owned."""
        if self._segment is not None:
            self._segment.close()
            self._segment = None

    def read_unsettled(self) -> dict[int, bytes]:
        """The unsettled bytes of the current segment by its number, even if the file has been deleted."""
        if self._segment is None:
            return {}
        return {self._segment.index: self._segment.read_from(self.offset.byte)}

    def switch_partition(self, partition: Partition, lost: int) -> None:
        """Continue in another partition, into which all but `lost` records were saved."""
        self.close()
        self._events.clear()
        self._starts.clear()
        self.partition = partition
        self.offset = Offset(0, 0)
        self._write_off(lost)

    def _is_finished(self, segment: SegmentReader) -> bool:
        """Whether nothing more will be written to a segment."""
        return self._writer is None or segment.index < self._writer.open_segment()

    def _read_more(self) -> bool:
        """Read more events; False if there are none, or if the rest of a segment must be settled first."""
        segment = self._segment = self._segment or self._open_next()
        if segment is None:
            return False
        # Before reading: if it is finished now, the read below sees all of it.
        is_finished = self._is_finished(segment)
        try:
            lines, starts = segment.read()
        except OSError as error:
            return self._skip_unreadable(segment, error)
        if lines:
            self._add_lines(segment, lines, starts)
        elif is_finished and not self._events:
            self._finish_segment(segment)
        else:
            return False
        return True

    def _skip_unreadable(self, segment: SegmentReader, error: OSError) -> bool:
        """Skip a segment that the disk can't read any more, and note where it is. Raises OSError."""
        if error.errno != errno.EIO or self._events:
            raise error
        self._dead_letters.quarantine(self._name(segment), segment.position, b"")
        self._write_off(self._counts.pop(segment.index, self._seen) - self._seen)
        self.close()
        self.partition.set_unreadable(segment.index)
        self._set_offset(Offset(segment.index + 1, 0))
        return True

    def _open_next(self) -> SegmentReader | None:
        for number in self.partition.segments():
            if number >= self.offset.segment:
                byte = self.offset.byte if number == self.offset.segment else 0
                try:
                    segment = SegmentReader(self.partition.folder, number, byte)
                except FileNotFoundError:
                    continue
                self.offset = Offset(number, byte)
                self._seen = 0
                self._write_off_deleted(number)
                return segment
        return None

    def _write_off_deleted(self, number: int) -> None:
        """Count the records of segments before `number` that someone deleted."""
        for deleted in [each for each in self._counts if each < number]:
            self._write_off(self._counts.pop(deleted))

    def _write_off(self, records: int) -> None:
        """Count records as damaged and settled; negative if damage turned one record into two."""
        if records:
            with self._report.lock:
                self.settled += records
                self._report.damaged += records
                self._report.dead += records
            self._report.notices.post("damaged", reason="damaged", count=records)

    def _add_lines(self, segment: SegmentReader, lines: list[bytes], starts: list[int]) -> None:
        """Append what was read to the window, and quarantine damaged lines. Raises OSError."""
        events = [decode(line) for line in lines]
        damaged = [at for at, event in enumerate(events) if event is None and lines[at]]
        try:
            for at in damaged:
                self._dead_letters.quarantine(self._name(segment), starts[at], lines[at])
        except (OSError, ConfigurationError):
            segment.rewind(starts[0])  # these lines will be read again
            raise
        self._write_off(len(damaged))
        for event, start in zip(events, starts, strict=True):
            if event is not None:
                self._events.append(event)
                self._starts.append(start)
        self._seen += len(lines) - lines.count(b"")
        if not self._events:
            self._set_offset(Offset(segment.index, segment.position))

    def _finish_segment(self, segment: SegmentReader) -> None:
        """Delete a segment that is settled to its end, and continue with the next. Raises OSError."""
        if segment.tail:
            self._dead_letters.quarantine(self._name(segment), segment.position, segment.tail)
        self._write_off(self._counts.pop(segment.index, self._seen) - self._seen)
        self.close()
        self.partition.delete_segment(segment.index)
        self._set_offset(Offset(segment.index + 1, 0))

    def _set_offset(self, offset: Offset) -> None:
        self.offset = offset
        with suppress(OSError):  # an offset that is not saved means sending again, but loses nothing
            self.partition.offset_file.save(offset)

    def _name(self, segment: SegmentReader) -> str:
        return f"{self.partition.path.name}/{segment.index:08d}.seg"
