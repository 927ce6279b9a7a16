"""Columns of integers as bytes, and the choosing of positions in them: with numpy where that is installed.

A dimension of a segment is three columns: the `keys` that occur, in ascending order; for each event the
`codes`, which count keys from 0; and for each key the `counts` of its events. Flags are made for a set of
keys once for each segment, so that what is done for each event is a look-up in a small table. This is the
dictionary encoding of column stores (D. Abadi et al., "Integrating Compression and Execution in
Column-Oriented Database Systems", SIGMOD 2006, section 4).
"""

import functools
import heapq
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, compress, repeat
from operator import and_, contains, or_
from typing import Any, NamedTuple, Protocol, cast

from auditledge.server.stores.columnar.encoding import (
    DIGEST_BYTES,
    KEY_BYTES,
    KeyCounts,
    MergedTerms,
    Options,
    Positions,
    TermPart,
    TextColumn,
)

_DIGITS = bytes.maketrans(b"\0\1", b"01")
_BITS_OF_BYTE = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
_SPARSE = 64  # numbers of a range to each key in it; beyond that the keys themselves take less memory


class Kernels(Protocol):
    """What is done to whole columns."""

    def containing(self, column: TextColumn, part: bytes) -> Any:
        """For each text of a column whether it contains a part, which is not empty."""
        ...

    def equal(self, column: TextColumn, text: bytes) -> Any:
        """For each text of a column whether it is this one."""
        ...

    def beginning(self, column: TextColumn, part: bytes) -> Any:
        """For each text of a column whether it begins with a part."""
        ...

    def either(self, one: Any, other: Any) -> Any:
        """Where one or the other holds, of what `containing` and `equal` return."""
        ...

    def both(self, one: Any, other: Any) -> Any:
        """Where both hold, of what `containing` and `equal` return."""
        ...

    def selected(self, numbers: "Sequence[memoryview[int]]", hits: Sequence[Any]) -> Sequence[int]:
        """The numbers of the entries that are hit, block by block."""
        ...

    def wanted(self, keys: Sequence[int]) -> Any:
        """One key or more, prepared for `flags` and `is_wanted`.

        Takes a few bits for a key, and less than the keys themselves: of many words, each may want most keys
        of a large dictionary.
        """
        ...

    def is_wanted(self, wanted: Any) -> Callable[[int], bool]:
        """A function that returns whether a key is wanted."""
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

    def group_counter(self, numbers: Sequence[int], groups: Sequence[int], size: int) -> "GroupCounter":
        """Counts events by the group, from 0 to `size` - 1, that each of some ascending numbers is in."""
        ...

    def at(self, column: "memoryview[int]", positions: Positions) -> Sequence[int]:
        """The column's values at some positions."""
        ...

    def last_by_key(self, codes: "memoryview[int]", positions: Positions, keys: int) -> Sequence[int]:
        """For each of a segment's keys the last of the positions that has it; -1 for none."""
        ...

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        """Those of the positions whose event is flagged in each clause. A range of them has the step 1."""
        ...

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        """How many of the positions `choose` chooses. There is a clause at least."""
        ...

    def chosen_bits(self, options: Options, events: int) -> bytes:
        """A bit for each event, the first one lowest: whether it is flagged in one of the options."""
        ...

    def bits_between(self, column: "memoryview[int]", first: int, last: int) -> bytes:
        """A bit for each number of a column: whether it is from `first` to `last`."""
        ...

    def merge_terms(self, parts: Sequence[TermPart], few: int) -> MergedTerms:
        """The terms of all parts, by digest; those that fewer than `few` events have as single entries."""
        ...

    def to_bits(self, positions: Sequence[int], size: int) -> bytes:
        """A bit for each position, the lowest first, in `size` bytes."""
        ...

    def from_bits(self, bits: bytes) -> Sequence[int]:
        """The positions whose bits are set, in ascending order."""
        ...

    def encode_gaps(self, positions: Sequence[int]) -> bytes:
        """How many positions are left out before each of some ascending ones: in bytes, 255 for each 255."""
        ...

    def decode_gaps(self, gaps: bytes) -> Sequence[int]:
        """The positions that `encode_gaps` encoded."""
        ...


class GroupCounter(Protocol):
    """Counts events by group. Events with the key 0, which have no value, are counted by themselves."""

    def add(self, keys: "memoryview[int]", counts: "memoryview[int]") -> None:
        """Count so many events for each of a segment's keys."""
        ...

    def add_positions(self, keys: "memoryview[int]", codes: "memoryview[int]", positions: Positions) -> None:
        """Count the events of a segment at some positions."""
        ...

    def without_value(self) -> int:
        """How many events have no value."""
        ...

    def counts(self) -> Sequence[int]:
        """How many events each group has."""
        ...

    def distinct(self, among: Sequence[int] | None) -> int:
        """How many groups have events, of all groups or `among` some."""
        ...

    def largest(self, limit: int, among: Sequence[int] | None) -> Sequence[int]:
        """The `limit` groups that have most events, of all groups or `among` some.

        More than `limit` groups if the last of them has as many events as others. None without events.
        """
        ...


class _Table(NamedTuple):
    """Keys that lie close together: a byte for each one from `low` on."""

    low: int
    flags: bytes

    def __contains__(self, key: object) -> bool:
        place = cast("int", key) - self.low
        return 0 <= place < len(self.flags) and self.flags[place] == 1


class _Sorted(NamedTuple):
    """Keys that lie far apart, in ascending order."""

    keys: "array[int]"

    def __contains__(self, key: object) -> bool:
        place = bisect_left(self.keys, cast("int", key))
        return place < len(self.keys) and self.keys[place] == key


class _PythonKernels:
    """The engine without numpy."""

    def containing(self, column: TextColumn, part: bytes) -> bytes:
        return bytes(map(contains, column.texts(), repeat(part)))

    def equal(self, column: TextColumn, text: bytes) -> bytes:
        return bytes(map(text.__eq__, column.texts()))

    def beginning(self, column: TextColumn, part: bytes) -> bytes:
        return bytes(text.startswith(part) for text in column.texts())

    def either(self, one: bytes, other: bytes) -> bytes:
        return bytes(map(or_, one, other))

    def both(self, one: bytes, other: bytes) -> bytes:
        return bytes(map(and_, one, other))

    def selected(self, numbers: "Sequence[memoryview[int]]", hits: Sequence[bytes]) -> Sequence[int]:
        return array("q", chain.from_iterable(map(compress, numbers, hits)))

    def wanted(self, keys: Sequence[int]) -> _Table | _Sorted:
        low, high = min(keys), max(keys)
        if high - low >= _SPARSE * len(keys):
            return _Sorted(array("q", sorted(keys)))
        flags = bytearray(high - low + 1)
        for key in keys:
            flags[key - low] = 1
        return _Table(low, bytes(flags))

    def is_wanted(self, wanted: _Table | _Sorted) -> Callable[[int], bool]:
        return wanted.__contains__

    def flags(self, wanted: _Table | _Sorted, keys: "memoryview[int]") -> bytes | None:
        if isinstance(wanted, _Table):
            first = bisect_left(keys, wanted.low)
            last = bisect_left(keys, wanted.low + len(wanted.flags))
            low, flags = wanted.low, wanted.flags
            hits = [flags[key - low] for key in keys[first:last]]
            flags = bytes(first) + bytes(hits) + bytes(len(keys) - last)
        else:
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

    def group_counter(
        self, numbers: Sequence[int], groups: Sequence[int], size: int
    ) -> "_PythonGroupCounter":
        return _PythonGroupCounter(numbers, groups, size)

    def at(self, column: "memoryview[int]", positions: Positions) -> Sequence[int]:
        return _at(column, positions)

    def last_by_key(self, codes: "memoryview[int]", positions: Positions, keys: int) -> Sequence[int]:
        last = [-1] * keys
        for position, code in zip(positions, _at(codes, positions), strict=True):
            last[code] = position
        return last

    def choose(self, clauses: Sequence[Options], positions: Positions) -> Positions:
        for options in clauses:
            positions = list(compress(positions, _hits(options, positions)))
        return positions

    def count(self, clauses: Sequence[Options], positions: Positions) -> int:
        *others, last = clauses
        return sum(map(bool, _hits(last, self.choose(others, positions))))

    def chosen_bits(self, options: Options, events: int) -> bytes:
        return _packed(bytes(map(bool, _hits(options, range(events)))))

    def bits_between(self, column: "memoryview[int]", first: int, last: int) -> bytes:
        return _packed(bytes(first <= number <= last for number in column))

    def merge_terms(self, parts: Sequence[TermPart], few: int) -> MergedTerms:
        merged: dict[bytes, array[int]] = {}
        for part in parts:
            end = 0
            for n, count in enumerate(part.counts):
                start, end = end, end + count
                digest = part.digests[DIGEST_BYTES * n : DIGEST_BYTES * (n + 1)]
                merged.setdefault(digest, array("I")).extend(part.positions[start:end])
        keys, positions, lists = bytearray(), array("I"), list[tuple[bytes, Sequence[int]]]()
        for digest in sorted(merged):
            some = merged[digest]
            if len(some) < few:
                keys += digest[:KEY_BYTES] * len(some)
                positions += some
            else:
                lists.append((digest, some))
        return MergedTerms(bytes(keys), positions, lists)

    def to_bits(self, positions: Sequence[int], size: int) -> bytes:
        bits = bytearray(size)
        for position in positions:
            bits[position >> 3] |= 1 << (position & 7)
        return bytes(bits)

    def from_bits(self, bits: bytes) -> Sequence[int]:
        return array("I", [8 * n + bit for n, byte in enumerate(bits) if byte for bit in _BITS_OF_BYTE[byte]])

    def encode_gaps(self, positions: Sequence[int]) -> bytes:
        gaps, after = bytearray(), 0
        for position in positions:
            long, short = divmod(position - after, 255)
            gaps += b"\xff" * long
            gaps.append(short)
            after = position + 1
        return bytes(gaps)

    def decode_gaps(self, gaps: bytes) -> Sequence[int]:
        positions, position = array("I"), 0
        for gap in gaps:
            position += gap
            if gap < 255:
                positions.append(position)
                position += 1
        return positions


class _PythonGroupCounter:
    def __init__(self, numbers: Sequence[int], groups: Sequence[int], size: int) -> None:
        self._group_of = dict(zip(numbers, groups, strict=True))
        self._group_of[0] = size
        self._counts = [0] * (size + 1)

    def add(self, keys: "memoryview[int]", counts: "memoryview[int]") -> None:
        for key, count in zip(keys, counts, strict=True):
            self._counts[self._group_of[key]] += count

    def add_positions(self, keys: "memoryview[int]", codes: "memoryview[int]", positions: Positions) -> None:
        for code, count in Counter(_at(codes, positions)).items():
            self._counts[self._group_of[keys[code]]] += count

    def without_value(self) -> int:
        return self._counts[-1]

    def counts(self) -> Sequence[int]:
        return self._counts[:-1]

    def distinct(self, among: Sequence[int] | None) -> int:
        return len(self._with_events(among))

    def largest(self, limit: int, among: Sequence[int] | None) -> Sequence[int]:
        counts, found = self._counts, self._with_events(among)
        if len(found) <= limit:
            return found
        least = heapq.nlargest(limit, map(counts.__getitem__, found))[-1]
        return [group for group in found if counts[group] >= least]

    def _with_events(self, among: Sequence[int] | None) -> list[int]:
        groups = range(len(self._counts) - 1) if among is None else among
        return [group for group in groups if self._counts[group]]


def _hits(options: Options, positions: Positions) -> Iterator[int]:
    hits = [map(flags.__getitem__, _at(codes, positions)) for codes, flags in options]
    return hits[0] if len(hits) == 1 else map(any, zip(*hits, strict=True))


def _packed(flags: bytes) -> bytes:
    """The flags as bits, the first one lowest. As digits, they are converted without a loop."""
    bits = int(b"0" + flags[::-1].translate(_DIGITS), 2)
    return bits.to_bytes((len(flags) + 7) // 8, "little")


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
