"""Sealed segments: events of an account as columns, by timestamp and sequence, and what matches in them."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

from auditledge.server.stores.base import Order, Position
from auditledge.server.stores.column_cache import ColumnCache
from auditledge.server.stores.columns import Positions, engine
from auditledge.server.stores.schema import PLACE_BITS

DIMENSIONS = ("organization", "actor", "kind", "resource")
"""The keys of the first three are numbers of dictionaries, and 0 for none. The key of a resource is
`resource_key` of its id: ids that share it are told apart by their codes."""

Clause = Mapping[str, Any]
"""What is wanted of some dimensions, one of which must have it: keys, as the engine prepared them, or the id
of a resource."""

_Options = list[tuple[str, Any]]


class Bounds(NamedTuple):
    """Timestamps from `start` to `end`, both included, and of those what lies behind `after` in an order."""

    start: int
    end: int
    order: Order
    after: Position | None

    def beyond(self, after: Position) -> tuple[int, int]:
        """The start and end of the timestamps beyond that of a position, in the order."""
        if self.order == "desc":
            return self.start, min(self.end, after.timestamp - 1)
        return max(self.start, after.timestamp + 1), self.end


class SegmentFacts(NamedTuple):
    """A row of `segments`: the sequences that it covers, the events that it has, and their timestamps."""

    segment: int
    first: int
    last: int
    events: int
    oldest: int
    newest: int


def resource_key(resource_id: str) -> int:
    """The CRC-32 of a resource's id: quick, small, and shared by few."""
    return crc32(resource_id.encode())


class Segment:
    """One sealed segment, read through a connection of whoever asks."""

    def __init__(
        self, account: int, facts: SegmentFacts, connection: sqlite3.Connection, cache: ColumnCache
    ) -> None:
        self.facts = facts
        self._base = account << PLACE_BITS | facts.first
        self._connection = connection
        self._cache = cache

    def column(self, name: str) -> "memoryview[int]":
        """A column by its name."""
        return self._cache.column(self._connection, self.facts.segment, name)

    def covers(self, bounds: Bounds) -> bool:
        """Whether every event lies within the bounds."""
        within = bounds.start <= self.facts.oldest and self.facts.newest <= bounds.end
        return within and bounds.after is None

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
        within, options = self.within(bounds), self._options(clauses)
        if options is None or not options or not within:
            return 0 if options is None else len(within)
        *others, (total, last) = options
        if not others and len(last) == 1 and len(within) == self.facts.events:
            return total
        return engine().count(self._codes(last), self._narrowed(others, within))

    def positions(self, clauses: Sequence[Clause], bounds: Bounds) -> Positions:
        """The positions of the events within the bounds that match every clause."""
        within, options = self.within(bounds), self._options(clauses)
        return range(0) if options is None else self._narrowed(options, within)

    def rows(self, positions: Positions, order: Order) -> Iterator[tuple[int, int]]:
        """The timestamps and places of the events at these positions, in the order asked for."""
        times, offsets, base = self.column("times"), self.column("offsets"), self._base
        for position in reversed(positions) if order == "desc" else positions:
            yield times[position], base + offsets[position]

    def _behind(self, after: Position, side: Any) -> int:
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
            totals = [engine().total(flags, self.column(f"{name}_counts")) for name, flags in options]
            if max(totals) < self.facts.events:
                weighed.append((sum(totals), options))
        return sorted(weighed, key=itemgetter(0))

    def _narrowed(self, options: list[tuple[int, _Options]], positions: Positions) -> Positions:
        """Those of the positions that match one option of each clause."""
        for _, some in options:
            if not positions:
                break
            positions = engine().choose(self._codes(some), positions)
        return positions

    def _codes(self, options: _Options) -> list[tuple["memoryview[int]", Any]]:
        return [(self.column(f"{name}_codes"), flags) for name, flags in options]

    def _flags(self, name: str, wanted: Any) -> Any | None:
        keys = self.column(name)
        return self._resource_flag(keys, wanted) if name == "resource" else engine().flags(wanted, keys)

    def _resource_flag(self, keys: "memoryview[int]", resource_id: str) -> Any | None:
        """The flag of a resource, or None: one event of each id with its key is looked at."""
        key = resource_key(resource_id)
        for place in range(bisect_left(keys, key), bisect_right(keys, key)):
            flag = engine().flag(place, len(keys))
            events = engine().choose([(self.column("resource_codes"), flag)], range(self.facts.events))
            event = self._base + self.column("offsets")[events[0]]
            row = self._connection.execute("SELECT resource_id FROM events WHERE place = ?", [event])
            if row.fetchone() == (resource_id,):
                return flag
        return None


def read_segments(connection: sqlite3.Connection, account: int, cache: ColumnCache) -> list[Segment]:
    """The segments of an account, in the order of their sequences."""
    rows = connection.execute(
        "SELECT segment, first, last, events, oldest, newest FROM segments WHERE account = ? ORDER BY last",
        [account],
    )
    return [Segment(account, SegmentFacts(*row), connection, cache) for row in rows]
