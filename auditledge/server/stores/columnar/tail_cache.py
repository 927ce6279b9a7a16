"""The events after each account's last segment, which a process keeps as rows."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from auditledge.server.stores.columnar.segments import Bounds
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.columnar.tail import IndexedTail, TailTerms

_MAX_ROWS = 100_000  # of all accounts; a row takes about 300 bytes
_MAX_SIZE = 1_000_000  # of all accounts, with the terms that were read
_TERMS_OF_ROW = 3  # entries of terms that take as much memory
_MAX_STALE = 8_192  # rows that have left the tail, whose terms are still kept


class _Tail(NamedTuple):
    """The rows after the sequence `compacted`, up to `last`, in ascending order.

    The terms were read from the sequence `terms_from` on, when there was a search that needed them.
    """

    compacted: int
    last: int
    rows: list[SearchRow]
    terms: TailTerms
    terms_from: int

    @property
    def size(self) -> int:
        """The number of rows, and of those that would take the memory of its terms."""
        return len(self.rows) + self.terms.size // _TERMS_OF_ROW


class TailCache:
    """Rows by account. The least recently used go when there are more than `max_rows`.

    An event never changes, and leaves the tail only when a segment that covers it is written: what was read
    stays right until then. A tail of more than `max_rows` is not kept. `overdue` is called with the account
    of every tail that is longer than `due`. Threads share the cache.
    """

    def __init__(self, due: int, overdue: Callable[[int], object], max_rows: int = _MAX_ROWS) -> None:
        self._due = due
        self._overdue = overdue
        self._max_rows = max_rows
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Tail] = OrderedDict()

    def rows(self, source: AccountSource, compacted: int, last: int, bounds: Bounds) -> Iterable[SearchRow]:
        """The events after the sequence `compacted`, up to `last`, within bounds and in order."""
        kept = self._current(source, compacted, last)
        if kept is None:
            rest = source.search_rows(compacted + 1, last, bounds.order)
            return (row for row in rest if bounds.contain(row.timestamp, row.sequence))
        rows = bounds.slice(kept.rows)
        return rows if bounds.order == "asc" else reversed(rows)

    def tail(self, source: AccountSource, compacted: int, last: int) -> IndexedTail | None:
        """All of these events with their terms; None if there are too many."""
        kept = self._current(source, compacted, last)
        if kept is None:
            return None
        kept.terms.extend(source, sorted(row.sequence for row in kept.rows))
        return IndexedTail(kept.rows, kept.terms)

    def _current(self, source: AccountSource, compacted: int, last: int) -> _Tail | None:
        if last - compacted > self._due:
            self._overdue(source.account)
        kept = self._kept.get(source.account, _Tail(compacted, compacted, [], TailTerms(), compacted))
        if last - compacted > self._max_rows or compacted < kept.compacted:
            return None
        if (compacted, last) != kept[:2]:
            kept = self._extend(source, kept, compacted, last)
        return kept

    def _is_full(self) -> bool:
        kept = self._kept.values()
        return (
            sum(len(each.rows) for each in kept) > self._max_rows
            or sum(each.size for each in kept) > _MAX_SIZE
        )

    def _extend(self, source: AccountSource, kept: _Tail, compacted: int, last: int) -> _Tail:
        """The tail as the snapshot sees it; kept, unless a newer one is."""
        rows = [row for row in kept.rows if compacted < row.sequence <= last]
        if last > kept.last:
            rows = sorted(chain(rows, source.search_rows(max(kept.last, compacted) + 1, last)))
        is_stale = compacted - kept.terms_from > _MAX_STALE
        terms, terms_from = (TailTerms(), compacted) if is_stale else kept[3:]
        tail = _Tail(compacted, last, rows, terms, terms_from)
        with self._lock:
            if tail[:2] >= self._kept.get(source.account, (0, 0))[:2]:
                self._kept[source.account] = tail
                self._kept.move_to_end(source.account)
            while len(self._kept) > 1 and self._is_full():
                # The largest, so that one account's long metadata doesn't drop the tails of all others.
                largest = max(self._kept, key=lambda each: self._kept[each].size)
                del self._kept[largest]
        return tail
