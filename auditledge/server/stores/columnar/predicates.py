"""Filters as clauses on numbers: what matches, for every engine in the same way.

Filters on text are answered by the dictionaries first, where a text stands once however many events have it.
"""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.name_cache import NameCache
from auditledge.server.stores.columnar.segments import DIMENSIONS, Bounds, Clause
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.models import Filters, Order, SortKey

_EVER = (-(2**63), 2**63 - 1)
_FIRST_KEY = 2  # where the dimensions begin in a row

_Wanted = dict[str, Collection[Any]]


class Predicates:
    """What filters ask of an account's events: time as `bounds`, and `clauses`, every one of which must hold.

    `empty` tells that some filter can match nothing: there is no need to look at events at all. `resource`
    holds the flags of the resource that is asked for, by segment.
    """

    def __init__(
        self, source: AccountSource, filters: Filters, names: NameCache, resource: Mapping[int, Any]
    ) -> None:
        self.clauses: list[Clause] = []
        self._wanted: list[_Wanted] = []
        self._source = source
        self._names = names
        self._resource = resource
        self._start = _EVER[0] if filters.start is None else filters.start
        self._end = _EVER[1] if filters.end is None else filters.end
        # No text of an event holds U+0000, which not every engine can spell.
        self.empty: bool = any("\0" in text for text in [*filters.search, *filter(None, filters[:7])])
        if not self.empty:
            self._filter(filters)

    def bounds(self, order: Order, after: SortKey | None) -> Bounds:
        """The time that the filters leave, behind a position."""
        return Bounds(self._start, self._end, order, after)

    def matches(self, rows: Iterable[SearchRow]) -> Iterator[SearchRow]:
        """Those of the rows that match every clause, whatever their time."""
        for wanted in self._wanted:
            places = [(_FIRST_KEY + DIMENSIONS.index(name), keys) for name, keys in wanted.items()]
            rows = _either(places, rows)
        return iter(rows)

    def _filter(self, filters: Filters) -> None:
        if filters.organization is not None:
            self._want(organization=self._keys("organizations", [("id = ?", filters.organization)]))
        self._filter_actor(filters)
        self._filter_kind(filters)
        for word in filters.search:
            self._filter_word(word.casefold())
        if filters.resource_id is not None:
            self.clauses.append({"resource": self._resource})
            self._wanted.append({"resource": [filters.resource_id]})

    def _filter_actor(self, filters: Filters) -> None:
        exact = [("id = ?", filters.actor_id), ("email = ?", filters.actor_email)]
        given = [*exact, (self._contains("folded_name"), _fold(filters.actor_name))]
        if any(value is not None for _, value in exact):
            self._want(actor=self._keys("actors", given))
        elif filters.actor_name is not None:
            self._want(actor=self._named(filters.actor_name.casefold()))

    def _filter_kind(self, filters: Filters) -> None:
        given = [
            ("resource_type = ?", filters.resource_type),
            (self._contains("folded_action"), _fold(filters.action)),
        ]
        if any(value is not None for _, value in given):
            self._want(kind=self._keys("kinds", given))

    def _filter_word(self, word: str) -> None:
        # A word holds no space: it is not found across the two.
        kinds = self._keys("kinds", [(self._contains("folded_action || ' ' || folded_type"), word)])
        self._want(kind=kinds, actor=self._named(word))

    def _keys(self, dictionary: str, given: Sequence[tuple[str, str | None]]) -> list[int]:
        """The numbers of the dictionary's entries for which every condition with a value holds."""
        held = [(condition, value) for condition, value in given if value is not None]
        text = " AND ".join(["account = ?", *(condition for condition, _ in held)])
        number = dictionary.removesuffix("s")
        values = [self._source.account, *(value for _, value in held)]
        return self._source.numbers(f"SELECT {number} FROM {dictionary} WHERE {text}", values)

    def _named(self, part: str) -> list[int]:
        return self._names.containing(self._source, part)

    def _contains(self, column: str) -> str:
        return self._source.contains.format(column)

    def _want(self, **keys: list[int]) -> None:
        """Want that one of these dimensions is among its keys."""
        self.empty |= not any(keys.values())
        self.clauses.append({name: kernels().wanted(some) for name, some in keys.items() if some})
        self._wanted.append({name: frozenset(some) for name, some in keys.items()})


def _either(wanted: list[tuple[int, Collection[Any]]], rows: Iterable[SearchRow]) -> Iterator[SearchRow]:
    """The rows that have one of the keys in one of the places."""
    if len(wanted) == 1:
        ((place, keys),) = wanted
        return (row for row in rows if row[place] in keys)
    return (row for row in rows if any(row[place] in keys for place, keys in wanted))


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
