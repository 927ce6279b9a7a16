"""Columns of integers as bytes, and the choosing of positions in them: with numpy where that is installed.

A dimension of a segment is three columns: the `keys` that occur, in ascending order; for each event the
`codes`, which count keys from 0; and for each key the `counts` of its events. Flags are made for a set of
keys once for each segment, so that what is done for each event is a look-up in a small table. This is the
dictionary encoding of column stores (D. Abadi et al., "Integrating Compression and Execution in
Column-Oriented Database Systems", SIGMOD 2006, section 4).
"""

import functools
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, Protocol

Positions = Sequence[int]
"""Places of events in a segment, in ascending order: a range, a list, or an array of numpy."""

Options = Sequence[tuple["memoryview[int]", Any]]
"""Codes of a dimension with flags for its keys; an event that is flagged in any one of them is chosen."""

Counted = tuple["memoryview[int]", "memoryview[int]"]
"""Keys, in ascending order, and how many events have each."""

_TYPES = {"B": 1 << 8, "H": 1 << 16, "I": 1 << 32}


def pack(values: Iterable[int]) -> tuple[str, bytes]:
    """The narrowest type that holds the values, as `array` spells it, and their little-endian bytes."""
    numbers = [*values]
    low, high = min(numbers, default=0), max(numbers, default=0)
    type_ = next((each for each, limit in _TYPES.items() if low >= 0 and high < limit), "q")
    return type_, _little_endian(array(type_, numbers)).tobytes()


def unpack(type_: str, content: bytes) -> "memoryview[int]":
    """The values that `pack` packed."""
    if sys.byteorder == "little":
        return memoryview(content).cast(type_)  # type: ignore[call-overload, no-any-return]
    return memoryview(_little_endian(array(type_, content)))


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Engine(Protocol):
    """What is done to whole columns."""

    def wanted(self, keys: Sequence[int]) -> Any:
        """One key or more, prepared for `flags`."""
        ...

    def flags(self, wanted: Any, keys: "memoryview[int]") -> Any | None:
        """For each of a segment's keys whether it is wanted; None when none is."""
        ...

    def flag(self, place: int, size: int) -> Any:
        """Flags for `size` keys, of which the one at `place` is wanted."""
        ...

    def first(self, codes: "memoryview[int]", place: int) -> int:
        """The first position that has the key at a place; there is one."""
        ...

    def total(self, flags: Any, counts: "memoryview[int]") -> int:
        """How many events have a flagged key."""
        ...

    def merge(self, parts: Sequence[Counted]) -> Counted:
        """The keys of all parts, with their counts added up."""
        ...

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        """Those of the positions whose event is flagged in each clause. A range of them has the step 1."""
        ...

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        """How many of the positions `choose` chooses. There is a clause at least."""
        ...


class _Plain:
    """The engine without numpy."""

    def wanted(self, keys: Sequence[int]) -> frozenset[int]:
        return frozenset(keys)

    def flags(self, wanted: frozenset[int], keys: "memoryview[int]") -> bytes | None:
        if len(wanted) == 1:
            (key,) = wanted
            place = bisect_left(keys, key)
            return self.flag(place, len(keys)) if place < len(keys) and keys[place] == key else None
        flags = bytes(map(wanted.__contains__, keys))
        return flags if any(flags) else None

    def flag(self, place: int, size: int) -> bytes:
        return bytes(place) + b"\1" + bytes(size - place - 1)

    def first(self, codes: "memoryview[int]", place: int) -> int:
        return codes.tolist().index(place)

    def total(self, flags: bytes, counts: "memoryview[int]") -> int:
        return sum(compress(counts, flags))

    def merge(self, parts: Sequence[Counted]) -> Counted:
        sums: Counter[int] = Counter()
        for keys, counts in parts:
            for key, count in zip(keys, counts, strict=True):
                sums[key] += count
        merged = sorted(sums)
        return memoryview(array("q", merged)), memoryview(array("q", map(sums.__getitem__, merged)))

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        for options in clauses:
            positions = list(compress(positions, _hits(options, positions)))
        return positions

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        *others, last = clauses
        return sum(map(bool, _hits(last, self.choose(others, positions))))


def _hits(options: Options, positions: Positions) -> Iterator[int]:
    hits = [map(flags.__getitem__, _at(codes, positions)) for codes, flags in options]
    return hits[0] if len(hits) == 1 else map(any, zip(*hits, strict=True))


def _at(codes: "memoryview[int]", positions: Positions) -> Sequence[int]:
    if isinstance(positions, range):
        return codes[positions.start : positions.stop]
    return [codes[position] for position in positions]


@functools.cache
def engine() -> Engine:
    """The engine to use in this process."""
    try:
        from auditledge.server.stores.columnar.kernels_numpy import NumPy  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError:
        return _Plain()
    return NumPy()
