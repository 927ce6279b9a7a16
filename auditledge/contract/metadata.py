"""Free JSON: what `metadata` and `changes` may contain, so that it is returned as it was sent."""

import json
import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

from auditledge.contract.numbers import InexactFloat
from auditledge.contract.problems import MAX_PROBLEMS, Problem, pointer

NO_NUL = r"^[^\u0000]*$"
"""The pattern of texts that contain any character but U+0000."""

_INTEGERS = range(-(2**63), 2**64)
_MAX_INT = 2**63 - 1
_SCALARS = (str, int, float, type(None))
_HINTS = {
    "bytes": "decode it first",
    "date": "use .isoformat()",
    "datetime": "use .isoformat()",
    "Decimal": "use str()",
    "set": "use sorted()",
    "UUID": "use str()",
}


def check_json(value: dict[Any, Any], field: str, max_bytes: int, max_depth: int) -> Iterator[Problem]:
    """Yield the problems of `value`: what is not JSON that all parsers read the same way, or does not fit.

    `max_bytes` counts compact UTF-8 JSON; `max_depth` counts levels, `value` itself being the first.
    """
    if bytes_left(value, max_bytes - 2, max_depth) >= 0:
        return
    checker = _JSONChecker(max_bytes)
    found = list(islice(checker.check(value, field, max_depth), MAX_PROBLEMS))
    yield from found
    if checker.left < 0:
        yield Problem(field, f"is more than {max_bytes} bytes as JSON")
    elif not found and _might_exceed(value, max_bytes) and (size := _size(value)) > max_bytes:
        yield Problem(field, f"is {size} bytes as JSON, more than {max_bytes}")


def check_shared_size(value: object, other: str, other_value: object, max_bytes: int) -> str | None:
    """The message for a valid value that has too many bytes together with the value of `other`, if so."""
    if not _might_exceed([value, other_value], max_bytes):
        return None
    size = _size(value) + _size(other_value)
    return (
        f"and {other} are {size} bytes as JSON together, more than {max_bytes}" if size > max_bytes else None
    )


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def bytes_left(value: Any, left: int, depth: int) -> int:
    r"""The least that an object or array leaves of `left` bytes; negative if it may not fit, or not be valid.

    A fast check that accepts nearly all metadata: strings, numbers and containers of exactly the built-in
    types. A character takes at most six bytes, as \u0000; a number, or the punctuation around a name, at most
    28.
    """
    if depth == 0:
        return -1
    if type(value) is dict:
        for name in value:
            if type(name) is not str or not (name.isascii() or is_unicode(name)):
                return -1
            left -= 6 * len(name)
        value = value.values()
    for each in value:
        kind = type(each)
        left -= 28
        if kind is str:
            left = left - 6 * len(each) if each.isascii() or is_unicode(each) else -1
        elif kind is dict or kind is list:
            left = bytes_left(each, left, depth - 1)
        elif kind is int or kind is float:
            left = left if -_MAX_INT <= each <= _MAX_INT else -1
        elif each is not None and kind is not bool:
            return -1
        if left < 0:
            return -1
    return left


class _JSONChecker:
    """One pass over a value. Every part of it is at least a byte of JSON, so it visits at most `left` parts.

    Without that limit, a list that contains another list twice, which contains another one twice, and so on,
    would take forever.
    """

    def __init__(self, left: int) -> None:
        self.left = left
        self._ancestors: set[int] = set()

    def check(self, value: object, field: str, depth: int) -> Iterator[Problem]:
        self.left -= 1
        if isinstance(value, _SCALARS):
            if message := _check_scalar(value):
                yield Problem(field, message)
        elif not isinstance(value, dict | list | tuple):
            yield Problem(field, _not_json(value))
        elif id(value) in self._ancestors:
            yield Problem(field, "contains itself")
        elif depth == 0:
            yield Problem(field, "is nested too deeply")
        else:
            self._ancestors.add(id(value))
            inside = self._members if isinstance(value, dict) else self._items
            yield from inside(value, field, depth - 1)
            self._ancestors.remove(id(value))

    def _members(self, value: Any, field: str, depth: int) -> Iterator[Problem]:
        for name, each in value.items():
            if self.left < 0:
                return
            if not isinstance(name, str):
                yield Problem(field, f"has a key that is not a string but {_a(name)}")
            elif message := check_text(name):
                yield Problem(field, f"has a key that {message}")
            else:
                yield from self.check(each, pointer(field, name), depth)

    def _items(self, value: Any, field: str, depth: int) -> Iterator[Problem]:
        for index, each in enumerate(value):
            if self.left < 0:
                return
            yield from self.check(each, pointer(field, index), depth)


def _check_scalar(value: object) -> str | None:
    if isinstance(value, str):
        return check_text(value)
    if isinstance(value, float):
        return _check_float(value)
    if isinstance(value, int) and int(value) not in _INTEGERS:
        return "must be from -2^63 to 2^64-1; send a larger integer as a string"
    return None


def _check_float(value: float) -> str | None:
    if isinstance(value, InexactFloat):
        return "has more digits than a double keeps; send it as a string"
    return None if math.isfinite(value) else "must be a finite number: JSON has no NaN or infinity"


def check_text(value: str) -> str | None:
    """The message for text that can't be encoded as UTF-8; None for valid text."""
    return None if is_unicode(value) else "is not valid Unicode: it contains half of a surrogate pair"


def is_unicode(text: str) -> bool:
    """Whether text can be encoded as UTF-8, which half of a surrogate pair can't."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _might_exceed(value: object, max_bytes: int) -> bool:
    """Whether an upper bound of the size exceeds the limit. If not, there is no need to encode the value."""
    budget = max_bytes
    stack = [value]
    while stack and budget >= 0:
        each = stack.pop()
        if isinstance(each, str):
            budget -= 6 * len(each) + 3
        elif isinstance(each, dict):
            stack += [*each.keys(), *each.values()]
            budget -= 2
        elif isinstance(each, list | tuple):
            stack += each
            budget -= 2
        else:
            budget -= 26
    return budget < 0


def _not_json(value: object) -> str:
    hint = _HINTS.get(type(value).__name__)
    return f"is not JSON but {_a(value)}" + (f"; {hint}" if hint else "")


def _a(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
