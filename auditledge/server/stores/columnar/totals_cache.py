"""Totals of a single filter: how many events have each key of a dimension, in segments that stay."""

import threading
from collections import OrderedDict
from collections.abc import Collection
from typing import Any, NamedTuple

from auditledge.server.stores.columnar.encoding import KeyCounts
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segments import Segment

_MAX_KEYS = 1_000_000  # a key takes 16 bytes


class _Totals(NamedTuple):
    segments: frozenset[int]
    counts: KeyCounts


class TotalsCache:
    """Totals by account and dimension. The least recently used go when there are more than `max_keys`.

    A segment never changes, so its counts are added once. All are summed up again when segments were
    replaced. Threads share the cache.
    """

    def __init__(self, max_keys: int = _MAX_KEYS) -> None:
        self._max_keys = max_keys
        self._lock = threading.Lock()
        self._keys = 0
        self._kept: OrderedDict[tuple[int, str], _Totals] = OrderedDict()

    def total(self, account: int, segments: Collection[Segment], name: str, wanted: Any) -> int:
        """Count the events in an account's large segments that have a wanted key."""
        keys, counts = self._totals(account, segments, name).counts
        flags = kernels().flags(wanted, keys)
        return 0 if flags is None else kernels().total(flags, counts)

    def _totals(self, account: int, segments: Collection[Segment], name: str) -> _Totals:
        numbers = frozenset(each.info.segment for each in segments)
        kept = self._kept.get((account, name), _NOTHING)
        if kept.segments != numbers:
            known = kept if kept.segments < numbers else _NOTHING
            new = [each for each in segments if each.info.segment not in known.segments]
            parts = [(each.column(name), each.column(f"{name}_counts")) for each in new]
            kept = _Totals(numbers, kernels().merge([known.counts, *parts]))
        self._keep((account, name), kept)
        return kept

    def _keep(self, key: tuple[int, str], kept: _Totals) -> None:
        with self._lock:
            before = self._kept.pop(key, _NOTHING)
            self._kept[key] = kept
            self._keys += len(kept.counts[0]) - len(before.counts[0])
            while self._keys > self._max_keys:
                _, dropped = self._kept.popitem(last=False)
                self._keys -= len(dropped.counts[0])


_NOTHING = _Totals(frozenset(), (memoryview(b""), memoryview(b"")))
