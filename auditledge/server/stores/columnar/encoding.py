"""Columns of integers as bytes: the types that the kernels work on, and how a column is stored."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

Positions = Sequence[int]
"""Places of events in a segment, in ascending order: a range, a list, or an array of numpy."""

Options = Sequence[tuple["memoryview[int]", Any]]
"""Codes of a dimension with flags for its keys; an event that is flagged in any one of them is chosen."""

KeyCounts = tuple["memoryview[int]", "memoryview[int]"]
"""Keys, in ascending order, and how many events have each."""

_TYPES = {"B": 1 << 8, "H": 1 << 16, "I": 1 << 32}


def pack(values: Iterable[int]) -> tuple[str, bytes]:
    """The narrowest type code of `array` that holds the values, and their little-endian bytes."""
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
