"""What a process keeps in memory of a ledger that it reads."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from auditledge.server.query_language import memory_size
from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.encoding import unpack
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.columnar.text_index import TextIndex
from auditledge.server.stores.columnar.totals_cache import TotalsCache
from auditledge.server.stores.columnar.value_groups import ValueGroupCache
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import Filters

_MAX_BYTES = 288 * 2**20  # enough for one account of ten million events
# Each new term reads a page of every segment. Among the columns, these would push out what is read again.
_MAX_INDEX_BYTES = 32 * 2**20
_COLUMN_OVERHEAD = 300
_SEARCH_BYTES = 2**15  # of what is known of one: two numbers for each segment


class CachedSearch(NamedTuple):
    """What is known of a search: how many events match, by segment."""

    counts: dict[int, int]


class KeptColumn(NamedTuple):
    """A column that was read; None for one that the segment does not have."""

    column: "memoryview[int] | None"


class ReadCache:
    """Columns, what is known of searches, totals, and texts, which share `max_bytes` (see `AccountCache`).

    A segment never changes and its number is never reused, so what is kept here stays right. Threads share
    the cache. `on_unindexed` is called with an account if a segment that is searched for terms has no index.
    """

    def __init__(
        self, tails: TailCache, on_unindexed: Callable[[int], object], max_bytes: int = _MAX_BYTES
    ) -> None:
        self._cache = AccountCache(max_bytes)
        self._indexes = AccountCache(_MAX_INDEX_BYTES)
        self.texts: TextIndex = TextIndex(self._cache)
        self.groups: ValueGroupCache = ValueGroupCache(self._cache)
        self.interned: InternCache = InternCache(self._cache)
        self.totals: TotalsCache = TotalsCache(self._cache)
        self.tails = tails
        self.on_unindexed = on_unindexed

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int] | None":
        """A column of a segment, read from `source` unless it is cached; None if it has no such column."""
        kept = self.kept(source, segment, name)
        if kept is None:
            kept = KeptColumn(_read(source, segment, name))
            size = 0 if kept.column is None else kept.column.nbytes
            self._cache.put(source.account, (segment, name), kept, size + _COLUMN_OVERHEAD)
        return kept.column

    def kept(self, source: AccountSource, segment: int, name: str) -> "KeptColumn | None":
        """A column of a segment, if it is cached."""
        kept: KeptColumn | None = self._cache.get(source.account, (segment, name))
        return kept

    def stored(
        self, source: AccountSource, wanted: Sequence[tuple[int, str]]
    ) -> Mapping[tuple[int, str], "memoryview[int]"]:
        """The bytes of columns of an index, cached or read from `source`: none for one that is missing."""
        found: dict[tuple[int, str], memoryview[int]] = {}
        for each in wanted:
            kept = self._indexes.get(source.account, each)
            if kept is not None:
                found[each] = kept
        missing = [each for each in wanted if each not in found]
        for each, content in _read_stored(source, missing).items():
            found[each] = content
            size = content.nbytes + _COLUMN_OVERHEAD
            self._indexes.put(source.account, each, content, size)
        return found

    def known(self, account: int, filters: Filters) -> CachedSearch:
        """What is known of a search. The caller adds to it."""
        known: CachedSearch = self._cache.get(account, filters) or CachedSearch({})
        size = _SEARCH_BYTES + (0 if filters.expression is None else memory_size(filters.expression))
        self._cache.put(account, filters, known, size)
        return known


class UncachedColumns:
    """Columns from the cache, or read without caching: an export would push out what others use."""

    def __init__(self, cache: ReadCache) -> None:
        self._cache = cache

    def column(self, source: AccountSource, segment: int, name: str) -> "memoryview[int] | None":
        """A column of a segment; None if it has no such column."""
        kept = self._cache.kept(source, segment, name)
        return _read(source, segment, name) if kept is None else kept.column

    def stored(
        self, source: AccountSource, wanted: Sequence[tuple[int, str]]
    ) -> Mapping[tuple[int, str], "memoryview[int]"]:
        """The bytes of columns: no bytes for one that is missing."""
        return _read_stored(source, wanted)


def _read(source: AccountSource, segment: int, name: str) -> "memoryview[int] | None":
    stored = source.column(segment, name)
    return None if stored is None else unpack(*stored)


def _read_stored(
    source: AccountSource, wanted: Sequence[tuple[int, str]]
) -> dict[tuple[int, str], "memoryview[int]"]:
    found = source.columns(wanted) if wanted else {}
    return {each: memoryview(found.get(each, b"")) for each in wanted}
