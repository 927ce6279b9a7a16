"""JSON read piece by piece, so that a text can neither fill the memory nor hold up other threads for long.

Python's decoder reads a text in one step, in which no other thread runs: ten megabytes of `[],[],…` become
millions of lists within half a second. So it is given only what is short; longer objects and arrays are read
here, and built only up to a number of values.
"""

import json
import re
from collections.abc import Callable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

_WINDOWS = (1_024, 16_384)  # characters that are decoded in one step, if the value ends within them
_STEPS = 32  # elements and members of what is long, after which other threads may come first
_after_space = re.compile(r"[ \t\n\r]*").match


class RepeatedKeyError(ValueError):
    """An object has a key twice."""


class TooManyValuesError(ValueError):
    """The text has more values than it may have."""


class JSONReader:
    """Reads a text from its start. `scan` decodes one value at an index, as `JSONDecoder.scan_once` does.

    `between_steps` is called every few milliseconds.

    Raises json.JSONDecodeError, RepeatedKeyError, TooManyValuesError, RecursionError beyond `max_levels`, and
    what `scan` raises.
    """

    def __init__(
        self,
        text: str,
        scan: Callable[[str, int], tuple[Any, int]],
        max_values: int,
        max_levels: int,
        between_steps: Callable[[], None],
    ) -> None:
        self._text = text
        self._scan = scan
        self._at = 0
        self._max_values = max_values
        self._values = 0
        # Nearly every text has fewer commas and brackets than it may have values: no need to count these.
        self._is_counting = text.count(",") + text.count("[") + text.count("{") > max_values
        self._levels = max_levels
        self._between_steps = between_steps
        self._steps = 0

    @property
    def position(self) -> int:
        """How many characters have been read."""
        return self._at

    def next_character(self) -> str:
        """The next character that is not white space; empty at the end."""
        self._at = _after_space(self._text, self._at).end()  # type: ignore[union-attr]
        return self._text[self._at : self._at + 1]

    def value(self, max_built: int) -> tuple[Any, bool]:
        """The next value, and whether all of it was built. One with more values is left unfinished."""
        building = _Building(max_built)
        return self._value(building), building.left >= 0

    def members(self) -> Iterator[str]:
        """The names in the object that begins here. The caller reads the value after each."""
        names: set[str] = set()
        for _ in self._parts("}"):
            if self.next_character() != '"':
                raise self._error("Expecting property name enclosed in double quotes")
            name, self._at = scanstring(self._text, self._at + 1, True)
            if name in names:
                raise RepeatedKeyError
            names.add(name)
            if self.next_character() != ":":
                raise self._error("Expecting ':' delimiter")
            self._at += 1
            yield name

    def elements(self) -> Iterator[None]:
        """One step for each element of the array that begins here. The caller reads its value."""
        return self._parts("]")

    def end(self) -> None:
        """Raise unless nothing but white space follows."""
        if self.next_character():
            raise self._error("Extra data")

    def _parts(self, closing: str) -> Iterator[None]:
        if self._levels == 0:
            raise RecursionError
        self._levels -= 1
        self._count(1)
        self._at += 1
        following = self.next_character()
        while following != closing:
            self._steps += 1
            if self._steps % _STEPS == 0:
                self._between_steps()
            yield
            following = self.next_character()
            if following not in {",", closing} or not following:
                raise self._error("Expecting ',' delimiter")
            if following == ",":
                self._at += 1
        self._at += 1
        self._levels += 1

    def _value(self, building: "_Building") -> Any:
        first = self.next_character()
        if first not in {"{", "["}:
            return self._scalar(building)
        if (short := self._short(building)) is not None:
            return short
        building.left -= 1
        if first == "[":
            elements: list[Any] = []
            for _ in self.elements():
                element = self._value(building)
                if building.left >= 0:
                    elements.append(element)
            return elements
        members: dict[str, Any] = {}
        for name in self.members():
            member = self._value(building)
            if building.left >= 0:
                members[name] = member
        return members

    def _scalar(self, building: "_Building") -> Any:
        try:
            value, self._at = self._scan(self._text, self._at)
        except StopIteration:
            raise self._error("Expecting value") from None
        self._count(1)
        building.left -= 1
        return value

    def _short(self, building: "_Building") -> Any | None:
        """The object or array that begins here, if it is short."""
        for size in _WINDOWS:
            window = self._text[self._at : self._at + size]
            try:
                value, length = self._scan(window, 0)
            except (json.JSONDecodeError, StopIteration):
                continue  # cut off, or wrong: which of the two is found out by reading on
            self._at += length
            if self._is_counting or building.is_large:
                number = _number_of_values(value)
                self._count(number)
                building.left -= number
            return value
        building.is_large = True
        return None

    def _count(self, number: int) -> None:
        self._values += number
        if self._is_counting and self._values > self._max_values:
            raise TooManyValuesError

    def _error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._text, self._at)


class _Building:
    """How many more values of one may be built. One that is short need not be counted."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.is_large = False


def _number_of_values(value: Any) -> int:
    number, rest = 0, [value]
    while rest:
        each = rest.pop()
        number += 1
        if type(each) is dict:
            rest.extend(each.values())
        elif type(each) is list:
            rest.extend(each)
    return number
