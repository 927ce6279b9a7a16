"""Values in one form each: folded text, numbers that compare exactly, the JSON that a literal stands for."""

import math
import re

from auditledge.server.query_language.nodes import JSONScalar

JSON_NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?"
_WHOLE_NUMBER = re.compile(JSON_NUMBER, re.ASCII)
_EXACT_DIGITS = 20  # of 2**64 - 1
_WORDS: dict[str, JSONScalar] = {"true": True, "false": False, "null": None}


def fold(text: str) -> str:
    """A text in full Unicode case folding: how names, e-mail addresses, words and phrases are compared."""
    return text.casefold()


def canonical_number(number: float) -> int | float:
    """An int for an integer from -2^63 to 2^64-1, and for a double without a fraction; else a double.

    Two numbers of JSON are equal in the language if their canonical numbers are.
    """
    if isinstance(number, int):
        if -(2**63) <= number < 2**64:
            return number
        try:
            number = float(number)
        except OverflowError:
            return math.inf if number > 0 else -math.inf
    return int(number) if math.isfinite(number) and number.is_integer() else number


def json_scalars(text: str) -> tuple[JSONScalar, ...]:
    """What an unquoted value matches in JSON: its text, and the value if it is a literal of JSON."""
    if text in _WORDS:
        return text, _WORDS[text]
    if not _WHOLE_NUMBER.fullmatch(text):
        return (text,)
    if text.lstrip("-").isdigit() and len(text) <= _EXACT_DIGITS:
        return text, canonical_number(int(text))
    number = canonical_number(float(text))
    # No event contains infinity, which a text such as 1e400 would be.
    return (text, number) if math.isfinite(number) else (text,)
