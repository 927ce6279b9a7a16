"""JSON numbers that are not integers: those that a double represents exactly, and all others."""

import math
from decimal import Decimal

_ALWAYS_EXACT = 16  # characters: fifteen digits and the point, which every double keeps
_MAX_DIGITS = 767  # significant ones that the exact value of a double has


class InexactFloat(float):
    """The nearest double to a number with more digits than a double keeps: not the number that was sent."""


def read_float(text: str) -> float:
    """The double for a number in JSON, to be used as `parse_float` of `json`.

    `text` may have fewer digits than the double, or more if rounding the double to as many gives `text`
    again. Everything else is an InexactFloat, which no schema accepts: a number is returned as it was sent or
    not at all.
    """
    value = float(text)
    if len(text) <= _ALWAYS_EXACT and "e" not in text and "E" not in text:
        return value
    if not math.isfinite(value) or repr(value) == text or _represents(text, value):
        return value
    return InexactFloat(value)


def _represents(text: str, value: float) -> bool:
    digits = text.lower().partition("e")[0].replace(".", "").lstrip("-0").rstrip("0")
    if not digits or value == 0:
        return not digits
    if len(digits) > _MAX_DIGITS:
        return False  # and a text of megabytes is not worth the time
    return Decimal(f"{value:.{len(digits) - 1}e}") == Decimal(text)
