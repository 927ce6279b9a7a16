"""The engine for columns that needs numpy; ten to a hundred times as fast as the one that does not."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditledge.server.stores.columnar.encoding import (
    KeyCounts,
    MergedTerms,
    Options,
    Positions,
    TermPart,
    TextColumn,
)

_Flags = NDArray[np.bool_]
_Bytes = NDArray[np.uint8]

_SAMPLE = 4_096  # bytes by which it is judged how rare each is
_SPARSE = 64  # numbers of a range to each key in it; beyond that the keys themselves take less memory
_DENSE = 8  # numbers of a range to each one in it, up to which a table of the whole range is faster
_PART = 4_096  # codes that are compared at once
_FEW = 8  # times as many events as there are hits: measured; between 4 and 16 it hardly matters


class _Bits(NamedTuple):
    """Keys that lie close together: a bit for each one from `low` on."""

    low: int
    bits: _Bytes

    def flags(self, keys: NDArray[Any]) -> _Flags:
        """For each of some ascending keys whether it is among these."""
        first, last = np.searchsorted(keys, (self.low, self.low + 8 * len(self.bits)))
        places = np.subtract(keys[first:last], self.low, dtype=np.int64)  # keys may be of fewer bits
        flags = np.zeros(len(keys), np.bool_)
        flags[first:last] = (self.bits.take(places >> 3) >> (places & 7).astype(np.uint8)) & 1
        return flags

    def tester(self) -> Callable[[int], bool]:
        """A function that returns whether a key is among these."""
        # Single bytes of an array are several times as slow.
        low, bits = self.low, self.bits.tobytes()
        size = 8 * len(bits)

        def is_among(key: int) -> bool:
            place = key - low
            return 0 <= place < size and bits[place >> 3] >> (place & 7) & 1 == 1

        return is_among


class _Sorted(NamedTuple):
    """Keys that lie far apart, in ascending order."""

    keys: NDArray[Any]

    def flags(self, keys: NDArray[Any]) -> _Flags:
        """For each of some ascending keys whether it is among these."""
        flags = np.zeros(len(keys), np.bool_)
        if len(keys) and len(self.keys) < len(keys):
            places = np.searchsorted(keys, self.keys).clip(max=len(keys) - 1)
            flags[places[keys[places] == self.keys]] = True
        else:
            places = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
            np.equal(self.keys[places], keys, out=flags)
        return flags

    def tester(self) -> Callable[[int], bool]:
        """A function that returns whether a key is among these."""

        def is_among(key: int) -> bool:
            place = int(np.searchsorted(self.keys, key))
            return place < len(self.keys) and bool(self.keys[place] == key)

        return is_among


class NumPyKernels:
    """See `kernels.Engine`. What it finds in texts it gives as bits, which stay small for many parts."""

    def containing(self, column: TextColumn, part: bytes) -> _Bytes:
        """Looks for the rarest byte first, then for the others at what is left."""
        content = np.frombuffer(column.content, np.uint8)
        counts = np.bincount(content[:_SAMPLE], minlength=256)
        offsets = sorted(range(len(part)), key=lambda offset: int(counts[part[offset]]))
        places = np.flatnonzero(content == part[offsets[0]]) - offsets[0]
        places = places[(places >= 0) & (places <= len(content) - len(part))]
        for offset in offsets[1:]:
            if not len(places):
                break
            places = places[content[places + offset] == part[offset]]
        flags = np.zeros(len(column.ends), np.bool_)
        flags[np.searchsorted(_vector(column.ends), places + (len(part) - 1))] = True
        return np.packbits(flags)

    def equal(self, column: TextColumn, text: bytes) -> _Bytes:
        """A text with what is before and after it."""
        return self.containing(column, b"\0%b\0" % text)

    def beginning(self, column: TextColumn, part: bytes) -> _Bytes:
        """A part with what is before a text."""
        return self.containing(column, b"\0%b" % part)

    def either(self, one: _Bytes, other: _Bytes) -> _Bytes:
        """As `kernels.Engine` has it."""
        return one | other

    def both(self, one: _Bytes, other: _Bytes) -> _Bytes:
        """As `kernels.Engine` has it."""
        return one & other

    def selected(self, numbers: "Sequence[memoryview[int]]", hits: Sequence[_Bytes]) -> Sequence[int]:
        """The numbers as an array."""
        chosen = [
            _vector(some)[np.unpackbits(bits, count=len(some)).view(np.bool_)]
            for some, bits in zip(numbers, hits, strict=True)
        ]
        return np.concatenate(chosen).astype(np.int64).data if chosen else ()

    def wanted(self, keys: Sequence[int]) -> int | _Bits | _Sorted:
        """One key as it is."""
        if len(keys) == 1:
            return keys[0]
        vector = np.asarray(keys)
        low, high = int(vector.min()), int(vector.max())
        if high - low >= _SPARSE * len(keys):
            return _Sorted(np.sort(vector))
        flags = np.zeros(high - low + 1, np.bool_)
        flags[vector - low] = True
        return _Bits(low, np.packbits(flags, bitorder="little"))

    def is_wanted(self, wanted: int | _Bits | _Sorted) -> Callable[[int], bool]:
        """As `kernels.Engine` has it."""
        return wanted.__eq__ if isinstance(wanted, int) else wanted.tester()

    def flags(self, wanted: int | _Bits | _Sorted, keys: "memoryview[int]") -> int | _Flags | None:
        """One flag as its place, which compares much faster than a table is read."""
        if isinstance(wanted, int):
            place = bisect_left(keys, wanted)
            return place if place < len(keys) and keys[place] == wanted else None
        flags = wanted.flags(_vector(keys))
        wanted_here = np.count_nonzero(flags)
        if wanted_here <= 1:
            return int(flags.argmax()) if wanted_here else None
        return flags

    def flag(self, place: int, size: int) -> int:  # noqa: ARG002 - the plain engine needs the size
        """The flag of one key."""
        return place

    def first(self, codes: "memoryview[int]", place: int) -> int:
        """The first position that has the key at a place; a common one soon does."""
        vector = _vector(codes)
        parts = (vector[start : start + _PART] == place for start in range(0, len(vector), _PART))
        return next(n * _PART + int(part.argmax()) for n, part in enumerate(parts) if part.any())

    def total(self, flags: int | _Flags, counts: "memoryview[int]") -> int:
        """How many events have a flagged key."""
        return counts[flags] if isinstance(flags, int) else int((_vector(counts) * flags).sum())

    def merge(self, parts: Sequence[KeyCounts]) -> KeyCounts:
        """The keys of all parts, with their counts added up."""
        keys, counts = (np.concatenate(list(map(_vector, columns))) for columns in zip(*parts, strict=True))
        merged, places = np.unique(keys, return_inverse=True)
        sums = np.bincount(places, counts)  # as doubles, which hold every count
        return merged.data, sums.astype(np.int64).data

    def group_counter(self, numbers: Sequence[int], groups: Sequence[int], size: int) -> "_NumPyGroupCounter":
        """Numbers that lie close together, as most do, are looked up in a table."""
        return _NumPyGroupCounter(np.asarray(numbers, np.int64), np.asarray(groups, np.int64), size)

    def at(self, column: "memoryview[int]", positions: Positions) -> Sequence[int]:
        """As `kernels.Kernels` has it."""
        found: memoryview[int] = _vector(column)[_within(positions)].data
        return found

    def last_by_key(self, codes: "memoryview[int]", positions: Positions, keys: int) -> Sequence[int]:
        """As `kernels.Kernels` has it: of places that are assigned repeatedly, the last assignment stays."""
        last = np.full(keys, -1, np.int64)
        last[_vector(codes)[_within(positions)]] = np.asarray(positions, np.int64)
        return last.data

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        """Those of the positions whose event is flagged in each clause."""
        if not clauses:
            return positions
        positions, hits = _hit(clauses, positions)
        return _places(positions, hits).data

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        """How many of the positions `choose` chooses."""
        return int(np.count_nonzero(_hit(clauses, positions)[1]))

    def chosen_bits(self, options: Options, events: int) -> bytes:
        """A bit for each event."""
        return np.packbits(_any(options, range(events)), bitorder="little").tobytes()

    def bits_between(self, column: "memoryview[int]", first: int, last: int) -> bytes:
        """A bit for each number."""
        numbers = _vector(column)
        return np.packbits((numbers >= first) & (numbers <= last), bitorder="little").tobytes()

    def merge_terms(self, parts: Sequence[TermPart], few: int) -> MergedTerms:
        """The terms of all parts, by digest; those that fewer than `few` events have as single entries."""
        if not any(len(part.counts) for part in parts):
            return MergedTerms(b"", (), ())
        digests = np.frombuffer(b"".join(part.digests for part in parts), ">u8").astype(np.uint64)
        counts = np.concatenate([np.frombuffer(part.counts, np.uint32) for part in parts]).astype(np.int64)
        positions = np.concatenate([np.frombuffer(part.positions, np.uint32) for part in parts])
        halves = digests.reshape(-1, 2)
        order = np.lexsort((halves[:, 1], halves[:, 0]))
        halves, ordered = halves[order], counts[order]
        is_new = np.append(True, (halves[1:] != halves[:-1]).any(axis=1))
        terms = halves[is_new]
        totals = np.add.reduceat(ordered, np.flatnonzero(is_new))
        # The sort is stable, so the positions of a term stay ascending.
        starts = (np.cumsum(counts) - counts)[order]
        moved = np.repeat(starts - (np.cumsum(ordered) - ordered), ordered)
        positions = positions[moved + np.arange(len(moved))]
        is_few = np.repeat(totals < few, totals)
        keys = np.repeat(terms[:, 0], totals)[is_few]
        ends = np.cumsum(totals)
        lists = [
            (terms[n].astype(">u8").tobytes(), positions[ends[n] - totals[n] : ends[n]].data)
            for n in np.flatnonzero(totals >= few)
        ]
        return MergedTerms(keys.astype(">u8").tobytes(), positions[is_few].data, lists)

    def to_bits(self, positions: Sequence[int], size: int) -> bytes:
        """A bit for each position."""
        flags = np.zeros(8 * size, np.bool_)
        flags[np.asarray(positions)] = True
        return np.packbits(flags, bitorder="little").tobytes()

    def from_bits(self, bits: bytes) -> Sequence[int]:
        """The positions as an array."""
        flags = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
        return np.flatnonzero(flags.view(np.bool_)).data

    def encode_gaps(self, positions: Sequence[int]) -> bytes:
        """As `kernels.Engine` has it."""
        skipped = np.diff(np.asarray(positions, np.int64), prepend=-1) - 1
        longs, shorts = np.divmod(skipped, 255)
        gaps = np.full(len(skipped) + int(longs.sum()), 255, np.uint8)
        gaps[np.cumsum(longs + 1) - 1] = shorts
        return gaps.tobytes()

    def decode_gaps(self, gaps: bytes) -> Sequence[int]:
        """As `kernels.Engine` has it."""
        bytes_ = np.frombuffer(gaps, np.uint8)
        ends = bytes_ < 255
        positions = np.cumsum(bytes_, dtype=np.int64)[ends]
        return (positions + np.arange(len(positions))).data


class _NumPyGroupCounter:
    """See `kernels.GroupCounter`."""

    def __init__(self, numbers: NDArray[np.int64], groups: NDArray[np.int64], size: int) -> None:
        self._size = size
        self._sums = np.zeros(size + 1, np.int64)
        self._numbers = numbers
        self._groups = groups
        self._low = int(numbers[0]) if len(numbers) else 0
        self._table: NDArray[np.int64] | None = None
        if len(numbers) and numbers[-1] - self._low < _DENSE * len(numbers):
            self._table = np.zeros(int(numbers[-1]) - self._low + 1, np.int64)
            self._table[numbers - self._low] = groups

    def add(self, keys: "memoryview[int]", counts: "memoryview[int]") -> None:
        np.add.at(self._sums, self._groups_of(_vector(keys)), _vector(counts).astype(np.int64))

    def add_positions(self, keys: "memoryview[int]", codes: "memoryview[int]", positions: Positions) -> None:
        counts = np.bincount(_vector(codes)[_within(positions)], minlength=len(keys))
        places = np.flatnonzero(counts)
        np.add.at(self._sums, self._groups_of(_vector(keys)[places]), counts[places])

    def without_value(self) -> int:
        return int(self._sums[self._size])

    def counts(self) -> Sequence[int]:
        return self._sums[: self._size].data

    def distinct(self, among: Sequence[int] | None) -> int:
        return len(self._with_events(among))

    def largest(self, limit: int, among: Sequence[int] | None) -> Sequence[int]:
        groups = self._with_events(among)
        if len(groups) > limit:
            counts = self._sums[groups]
            groups = groups[counts >= np.partition(counts, -limit)[-limit]]
        found: list[int] = groups.tolist()
        return found

    def _with_events(self, among: Sequence[int] | None) -> NDArray[np.int64]:
        if among is None:
            return np.flatnonzero(self._sums[: self._size])
        groups = np.asarray(among, np.int64)
        return groups[self._sums[groups] > 0]

    def _groups_of(self, keys: NDArray[Any]) -> NDArray[np.int64]:
        """The groups of ascending keys, of which the first may be 0."""
        groups = np.full(len(keys), self._size, np.int64)
        first = int(np.searchsorted(keys, 1))
        if self._table is None:
            groups[first:] = self._groups[np.searchsorted(self._numbers, keys[first:])]
        else:
            groups[first:] = self._table[keys[first:].astype(np.int64) - self._low]
        return groups


def _hit(clauses: Sequence[Options], positions: Positions) -> tuple[Positions, _Flags]:
    """Positions, among them all that are flagged in each clause, and which of them are.

    To look at every event costs less than to go from place to place, unless few are left.
    """
    hits = _any(clauses[0], positions)
    for options in clauses[1:]:
        if np.count_nonzero(hits) * _FEW < len(hits):
            positions = _places(positions, hits).data
            hits = _any(options, positions)
        else:
            hits &= _any(options, positions)
    return positions, hits


def _places(positions: Positions, hits: _Flags) -> NDArray[Any]:
    if isinstance(positions, range):
        return np.flatnonzero(hits) + positions.start
    return np.asarray(positions)[hits]


def _any(options: Options, positions: Positions) -> _Flags:
    within = _within(positions)
    hits = [_hits(_vector(codes)[within], flags) for codes, flags in options]
    return hits[0] if len(hits) == 1 else np.logical_or.reduce(hits)


def _within(positions: Positions) -> Any:
    if isinstance(positions, range):
        return slice(positions.start, positions.stop)
    return np.asarray(positions, np.int64)


def _hits(codes: NDArray[Any], flags: int | _Flags) -> _Flags:
    return codes == flags if isinstance(flags, int) else flags.take(codes)


def _vector(column: "memoryview[int]") -> NDArray[Any]:
    return np.frombuffer(column, column.format)
