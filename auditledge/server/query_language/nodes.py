"""An expression in normal form: AND, OR and NOT over terms that each ask one thing of one field.

What a qualifier means is resolved: aliases are gone, `actor:V` is an OR of three fields, text that ignores
case is folded, times are microseconds, and a JSON literal is an OR of its text and its value.

A *field* is named by its path in the event, such as `actor.id` or `context.ip`. Some are derived:

- `resource` and `targets` are the text `TYPE:ID`, of the resource and of each of the targets;
- `changed` is each name in `changes`;
- `targets.type`, `targets.id` and `targets.name` are those of each of the targets.

A field with several texts matches if one of them does. A term about a field that an event lacks is false.
"""

from collections.abc import Iterator
from dataclasses import dataclass

JSONScalar = str | int | float | bool | None
"""A leaf of JSON. A number is in the form of `canonical_number`, so that 1 and 1.0 are the same."""


@dataclass(frozen=True, slots=True)
class TextEquals:
    """The field is this text: by code point, after folding if it is one of FOLDED_FIELDS."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class TextPrefix:
    """The field begins with this text, which is not empty: after folding if it is one of FOLDED_FIELDS."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Exists:
    """The field is present and not null.

    Besides text and time, `actor` and `on_behalf_of` can be asked for, and `metadata`, `changes`, `context`,
    `resource` and `targets`, of which an empty one doesn't exist.
    """

    field: str


@dataclass(frozen=True, slots=True)
class TimeRange:
    """`timestamp` or `received_at` is within these bounds: inclusive, in microseconds since 1970 in UTC.

    None is an open end. Bounds may be outside the years 0001 to 9999, and `start` after `end`: then no event
    matches.
    """

    field: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The folded text, which is not empty, occurs in the folded action, actor's name or resource's type.

    A free word is a phrase without white space.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class JSONEquals:
    """A scalar at the path has this type and value.

    `path` begins with `metadata`, or with `changes`, the field's name and `before` or `after`. The rest are
    names of members. Arrays, nested ones included, are searched at every step and at the end.
    """

    path: tuple[str, ...]
    value: JSONScalar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JSONEquals) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[object, ...]:
        """To Python true is 1, and a cache of searches must not take one for the other."""
        return self.path, isinstance(self.value, bool), self.value


@dataclass(frozen=True, slots=True)
class JSONPrefix:
    """A text at the path begins with this one, which is not empty. `path` is as in JSONEquals."""

    path: tuple[str, ...]
    prefix: str


@dataclass(frozen=True, slots=True)
class JSONExists:
    """A value other than null is at the path: the value itself, which may be an array of nulls, or empty.

    `path` is as in JSONEquals. Arrays are searched at every step, but not at the end.
    """

    path: tuple[str, ...]


Term = TextEquals | TextPrefix | Exists | TimeRange | Phrase | JSONEquals | JSONPrefix | JSONExists


@dataclass(frozen=True, slots=True)
class Not:
    """The operand doesn't match."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """Every one of two or more operands matches."""

    operands: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """One of two or more operands matches."""

    operands: "tuple[Expression, ...]"


Expression = And | Or | Not | Term
"""At most 100 terms of the text, each up to four nodes, under at most 20 levels of parentheses."""


def memory_size(expression: Expression) -> int:
    """The bytes of memory that an expression takes, approximately: what to count for one that is kept."""
    texts = (text for term in _terms(expression) for text in _texts(term))
    return _NODE_BYTES * sum(1 for _ in _terms(expression)) + _CHARACTER_BYTES * sum(map(len, texts))


_NODE_BYTES, _CHARACTER_BYTES = 400, 4


def _texts(term: Term) -> tuple[str, ...]:
    match term:
        case TextEquals(_, text) | TextPrefix(_, text) | Phrase(text):
            return (text,)
        case JSONEquals(path, value):
            return (*path, value) if isinstance(value, str) else path
        case JSONPrefix(path, text):
            return (*path, text)
        case JSONExists(path):
            return path
        case _:
            return ()


def _terms(expression: Expression) -> Iterator[Term]:
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, And | Or):
            waiting.extend(node.operands)
        elif isinstance(node, Not):
            waiting.append(node.operand)
        else:
            yield node
