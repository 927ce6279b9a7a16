"""Columns of integers as bytes, and the choosing of positions in them: with numpy where that is installed.

A dimension of a segment is three columns: the `keys` that occur, in ascending order; for each event the
`codes`, which count keys from 0; and for each key the `counts` of its events. Flags are made for a set of
keys once for each segment, so that what is done for each event is a look-up in a small table. This is the
dictionary encoding of column stores (D. Abadi et al., "Integrating Compression and Execution in
Column-Oriented Database Systems", SIGMOD 2006, section 4).
"""

import functools
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Any, Protocol

from auditledge.server.stores.columnar.encoding import KeyCounts, Options, Positions


class Kernels(Protocol):
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

    def merge(self, parts: Sequence[KeyCounts]) -> KeyCounts:
        """The keys of all parts, with their counts added up."""
        ...

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        """Those of the positions whose event is flagged in each clause. A range of them has the step 1."""
        ...

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        """How many of the positions `choose` chooses. There is a clause at least."""
        ...


class _PythonKernels:
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

    def merge(self, parts: Sequence[KeyCounts]) -> KeyCounts:
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
def kernels() -> Kernels:
    """The engine to use in this process."""
    try:
        from auditledge.server.stores.columnar.kernels_numpy import NumPyKernels  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError:
        return _PythonKernels()
    return NumPyKernels()
