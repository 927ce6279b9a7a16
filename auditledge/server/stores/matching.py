"""What matches filters in one snapshot: how many, and in which order; from segments, and the tail as rows.

A page is merged from the segments by time, and a segment is not looked into before its time comes. So a
common match is found in the newest one, a rare match costs a short look at each, and no plan has to guess.
"""

import heapq
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.column_cache import ColumnCache
from auditledge.server.stores.columns import Positions
from auditledge.server.stores.conditions import Statement
from auditledge.server.stores.segments import Bounds, Segment, read_segments
from auditledge.server.stores.selection import Selection

_Rows = Iterator[tuple[int, int]]

_UNREAD = -(2**65)  # before every place, in either direction
_AT_ONCE = -(2**65)  # before every timestamp


class Matching:
    """The events of one account that match filters, seen through a connection."""

    def __init__(
        self, connection: sqlite3.Connection, account: int, filters: Filters, cache: ColumnCache
    ) -> None:
        self._connection = connection
        self._selection = Selection(connection, account, filters, cache.names)
        self._clauses = self._selection.clauses
        self._segments = [] if self._selection.empty else read_segments(connection, account, cache)
        self._sealed = self._segments[-1].facts.last if self._segments else 0
        self._known = cache.counts(account, filters)

    @property
    def selective(self) -> bool:
        """Whether anything but time is filtered."""
        return self._selection.empty or bool(self._clauses)

    def bounds(self, order: Order, after: Position | None) -> Bounds:
        """The time that the filters leave, behind a position."""
        return self._selection.bounds(order, after)

    def count(self, bounds: Bounds) -> int:
        """How many there are within bounds."""
        if self._selection.empty:
            return 0
        tail = self._selection.count_tail(self._sealed, bounds)
        return tail + sum(self._count(segment, bounds) for segment in self._segments)

    def places(self, bounds: Bounds) -> Iterator[int]:
        """The places of those within bounds, in order."""
        if self._selection.empty:
            return iter(())
        if self._clauses:
            return self._merged(bounds)
        return (place for (place,) in self._all(self._selection.walk(bounds, places=True)))

    def rows(self, bounds: Bounds) -> Iterator[tuple[Any, ...]]:
        """Those within bounds, whole and in order, from a walk over every event there."""
        return self._all(self._selection.walk(bounds))

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

    def _all(self, statements: Sequence[Statement]) -> Iterator[tuple[Any, ...]]:
        return chain.from_iterable(self._connection.execute(*statement) for statement in statements)

    def _count(self, segment: Segment, bounds: Bounds) -> int:
        if bounds.after is not None:
            return segment.count(self._clauses, bounds)
        count = self._known.get(segment.facts.segment)
        if count is None:
            self._known[segment.facts.segment] = count = segment.count(self._clauses, bounds)
        return count

    def _runs(self, bounds: Bounds) -> list[tuple[Sequence[int], Positions]]:
        """For each segment and the tail: timestamps, ascending, and the positions of those that match."""
        tail = sorted(timestamp for timestamp, _ in self._selection.tail(self._sealed, bounds))
        runs: list[tuple[Sequence[int], Positions]] = [(tail, range(len(tail)))]
        for segment in self._segments:
            positions = segment.positions(self._clauses, bounds)
            runs.append((segment.column("times") if positions else (), positions))
        return [run for run in runs if run[1]]

    def _merged(self, bounds: Bounds) -> Iterator[int]:
        sign = -1 if bounds.order == "desc" else 1
        heap = [(_AT_ONCE, _UNREAD, 0, self._selection.tail(self._sealed, bounds))]
        for number, segment in enumerate(self._segments, 1):
            first = segment.first(bounds)
            if first is not None and self._known.get(segment.facts.segment) != 0:
                heap.append((sign * first, _UNREAD, number, self._rows(segment, bounds)))
        heapq.heapify(heap)
        while heap:
            _, place, number, rows = heap[0]
            if place != _UNREAD:
                yield sign * place
            following = next(rows, None)
            if following is None:
                heapq.heappop(heap)
            else:
                heapq.heapreplace(heap, (sign * following[0], sign * following[1], number, rows))

    def _rows(self, segment: Segment, bounds: Bounds) -> _Rows:
        """The matches of a segment. As a generator it does nothing before the first one is asked for."""
        yield from segment.rows(segment.positions(self._clauses, bounds), bounds.order)
