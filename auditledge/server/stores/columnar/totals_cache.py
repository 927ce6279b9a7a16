"""Totals of a single filter: how many events have each key of a dimension, in segments that stay."""

from collections.abc import Collection
from typing import Any, NamedTuple

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.encoding import KeyCounts
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segments import Segment

_OVERHEAD = 500  # bytes
_SEGMENT_BYTES = 100  # of a number in a set


class _Totals(NamedTuple):
    segments: frozenset[int]
    counts: KeyCounts

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return _OVERHEAD + sum(each.nbytes for each in self.counts) + _SEGMENT_BYTES * len(self.segments)


class TotalsCache:
    """Totals by dimension, kept in a cache by account. Threads share it.

    A segment never changes, so its counts are added once. All are summed up again when segments were
    replaced.
    """

    def __init__(self, cache: AccountCache) -> None:
        self._cache = cache

    def total(self, account: int, segments: Collection[Segment], name: str, wanted: Any) -> int:
        """Count the events in an account's large segments that have a wanted key."""
        keys, counts = self._totals(account, segments, name).counts
        flags = kernels().flags(wanted, keys)
        return 0 if flags is None else kernels().total(flags, counts)

    def _totals(self, account: int, segments: Collection[Segment], name: str) -> _Totals:
        numbers = frozenset(each.info.segment for each in segments)
        kept: _Totals = self._cache.get(account, ("totals", name)) or _NOTHING
        if kept.segments != numbers:
            known = kept if kept.segments < numbers else _NOTHING
            new = [each for each in segments if each.info.segment not in known.segments]
            parts = [(each.column(name), each.column(f"{name}_counts")) for each in new]
            kept = _Totals(numbers, kernels().merge([known.counts, *parts]))
            self._cache.put(account, ("totals", name), kept, kept.size)
        return kept


_NOTHING = _Totals(frozenset(), (memoryview(b""), memoryview(b"")))
