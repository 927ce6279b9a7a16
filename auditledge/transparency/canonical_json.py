"""Canonical JSON: RFC 8785, except that integers from -2^63 to 2^64-1 are exact.

RFC 8785 writes every number as a double, which would change integers beyond 2^53 that events may have. All
other numbers are written as ECMAScript writes the nearest double. Each value has exactly one text, so
a text is canonical if formatting its value again results in the same text.
"""

import json
import math
from collections.abc import Callable, Mapping
from json import encoder as _encoder
from typing import Any

MIN_INTEGER = -(2**63)
MAX_INTEGER = 2**64 - 1

_ALWAYS_EXACT = 18  # characters of an integer that is in the range in any case
_MAX_INTEGER_CHARACTERS = 400  # of a double; more would take quadratic time to read

# Escapes exactly what RFC 8785 escapes, and in the same way.
format_string: Callable[[str], str] = _encoder.encode_basestring


def dumps(value: Any) -> str:
    """The canonical text of a value. Raises ValueError for NaN and infinity, TypeError for other types.

    A text that contains lone surrogates fails when it is encoded as UTF-8.
    """
    try:
        return _FORMATTERS[type(value)](value)
    except KeyError as error:
        raise TypeError(f"{error.args[0].__name__} is not JSON") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def sort_names(members: Mapping[str, object]) -> list[str]:
    """The names of members in the order of RFC 8785: by UTF-16 code units."""
    names = sorted(members)
    # Code points have another order only where characters beyond the basic plane meet U+E000 to U+FFFF.
    if not "".join(names).isascii():
        names.sort(key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return names


def loads(text: str) -> Any:
    """The value of strict JSON, without NaN and repeated names, in any format. Raises ValueError."""
    try:
        return _STRICT.decode(text)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def loads_canonical(text: str) -> Any:
    """The value of JSON that the caller compares with its canonical text. Raises ValueError.

    The comparison finds repeated names, which this function does not: it keeps the last.
    """
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        raise ValueError("is not JSON") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if end != len(text):
        raise ValueError("has something after the value")
    return value


def _format_object(value: Mapping[str, Any]) -> str:
    members = [
        f"{format_string(name)}:{_FORMATTERS[type(value[name])](value[name])}" for name in sort_names(value)
    ]
    return f"{{{','.join(members)}}}"


def _format_array(value: list[Any]) -> str:
    return f"[{','.join([_FORMATTERS[type(item)](item) for item in value])}]"


def _format_integer(value: int) -> str:
    return str(value) if MIN_INTEGER <= value <= MAX_INTEGER else _format_double(float(value))


def _format_double(value: float) -> str:
    """ECMAScript's Number::toString, which RFC 8785 prescribes: the shortest digits that round-trip."""
    if not math.isfinite(value):
        raise ValueError("NaN and infinity are not JSON")
    if value == 0:
        return "0"  # also for -0
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0)  # digits before the decimal point
    if whole == "0":
        point -= len(fraction) - len(fraction.lstrip("0")) + 1
    digits = digits.rstrip("0")
    return sign + _place_point(digits, point)


def _place_point(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"


_FORMATTERS: dict[type, Callable[[Any], str]] = {
    str: format_string,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: _format_integer,
    float: _format_double,
    dict: _format_object,
    list: _format_array,
}


def _read_integer(text: str) -> int | float:
    if len(text) <= _ALWAYS_EXACT:
        return int(text)
    if len(text) > _MAX_INTEGER_CHARACTERS:
        raise ValueError("has a number that is too large")
    value = int(text)
    return value if MIN_INTEGER <= value <= MAX_INTEGER else _read_double(text)


def _read_double(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError("has a number that is too large")
    return value


def _without_repeated_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name is repeated")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_FAST = json.JSONDecoder(parse_int=_read_integer, parse_float=_read_double, parse_constant=_refuse_constant)
# Without looking for white space around the value, which canonical JSON does not have.
_scan: Callable[[str, int], tuple[Any, int]] = vars(_FAST)["scan_once"]
_STRICT = json.JSONDecoder(
    parse_int=_read_integer,
    parse_float=_read_double,
    parse_constant=_refuse_constant,
    object_pairs_hook=_without_repeated_names,
)
