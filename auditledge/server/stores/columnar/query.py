"""Searching one snapshot: totals, pages, and everything that matches, for every engine."""

from collections.abc import Iterable, Iterator
from itertools import islice

from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.scan import Scan
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.models import Event, Filters, Order, SequencePage, SortKey

_DEEP = 4_096  # an offset beyond which finding the place is quicker than going there
_FIRST = 16  # events of a scan that are read before it is known how much they weigh
_BLOCK_BYTES = 2**20  # of metadata, about, that a scan reads at once and yields


class ColumnarSearch:
    """The search that every engine hands out (see `protocol.Search`)."""

    def __init__(self, source: AccountSource, filters: Filters, memory: ReadCache) -> None:
        self._source = source
        self._filters = filters
        self._memory = memory
        self._matching = Scan(source, filters, memory)

    def count(self, order: Order = "desc", after: SortKey | None = None) -> int:
        """How many events match, or how many of them lie behind `after`."""
        return self._matching.count(self._matching.bounds(order, after))

    def count_after_sequence(self, sequence: int) -> int:
        """How many events match that were stored behind a sequence."""
        return self._matching.count_after_sequence(sequence)

    def page(self, order: Order, *, after: SortKey | None, offset: int, limit: int) -> list[Event]:
        """Scan events in order, from behind `after`, without the first `offset`."""
        bounds = self._matching.bounds(order, after)
        if offset > _DEEP:
            nearer = self._matching.skip(bounds, offset)
            if nearer is None:
                return []
            bounds, offset = nearer
        return self._events(islice(self._matching.sequences(bounds), offset, offset + limit))

    def batches(self, order: Order, after: SortKey | None, size: int) -> Iterator[list[Event]]:
        """Every matching event in order, from behind `after`, in lists of up to `size` and about a megabyte.

        So many are read as the last ones suggest; where these weigh more than that, they come in parts.
        """
        matching = Scan(self._source, self._filters, self._memory, keep=False)
        sequences = matching.sequences(matching.bounds(order, after))
        block = min(size, _FIRST)
        while events := self._events(islice(sequences, block)):
            weight = sum(len(event.metadata) for event in events) // len(events)
            block = max(1, min(size, _BLOCK_BYTES // weight))
            yield from (events[start : start + block] for start in range(0, len(events), block))

    def page_by_sequence(self, after: int, size: int) -> SequencePage:
        """Those of the next `size` events behind the sequence `after` that match.

        Where none does, the stretch goes on as far as segments tell that none will: a rare match costs a look
        at each of them, not at each event.
        """
        head = self._source.last()
        if head <= after:
            return SequencePage([], after, more=False)
        last = self._source.sequence_after(after, size) or head
        events = self._events(self._matching.among(after + 1, last))
        if not events and last < head:
            last = self._matching.until(last)
        return SequencePage(events, last, more=last < head)

    def _events(self, sequences: Iterable[int]) -> list[Event]:
        """The events of these sequences, in that order."""
        wanted = list(sequences)
        rows = {row.sequence: row for row in self._source.event_rows(wanted)} if wanted else {}
        return self._memory.interned.events(self._source, [rows[sequence] for sequence in wanted])
