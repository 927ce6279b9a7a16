"""The events behind the last segment of each account, which a process keeps as rows."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from auditledge.server.stores.columnar.segments import Bounds
from auditledge.server.stores.columnar.source import AccountSource, SearchRow

_MOST = 100_000  # rows of all accounts, which take about 300 bytes each


class _Tail(NamedTuple):
    """The rows beyond the sequence `sealed`, up to `last`, in ascending order."""

    sealed: int
    last: int
    rows: list[SearchRow]


class TailCache:
    """Rows by account, the least recently used of which go when there are more than `most`.

    An event never changes, and goes only when a segment that covers it is written: so what is read once
    stays right until then. A tail of more than `most` rows is not kept, and `overdue` is told of every tail
    that is longer than `due`. Threads share it.
    """

    def __init__(self, due: int, overdue: Callable[[int], object], most: int = _MOST) -> None:
        self._due = due
        self._overdue = overdue
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Tail] = OrderedDict()

    def rows(self, source: AccountSource, sealed: int, last: int, bounds: Bounds) -> Iterable[SearchRow]:
        """The events from behind the sequence `sealed` to the snapshot's last, within bounds and in order."""
        if last - sealed > self._due:
            self._overdue(source.account)
        kept = self._kept.get(source.account, _Tail(sealed, sealed, []))
        if last - sealed > self._most or sealed < kept.sealed:
            behind = source.search_rows(sealed + 1, last, bounds.order)
            return (row for row in behind if bounds.hold(row.timestamp, row.sequence))
        if (sealed, last) != kept[:2]:
            kept = self._read_on(source, kept, sealed, last)
        rows = bounds.part(kept.rows)
        return rows if bounds.order == "asc" else reversed(rows)

    def _read_on(self, source: AccountSource, kept: _Tail, sealed: int, last: int) -> _Tail:
        """The tail that the snapshot has; kept, unless it is older than what is."""
        rows = [row for row in kept.rows if sealed < row.sequence <= last]
        if last > kept.last:
            rows = sorted(chain(rows, source.search_rows(max(kept.last, sealed) + 1, last)))
        tail = _Tail(sealed, last, rows)
        with self._lock:
            if tail[:2] >= self._kept.get(source.account, (0, 0))[:2]:
                self._kept[source.account] = tail
                self._kept.move_to_end(source.account)
            while sum(len(each.rows) for each in self._kept.values()) > self._most:
                self._kept.popitem(last=False)
        return tail
