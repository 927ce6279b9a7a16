"""The terms of events: what one can ask of a field by equality, or by presence, as bytes to be hashed.

A term is a field and a text, or for JSON, a path of names and a scalar or the mere presence of a value. It is
unambiguous: a name inside a path comes after its length, and a text ends the term.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditledge.server.query_language import fold
from auditledge.server.stores.models import EventContext
from auditledge.server.stores.row_codec import EventRow

Scalar = str | int | float | bool | None
"""A leaf of JSON. Numbers are equal by their value: 1 is 1.0."""

MAX_VALUES = 256
"""Values in an event's JSON, inner objects and arrays too, that are indexed: an event with more is marked."""

TEXTS = (("resource.id", "resource_id", False), ("resource.name", "resource_name", True))
"""Fields that are texts: their names, columns of an event's row, and whether they ignore case."""

DETAIL_TEXTS = ("reason", "source_id")
_CONTEXT_FIELDS = {name: f"context.{name}" for name in EventContext._fields if name != "ip"}
CONTEXT_TEXTS = tuple(_CONTEXT_FIELDS.values())
TARGET_TEXTS = ("targets", "targets.type", "targets.id", "targets.name")
"""Fields that are texts inside an event's details. An event may have several targets: each is `TYPE:ID`."""

_PRESENT = b"\0p"
_TEXT = b"\0s"
_NUMBER = b"\0n"
_CONSTANTS = {True: b"\0t", False: b"\0f", None: b"\0z"}
_LEAST_BYTES = 2  # of JSON for a value: a digit and a comma
_DECODED_BYTES = 2**18  # of JSON that is decoded at once, while no other thread runs


def text_term(field: str, text: str) -> bytes:
    """The term of events whose field is this text, or has it among its texts."""
    return field.encode() + _TEXT + _encoded(text)


def presence_term(path: Sequence[str]) -> bytes:
    """The term of events that have a value other than null at a path: a field, then names of members."""
    return _prefix(path) + _PRESENT


def json_term(path: Sequence[str], value: Scalar) -> bytes:
    """The term of events that have this scalar at a path, or in an array there."""
    return _prefix(path) + _scalar(value)


def _prefix(path: Sequence[str]) -> bytes:
    field, *names = path
    return field.encode() + b"".join(map(_segment, names))


def _segment(name: str) -> bytes:
    encoded = _encoded(name)
    return b"\0%d:%b" % (len(encoded), encoded)


def _scalar(value: Scalar) -> bytes:
    if isinstance(value, str):
        return _TEXT + _encoded(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    return _NUMBER + _number(value)


def _encoded(text: str) -> bytes:
    """UTF-8, also of half a surrogate pair, which JSON may have as an escape."""
    return text.encode("utf-8", "surrogatepass")


def _number(value: float) -> bytes:
    """An integer without fraction or exponent, whichever type it has: the same for numbers that are equal."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return repr(value).encode()


_Rows = list[int]

TermGroup = tuple[bytes, Iterable[tuple[bytes, Sequence[int]]]]
"""What some terms begin with, and how each ends, with the rows that have it."""


class _Node:
    """What is known of a path: the rows that have each of its values, and the paths that continue it."""

    __slots__ = ("children", "constants", "numbers", "prefix", "present", "texts")

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix
        self.children: dict[str, _Node] = {}
        self.texts: dict[str, _Rows] = {}
        self.numbers: dict[float, _Rows] = {}
        self.constants: dict[bytes, _Rows] = {}
        self.present: _Rows = []

    def child(self, name: str) -> "_Node":
        made = self.children[name] = _Node(self.prefix + _segment(name))
        return made

    def groups(self) -> Iterator[TermGroup]:
        if self.present:
            yield self.prefix + _PRESENT, [(b"", self.present)]
        yield self.prefix + _TEXT, zip(map(_encoded, self.texts), self.texts.values(), strict=True)
        yield self.prefix + _NUMBER, zip(map(_number, self.numbers), self.numbers.values(), strict=True)
        yield self.prefix, self.constants.items()
        for child in self.children.values():
            yield from child.groups()


class TermCollector:
    """Collects the terms of some events, each with the rows that have it, in ascending order.

    `max_values` bounds the values in one event's JSON. Events with more are in `unindexed`, and have no terms
    of that JSON.
    """

    def __init__(self, max_values: int = MAX_VALUES) -> None:
        self._max_values = max_values
        self._fields: dict[str, _Node] = {}
        self.unindexed: set[int] = set()

    def add_texts(self, field: str, texts: Iterable[tuple[int, str | None]]) -> None:
        """Add a field of events: rows, ascending, with a text each. None is a field that is not given."""
        node = self._node(field)
        for row, text in texts:
            if text is not None:
                _add(node.texts, text, row)
                node.present.append(row)

    def add_json(self, field: str, documents: Mapping[int, str]) -> None:
        """Add a field of events: by row, ascending, an object of JSON. An empty one is not present."""
        if not documents:
            return
        node, limit = self._node(field), self._max_values
        for row, text, members in _decoded(documents):
            if len(text) > limit * _LEAST_BYTES and _exceeds(members, limit):
                self.unindexed.add(row)
            elif members:
                node.present.append(row)
                _add_members(node, members, row)

    def add_events(self, rows: Mapping[int, EventRow]) -> None:
        """Add events: by row, ascending."""
        for field, column, is_folded in TEXTS:
            texts = ((row, getattr(event, column)) for row, event in rows.items())
            if is_folded:
                texts = ((row, None if text is None else text.casefold()) for row, text in texts)
            self.add_texts(field, texts)
        self.add_json("metadata", {row: event.metadata for row, event in rows.items()})
        changes = {row: event.changes for row, event in rows.items() if event.changes is not None}
        self.add_json("changes", changes)
        changed = self._node("changed")
        for row, _, names in _decoded(changes):
            if row not in self.unindexed:
                for name in names:
                    _add_text(changed, name, row)
        self._add_details(rows)

    def _add_details(self, rows: Mapping[int, EventRow]) -> None:
        with_context = {row for row, event in rows.items() if event.ip is not None}
        for row, _, details in _decoded({n: each.details for n, each in rows.items() if each.details}):
            for field in DETAIL_TEXTS:
                if field in details:
                    _add_text(self._node(field), details[field], row)
            context = details.get("context")
            if context:
                with_context.add(row)
                for name, text in context.items():
                    _add_text(self._node(_CONTEXT_FIELDS[name]), text, row)
            for target in details.get("targets", ()):
                name = target.get("name")
                texts = (
                    f"{target['type']}:{target['id']}",
                    target["type"],
                    target["id"],
                    None if name is None else fold(name),
                )
                for field, text in zip(TARGET_TEXTS, texts, strict=True):
                    if text is not None:
                        _add_text(self._node(field), text, row)
        if with_context:
            self._node("context").present += sorted(with_context)

    def groups(self) -> Iterator[TermGroup]:
        """Every term, once."""
        for node in self._fields.values():
            yield from node.groups()

    def _node(self, field: str) -> _Node:
        node = self._fields.get(field)
        if node is None:
            node = self._fields[field] = _Node(field.encode())
        return node


def _decoded(documents: Mapping[int, str]) -> Iterator[tuple[int, str, Any]]:
    """Each document as text and decoded. Many in one array are decoded in half the time of each by itself."""
    waiting: dict[int, str] = {}
    size = 0
    for row, text in documents.items():
        if waiting and size + len(text) > _DECODED_BYTES:
            yield from _decoded_at_once(waiting)
            waiting, size = {}, 0
        waiting[row] = text
        size += len(text)
    yield from _decoded_at_once(waiting)


def _decoded_at_once(documents: Mapping[int, str]) -> Iterator[tuple[int, str, Any]]:
    decoded = json.loads(f"[{','.join(documents.values())}]")
    return zip(documents, documents.values(), decoded, strict=True)


def _add(table: dict[Any, _Rows], key: Any, row: int) -> None:
    rows = table.get(key)
    if rows is None:
        table[key] = [row]
    elif rows[-1] != row:
        rows.append(row)


def _add_text(node: _Node, text: str, row: int) -> None:
    """Add one of the texts of an event, which may have several."""
    _add(node.texts, text, row)
    if not node.present or node.present[-1] != row:
        node.present.append(row)


def _add_members(node: _Node, members: dict[str, Any], row: int) -> None:
    """Add what an object has. The usual kinds of values are not passed on to another function, for speed."""
    children = node.children
    for name, value in members.items():
        child = children.get(name) or node.child(name)
        kind = type(value)
        if kind is str:
            table: dict[Any, _Rows] = child.texts
        elif kind is int or kind is float:
            table = child.numbers
        else:
            _add_value(child, value, row)
            continue
        rows = table.get(value)
        if rows is None:
            table[value] = [row]
        elif rows[-1] != row:
            rows.append(row)
        present = child.present
        if not present or present[-1] != row:
            present.append(row)


def _add_value(node: _Node, value: Any, row: int) -> None:
    if value is not None and (not node.present or node.present[-1] != row):
        node.present.append(row)
    if isinstance(value, dict):
        _add_members(node, value, row)
    elif isinstance(value, list):
        for each in value:
            _add_value(node, each, row)
    elif isinstance(value, str):
        _add(node.texts, value, row)
    elif value is None or isinstance(value, bool):
        _add(node.constants, _CONSTANTS[value], row)
    else:
        _add(node.numbers, value, row)


def _exceeds(value: Any, limit: int) -> bool:
    """Whether JSON has more values than a limit."""
    waiting, values = [value], 0
    while waiting and values <= limit:
        each = waiting.pop()
        values += 1
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return values > limit
