"""Segments: events of an account as columns, by timestamp and sequence, and the matches in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Protocol
from zlib import crc32

from auditledge.server.stores.columnar.encoding import Positions
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.source import AccountSource, SearchRow, SegmentInfo
from auditledge.server.stores.models import Order, SortKey

DIMENSIONS = SearchRow._fields[2:]
"""What events are filtered by, apart from time. Keys of the first three are numbers of interned values, and 0
for none. A resource's key is the `resource_key` of its id; ids that share a key have different codes."""

Clause = Mapping[str, Any]
"""The wanted keys of some dimensions, one of which must match: as `Kernels.wanted` prepared them, or for a
resource, its flags by segment."""

_Options = list[tuple[str, Any]]


class Bounds(NamedTuple):
    """The events with timestamps from `start` to `end`, both included, and after `after` in an order."""

    start: int
    end: int
    order: Order
    after: SortKey | None

    def contain(self, timestamp: int, sequence: int) -> bool:
        """Whether an event is within the bounds."""
        if not self.start <= timestamp <= self.end:
            return False
        if self.after is None:
            return True
        key = (timestamp, sequence)
        return key < self.after if self.order == "desc" else key > self.after

    def slice(self, rows: list[SearchRow]) -> list[SearchRow]:
        """Those of some ascending rows that are within the bounds."""
        low, high = bisect_left(rows, (self.start,)), bisect_left(rows, (self.end + 1,))
        if self.after is not None and self.order == "desc":
            high = min(high, bisect_left(rows, self.after))
        elif self.after is not None:
            low = max(low, bisect_left(rows, (self.after.timestamp, self.after.sequence + 1)))
        return rows[low:high]

    def beyond(self, after: SortKey) -> tuple[int, int]:
        """The start and end of the timestamps after that of a sort key, in the order."""
        if self.order == "desc":
            return self.start, min(self.end, after.timestamp - 1)
        return max(self.start, after.timestamp + 1), self.end


def resource_key(resource_id: str) -> int:
    """The CRC-32 of a resource's id: fast, small, and shared by few ids."""
    return crc32(resource_id.encode())


class ColumnReader(Protocol):
    """Reads columns, perhaps from a cache."""

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int]":
        """A column of a segment."""
        ...


class Segment:
    """One segment, read through the snapshot of the search."""

    def __init__(self, source: AccountSource, info: SegmentInfo, columns: ColumnReader) -> None:
        self.info = info
        self._source = source
        self._columns = columns

    def column(self, name: str) -> "memoryview[int]":
        """A column by its name."""
        return self._columns.column(self._source, self.info.segment, name)

    def covers(self, bounds: Bounds) -> bool:
        """Whether all events are within the bounds."""
        start, end = (bounds.start, bounds.end) if bounds.after is None else bounds.beyond(bounds.after)
        return start <= self.info.oldest and self.info.newest <= end

    def within(self, bounds: Bounds) -> range:
        """The positions of the events within the bounds."""
        if self.covers(bounds):
            return range(self.info.events)
        if self.first(bounds) is None:
            return range(0)
        times = self.column("times")
        low, high = bisect_left(times, bounds.start), bisect_right(times, bounds.end)
        if bounds.after is not None:
            if bounds.order == "desc":
                high = min(high, self._index_of(bounds.after, bisect_left))
            else:
                low = max(low, self._index_of(bounds.after, bisect_right))
        return range(low, high)

    def first(self, bounds: Bounds) -> int | None:
        """A timestamp that no event within the bounds precedes in the order; None if there are none."""
        start, end, order, after = bounds
        if after is not None and order == "desc":
            end = min(end, after.timestamp)
        elif after is not None:
            start = max(start, after.timestamp)
        start, end = max(start, self.info.oldest), min(end, self.info.newest)
        if start > end:
            return None
        return end if order == "desc" else start

    def count(self, clauses: Sequence[Clause], bounds: Bounds) -> int:
        """Count the events within the bounds that match every clause."""
        self._source.cancel_scope.check()
        within, options = self.within(bounds), self._options(clauses)
        if options is None or not options or not within:
            return 0 if options is None else len(within)
        # If a single dimension decides and all events are within the bounds, the counts of its keys suffice.
        total, first = options[0]
        if len(options) == 1 and len(first) == 1 and len(within) == self.info.events:
            return total
        return kernels().count(self._codes(options), within)

    def positions(self, clauses: Sequence[Clause], bounds: Bounds) -> Positions:
        """The positions of the events within the bounds that match every clause."""
        self._source.cancel_scope.check()
        within, options = self.within(bounds), self._options(clauses)
        return range(0) if options is None else kernels().choose(self._codes(options), within)

    def sort_keys(self, positions: Positions, order: Order) -> Iterator[tuple[int, int]]:
        """The timestamps and sequences of the events at these positions, in the order asked for."""
        times, offsets, first = self.column("times"), self.column("offsets"), self.info.first
        for position in reversed(positions) if order == "desc" else positions:
            yield times[position], first + offsets[position]

    def candidates(self, resource_id: str) -> Iterator[tuple[Any, int]]:
        """The flags of all resources with this one's key, each with the sequence of one of its events."""
        self._source.cancel_scope.check()
        keys, key = self.column("resource"), resource_key(resource_id)
        for index in range(bisect_left(keys, key), bisect_right(keys, key)):
            position = kernels().first(self.column("resource_codes"), index)
            yield kernels().flag(index, len(keys)), self.info.first + self.column("offsets")[position]

    def _index_of(self, after: SortKey, side: Any) -> int:
        """Where a sort key is among the positions: before an equal one, or with `bisect_right` after it."""
        times = self.column("times")
        low, high = bisect_left(times, after.timestamp), bisect_right(times, after.timestamp)
        return int(side(self.column("offsets"), after.sequence - self.info.first, low, high))

    def _options(self, clauses: Sequence[Clause]) -> list[tuple[int, _Options]] | None:
        """For each clause the dimensions that can match, with flags; None if a clause has no such dimension.

        Each comes with the number of events that it matches, where an event that matches in two dimensions
        counts twice. The rarest clause is first, because those after it look only at what is left. A clause
        that every event matches is left out.
        """
        weighed: list[tuple[int, _Options]] = []
        for clause in clauses:
            options = [(name, self._flags(name, wanted)) for name, wanted in clause.items()]
            options = [(name, flags) for name, flags in options if flags is not None]
            if not options:
                return None
            totals = [kernels().total(flags, self.column(f"{name}_counts")) for name, flags in options]
            if max(totals) < self.info.events:
                weighed.append((sum(totals), options))
        return sorted(weighed, key=itemgetter(0))

    def _codes(self, weighed: list[tuple[int, _Options]]) -> list[list[tuple["memoryview[int]", Any]]]:
        return [[(self.column(f"{name}_codes"), flags) for name, flags in options] for _, options in weighed]

    def _flags(self, name: str, wanted: Any) -> Any | None:
        if name == "resource":
            return wanted[self.info.segment]
        return kernels().flags(wanted, self.column(name))
