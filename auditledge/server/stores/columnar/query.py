"""Searching one snapshot: totals, pages, and everything that matches, on every engine."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice

from auditledge.server.query_language import And
from auditledge.server.stores.columnar.aggregations import TimeAggregation
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.group_counts import DimensionCounter
from auditledge.server.stores.columnar.lazy_property import LazyProperty
from auditledge.server.stores.columnar.predicates import expression_of
from auditledge.server.stores.columnar.row_filter import matching_sequences
from auditledge.server.stores.columnar.scan import Scan
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.value_counts import MAX_BYTES, MAX_VALUES, count_values, having
from auditledge.server.stores.columnar.verifier import Verifier
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.models import (
    GROUP_DIMENSIONS,
    Bucket,
    BucketCount,
    Event,
    Filters,
    GroupCounts,
    GroupRequest,
    Order,
    SequencePage,
    SortKey,
)
from auditledge.server.stores.row_codec import OUTCOME_OF, EventRow

_MAX_WALK = 4_096  # a larger offset is found by bisection (see `seek`) instead of walking to it
_FIRST = 16  # events of the first batch, when their size is not known yet
_READ_SIZE = 1_000  # events that are read at once, to count them
_BATCH_BYTES = 2**20  # of long texts in a batch, approximately


class ColumnarSearch:
    """The search that every engine hands out (see `protocol.Search`)."""

    def __init__(self, source: AccountSource, filters: Filters, cache: ReadCache) -> None:
        self._source = source
        self._filters = filters
        self._cache = cache

    @LazyProperty
    def _scan(self) -> Scan:
        return Scan(self._source, self._filters, self._cache)

    def count(self, order: Order = "desc", after: SortKey | None = None) -> int:
        """Count the matching events, or those after `after` in `order`."""
        return self._scan.count(self._scan.bounds(order, after))

    def count_after_sequence(self, sequence: int) -> int:
        """Count the matching events that were stored after `sequence`."""
        return self._scan.count_after_sequence(sequence)

    def page(self, order: Order, *, after: SortKey | None, offset: int, limit: int) -> list[Event]:
        """Up to `limit` matching events in order, after `after`, without the first `offset`."""
        bounds = self._scan.bounds(order, after)
        if offset > _MAX_WALK:
            nearer = self._scan.skip(bounds, offset)
            if nearer is None:
                return []
            bounds, offset = nearer
        return self._events(islice(self._scan.sequences(bounds), offset, offset + limit))

    def batches(self, order: Order, after: SortKey | None, size: int) -> Iterator[list[Event]]:
        """Every matching event after `after`, in lists of up to `size` events or about a megabyte."""
        for rows in self._row_batches(order, after, size):
            yield self._cache.interned.events(self._source, rows)

    def _row_batches(self, order: Order, after: SortKey | None, size: int) -> Iterator[list[EventRow]]:
        """The rows of every matching event.

        The size of each batch suggests how many rows to read for the next one. Rows beyond the limit are read
        again, so that a slow client's export holds no more.
        """
        scan = Scan(self._source, self._filters, self._cache, keep=False)
        sequences = scan.sequences(scan.bounds(order, after))
        count, pending = min(size, _FIRST), list[int]()
        while True:
            self._source.cancel_scope.check()
            pending += islice(sequences, max(0, count - len(pending)))
            if not pending:
                return
            rows = self._rows(pending[:count])
            sizes = list(accumulate(row.text_length for row in rows))
            fitting = max(1, bisect_right(sizes, _BATCH_BYTES))
            count = max(1, min(size, _BATCH_BYTES * len(rows) // sizes[-1]))
            del rows[fitting:], pending[:fitting]
            yield rows

    def page_by_sequence(self, after: int, size: int) -> SequencePage:
        """Matching events among the next `size` after the sequence `after`. If none match, skips ahead.

        It skips as far as segments show that nothing matches: finding a rare match costs a look at each
        segment instead of each event.
        """
        end = self._source.last()
        if end <= after:
            return SequencePage([], after, more=False)
        last = self._source.sequence_after(after, size) or end
        rows = list(self._source.search_rows(after + 1, last))
        sequences = matching_sequences(self._source, self._cache.interned, self._filters, rows)
        expression = expression_of(self._filters)
        if expression is not None:
            verifier = Verifier(self._source, self._cache.interned, expression)
            sequences = sorted(verifier.matching(sequences))
        events = self._events(sequences)
        if not events and last < end:
            last = self._scan.last_before_match(last)
        return SequencePage(events, last, more=last < end)

    def count_groups(self, requests: Sequence[GroupRequest]) -> list[GroupCounts]:
        """Count the matching events by fields: once for each request.

        Raises TooManyGroupsError if there are more different values than memory may hold.
        """
        coded = [request for request in requests if request.by in GROUP_DIMENSIONS]
        counted = iter(DimensionCounter(self._source, self._scan, self._cache).count(coded) if coded else ())
        results, size = list[GroupCounts](), 0
        for request in requests:
            if request.by in GROUP_DIMENSIONS:
                results.append(next(counted))
                continue
            results.append(self._count_values(request))
            size += sum(len((group.value or "").encode()) for group in results[-1].groups)
            if size > MAX_BYTES:  # all of them are in one response
                raise TooManyGroupsError(MAX_VALUES)
        return results

    def count_buckets(self, bucket_of: Callable[[int], Bucket], *, split: bool = False) -> list[BucketCount]:
        """Count the matching events by the bucket of each timestamp, in the order of time.

        With `split`, by outcome too. Raises TooManyGroupsError for more than MAX_BUCKETS buckets with events.
        """
        aggregation = TimeAggregation(bucket_of, "outcome" if split else None)
        self._scan.aggregate(self._scan.bounds("asc", None), [aggregation])
        return [
            BucketCount(bucket, {OUTCOME_OF[key or None]: events for key, events in counts.items()})
            for bucket, counts in aggregation.buckets()
        ]

    def _count_values(self, request: GroupRequest) -> GroupCounts:
        expressions = [each for each in (self._filters.expression, having(request)) if each is not None]
        expression = And(tuple(expressions)) if len(expressions) > 1 else next(iter(expressions), None)
        search = ColumnarSearch(self._source, self._filters._replace(expression=expression), self._cache)
        return count_values(request, lambda: search._row_batches("desc", None, _READ_SIZE), self.count())

    def _events(self, sequences: Iterable[int]) -> list[Event]:
        """The events with these sequences, in that order."""
        return self._cache.interned.events(self._source, self._rows(sequences))

    def _rows(self, sequences: Iterable[int]) -> list[EventRow]:
        """The rows of the events with these sequences, in that order."""
        wanted = list(sequences)
        rows = {row.sequence: row for row in self._source.event_rows(wanted)} if wanted else {}
        return [rows[sequence] for sequence in wanted]
