"""How an expression is looked up: which of its terms each index finds."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple, assert_never

from auditledge.server.query_language import (
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
from auditledge.server.stores.columnar.dictionary import Dictionary, Holds, TextTest
from auditledge.server.stores.columnar.plan import (
    Always,
    Both,
    During,
    Either,
    HasKey,
    HasResource,
    HasResourceLike,
    HasTerm,
    Neither,
    Node,
    Numbered,
    Unknown,
)
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.terms import (
    CONTEXT_TEXTS,
    DETAIL_TEXTS,
    TARGET_TEXTS,
    TEXTS,
    json_term,
    presence_term,
    text_term,
)
from auditledge.server.stores.columnar.text_index import TextIndex
from auditledge.server.stores.interning import (
    ACTOR_TYPES,
    ACTORS,
    IPS,
    KINDS,
    LONG_IDS,
    ON_BEHALF_OF,
    ORGANIZATIONS,
    InternTable,
)
from auditledge.server.stores.row_codec import outcome_numbers

_FIRST, _LAST = -(2**63), 2**63 - 1
_NONE = 0
"""The key of events without a value in a dimension."""

_JSON = ("metadata", "changes", "changed")
"""Fields of which not all terms may be known, if an event has many."""

_INDEXED_TEXTS = {*(field for field, *_ in TEXTS), *DETAIL_TEXTS, *CONTEXT_TEXTS, *TARGET_TEXTS, "changed"}
_ALWAYS_PRESENT = {
    *("id", "action", "timestamp", "received_at", "actor", "actor.id", "resource", "resource.type"),
    "resource.id",
}


class _Interned(NamedTuple):
    """A field that is interned: its dimension, its table and column, and the text that is searched.

    `is_folded` is whether the field ignores case.
    """

    dimension: str
    table: InternTable
    column: str
    text: str
    is_folded: bool = False

    def test(self, holds: Holds, text: str) -> TextTest:
        """A test of the field's texts, which are read by themselves."""
        fold = self.is_folded and self.text == self.column
        return TextTest(self.table._replace(texts=(self.text,), casefold=fold), self.text, holds, text)


_INTERNED = {
    "organization_id": _Interned("organization", ORGANIZATIONS, "id", "id"),
    "action": _Interned("kind", KINDS, "action", "action"),
    "resource.type": _Interned("kind", KINDS, "resource_type", "resource_type"),
    "actor.id": _Interned("actor", ACTORS, "id", "id"),
    "actor.name": _Interned("actor", ACTORS, "name", "folded_name", is_folded=True),
    "actor.email": _Interned("actor", ACTORS, "email", "email", is_folded=True),
    "actor.type": _Interned("actor_type", ACTOR_TYPES, "name", "name"),
    "on_behalf_of.id": _Interned("on_behalf_of", ON_BEHALF_OF, "id", "id"),
    "on_behalf_of.name": _Interned("on_behalf_of", ON_BEHALF_OF, "name", "folded_name", is_folded=True),
    "on_behalf_of.email": _Interned("on_behalf_of", ON_BEHALF_OF, "email", "email", is_folded=True),
    "on_behalf_of.type": _Interned("on_behalf_of", ON_BEHALF_OF, "type", "type"),
    "context.ip": _Interned("ip", IPS, "address", "address"),
}
_DIMENSIONS = ("on_behalf_of", "outcome")
"""Fields that events have if their key in the dimension of that name is not that of none."""
_OCCURRENCES = (
    _Interned("kind", KINDS, "action", "folded_action"),
    _Interned("kind", KINDS, "resource_type", "folded_type"),
    _Interned("actor", ACTORS, "name", "folded_name"),
)
"""Where a phrase may occur."""


class Planner:
    """Makes plans of expressions for one account, as one snapshot sees it.

    `terms` are those that the plans look up, and `prefixes` those of ids of resources.
    """

    def __init__(self, source: AccountSource, texts: TextIndex) -> None:
        self._source = source
        self._dictionary = Dictionary(source, texts)
        self._tests: list[tuple[HasKey, TextTest]] = []
        self.terms: list[bytes] = []
        self.prefixes: list[str] = []

    def plan(self, expression: Expression) -> Node:
        """The plan of an expression."""
        node = self._node(expression)
        for place, keys in self._dictionary.passing([test for _, test in self._tests]):
            self._tests[place][0].want(keys)
        self._tests.clear()
        return node

    def _node(self, expression: Expression) -> Node:
        match expression:
            case Not(operand):
                return Neither(self._node(operand))
            case And(operands):
                return Both(map(self._node, operands))
            case Or(operands):
                return Either(map(self._node, operands))
            case _:
                return self._term(expression)

    def _term(self, term: Term) -> Node:  # noqa: PLR0911 - one for each kind of term
        match term:
            case TextEquals(field, value):
                return self._equals(field, value)
            case TextPrefix(field, prefix):
                return self._begins(field, prefix)
            case Exists(field):
                return self._exists(field)
            case TimeRange():
                return self._within(term)
            case Phrase(text):
                return Either(self._tested(field, "contains", text) for field in _OCCURRENCES)
            case JSONEquals(path, value):
                return self._has(json_term(path, value), of_json=True)
            case JSONPrefix(path):
                return Unknown(self._has(presence_term(path), of_json=True))
            case JSONExists(path):
                return self._has(presence_term(path), of_json=True)
            case _:
                assert_never(term)

    def _equals(self, field: str, value: str) -> Node:  # noqa: PLR0911 - one for each kind of field
        if field in _INTERNED:
            return self._interned(_INTERNED[field], "equals", value)
        if field == "resource.id":
            return self._has_resource(value)
        if field in _INDEXED_TEXTS:
            return self._has(text_term(field, value), of_json=field in _JSON)
        if field == "outcome":
            return HasKey("outcome", outcome_numbers(value.__eq__))
        if field == "id":
            sequence = self._source.sequence_of(value)
            return Always(holds=False) if sequence is None else Numbered(sequence, sequence)
        if field == "resource":
            return Either(self._resources(value, self._has_resource))
        return Unknown(self._exists(field))

    def _begins(self, field: str, prefix: str) -> Node:
        if field in _INTERNED:
            return self._tested(_INTERNED[field], "begins", prefix)
        if field == "outcome":
            return HasKey("outcome", outcome_numbers(lambda outcome: outcome.startswith(prefix)))
        if field == "resource":
            whole = "substr(resource_type || ':', 1, length(?)) = ?"
            types = HasKey("kind", self._dictionary.select(KINDS, whole, [prefix, prefix]))
            return Either([types, *self._resources(prefix, self._has_resources)])
        if field == "resource.id":
            return self._has_resources(prefix)
        return Unknown(self._exists(field))

    def _exists(self, field: str) -> Node:
        if field in _ALWAYS_PRESENT:
            return Always(holds=True)
        if field in _DIMENSIONS:
            return Neither(HasKey(field, [_NONE]))
        if field in _INTERNED:
            dimension, table, column, *_ = _INTERNED[field]
            if len(table.columns) == 1:
                return Neither(HasKey(dimension, [_NONE]))
            return HasKey(dimension, self._dictionary.select(table, f"{column} IS NOT NULL", []))
        return self._has(presence_term([field]), of_json=field in _JSON)

    def _interned(self, field: _Interned, holds: Holds, text: str) -> Node:
        # An empty text is its own folded form, and texts that are read have it for None too.
        if holds == "equals" and not (field.is_folded and text):
            condition = f"{field.column} = ?"
            if field.table in LONG_IDS and field.column == "id":
                condition = self._source.same_id
            elif len(field.table.columns) == 1:
                condition = self._source.same_value.format(field.column)
            values = [text] * condition.count("?")
            return HasKey(field.dimension, self._dictionary.select(field.table, condition, values))
        return self._tested(field, holds, text)

    def _tested(self, field: _Interned, holds: Holds, text: str) -> Node:
        node = HasKey(field.dimension)
        self._tests.append((node, field.test(holds, text)))
        return node

    def _resources(self, text: str, of_id: Callable[[str], Node]) -> Iterator[Node]:
        """For each type that `text` begins with, before a colon: its resources, with the rest as id."""
        begins = "substr(?, 1, length(resource_type) + 1) = resource_type || ':'"
        numbers = self._dictionary.select(KINDS, begins, [text])
        kinds: dict[str, list[int]] = {}
        for number, _, resource_type in self._source.interned_values(KINDS, numbers) if numbers else ():
            kinds.setdefault(resource_type, []).append(number)
        for resource_type, keys in kinds.items():
            yield Both([HasKey("kind", keys), of_id(text[len(resource_type) + 1 :])])

    def _within(self, term: TimeRange) -> Node:
        start = _FIRST if term.start is None else max(term.start, _FIRST)
        end = _LAST if term.end is None else min(term.end, _LAST)
        if start > end:
            return Always(holds=False)
        if term.field == "timestamp":
            return During(start, end)
        # Between two repairs of the clock, events are numbered in the order of their receipt.
        ends = [0, *self._source.repaired(), self._source.last()]
        return Either(
            self._received(range(before + 1, last + 1), start, end) for before, last in pairwise(ends)
        )

    def _received(self, sequences: range, start: int, end: int) -> Numbered:
        first = bisect_left(sequences, start, key=self._received_at)
        last = bisect_right(sequences, end, lo=first, key=self._received_at)
        return Numbered(sequences.start + first, sequences.start + last - 1)

    def _received_at(self, sequence: int) -> int:
        instant = self._source.received_at(sequence)
        return _LAST if instant is None else instant

    def _has_resource(self, resource_id: str) -> Node:
        node = HasResource(resource_id)
        self.terms.append(node.term)
        return node

    def _has_resources(self, prefix: str) -> Node:
        if not prefix:
            return Always(holds=True)
        self.prefixes.append(prefix)
        return HasResourceLike(prefix)

    def _has(self, term: bytes, *, of_json: bool = False) -> HasTerm:
        self.terms.append(term)
        return HasTerm(term, of_json=of_json)
