"""Whether an event matches an expression: a tree of closures, made once and called for each event."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Protocol

from auditledge.contract.timestamps import format_instant
from auditledge.server.query_language.nodes import (
    And,
    Exists,
    Expression,
    JSONEquals,
    JSONExists,
    JSONPrefix,
    Not,
    Or,
    Phrase,
    Term,
    TextEquals,
    TextPrefix,
    TimeRange,
)
from auditledge.server.query_language.normal_form import canonical_number, fold
from auditledge.server.query_language.qualifiers import FOLDED_FIELDS


class EventFields(Protocol):
    """An event in the JSON form of a response: a dict, or a view that makes a member when asked for it."""

    def get(self, name: str, /) -> Any:
        """The member, or None if the event has none."""
        ...


Matcher = Callable[[EventFields], bool]

_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999  # years 0001 and 9999


def matcher(expression: Expression) -> Matcher:
    """A function that decides whether an event matches."""
    if isinstance(expression, Not):
        operand = matcher(expression.operand)
        return lambda event: not operand(event)
    if isinstance(expression, And | Or):
        return _combine(expression)
    return _term(expression)


def _combine(expression: And | Or) -> Matcher:
    operands = tuple(matcher(operand) for operand in expression.operands)
    if isinstance(expression, And):

        def all_match(event: EventFields) -> bool:
            for operand in operands:  # noqa: SIM110 - all() takes twice the time
                if not operand(event):
                    return False
            return True

        return all_match

    def any_matches(event: EventFields) -> bool:
        for operand in operands:  # noqa: SIM110
            if operand(event):
                return True
        return False

    return any_matches


def _term(term: Term) -> Matcher:  # noqa: PLR0911 - one for each kind of term
    match term:
        case TextEquals(field, value):
            return _text(field, value.__eq__)
        case TextPrefix(field, prefix):
            return _text(field, lambda text: text.startswith(prefix))
        case Exists(field):
            return _exists(field)
        case TimeRange():
            return _within(term)
        case Phrase(text):
            return lambda event: _occurs(text, event)
        case JSONEquals(path, value):
            return lambda event: any(_is_same(leaf, value) for leaf in leaves(reached(event, path)))
        case JSONPrefix(path, prefix):
            return lambda event: any(
                isinstance(leaf, str) and leaf.startswith(prefix) for leaf in leaves(reached(event, path))
            )
        case JSONExists(path):
            return lambda event: any(value is not None for value in reached(event, path))


def _text(field: str, holds: Callable[[str], bool]) -> Matcher:
    if field in FOLDED_FIELDS:
        exact = holds
        holds = lambda text: exact(fold(text))  # noqa: E731
    if field in _SEVERAL:
        texts = _SEVERAL[field]
        return lambda event: any(holds(text) for text in texts(event) if text is not None)
    parent, _, member = field.rpartition(".")
    if not parent:
        return lambda event: (text := event.get(member)) is not None and holds(text)
    return lambda event: (
        (whole := event.get(parent)) is not None and (text := whole.get(member)) is not None and holds(text)
    )


def _exists(field: str) -> Matcher:
    if field in _SEVERAL:
        texts = _SEVERAL[field]
        return lambda event: any(text is not None for text in texts(event))
    parent, _, member = field.rpartition(".")
    if parent:
        return lambda event: (whole := event.get(parent)) is not None and whole.get(member) is not None
    if field in _CONTAINERS:
        return lambda event: bool(event.get(member))
    return lambda event: event.get(member) is not None


def _within(term: TimeRange) -> Matcher:
    field = term.field
    start = _FIRST if term.start is None else max(term.start, _FIRST)
    end = _LAST if term.end is None else min(term.end, _LAST)
    if start > end:
        return lambda _: False
    # All times in responses have the same form, so that their texts are in the order of time.
    first, last = format_instant(start), format_instant(end)
    return lambda event: (instant := event.get(field)) is not None and first <= instant <= last


def _occurs(text: str, event: EventFields) -> bool:
    return (
        text in fold(event.get("action"))
        or text in fold(event.get("actor").get("name") or "")
        or text in fold(event.get("resource")["type"])
    )


def _is_same(leaf: Any, value: Any) -> bool:
    """Whether a leaf has this value, and the same type: true is not 1."""
    if isinstance(value, str):
        return isinstance(leaf, str) and leaf == value
    if value is None or isinstance(value, bool):
        return leaf is value
    return type(leaf) in (int, float) and canonical_number(leaf) == value


def reached(event: EventFields, path: tuple[str, ...]) -> list[Any]:
    """The values at a path, arrays among them. A path leads through every element of an array."""
    values = [event.get(path[0])]
    for name in path[1:]:
        values = [value[name] for value in leaves(values) if isinstance(value, dict) and name in value]
    return values


def leaves(values: Collection[Any]) -> Iterator[Any]:
    """The values that are not arrays, and the elements of those that are, nested ones included."""
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        else:
            yield value


def _of_targets(member: str) -> Callable[[EventFields], Iterator[str | None]]:
    return lambda event: (target.get(member) for target in event.get("targets") or ())


def _joined(resource: Any) -> str:
    return f"{resource['type']}:{resource['id']}"


_CONTAINERS = {"metadata", "changes", "context"}
_SEVERAL: dict[str, Callable[[EventFields], Iterator[str | None]]] = {
    "resource": lambda event: iter((_joined(event.get("resource")),)),
    "targets": lambda event: (_joined(target) for target in event.get("targets") or ()),
    "targets.type": _of_targets("type"),
    "targets.id": _of_targets("id"),
    "targets.name": _of_targets("name"),
    "changed": lambda event: iter(event.get("changes") or ()),
}
"""Fields that may have several texts, or are made of two."""
