"""Sealed segments: events of an account as columns, by timestamp and sequence, and what matches in them."""

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
"""The keys of the first three are numbers of dictionaries, and 0 for none. The key of a resource is
`resource_key` of its id: ids that share it are told apart by their codes."""

Clause = Mapping[str, Any]
"""What is wanted of some dimensions, one of which must have it: keys, as the engine prepared them, or of a
resource its flag in each segment."""

_Options = list[tuple[str, Any]]


class Bounds(NamedTuple):
    """Timestamps from `start` to `end`, both included, and of those what lies behind `after` in an order."""

    start: int
    end: int
    order: Order
    after: SortKey | None

    def hold(self, timestamp: int, sequence: int) -> bool:
        """Whether an event lies within them."""
        if not self.start <= timestamp <= self.end:
            return False
        if self.after is None:
            return True
        place = (timestamp, sequence)
        return place < self.after if self.order == "desc" else place > self.after

    def part(self, rows: list[SearchRow]) -> list[SearchRow]:
        """Those of some rows, in ascending order, that lie within them."""
        low, high = bisect_left(rows, (self.start,)), bisect_left(rows, (self.end + 1,))
        if self.after is not None and self.order == "desc":
            high = min(high, bisect_left(rows, self.after))
        elif self.after is not None:
            low = max(low, bisect_left(rows, (self.after.timestamp, self.after.sequence + 1)))
        return rows[low:high]

    def beyond(self, after: SortKey) -> tuple[int, int]:
        """The start and end of the timestamps beyond that of a position, in the order."""
        if self.order == "desc":
            return self.start, min(self.end, after.timestamp - 1)
        return max(self.start, after.timestamp + 1), self.end


def resource_key(resource_id: str) -> int:
    """The CRC-32 of a resource's id: quick, small, and shared by few."""
    return crc32(resource_id.encode())


class Columns(Protocol):
    """Where columns are read from."""

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int]":
        """A column of a segment."""
        ...


class Segment:
    """One sealed segment, read through the source of whoever asks."""

    def __init__(self, source: AccountSource, facts: SegmentInfo, columns: Columns) -> None:
        self.facts = facts
        self._source = source
        self._columns = columns

    def column(self, name: str) -> "memoryview[int]":
        """A column by its name."""
        return self._columns.column(self._source, self.facts.segment, name)

    def covers(self, bounds: Bounds) -> bool:
        """Whether every event lies within the bounds."""
        start, end = (bounds.start, bounds.end) if bounds.after is None else bounds.beyond(bounds.after)
        return start <= self.facts.oldest and self.facts.newest <= end

    def within(self, bounds: Bounds) -> range:
        """The positions of the events within the bounds."""
        if self.covers(bounds):
            return range(self.facts.events)
        if self.first(bounds) is None:
            return range(0)
        times = self.column("times")
        low, high = bisect_left(times, bounds.start), bisect_right(times, bounds.end)
        if bounds.after is not None:
            if bounds.order == "desc":
                high = min(high, self._behind(bounds.after, bisect_left))
            else:
                low = max(low, self._behind(bounds.after, bisect_right))
        return range(low, high)

    def first(self, bounds: Bounds) -> int | None:
        """A timestamp that no event within the bounds comes before in the order; None when there is none."""
        start, end, order, after = bounds
        if after is not None and order == "desc":
            end = min(end, after.timestamp)
        elif after is not None:
            start = max(start, after.timestamp)
        start, end = max(start, self.facts.oldest), min(end, self.facts.newest)
        if start > end:
            return None
        return end if order == "desc" else start

    def count(self, clauses: Sequence[Clause], bounds: Bounds) -> int:
        """How many events within the bounds match every clause."""
        self._source.cancel_scope.check()
        within, options = self.within(bounds), self._options(clauses)
        if options is None or not options or not within:
            return 0 if options is None else len(within)
        total, first = options[0]
        if len(options) == 1 and len(first) == 1 and len(within) == self.facts.events:
            return total
        return kernels().count(self._codes(options), within)

    def positions(self, clauses: Sequence[Clause], bounds: Bounds) -> Positions:
        """The positions of the events within the bounds that match every clause."""
        self._source.cancel_scope.check()
        within, options = self.within(bounds), self._options(clauses)
        return range(0) if options is None else kernels().choose(self._codes(options), within)

    def sort_keys(self, positions: Positions, order: Order) -> Iterator[SortKey]:
        """The sort keys of the events at these positions, in the order asked for."""
        times, offsets, first = self.column("times"), self.column("offsets"), self.facts.first
        for position in reversed(positions) if order == "desc" else positions:
            yield SortKey(times[position], first + offsets[position])

    def alike(self, resource_id: str) -> Iterator[tuple[Any, int]]:
        """The flags of resources that share their key with this one, each with the sequence of an event."""
        self._source.cancel_scope.check()
        keys, key = self.column("resource"), resource_key(resource_id)
        for place in range(bisect_left(keys, key), bisect_right(keys, key)):
            position = kernels().first(self.column("resource_codes"), place)
            yield kernels().flag(place, len(keys)), self.facts.first + self.column("offsets")[position]

    def _behind(self, after: SortKey, side: Any) -> int:
        """Where a place lies among the positions: before what is equal, or with `bisect_right` after it."""
        times = self.column("times")
        low, high = bisect_left(times, after.timestamp), bisect_right(times, after.timestamp)
        return int(side(self.column("offsets"), after.sequence - self.facts.first, low, high))

    def _options(self, clauses: Sequence[Clause]) -> list[tuple[int, _Options]] | None:
        """For each clause the dimensions that can match, with flags; None when some clause has none.

        With them goes how many events they match, one that matches in two ways counted twice. The rarest are
        first: those that follow look at what is left only. A clause that every event matches is left out.
        """
        weighed: list[tuple[int, _Options]] = []
        for clause in clauses:
            options = [(name, self._flags(name, wanted)) for name, wanted in clause.items()]
            options = [(name, flags) for name, flags in options if flags is not None]
            if not options:
                return None
            totals = [kernels().total(flags, self.column(f"{name}_counts")) for name, flags in options]
            if max(totals) < self.facts.events:
                weighed.append((sum(totals), options))
        return sorted(weighed, key=itemgetter(0))

    def _codes(self, weighed: list[tuple[int, _Options]]) -> list[list[tuple["memoryview[int]", Any]]]:
        return [[(self.column(f"{name}_codes"), flags) for name, flags in options] for _, options in weighed]

    def _flags(self, name: str, wanted: Any) -> Any | None:
        if name == "resource":
            return wanted[self.facts.segment]
        return kernels().flags(wanted, self.column(name))
