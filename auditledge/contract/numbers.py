"""Numbers of JSON that are no integers: taken as they are, or told apart from those that can't be kept."""

import math
from decimal import Decimal

_ALWAYS_EXACT = 16  # characters: fifteen digits and the point, which every double keeps


class InexactFloat(float):
    """What a double makes of a number with more digits than it keeps: not the number that was sent."""


def read_float(text: str) -> float:
    """The double that `text` spells, for `parse_float` of `json`.

    A spelling may have any number of digits: those of the double, rounded there. Everything else is an
    InexactFloat, which no schema takes, so that a number comes back as it was sent or not at all.
    """
    value = float(text)
    if len(text) <= _ALWAYS_EXACT and "e" not in text and "E" not in text:
        return value
    if not math.isfinite(value) or repr(value) == text or _spells(text, value):
        return value
    return InexactFloat(value)


def _spells(text: str, value: float) -> bool:
    digits = text.lower().partition("e")[0].replace(".", "").lstrip("-0").rstrip("0")
    if not digits or value == 0:
        return not digits
    return Decimal(f"{value:.{len(digits) - 1}e}") == Decimal(text)
