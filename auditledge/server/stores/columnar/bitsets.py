"""Sets of positions in a segment as integers, bit by bit: to combine two takes a microsecond or two.

And their encodings: as numbers of a fixed width, or as short as gaps or bits make them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from auditledge.server.stores.columnar.encoding import pack_as, unpack
from auditledge.server.stores.columnar.kernels import kernels

BitSet = int
"""A set of positions: bit `n` is set if it has position `n`."""


class Match(NamedTuple):
    """The positions of events that match for `certain`, and of those that may, which include them."""

    certain: BitSet
    possible: BitSet


_FIXED, _GAPS, _GAPS_OF_OTHERS, _BITS = b"\0", b"\1", b"\2", b"\3"
_RARE = 256  # events to each position; then gaps take more than two bytes
_SPARSE = 16  # positions; adding them one by one is faster


def size(events: int) -> int:
    """Bytes that hold a bit for each event."""
    return (events + 7) // 8


def everything(events: int) -> BitSet:
    """All positions of a segment."""
    return (1 << events) - 1


def between(start: int, stop: int) -> BitSet:
    """The positions from `start` to the one before `stop`."""
    return (1 << stop) - (1 << start) if start < stop else 0


def of(positions: Sequence[int], events: int) -> BitSet:
    """The set of some positions: an array, a memoryview, or a range."""
    if isinstance(positions, range):
        return between(positions.start, positions.stop)
    if len(positions) <= _SPARSE:
        bits = 0
        for position in positions:
            bits |= 1 << position
        return bits
    return int.from_bytes(kernels().to_bits(positions, size(events)), "little")


def positions(bits: BitSet, events: int) -> Sequence[int]:
    """The positions of a set, in ascending order."""
    if bits == everything(events):
        return range(events)
    if bits.bit_count() <= _SPARSE:
        found = []
        while bits:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found
    return kernels().from_bits(bits.to_bytes(size(events), "little"))


def width(events: int) -> int:
    """Bytes of a position where all have the same width."""
    return 1 if events <= 1 << 8 else 2 if events <= 1 << 16 else 4


def to_fixed(some: Sequence[int], events: int) -> bytes:
    """Positions in that width."""
    return pack_as(_CODES[width(events)], some)


def fixed(content: "memoryview[int]", events: int) -> Sequence[int]:
    """The positions that `to_fixed` encoded."""
    return unpack(_CODES[width(events)], content)


def encode(some: Sequence[int], events: int) -> bytes:
    """Ascending positions in the shortest way: as they are, as gaps between these or the others, as bits."""
    if len(some) * _RARE < events:
        return _FIXED + to_fixed(some, events)
    others = len(some) > events // 2
    if others:
        some = positions(everything(events) ^ of(some, events), events)
    gaps = kernels().encode_gaps(some)
    if len(gaps) < size(events):
        return (_GAPS_OF_OTHERS if others else _GAPS) + gaps
    bits = of(some, events)
    return _BITS + (everything(events) ^ bits if others else bits).to_bytes(size(events), "little")


def decode(content: "memoryview[int]", events: int) -> BitSet:
    """The set of the positions that `encode` encoded."""
    kind, encoded = bytes(content[:1]), content[1:]
    if kind == _BITS:
        return int.from_bytes(encoded, "little")
    if kind == _FIXED:
        return of(fixed(encoded, events), events)
    bits = of(kernels().decode_gaps(bytes(encoded)), events)
    return everything(events) ^ bits if kind == _GAPS_OF_OTHERS else bits


_CODES = {1: "B", 2: "H", 4: "I"}
