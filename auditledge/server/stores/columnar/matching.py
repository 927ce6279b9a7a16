"""What matches filters in one snapshot: how many, and in which order; from segments, and the tail as rows.

A page is merged from the segments by time, and a segment is not looked into before its time comes. So a
common match is found in the newest one, a rare match costs a short look at each, and no plan has to guess.
"""

import functools
import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.columnar.clauses import Clauses
from auditledge.server.stores.columnar.columns import Positions
from auditledge.server.stores.columnar.memory import InPassing, Memory
from auditledge.server.stores.columnar.segments import Bounds, Segment
from auditledge.server.stores.columnar.source import Source

_Rows = Iterator[tuple[int, int]]

_UNREAD = -(2**65)  # before every sequence, in either direction
_AT_ONCE = -(2**65)  # before every timestamp


class Matching:
    """The events of one account that match filters. `keep` tells whether columns are worth keeping."""

    def __init__(self, source: Source, filters: Filters, memory: Memory, *, keep: bool = True) -> None:
        self._source = source
        self._filters = Clauses(source, filters, memory.names)
        self._clauses = self._filters.clauses
        self._tails = memory.tails
        self._known = memory.counts(source.account, filters)
        self._columns = memory if keep else InPassing(memory)

    @functools.cached_property
    def _segments(self) -> list[Segment]:
        facts = [] if self._filters.empty else self._source.segments()
        return [Segment(self._source, each, self._columns) for each in facts]

    def bounds(self, order: Order, after: Position | None) -> Bounds:
        """The time that the filters leave, behind a position."""
        return self._filters.bounds(order, after)

    def count(self, bounds: Bounds) -> int:
        """How many there are within bounds."""
        tail = sum(1 for _ in self._tail(bounds))
        return tail + sum(self._count(segment, bounds) for segment in self._segments)

    def sequences(self, bounds: Bounds) -> Iterator[int]:
        """The sequences of those within bounds, in order."""
        sign = -1 if bounds.order == "desc" else 1
        heap = [(_AT_ONCE, _UNREAD, 0, self._tail(bounds))]
        for number, segment in enumerate(self._segments, 1):
            first = segment.first(bounds)
            if first is not None and self._known.get(segment.facts.segment) != 0:
                heap.append((sign * first, _UNREAD, number, self._rows(segment, bounds)))
        heapq.heapify(heap)
        while heap:
            _, sequence, number, rows = heap[0]
            if sequence != _UNREAD:
                yield sign * sequence
            following = next(rows, None)
            if following is None:
                heapq.heappop(heap)
            else:
                heapq.heapreplace(heap, (sign * following[0], sign * following[1], number, rows))

    def among(self, first: int, last: int) -> list[int]:
        """Which of these sequences match."""
        if self._filters.empty:
            return []
        within = self.bounds("asc", None)
        rows = self._filters.matches(self._source.rows(first, last))
        return sorted(row[1] for row in rows if within.hold(row[0], row[1]))

    def skip(self, bounds: Bounds, offset: int) -> tuple[Bounds, int] | None:
        """Narrower bounds, and the smaller offset in these that is the same; None beyond the end.

        The timestamp of the first event behind the offset is found by bisection: how many are older than a
        timestamp is known from a bisection in each segment.
        """
        runs = self._runs(bounds)
        total = sum(len(positions) for _, positions in runs)
        if offset >= total:
            return None
        place = total - 1 - offset if bounds.order == "desc" else offset  # counted from the oldest

        def older(timestamp: int) -> int:
            return sum(bisect_left(positions, bisect_left(times, timestamp)) for times, positions in runs)

        lowest = min(times[positions[0]] for times, positions in runs)
        highest = max(times[positions[-1]] for times, positions in runs)
        timestamp = lowest + bisect_right(range(lowest, highest + 1), place, key=older) - 1
        if bounds.order == "desc":
            return bounds._replace(end=timestamp), older(timestamp + 1) - 1 - place
        return bounds._replace(start=timestamp), place - older(timestamp)

    def _count(self, segment: Segment, bounds: Bounds) -> int:
        if bounds.after is not None:
            return segment.count(self._clauses, bounds)
        count = self._known.get(segment.facts.segment)
        if count is None:
            self._known[segment.facts.segment] = count = segment.count(self._clauses, bounds)
        return count

    def _runs(self, bounds: Bounds) -> list[tuple[Sequence[int], Positions]]:
        """For each segment and the tail: timestamps, ascending, and the positions of those that match."""
        tail = sorted(timestamp for timestamp, _ in self._tail(bounds))
        runs: list[tuple[Sequence[int], Positions]] = [(tail, range(len(tail)))]
        for segment in self._segments:
            positions = segment.positions(self._clauses, bounds)
            runs.append((segment.column("times") if positions else (), positions))
        return [run for run in runs if run[1]]

    def _rows(self, segment: Segment, bounds: Bounds) -> _Rows:
        """The matches of a segment. As a generator it does nothing before the first one is asked for."""
        yield from segment.rows(segment.positions(self._clauses, bounds), bounds.order)

    def _tail(self, bounds: Bounds) -> _Rows:
        """The matches behind the last segment."""
        if self._filters.empty:
            return
        sealed = self._segments[-1].facts.last if self._segments else 0
        rows = self._tails.rows(self._source, sealed, bounds.order)
        for timestamp, sequence, *_ in self._filters.matches(rows):
            if bounds.hold(timestamp, sequence):
                yield timestamp, sequence
