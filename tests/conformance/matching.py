"""Matchers for expected responses. README.md explains them."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

_KINDS: dict[str, str] = {
    "event-id": r"evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "request-id": r"req_[0-9A-Za-z-]+",
    "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "text": r"(?s).+",
    "digits": r"\d+",
}


def faults(expected: Any, actual: Any, where: str = "") -> Iterator[str]:
    """The differences between `actual` and `expected`, each with a JSON pointer."""
    if isinstance(expected, Mapping) and len(expected) == 1 and next(iter(expected)).startswith("$"):
        ((word, argument),) = expected.items()
        yield from _MATCHERS[word](argument, actual, where)
    elif isinstance(expected, Mapping):
        yield from _members(expected, actual, where, closed=True)
    elif isinstance(expected, list):
        yield from _items(expected, actual, where, faults)
    elif isinstance(expected, bool) is not isinstance(actual, bool) or expected != actual:
        yield f"{where or '/'}: {_shown(actual)} instead of {_shown(expected)}"


def _any(kind: str, actual: Any, where: str) -> Iterator[str]:
    """A value of a kind."""
    if kind == "integer":
        fine = isinstance(actual, int) and not isinstance(actual, bool)
    else:
        fine = isinstance(actual, str) and re.fullmatch(_KINDS[kind], actual) is not None
    if not fine:
        yield f"{where}: {_shown(actual)} is not of the kind {kind}"


def _regex(pattern: str, actual: Any, where: str) -> Iterator[str]:
    """A string that a regular expression matches completely."""
    if not isinstance(actual, str) or not re.fullmatch(pattern, actual):
        yield f"{where}: {_shown(actual)} does not match {pattern}"


def _instant(expected: str, actual: Any, where: str) -> Iterator[str]:
    """The same time, in any format."""
    try:
        same = datetime.fromisoformat(actual) == datetime.fromisoformat(expected)
    except (TypeError, ValueError):
        same = False
    if not same:
        yield f"{where}: {_shown(actual)} is not the instant {expected}"


def _subset(expected: Any, actual: Any, where: str) -> Iterator[str]:
    """At least these members, at every depth; lists have the same length."""
    if isinstance(expected, Mapping) and not any(key.startswith("$") for key in expected):
        yield from _members(expected, actual, where, closed=False)
    elif isinstance(expected, list):
        yield from _items(expected, actual, where, _subset)
    else:
        yield from faults(expected, actual, where)


def _length(expected: int, actual: Any, where: str) -> Iterator[str]:
    """A list or string of this length."""
    if not isinstance(actual, list | str) or len(actual) != expected:
        yield f"{where}: {_shown(actual)} does not have length {expected}"


def _rows(expected: list[Any], actual: Any, where: str) -> Iterator[str]:
    """CSV with these rows."""
    if not isinstance(actual, str):
        yield f"{where}: {_shown(actual)} is not a string"
        return
    yield from faults(expected, list(csv.reader(io.StringIO(actual, newline=""), strict=True)), where)


_MATCHERS: dict[str, Callable[[Any, Any, str], Iterator[str]]] = {
    "$any": _any,
    "$csv": _rows,
    "$instant": _instant,
    "$length": _length,
    "$regex": _regex,
    "$subset": _subset,
}
WORDS = {*_MATCHERS, *_KINDS, "integer"}


def _members(expected: Mapping[str, Any], actual: Any, where: str, *, closed: bool) -> Iterator[str]:
    if not isinstance(actual, Mapping):
        yield f"{where or '/'}: {_shown(actual)} is not an object"
        return
    yield from (f"{where}/{name}: is missing" for name in expected.keys() - actual.keys())
    if closed:
        yield from (f"{where}/{name}: was not expected" for name in actual.keys() - expected.keys())
    compare = faults if closed else _subset
    for name in expected.keys() & actual.keys():
        yield from compare(expected[name], actual[name], f"{where}/{name}")


def _items(
    expected: list[Any], actual: Any, where: str, compare: Callable[[Any, Any, str], Iterator[str]]
) -> Iterator[str]:
    if not isinstance(actual, list) or len(actual) != len(expected):
        yield f"{where or '/'}: {_shown(actual)} is not a list of {len(expected)}"
        return
    for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
        yield from compare(one, other, f"{where}/{index}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)"
