"""Columns of integers as bytes: the types that the kernels work on, and how a column is stored."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

Positions = Sequence[int]
"""Places of events in a segment, in ascending order: a range, a list, or an array of numpy."""

Options = Sequence[tuple["memoryview[int]", Any]]
"""Codes of a dimension with flags for its keys; an event that is flagged in any one of them is chosen."""

KeyCounts = tuple["memoryview[int]", "memoryview[int]"]
"""Keys, in ascending order, and how many events have each."""

DIGEST_BYTES = 16
"""Bytes of the digest of a term."""

KEY_BYTES = 8
"""Bytes at the beginning of a digest that are kept of a term that few events have."""

_TYPES = {"B": 1 << 8, "H": 1 << 16, "I": 1 << 32}


def pack(values: Iterable[int]) -> tuple[str, bytes]:
    """The narrowest type code of `array` that holds the values, and their little-endian bytes."""
    numbers = [*values]
    low, high = min(numbers, default=0), max(numbers, default=0)
    type_ = next((each for each, limit in _TYPES.items() if low >= 0 and high < limit), "q")
    return type_, pack_as(type_, numbers)


def pack_as(type_: str, numbers: Iterable[int]) -> bytes:
    """The little-endian bytes of numbers as a type of `array`."""
    return _little_endian(array(type_, numbers)).tobytes()


def unpack(type_: str, content: "bytes | memoryview[int]") -> "memoryview[int]":
    """The values that `pack` packed."""
    if sys.byteorder == "little":
        return memoryview(content).cast(type_)  # type: ignore[call-overload, no-any-return]
    return memoryview(_little_endian(array(type_, content)))


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class TermPart(NamedTuple):
    """The digests of some terms, joined; how many events have each, and their positions, term by term."""

    digests: bytes
    counts: "array[int]"
    positions: "array[int]"


class MergedTerms(NamedTuple):
    """Terms by digest. Those that few events have are single entries: `keys` of eight bytes, and `positions`.

    The others are in `lists`: digests, and positions in ascending order.
    """

    keys: bytes
    positions: Sequence[int]
    lists: Sequence[tuple[bytes, Sequence[int]]]


class TextColumn(NamedTuple):
    """Texts in a row, in UTF-8 and with U+0000 before, between and after them: none of them has that.

    `ends` are the places of the U+0000 that follow the texts.
    """

    content: bytes
    ends: "memoryview[int]"

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return len(self.content) + self.ends.nbytes

    def texts(self) -> list[bytes]:
        """Each text by itself."""
        return self.content[1:-1].split(b"\0")


def text_column(joined: bytes) -> TextColumn:
    """A column of one text or more, with U+0000 between them."""
    lengths = (len(text) + 1 for text in joined.split(b"\0"))
    return TextColumn(b"\0%b\0" % joined, unpack(*pack(accumulate(lengths))))
