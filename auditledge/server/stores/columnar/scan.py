"""The matches of filters in one snapshot, counted and in order: from segments, and from the tail's rows.

A page is a merge of the segments by time, which does not look into a segment before that segment's turn. So
a common match is found in the newest segment, a rare one costs a short look at each, and no planner has to
guess which is which.
"""

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditledge.server.stores.columnar import seek
from auditledge.server.stores.columnar.aggregations import Aggregation
from auditledge.server.stores.columnar.cache import ReadCache, UncachedColumns
from auditledge.server.stores.columnar.encoding import Positions
from auditledge.server.stores.columnar.expression_search import ExpressionSearch, Keys
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.lazy_property import LazyProperty
from auditledge.server.stores.columnar.predicates import Predicates, expression_of
from auditledge.server.stores.columnar.segments import Bounds, Segment
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.columnar.term_lookup import TermLookup
from auditledge.server.stores.models import Filters, Order, SortKey

_UNREAD = -(2**65)  # less than every sequence, in either direction: a run of which nothing was read yet
_FIRST = -(2**65)  # less than every timestamp


class Scan:
    """The events of one account that match filters. `keep` is whether its columns are worth caching."""

    def __init__(
        self, source: AccountSource, filters: Filters, cache: ReadCache, *, keep: bool = True
    ) -> None:
        self._source = source
        self._known = cache.known(source.account, filters)
        self._filters = Predicates(source, filters, cache.texts)
        self._clauses = self._filters.clauses
        self._tails = cache.tails
        self._totals = cache.totals
        self._columns = cache if keep else UncachedColumns(cache)
        expression = None if self._filters.empty else expression_of(filters)
        self._expression = expression and ExpressionSearch(source, expression, cache, self._columns)
        lookup = TermLookup(source, self._columns, (), (), cache.on_unindexed)
        self._terms = self._expression.terms if self._expression else lookup

    @LazyProperty
    def _last(self) -> int:
        return self._source.last()

    @LazyProperty
    def _segments(self) -> list[Segment]:
        infos = [] if self._filters.empty else self._source.segments()
        return [Segment(self._source, info, self._columns, self._terms) for info in infos]

    @LazyProperty
    def _settled(self) -> frozenset[Segment]:
        """The large segments, which stay. The others are soon replaced by one of these, or deleted."""
        largest = max((each.info.events for each in self._segments), default=0)
        return frozenset(each for each in self._segments if each.info.events > largest // 2)

    @property
    def _sole(self) -> tuple[str, Any] | None:
        """The dimension and its wanted keys, if nothing but that and time is filtered by; else None."""
        if self._expression is not None or len(self._clauses) != 1 or len(self._clauses[0]) != 1:
            return None
        (sole,) = self._clauses[0].items()
        return sole

    def bounds(self, order: Order, after: SortKey | None) -> Bounds:
        """The time that the filters ask for, after a sort key."""
        return self._filters.bounds(order, after)

    def count(self, bounds: Bounds) -> int:
        """Count the matches within bounds."""
        total = self._count_tail(bounds)
        summed: frozenset[Segment] = frozenset()
        # Totals of a single filter over all large segments are cached as one sum.
        if self._sole is not None and all(each.covers(bounds) for each in self._settled):
            summed = self._settled
            total += self._totals.total(self._source.account, summed, *self._sole)
        others = [segment for segment, _ in self._within(bounds) if segment not in summed]
        return total + sum(self._counts(others, bounds))

    def count_after_sequence(self, sequence: int) -> int:
        """Count the matches after a sequence."""
        everything = self.bounds("asc", None)
        tail = sum(1 for _, found in self._tail(everything) if found > sequence)
        within = [segment for segment, _ in self._within(everything) if segment.info.last > sequence]
        whole = [segment for segment in within if segment.info.first > sequence]
        parts = (segment for segment in within if segment.info.first <= sequence)
        return (
            tail
            + sum(self._counts(whole, everything))
            + sum(found > sequence for part in parts for _, found in self._keys(part, everything))
        )

    def sequences(self, bounds: Bounds) -> Iterator[int]:
        """The sequences of the matches within bounds, in order."""
        sign = -1 if bounds.order == "desc" else 1
        # A heap of runs by their next match. A segment enters it unread, with a timestamp that none of its
        # matches precedes, so that segments which the page does not reach are never decoded.
        heap: list[tuple[int, int, int, Keys]] = [(_FIRST, _UNREAD, 0, self._tail(bounds))]
        within = self._within(bounds)
        for number, (segment, first) in enumerate(within, 1):
            if self._known.counts.get(segment.info.segment) != 0:
                heap.append((sign * first, _UNREAD, number, self._keys(segment, bounds)))
        if self._expression:
            self._expression.expect(
                [within[number - 1][0] for _, _, number, _ in sorted(heap[1:], key=_place)]
            )
        heapq.heapify(heap)
        while heap:
            _, sequence, number, keys = heap[0]
            if sequence != _UNREAD:
                yield sign * sequence
            # Segments hardly overlap in time, so stay with one until its next match is after that of another.
            next_run = min(heap[1:3], default=(math.inf,))
            for timestamp, sequence in keys:
                key = sign * timestamp, sign * sequence
                if key > next_run:
                    heapq.heapreplace(heap, (*key, number, keys))
                    break
                yield sequence
            else:
                heapq.heappop(heap)

    def last_before_match(self, sequence: int) -> int:
        """The last sequence up to which segments show that nothing after `sequence` matches."""
        if self._filters.empty:
            return self._last
        everything = self.bounds("asc", None)
        within = [segment for segment, _ in self._within(everything) if segment.info.last > sequence]
        if self._expression:
            self._expression.expect(within)
        for segment in within:
            if self._known.counts.get(segment.info.segment) != 0:
                later = (found for _, found in self._keys(segment, everything) if found > sequence)
                found = min(later, default=None)
                if found is not None:
                    return found - 1
        return max(sequence, self._segments[-1].info.last) if self._segments else sequence

    def skip(self, bounds: Bounds, offset: int) -> tuple[Bounds, int] | None:
        """Narrower bounds, and the smaller offset of the same match in them; None beyond the last match."""
        runs = self._runs(bounds)
        total = sum(run.matches for run in runs)
        if offset >= total:
            return None
        index = total - 1 - offset if bounds.order == "desc" else offset
        rank = seek.timestamp_at(index, runs)
        if bounds.order == "desc":
            return bounds._replace(end=rank.timestamp), rank.not_newer - 1 - index
        return bounds._replace(start=rank.timestamp), index - rank.older

    def aggregate(self, bounds: Bounds, aggregations: Sequence[Aggregation]) -> None:
        """Give every match within bounds to each of the aggregations."""
        rows = self._tail_rows(bounds)
        for each in aggregations:
            each.add_rows(rows)
        segments = [segment for segment, _ in self._within(bounds)]
        if self._expression:
            self._expression.expect(segments, len(segments))
        for segment in segments:
            positions = self._positions(segment, bounds)
            for each in aggregations if len(positions) else ():
                each.add_segment(segment, positions)

    def newest_of_keys(self, bounds: Bounds, dimension: str, keys: Mapping[int, int]) -> dict[int, int]:
        """For each group of keys, of which events match, the sequence of the newest of them.

        `keys` has the group that each key is in. Most groups have an event in the newest segment or two.
        """
        newest: dict[int, tuple[int, int]] = {}

        def note(key: int, timestamp: int, sequence: int) -> None:
            group = keys.get(key)
            if group is not None:
                newest[group] = max(newest.get(group, (_FIRST, _UNREAD)), (timestamp, sequence))

        for row in self._tail_rows(bounds):
            note(getattr(row, dimension), row.timestamp, row.sequence)
        groups = set(keys.values())
        segments = sorted((segment for segment, _ in self._within(bounds)), key=_newest, reverse=True)
        if self._expression:
            self._expression.expect(segments)
        for segment in segments:
            older = (segment.info.newest + 1, 0)
            if all(newest.get(group, (_FIRST, 0)) >= older for group in groups):
                break
            of_segment = segment.column(dimension)
            codes = [(key, code) for key in keys if (code := _code_of(key, of_segment)) is not None]
            if not codes:
                continue
            positions = self._positions(segment, bounds)
            last = kernels().last_by_key(segment.column(f"{dimension}_codes"), positions, len(of_segment))
            times, offsets = segment.column("times"), segment.column("offsets")
            for key, code in codes:
                if last[code] >= 0:
                    note(key, times[last[code]], segment.info.first + offsets[last[code]])
        return {group: sequence for group, (_, sequence) in newest.items()}

    def _within(self, bounds: Bounds) -> list[tuple[Segment, int]]:
        """The segments that may have events within bounds, each with a timestamp none of them precedes."""
        firsts = [(segment, segment.first(bounds)) for segment in self._segments]
        return [(segment, first) for segment, first in firsts if first is not None]

    def _counts(self, segments: Sequence[Segment], bounds: Bounds) -> Iterator[int]:
        """How many events of each segment match, from memory if possible."""
        known = {} if bounds.after is not None else self._known.counts
        unknown = [each for each in segments if each.info.segment not in known]
        if self._expression:
            counts = self._expression.counts(unknown, self._clauses, bounds)
        else:
            counts = [each.count(self._clauses, bounds) for each in unknown]
        known.update(zip((each.info.segment for each in unknown), counts, strict=True))
        return (known[each.info.segment] for each in segments)

    def _runs(self, bounds: Bounds) -> list[seek.Run]:
        """The matches, by segment, and those of the tail."""
        segments = [segment for segment, _ in self._within(bounds)]
        counts = zip(segments, self._counts(segments, bounds), strict=True)
        runs = [self._run(segment, count, bounds) for segment, count in counts if count]
        tail = sorted(timestamp for timestamp, _ in self._tail(bounds))
        if tail:
            runs.append(seek.Run(tail[0], tail[-1], len(tail), lambda: (tail, range(len(tail)))))
        return runs

    def _run(self, segment: Segment, count: int, bounds: Bounds) -> seek.Run:
        def read() -> tuple[Sequence[int], Positions]:
            return segment.column("times"), self._positions(segment, bounds)

        return seek.Run(segment.info.oldest, segment.info.newest, count, read)

    def _positions(self, segment: Segment, bounds: Bounds) -> Positions:
        if self._expression:
            return self._expression.positions(segment, self._clauses, bounds)
        return segment.positions(self._clauses, bounds)

    def _keys(self, segment: Segment, bounds: Bounds) -> Keys:
        """The matches of a segment. As a generator it does nothing before the first is asked for."""
        if self._expression:
            yield from self._expression.keys(segment, self._clauses, bounds)
        else:
            positions = segment.positions(self._clauses, bounds)
            if not len(positions):
                return  # without a look at the segment's other columns
            yield from segment.sort_keys(reversed(positions) if bounds.order == "desc" else positions)

    def _tail_rows(self, bounds: Bounds) -> list[SearchRow]:
        """The matches after the last segment as rows."""
        matching = {sequence for _, sequence in self._tail(bounds)}
        if not matching:
            return []
        compacted = self._segments[-1].info.last if self._segments else 0
        rows = self._tails.rows(self._source, compacted, self._last, bounds)
        return [row for row in rows if row.sequence in matching]

    def _tail(self, bounds: Bounds) -> Keys:
        """The matches after the last segment."""
        if self._filters.empty:
            return iter(())
        compacted = self._segments[-1].info.last if self._segments else 0
        tail = self._expression and self._tails.tail(self._source, compacted, self._last)
        if self._expression and tail:
            return self._expression.tail_keys(tail, self._filters.matches, bounds)
        keys = ((row.timestamp, row.sequence) for row in self._candidates(compacted, bounds))
        return self._expression.verified(keys) if self._expression else keys

    def _count_tail(self, bounds: Bounds) -> int:
        """Count the matches after the last segment."""
        if self._expression or self._filters.empty:
            return sum(1 for _ in self._tail(bounds))
        compacted = self._segments[-1].info.last if self._segments else 0
        return len([*self._candidates(compacted, bounds)])  # many times as fast as counting one by one

    def _candidates(self, compacted: int, bounds: Bounds) -> Iterator[SearchRow]:
        """The rows after the last segment that match everything except an expression."""
        return self._filters.matches(self._tails.rows(self._source, compacted, self._last, bounds))


def _place(run: tuple[int, int, int, Keys]) -> tuple[int, int]:
    first, _, number, _ = run
    return first, number


def _code_of(key: int, keys: Sequence[int]) -> int | None:
    """The place of a key among those of a segment, which are ascending; None if it has no such event."""
    code = bisect_left(keys, key)
    return code if code < len(keys) and keys[code] == key else None


def _newest(segment: Segment) -> int:
    return segment.info.newest
