"""A source: the head of one producer's folder, read in order and settled as the ledger answers."""

import errno
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from auditledge.outbox.spool.offset import Position
from auditledge.outbox.spool.partition import Producer
from auditledge.outbox.spool.records import decode
from auditledge.outbox.spool.segments import SegmentReader

SetAside = Callable[[str, int, bytes], None]
"""Keeps bytes that are no record: the name of their file, their offset in it, and the bytes."""


def nobody_writes() -> int:
    """The answer for a folder whose writer ended: no segment of it will grow."""
    return sys.maxsize


class Source:
    """Reads a folder that this process owns. One thread at a time uses it.

    `growing` tells the number of the first segment that may still grow. `counts` holds how many records each
    segment has from where it is read; what turns out to be damaged or missing is told to `damaged`, which
    counts it as settled.
    """

    def __init__(
        self,
        producer: Producer,
        counts: dict[int, int],
        set_aside: SetAside,
        damaged: Callable[["Source", int], None],
        growing: Callable[[], int] = nobody_writes,
    ) -> None:
        self.producer: Producer = producer
        self._counts = counts
        self._taken_over = sum(counts.values())
        self._set_aside = set_aside
        self._damaged = damaged
        self._growing = growing
        self._reader: SegmentReader | None = None
        self._events: list[bytes] = []
        self._starts: list[int] = []
        self._seen = 0
        self.cursor: Position = producer.cursor.load()
        self.settled: int = 0
        """How many records have been dealt with."""

    @property
    def left_behind(self) -> int:
        """How many records are not settled of those that were in the folder when it was taken over."""
        return self._taken_over - self.settled

    def peek(self, most: int, most_bytes: int) -> list[bytes]:
        """The oldest events that are not settled, at least one if there is any. Raises OSError."""
        while len(self._events) < most and self._read_more():
            pass
        size = count = 0
        for event in self._events[:most]:
            size += len(event) + 1
            if size > most_bytes and count:
                break
            count += 1
        return self._events[:count]

    def settle(self, settled: Sequence[bool]) -> None:
        """Forget those of the oldest events that are settled, and move the cursor."""
        self.settled += sum(settled)
        if all(settled):
            del self._events[: len(settled)], self._starts[: len(settled)]
        else:
            kept = [index for index, each in enumerate(settled) if not each]
            self._events[: len(settled)] = [self._events[index] for index in kept]
            self._starts[: len(settled)] = [self._starts[index] for index in kept]
        if self._reader is not None:
            offset = min(self._starts) if self._starts else self._reader.position
            self._move(Position(self._reader.index, offset))

    def rotate(self) -> bool:
        """Put the oldest event behind the others; False when it is the last of a segment that is finished.

        It was refused by itself, perhaps because of what it holds, and must not stand in their way for ever.
        """
        finished = self._reader is not None and self._reader.index < self._growing()
        if len(self._events) == 1 and not self._read_more():
            return not finished
        self._events.append(self._events.pop(0))
        self._starts.append(self._starts.pop(0))
        return True

    def finish(self) -> None:
        """Count what is missing at the end of a folder that nobody writes to."""
        self.close()
        self._write_off_gone(sys.maxsize)

    def close(self) -> None:
        """Close what is open; the folder stays owned."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def unread(self) -> dict[int, bytes]:
        """The unsettled rest of the segment that is being read, though its file lost its name, by number."""
        if self._reader is None:
            return {}
        return {self._reader.index: self._reader.read_from(self.cursor.offset)}

    def move(self, producer: Producer, lost: int) -> None:
        """Go on in another folder, into which all but `lost` records were saved."""
        self.close()
        self._events.clear()
        self._starts.clear()
        self.producer = producer
        self.cursor = Position(0, 0)
        self._write_off(lost)

    def _read_more(self) -> bool:
        """Read on; False when there is nothing now, or when the rest of a segment is to be settled first."""
        reader = self._reader = self._reader or self._open_next()
        if reader is None:
            return False
        finished = reader.index < self._growing()  # asked first: what is finished now stays so
        try:
            lines, starts = reader.read()
        except OSError as error:
            return self._give_up(reader, error)
        if lines:
            self._take(reader, lines, starts)
        elif finished and not self._events:
            self._finish(reader)
        else:
            return False
        return True

    def _give_up(self, reader: SegmentReader, error: OSError) -> bool:
        """Leave a segment that the medium does not give back any more, and note where it is."""
        if error.errno != errno.EIO or self._events:
            raise error
        self._set_aside(self._name(reader), reader.position, b"")
        self._write_off(self._counts.pop(reader.index, self._seen) - self._seen)
        self.close()
        self.producer.set_segment_aside(reader.index)
        self._move(Position(reader.index + 1, 0))
        return True

    def _open_next(self) -> SegmentReader | None:
        for number in self.producer.segments():
            if number >= self.cursor.segment:
                offset = self.cursor.offset if number == self.cursor.segment else 0
                try:
                    reader = SegmentReader(self.producer.path, number, offset)
                except FileNotFoundError:
                    continue
                self.cursor = Position(number, offset)
                self._seen = 0
                self._write_off_gone(number)
                return reader
        return None

    def _write_off_gone(self, number: int) -> None:
        """Count the records of segments before `number` that somebody deleted."""
        for gone in [each for each in self._counts if each < number]:
            self._write_off(self._counts.pop(gone))

    def _write_off(self, records: int) -> None:
        """Count records as damaged; where one became two, less than none."""
        if records:
            self._damaged(self, records)

    def _take(self, reader: SegmentReader, lines: list[bytes], starts: list[int]) -> None:
        """Append what was read to the window, and set aside what is damaged."""
        events = [decode(line) for line in lines]
        damaged = [at for at, event in enumerate(events) if event is None and lines[at]]
        try:
            for at in damaged:
                self._set_aside(self._name(reader), starts[at], lines[at])
        except OSError:
            reader.rewind(starts[0])
            raise
        self._write_off(len(damaged))
        for event, start in zip(events, starts, strict=True):
            if event is not None:
                self._events.append(event)
                self._starts.append(start)
        self._seen += len(lines) - lines.count(b"")
        if not self._events:
            self._move(Position(reader.index, reader.position))

    def _finish(self, reader: SegmentReader) -> None:
        """Leave a segment, which is settled to its end."""
        if reader.tail:
            self._set_aside(self._name(reader), reader.position, reader.tail)
        self._write_off(self._counts.pop(reader.index, self._seen) - self._seen)
        self.close()
        self.producer.drop_segment(reader.index)
        self._move(Position(reader.index + 1, 0))

    def _move(self, cursor: Position) -> None:
        self.cursor = cursor
        with suppress(OSError):  # a cursor that is not saved costs a second sending, and loses nothing
            self.producer.acknowledged(cursor)

    def _name(self, reader: SegmentReader) -> str:
        return f"{self.producer.path.name}/{reader.index:08d}.seg"
