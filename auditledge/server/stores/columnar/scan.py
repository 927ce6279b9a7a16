"""What matches filters in one snapshot: how many, and in which order; from segments, and the tail as rows.

A page is merged from the segments by time, and a segment is not looked into before its time comes. So a
common match is found in the newest one, a rare match costs a short look at each, and no plan has to guess.
"""

import functools
import heapq
import math
from collections.abc import Iterator, Sequence
from typing import Any

from auditledge.server.stores.columnar import seek
from auditledge.server.stores.columnar.cache import ReadCache, UncachedColumns
from auditledge.server.stores.columnar.encoding import Positions
from auditledge.server.stores.columnar.predicates import Predicates
from auditledge.server.stores.columnar.resource_lookup import find
from auditledge.server.stores.columnar.segments import Bounds, Segment
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.models import Filters, Order, SortKey

_Rows = Iterator[SearchRow] | Iterator[SortKey]

_UNREAD = -(2**65)  # before every sequence, in either direction
_AT_ONCE = -(2**65)  # before every timestamp


class Scan:
    """The events of one account that match filters. `keep` tells whether columns are worth keeping."""

    def __init__(
        self, source: AccountSource, filters: Filters, memory: ReadCache, *, keep: bool = True
    ) -> None:
        self._source = source
        self._known = memory.known(source.account, filters)
        self._filters = Predicates(source, filters, memory.dictionaries, self._known.flags)
        self._clauses = self._filters.clauses
        self._tails = memory.tails
        self._sums = memory.sums
        self._resource = filters.resource_id
        self._columns = memory if keep else UncachedColumns(memory)

    @functools.cached_property
    def _last(self) -> int:
        return self._source.last()

    @functools.cached_property
    def _segments(self) -> list[Segment]:
        facts = [] if self._filters.empty else self._source.segments()
        return [Segment(self._source, each, self._columns) for each in facts]

    @functools.cached_property
    def _settled(self) -> frozenset[Segment]:
        """The large segments, which stay. Others soon give way to one of these, or to deletion."""
        most = max((each.facts.events for each in self._segments), default=0)
        return frozenset(each for each in self._segments if each.facts.events > most // 2)

    @property
    def _sole(self) -> tuple[str, Any] | None:
        """The dimension, and what is wanted of it, where it is the only one that matters beside time."""
        if self._resource is not None or len(self._clauses) != 1 or len(self._clauses[0]) != 1:
            return None
        (sole,) = self._clauses[0].items()
        return sole

    def bounds(self, order: Order, after: SortKey | None) -> Bounds:
        """The time that the filters leave, behind a position."""
        return self._filters.bounds(order, after)

    def count(self, bounds: Bounds) -> int:
        """How many there are within bounds."""
        total = sum(1 for _ in self._tail(bounds))
        together: frozenset[Segment] = frozenset()
        if self._sole is not None and all(each.covers(bounds) for each in self._settled):
            together = self._settled
            total += self._sums.total(self._source.account, together, *self._sole)
        apart = (segment for segment, _ in self._within(bounds) if segment not in together)
        return total + sum(self._count(segment, bounds) for segment in apart)

    def count_after_sequence(self, sequence: int) -> int:
        """How many there are behind a sequence."""
        everything = self.bounds("asc", None)
        tail = sum(1 for row in self._tail(everything) if row.sequence > sequence)
        return tail + sum(
            self._count_behind(segment, everything, sequence) for segment, _ in self._within(everything)
        )

    def sequences(self, bounds: Bounds) -> Iterator[int]:
        """The sequences of those within bounds, in order."""
        sign = -1 if bounds.order == "desc" else 1
        heap: list[tuple[int, int, int, _Rows]] = [(_AT_ONCE, _UNREAD, 0, self._tail(bounds))]
        for number, (segment, first) in enumerate(self._within(bounds), 1):
            if self._known.counts.get(segment.facts.segment) != 0:
                heap.append((sign * first, _UNREAD, number, self._rows(segment, bounds)))
        heapq.heapify(heap)
        while heap:
            _, sequence, number, rows = heap[0]
            if sequence != _UNREAD:
                yield sign * sequence
            # Segments hardly overlap in time: one goes on for long before it is another's turn.
            turn = min(heap[1:3], default=(math.inf,))
            for row in rows:
                place = sign * row.timestamp, sign * row.sequence
                if place > turn:
                    heapq.heapreplace(heap, (*place, number, rows))
                    break
                yield row.sequence
            else:
                heapq.heappop(heap)

    def among(self, first: int, last: int) -> list[int]:
        """Which of these sequences match."""
        if self._filters.empty:
            return []
        within = self.bounds("asc", None)
        rows = self._filters.matches(self._source.search_rows(first, last))
        return sorted(row.sequence for row in rows if within.hold(row.timestamp, row.sequence))

    def until(self, sequence: int) -> int:
        """The sequence up to which segments tell that none lies behind another."""
        if self._filters.empty:
            return self._last
        everything = self.bounds("asc", None)
        for segment, _ in self._within(everything):
            if segment.facts.last > sequence and self._count(segment, everything):
                behind = (row.sequence for row in self._rows(segment, everything) if row.sequence > sequence)
                return min(behind, default=segment.facts.last + 1) - 1
        return max(sequence, self._segments[-1].facts.last) if self._segments else sequence

    def skip(self, bounds: Bounds, offset: int) -> tuple[Bounds, int] | None:
        """Narrower bounds, and the smaller offset in these that is the same; None beyond the end."""
        runs = self._runs(bounds)
        total = sum(run.matches for run in runs)
        if offset >= total:
            return None
        index = total - 1 - offset if bounds.order == "desc" else offset
        rank = seek.timestamp_at(index, runs)
        if bounds.order == "desc":
            return bounds._replace(end=rank.timestamp), rank.not_newer - 1 - index
        return bounds._replace(start=rank.timestamp), index - rank.older

    def _within(self, bounds: Bounds) -> list[tuple[Segment, int]]:
        """The segments that may have some within bounds, each with a timestamp that none of it precedes."""
        firsts = [(segment, segment.first(bounds)) for segment in self._segments]
        within = [(segment, first) for segment, first in firsts if first is not None]
        if self._resource is not None:
            find(self._source, [segment for segment, _ in within], self._resource, self._known.flags)
        return within

    def _count(self, segment: Segment, bounds: Bounds) -> int:
        if bounds.after is not None:
            return segment.count(self._clauses, bounds)
        count = self._known.counts.get(segment.facts.segment)
        if count is None:
            self._known.counts[segment.facts.segment] = count = segment.count(self._clauses, bounds)
        return count

    def _count_behind(self, segment: Segment, bounds: Bounds, sequence: int) -> int:
        if segment.facts.first > sequence:
            return self._count(segment, bounds)
        if segment.facts.last <= sequence:
            return 0
        return sum(row.sequence > sequence for row in self._rows(segment, bounds))

    def _runs(self, bounds: Bounds) -> list[seek.Run]:
        """What matches, by segment, and in the tail."""
        counts = [(segment, self._count(segment, bounds)) for segment, _ in self._within(bounds)]
        runs = [self._run(segment, count, bounds) for segment, count in counts if count]
        tail = sorted(row.timestamp for row in self._tail(bounds))
        if tail:
            runs.append(seek.Run(tail[0], tail[-1], len(tail), lambda: (tail, range(len(tail)))))
        return runs

    def _run(self, segment: Segment, count: int, bounds: Bounds) -> seek.Run:
        def read() -> tuple[Sequence[int], Positions]:
            return segment.column("times"), segment.positions(self._clauses, bounds)

        return seek.Run(segment.facts.oldest, segment.facts.newest, count, read)

    def _rows(self, segment: Segment, bounds: Bounds) -> _Rows:
        """The matches of a segment. As a generator it does nothing before the first one is asked for."""
        yield from segment.sort_keys(segment.positions(self._clauses, bounds), bounds.order)

    def _tail(self, bounds: Bounds) -> _Rows:
        """The matches behind the last segment."""
        if self._filters.empty:
            return iter(())
        sealed = self._segments[-1].facts.last if self._segments else 0
        return self._filters.matches(self._tails.rows(self._source, sealed, self._last, bounds))
