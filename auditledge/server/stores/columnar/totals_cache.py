"""How many events have each key of a dimension, in segments that stay: totals of a single filter."""

import threading
from collections import OrderedDict
from collections.abc import Collection
from typing import Any, NamedTuple

from auditledge.server.stores.columnar.encoding import KeyCounts
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segments import Segment

_MOST = 1_000_000  # keys, which take 16 bytes each


class _Sum(NamedTuple):
    segments: frozenset[int]
    counted: KeyCounts


class TotalsCache:
    """TotalsCache by account and dimension, the least recently used of which go beyond `most` keys.

    A segment never changes: it is added once. All are added up anew when some gave way to others. Threads
    share it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._keys = 0
        self._kept: OrderedDict[tuple[int, str], _Sum] = OrderedDict()

    def total(self, account: int, segments: Collection[Segment], name: str, wanted: Any) -> int:
        """How many events of an account's settled segments have a key that is wanted."""
        keys, counts = self._sum(account, segments, name).counted
        flags = kernels().flags(wanted, keys)
        return 0 if flags is None else kernels().total(flags, counts)

    def _sum(self, account: int, segments: Collection[Segment], name: str) -> _Sum:
        numbers = frozenset(each.facts.segment for each in segments)
        kept = self._kept.get((account, name), _NOTHING)
        if kept.segments != numbers:
            known = kept if kept.segments < numbers else _NOTHING
            new = [each for each in segments if each.facts.segment not in known.segments]
            parts = [(each.column(name), each.column(f"{name}_counts")) for each in new]
            kept = _Sum(numbers, kernels().merge([known.counted, *parts]))
        self._keep((account, name), kept)
        return kept

    def _keep(self, key: tuple[int, str], kept: _Sum) -> None:
        with self._lock:
            before = self._kept.pop(key, _NOTHING)
            self._kept[key] = kept
            self._keys += len(kept.counted[0]) - len(before.counted[0])
            while self._keys > self._most:
                _, dropped = self._kept.popitem(last=False)
                self._keys -= len(dropped.counted[0])


_NOTHING = _Sum(frozenset(), (memoryview(b""), memoryview(b"")))
