"""What a process keeps of a ledger that it reads."""

import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.encoding import unpack
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.columnar.text_index import TextIndex
from auditledge.server.stores.columnar.totals_cache import TotalsCache
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import Filters

_MOST_BYTES = 256 * 2**20  # enough for one account of ten million events
_MOST_SEARCHES = 256


class CachedSearch(NamedTuple):
    """What was found out for a search, by segment: how many events match, and the flag of its resource."""

    counts: dict[int, int]
    flags: dict[int, Any]


class ReadCache:
    """Columns, the least recently used of which go when they take more than `most` bytes, searches, and more.

    A segment never changes and its number is never used again, so neither does what is kept here. Threads
    share it.
    """

    def __init__(self, tails: TailCache, most: int = _MOST_BYTES) -> None:
        self.dictionaries: TextIndex = TextIndex(AccountCache(most))
        self.sums: TotalsCache = TotalsCache()
        self.interned: InternCache = InternCache()
        self.tails = tails
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()
        self._columns: OrderedDict[tuple[int, str], memoryview[int]] = OrderedDict()
        self._searches: OrderedDict[tuple[int, Filters], CachedSearch] = OrderedDict()

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int]":
        """A column of a segment, read from `source` unless it is here."""
        column = self.kept(segment, name)
        if column is None:
            column = unpack(*source.column(segment, name))
            self._keep((segment, name), column)
        return column

    def kept(self, segment: int, name: str) -> "memoryview[int] | None":
        """A column of a segment, if it is here."""
        key = (segment, name)
        with self._lock:
            column = self._columns.get(key)
            if column is not None:
                self._columns.move_to_end(key)
        return column

    def known(self, account: int, filters: Filters) -> CachedSearch:
        """What is known of a search. The caller adds to it."""
        key = (account, filters)
        with self._lock:
            known = self._searches.setdefault(key, CachedSearch({}, {}))
            self._searches.move_to_end(key)
            if len(self._searches) > _MOST_SEARCHES:
                self._searches.popitem(last=False)
        return known

    def _keep(self, key: tuple[int, str], column: "memoryview[int]") -> None:
        with self._lock:
            if key not in self._columns:
                self._columns[key] = column
                self._bytes += column.nbytes
            while self._bytes > self._most:
                _, dropped = self._columns.popitem(last=False)
                self._bytes -= dropped.nbytes


class UncachedColumns:
    """Columns from a memory, or else read once: what an export reads of all segments is not worth keeping."""

    def __init__(self, memory: ReadCache) -> None:
        self._memory = memory

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int]":
        """A column of a segment."""
        kept = self._memory.kept(segment, name)
        return unpack(*source.column(segment, name)) if kept is None else kept
