"""Units and entries that a bundle lacks, and the records in the log that must explain each of them.

The ledger records what it expires and erases as events of its own, before it does so. What is missing without
such a record was removed covertly.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from auditledge.transparency.errors import MalformedError

EXPIRED = "auditledge.events.expired"
"""The action of a record of expiry; its metadata has `first` and `last`, both inclusive indexes."""

ERASED = "auditledge.events.erased"
"""The action of a record of erasure; its metadata has `indexes` (pairs, both inclusive) and `units`."""

MAX_RANGES = 65_536

WHOLE_ENTRY = ""
"""Stands for all units of an entry."""

_Range = tuple[int, int]


class Missing(NamedTuple):
    """Entries `first` to `last`, both inclusive, that lack a unit, or everything if it is WHOLE_ENTRY."""

    first: int
    last: int
    unit: str


class Removals:
    """What is missing so far, and is not explained by a record so far, in a bundle that is read in order."""

    def __init__(self) -> None:
        self._missing: dict[str, list[_Range]] = {}
        self._ranges = 0

    def add(self, index: int, unit: str) -> None:
        """Note that a unit of an entry is missing. Indexes arrive in order. Raises MalformedError."""
        ranges = self._missing.setdefault(unit, [])
        if ranges and ranges[-1][1] == index - 1:
            ranges[-1] = (ranges[-1][0], index)
        else:
            ranges.append((index, index))
            self._count(1)

    def explain(self, index: int, action: str, flat: Mapping[str, Any]) -> None:
        """Take into account the record of this action at `index`. It explains only entries before it."""
        if action == EXPIRED and WHOLE_ENTRY in self._missing:
            pair = [flat.get("/metadata/first"), flat.get("/metadata/last")]
            self._subtract(WHOLE_ENTRY, _disjoint([pair], index))
        elif action == ERASED:
            named = {unit for unit in _items(flat.get("/metadata/units")) if type(unit) is str}
            spans = _disjoint(_items(flat.get("/metadata/indexes")), index)
            for unit in named & self._missing.keys() - {WHOLE_ENTRY}:
                self._subtract(unit, spans)

    def unexplained(self) -> list[Missing]:
        """What no record explains, by its first index."""
        return sorted(
            Missing(first, last, unit) for unit, ranges in self._missing.items() for first, last in ranges
        )

    def _subtract(self, unit: str, spans: Sequence[_Range]) -> None:
        ends = [last for _, last in spans]
        remaining = []
        for low, high in self._missing[unit]:
            begin, position = low, bisect_left(ends, low)
            while position < len(spans) and spans[position][0] <= high:
                first, last = spans[position]
                if begin < first:
                    remaining.append((begin, first - 1))
                begin, position = last + 1, position + 1
            if begin <= high:
                remaining.append((begin, high))
        self._count(len(remaining) - len(self._missing[unit]))
        self._missing[unit] = remaining

    def _count(self, more: int) -> None:
        self._ranges += more
        if self._ranges > MAX_RANGES:
            problem = f"more than {MAX_RANGES:,} separate ranges lack something; verify it in smaller parts"
            raise MalformedError("bundle", problem)


def _items(value: object) -> list[Any]:
    return value if type(value) is list else []


def _disjoint(pairs: Sequence[object], index: int) -> list[_Range]:
    """The part before `index` of the ranges that are pairs of integers, as disjoint ranges in order."""
    disjoint: list[_Range] = []
    for first, last in sorted(_ranges_before(pairs, index)):
        if disjoint and first <= disjoint[-1][1]:
            disjoint[-1] = (disjoint[-1][0], max(disjoint[-1][1], last))
        else:
            disjoint.append((first, last))
    return disjoint


def _ranges_before(pairs: Sequence[object], index: int) -> Iterator[_Range]:
    for pair in pairs:
        if type(pair) is list and len(pair) == 2 and type(pair[0]) is type(pair[1]) is int:
            first, last = pair[0], min(pair[1], index - 1)
            if first <= last:
                yield first, last
