"""Segments: events of an account as columns, by timestamp and sequence, and the matches in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Protocol
from zlib import crc32

from auditledge.server.stores.columnar import bitsets, text_order
from auditledge.server.stores.columnar.bitsets import BitSet, Match
from auditledge.server.stores.columnar.encoding import Positions, pack, unpack
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.source import AccountSource, SearchRow, SegmentInfo
from auditledge.server.stores.columnar.term_lookup import TermLookup
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Order, SortKey

DIMENSIONS = SearchRow._fields[2:]
"""What events are filtered by as columns, apart from time. Keys are numbers of interned values or outcomes.
0 is none."""

OPTIONAL_DIMENSIONS = ("actor_type", "on_behalf_of", "outcome", "ip")
"""Those whose columns a segment has only if the key of some event is not 0."""

Clause = Mapping[str, Any]
"""The wanted keys of some dimensions, one of which must match: as `Kernels.wanted` prepared them."""

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


class ColumnReader(Protocol):
    """Reads columns, perhaps from a cache."""

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int] | None":
        """A column of a segment; None if it has no such column."""
        ...


class Segment:
    """One segment, read through the snapshot of the search."""

    def __init__(
        self, source: AccountSource, info: SegmentInfo, columns: ColumnReader, terms: TermLookup
    ) -> None:
        self.info = info
        self._source = source
        self._columns = columns
        self._lookup = terms

    @property
    def events(self) -> int:
        """How many events it has."""
        return self.info.events

    def column(self, name: str) -> "memoryview[int]":
        """A column by its name. Raises StoreError if it is missing, unless it is one that may be."""
        column = self._columns.column(self._source, self.info.segment, name)
        return self._absent(name) if column is None else column

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

    def positions(
        self, clauses: Sequence[Clause], bounds: Bounds, among: Positions | None = None
    ) -> Positions:
        """The positions of the events within the bounds, or `among` some, that match every clause."""
        self._source.cancel_scope.check()
        within = self.within(bounds) if among is None else among
        options = self._options(clauses)
        return range(0) if options is None else kernels().choose(self._codes(options), within)

    def sequences(self, positions: Iterable[int]) -> list[int]:
        """The sequences of the events at these positions."""
        offsets, first = self.column("offsets"), self.info.first
        return [first + offsets[position] for position in positions]

    def sort_keys(self, positions: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The timestamps and sequences of the events at these positions, in the order of the positions."""
        times, offsets, first = self.column("times"), self.column("offsets"), self.info.first
        for position in positions:
            yield times[position], first + offsets[position]

    def term(self, term: bytes) -> Match:
        """The events that have a term; without an index, that may be every event."""
        return self._lookup.find(self.info.segment, term) or self._unknown

    def term_of_json(self, term: bytes) -> Match:
        """The events that have a term of JSON."""
        return self._lookup.find_json(self.info.segment, term) or self._unknown

    def of_resource(self, term: bytes, resource_id: str) -> Match:
        """The events of a resource. Segments of earlier versions have columns with a key of its id."""
        match = self._lookup.find(self.info.segment, term)
        if match is not None:
            return match
        if not self._source.columns([(self.info.segment, "resource")]):
            return self._unknown
        key = crc32(resource_id.encode())
        return Match(0, self.having("resource", kernels().wanted([key])))

    def of_resources(self, prefix: str) -> Match:
        """The events of resources with ids that begin with a prefix."""

        def positions() -> "memoryview[int]":
            return self.column(text_order.POSITIONS)

        return self._lookup.find_resources(self.info.segment, prefix, positions) or self._unknown

    def having(self, dimension: str, wanted: Any) -> BitSet:
        """The events that have a wanted key."""
        self._source.cancel_scope.check()
        flags = kernels().flags(wanted, self.column(dimension))
        if flags is None:
            return 0
        total = kernels().total(flags, self.column(f"{dimension}_counts"))
        if total == self.info.events:
            return bitsets.everything(self.info.events)
        codes = self.column(f"{dimension}_codes")
        return int.from_bytes(kernels().chosen_bits([(codes, flags)], self.info.events), "little")

    def during(self, start: int, end: int) -> BitSet:
        """The events with timestamps from `start` to `end`."""
        within = self.within(Bounds(start, end, "asc", None))
        return bitsets.between(within.start, within.stop)

    def numbered(self, first: int, last: int) -> BitSet:
        """The events with sequences from `first` to `last`."""
        if first <= self.info.first and self.info.last <= last:
            return bitsets.everything(self.info.events)
        if last < self.info.first or self.info.last < first:
            return 0
        offsets, base = self.column("offsets"), self.info.first
        return int.from_bytes(kernels().bits_between(offsets, first - base, last - base), "little")

    @property
    def _unknown(self) -> Match:
        return Match(0, bitsets.everything(self.info.events))

    def _absent(self, name: str) -> "memoryview[int]":
        """A column of an optional dimension that no event of the segment has."""
        events = self.info.events
        for dimension in OPTIONAL_DIMENSIONS:
            columns = {dimension: [0], f"{dimension}_codes": bytes(events), f"{dimension}_counts": [events]}
            if name in columns:
                return unpack(*pack(columns[name]))
        raise StoreError(f"segment {self.info.segment} has no column {name}")

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
        return kernels().flags(wanted, self.column(name))
