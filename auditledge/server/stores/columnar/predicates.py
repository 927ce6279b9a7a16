"""Filters as clauses on numbers, which match in the same way on every engine.

Filters on text are looked up in the interned values, which hold a text once however many events have it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

from auditledge.contract.mismatch import check_names
from auditledge.server.query_language import And, Expression, Or, TextEquals
from auditledge.server.stores.columnar.dictionary import Dictionary
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segments import Bounds, Clause
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.columnar.text_index import TextBlock, TextIndex
from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS, InternTable
from auditledge.server.stores.models import Filters, Order, SortKey

_EVER = (-(2**63), 2**63 - 1)

_NAME = (ACTORS.texts.index("folded_name"),)
_ACTION = (KINDS.texts.index("folded_action"),)
_TYPE = (KINDS.texts.index("folded_type"),)
_EXACT_TYPE = (KINDS.texts.index("resource_type"),)

EXACT_ACTOR = [column for column in ACTORS.columns if column != "name"]
"""The columns that a filter such as `actor_email` matches exactly."""

_EXPRESSED = {
    "resource_id": ("resource.id",),
    "actor_type": ("actor.type",),
    "on_behalf_of_id": ("on_behalf_of.id",),
    "outcome": ("outcome",),
    "ip": ("context.ip",),
    "request_id": ("context.request_id",),
    "session_id": ("context.session_id",),
    "trace_id": ("context.trace_id",),
    "source_id": ("source_id",),
    "changed": ("changed",),
    "target_id": ("resource.id", "targets.id"),
    "action_is": ("action",),
}
"""Filters that are looked up as terms of an expression: the fields, one of which must be equal."""

check_names(
    "Filters",
    Filters._fields,
    {
        *(f"actor_{column}" for column in EXACT_ACTOR),
        *("actor_name", "organization", "action", "resource_type", "search", "start", "end", "expression"),
        *_EXPRESSED,
    },
    file=__file__,
)

_Wanted = Sequence[tuple[str, Callable[[Any], bool]]]
"""Dimensions with tests for their keys, one of which must hold."""


def expression_of(filters: Filters) -> Expression | None:
    """The filters that are not looked up as numbers, as one expression; None if there are none."""
    operands: list[Expression] = []
    for name, fields in _EXPRESSED.items():
        text = getattr(filters, name)
        if text is not None:
            either = [TextEquals(field, text) for field in fields]
            operands.append(Or(tuple(either)) if len(either) > 1 else either[0])
    if filters.expression is not None:
        operands.append(filters.expression)
    return And(tuple(operands)) if len(operands) > 1 else next(iter(operands), None)


class Predicates:
    """What filters ask of an account's events: time as `bounds`, and `clauses`, all of which must hold.

    `empty` is whether a filter can't match anything, so that there is no need to look at events at all. What
    `expression_of` makes of the other filters is not among them.
    """

    def __init__(self, source: AccountSource, filters: Filters, texts: TextIndex) -> None:
        self.clauses: list[Clause] = []
        self._wanted: list[_Wanted] = []
        self._source = source
        self._dictionary = Dictionary(source, texts)
        self._start = _EVER[0] if filters.start is None else filters.start
        self._end = _EVER[1] if filters.end is None else filters.end
        # No text of an event contains U+0000, which PostgreSQL can't store or compare with.
        self.empty: bool = any("\0" in text for text in filters.texts())
        if not self.empty:
            self._filter(filters)

    def bounds(self, order: Order, after: SortKey | None) -> Bounds:
        """The time that the filters ask for, after a sort key."""
        return Bounds(self._start, self._end, order, after)

    def matches(self, rows: Iterable[SearchRow]) -> Iterator[SearchRow]:
        """Those of the rows that match every clause, regardless of their time."""
        for wanted in self._wanted:
            columns = [(SearchRow._fields.index(name), is_wanted) for name, is_wanted in wanted]
            rows = _either(columns, rows)
        return iter(rows)

    def _filter(self, filters: Filters) -> None:
        if filters.organization is not None:
            self._want(organization=self._keys(ORGANIZATIONS, [("id = ?", filters.organization)]))
        self._filter_actor(filters)
        self._filter_kind(filters)
        self._filter_words(filters.search)

    def _filter_actor(self, filters: Filters) -> None:
        name = _fold(filters.actor_name)
        exact = [
            (self._source.same_id if column == "id" else f"{column} = ?", getattr(filters, f"actor_{column}"))
            for column in EXACT_ACTOR
        ]
        if any(value is not None for _, value in exact):
            contains = self._source.contains.format("folded_name")
            self._want(actor=self._keys(ACTORS, [*exact, (contains, name)]))
        elif name is not None:
            (keys,) = self._dictionary.matching(ACTORS, [_Condition(_NAME, name)])
            self._want(actor=keys)

    def _filter_kind(self, filters: Filters) -> None:
        query = []
        if filters.resource_type is not None:
            query.append(_Condition(_EXACT_TYPE, filters.resource_type, exact=True))
        if filters.action is not None:
            query.append(_Condition(_ACTION, filters.action.casefold()))
        if query and not self.empty:
            (keys,) = self._dictionary.matching(KINDS, [_Conditions(query)])
            self._want(kind=keys)

    def _filter_words(self, words: Sequence[str]) -> None:
        if words and not self.empty:
            folded = [word.casefold() for word in words]
            kinds = self._dictionary.matching(KINDS, [_Condition(_ACTION + _TYPE, word) for word in folded])
            actors = self._dictionary.matching(ACTORS, [_Condition(_NAME, word) for word in folded])
            for kind, actor in zip(kinds, actors, strict=True):
                self._want(kind=kind, actor=actor)

    def _keys(self, table: InternTable, given: Sequence[tuple[str, str | None]]) -> Sequence[int]:
        """The numbers of the interned values for which every condition with a value holds."""
        held = [(condition, value) for condition, value in given if value is not None]
        values = [value for condition, value in held for _ in range(condition.count("?"))]
        return self._dictionary.select(table, " AND ".join(condition for condition, _ in held), values)

    def _want(self, **keys: Sequence[int]) -> None:
        """Add a clause: one of these dimensions must have one of its keys."""
        wanted = {name: kernels().wanted(some) for name, some in keys.items() if len(some)}
        self.empty |= not wanted
        self.clauses.append(wanted)
        self._wanted.append([(name, kernels().is_wanted(each)) for name, each in wanted.items()])


class _Condition(NamedTuple):
    """A text that one of some columns of an interned value must contain, or be equal to."""

    columns: tuple[int, ...]
    text: str
    exact: bool = False

    def hits(self, block: TextBlock) -> Any:
        """For each value of a block whether the condition holds."""
        holds = kernels().equal if self.exact else kernels().containing
        text = self.text.encode()
        return reduce(kernels().either, (holds(block.columns[column], text) for column in self.columns))


class _Conditions(NamedTuple):
    """Conditions, each of which must hold."""

    conditions: Sequence[_Condition]

    def hits(self, block: TextBlock) -> Any:
        """For each value of a block whether every condition holds."""
        return reduce(kernels().both, (condition.hits(block) for condition in self.conditions))


def _either(
    wanted: Sequence[tuple[int, Callable[[Any], bool]]], rows: Iterable[SearchRow]
) -> Iterator[SearchRow]:
    """The rows that have a wanted key in one of the columns."""
    if len(wanted) == 1:
        ((column, is_wanted),) = wanted
        return (row for row in rows if is_wanted(row[column]))
    return (row for row in rows if any(is_wanted(row[column]) for column, is_wanted in wanted))


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
