"""The events after each account's last segment, which a process keeps as rows."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from auditledge.server.stores.columnar.segments import Bounds
from auditledge.server.stores.columnar.source import AccountSource, SearchRow

_MAX_ROWS = 100_000  # of all accounts; a row takes about 300 bytes


class _Tail(NamedTuple):
    """The rows after the sequence `compacted`, up to `last`, in ascending order."""

    compacted: int
    last: int
    rows: list[SearchRow]


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
        if last - compacted > self._due:
            self._overdue(source.account)
        kept = self._kept.get(source.account, _Tail(compacted, compacted, []))
        if last - compacted > self._max_rows or compacted < kept.compacted:
            rest = source.search_rows(compacted + 1, last, bounds.order)
            return (row for row in rest if bounds.contain(row.timestamp, row.sequence))
        if (compacted, last) != kept[:2]:
            kept = self._extend(source, kept, compacted, last)
        rows = bounds.slice(kept.rows)
        return rows if bounds.order == "asc" else reversed(rows)

    def _extend(self, source: AccountSource, kept: _Tail, compacted: int, last: int) -> _Tail:
        """The tail as the snapshot sees it; kept, unless a newer one is."""
        rows = [row for row in kept.rows if compacted < row.sequence <= last]
        if last > kept.last:
            rows = sorted(chain(rows, source.search_rows(max(kept.last, compacted) + 1, last)))
        tail = _Tail(compacted, last, rows)
        with self._lock:
            if tail[:2] >= self._kept.get(source.account, (0, 0))[:2]:
                self._kept[source.account] = tail
                self._kept.move_to_end(source.account)
            while sum(len(each.rows) for each in self._kept.values()) > self._max_rows:
                self._kept.popitem(last=False)
        return tail
