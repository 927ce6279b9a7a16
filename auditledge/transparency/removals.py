"""Units and entries that a bundle lacks, and the records in the log that must explain each of them.

The ledger records what it expires and erases as events of its own, before it does so. What is missing without
such a record was removed covertly.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from auditledge.transparency.errors import MalformedError

EXPIRED = "auditledge.events.expired"
"""The action of a record of expiry; its metadata has `first` and `last`, both inclusive indexes."""

ERASED = "auditledge.events.erased"
"""The action of a record of erasure; its metadata has `indexes` (pairs, both inclusive) and `units`."""

MAX_RANGES = 65_536

WHOLE_ENTRY = ""
"""Stands for all units of an entry."""


class Missing(NamedTuple):
    """Entries `first` to `last`, both inclusive, that lack a unit, or everything if it is WHOLE_ENTRY."""

    first: int
    last: int
    unit: str


class Removals:
    """What is missing so far, and is not explained by a record so far, in a bundle that is read in order."""

    def __init__(self) -> None:
        self._missing: dict[str, list[tuple[int, int]]] = {}
        self._ranges = 0

    def add(self, index: int, unit: str) -> None:
        """Note that a unit of an entry is missing. Indexes arrive in order. Raises MalformedError."""
        ranges = self._missing.setdefault(unit, [])
        if ranges and ranges[-1][1] == index - 1:
            ranges[-1] = (ranges[-1][0], index)
            return
        ranges.append((index, index))
        self._ranges += 1
        if self._ranges > MAX_RANGES:
            problem = f"more than {MAX_RANGES:,} separate ranges lack something; verify it in smaller parts"
            raise MalformedError("bundle", problem)

    def explain(self, index: int, action: str, flat: Mapping[str, Any]) -> None:
        """Take into account the record of this action at `index`. It explains only entries before it."""
        if not self._missing:
            return
        if action == EXPIRED:
            first, last = flat.get("/metadata/first"), flat.get("/metadata/last")
            self._subtract(WHOLE_ENTRY, first, last, index)
        elif action == ERASED:
            units, pairs = flat.get("/metadata/units"), flat.get("/metadata/indexes")
            for unit in units if type(units) is list else ():
                for pair in pairs if type(pairs) is list else ():
                    if type(unit) is str and unit and type(pair) is list and len(pair) == 2:
                        self._subtract(unit, pair[0], pair[1], index)

    def unexplained(self) -> list[Missing]:
        """What no record explains, by its first index."""
        return sorted(
            Missing(first, last, unit) for unit, ranges in self._missing.items() for first, last in ranges
        )

    def _subtract(self, unit: str, first: object, last: object, index: int) -> None:
        if type(first) is not int or type(last) is not int or unit not in self._missing:
            return
        begin, end = first, min(last, index - 1)
        before = self._missing[unit]
        after = (
            [
                part
                for low, high in before
                for part in ((low, min(high, begin - 1)), (max(low, end + 1), high))
                if part[0] <= part[1]
            ]
            if begin <= end
            else before
        )
        self._ranges += len(after) - len(before)
        self._missing[unit] = after
