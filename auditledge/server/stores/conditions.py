"""Filters as conditions in SQL: what matches, for every engine in the same way.

Filters on text are answered by the dictionaries first; what is left is a filter on numbers.
"""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from auditledge.server.stores.base import Filters

Statement = tuple[str, list[Any]]

DIRECTIONS = {"desc": ("DESC", "<"), "asc": ("ASC", ">")}
"""By order: how SQL sorts so, and how what comes behind a position compares with it."""


class Conditions(ABC):
    """The events of one account that match filters, as conditions on the table `events e`.

    An engine gives its spellings: `mark` stands for a bound value, `contains` and `within` take the name of a
    column and bind one. `empty` tells that some filter can match nothing: there is no need to ask at all.
    """

    mark: ClassVar[str]
    contains: ClassVar[str]
    within: ClassVar[str]

    def __init__(self, account: int, filters: Filters) -> None:
        self.empty: bool = False
        self._account = account
        self._conditions: list[str] = []
        self._values: list[Any] = []
        self._on_row = False
        self._in_time = not (filters.start is None and filters.end is None)
        self._filter_numbers(filters)
        self._filter_organization(filters)
        self._filter_actor(filters)
        self._filter_kind(filters)
        for word in filters.search:
            self._filter_word(word.casefold())

    @abstractmethod
    def _numbers(self, statement: str, values: list[Any]) -> list[int]:
        """What a statement yields that selects one number."""

    @abstractmethod
    def _bound(self, numbers: list[int]) -> Any:
        """Numbers as the one value that `within` binds."""

    def _statement(self, head: str, scope: str, values: list[Any]) -> Statement:
        return f"{head} WHERE {' AND '.join([scope, *self._conditions])}", [*values, *self._values]

    def _filter_numbers(self, filters: Filters) -> None:
        if filters.start is not None:
            self._add(f"e.timestamp >= {self.mark}", filters.start)
        if filters.end is not None:
            self._add(f"e.timestamp <= {self.mark}", filters.end)
        if filters.resource_id is not None:
            self._on_row = True
            self._add(f"e.resource_id = {self.mark}", filters.resource_id)

    def _filter_organization(self, filters: Filters) -> None:
        if filters.organization is not None:
            given = [(self._equals("id"), filters.organization)]
            self._want(organization=self._keys("organizations", given))

    def _filter_actor(self, filters: Filters) -> None:
        given = [
            (self._equals("id"), filters.actor_id),
            (self._equals("email"), filters.actor_email),
            (self.contains.format("folded_name"), _fold(filters.actor_name)),
        ]
        if any(value is not None for _, value in given):
            self._want(actor=self._keys("actors", given))

    def _filter_kind(self, filters: Filters) -> None:
        given = [
            (self._equals("resource_type"), filters.resource_type),
            (self.contains.format("folded_action"), _fold(filters.action)),
        ]
        if any(value is not None for _, value in given):
            self._want(kind=self._keys("kinds", given))

    def _filter_word(self, word: str) -> None:
        # A word holds no space: it is not found across the two.
        kinds = self._keys("kinds", [(self.contains.format("folded_action || ' ' || folded_type"), word)])
        actors = self._keys("actors", [(self.contains.format("folded_name"), word)])
        self._want(kind=kinds, actor=actors)

    def _keys(self, dictionary: str, given: Sequence[tuple[str, str | None]]) -> list[int]:
        """The numbers of the dictionary's entries for which every condition with a value holds."""
        held = [(condition, value) for condition, value in given if value is not None]
        text = " AND ".join([self._equals("account"), *(condition for condition, _ in held)])
        number = dictionary.removesuffix("s")
        values = [self._account, *(value for _, value in held)]
        return self._numbers(f"SELECT {number} FROM {dictionary} WHERE {text}", values)

    def _want(self, **keys: list[int]) -> None:
        """Want that one of these columns is among its keys."""
        self._on_row = True
        self.empty |= not any(keys.values())
        either = " OR ".join(map(self.within.format, keys))
        self._add(f"({either})", *map(self._bound, keys.values()))

    def _equals(self, column: str) -> str:
        return f"{column} = {self.mark}"

    def _add(self, condition: str, *values: Any) -> None:
        self._conditions.append(condition)
        self._values += values


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
