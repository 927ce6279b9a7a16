"""The read plan: from filters to SQL, in one place.

Filters on text are answered by the dictionaries first; what is left is a filter on numbers. Every plan starts
from the account, and pages walk `events_time` only, which has their order.
"""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import json
import sqlite3
from typing import Any

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.schema import PLACE_BITS

Statement = tuple[str, list[Any]]

_COLUMNS = """
SELECT e.id, e.place, e.timestamp, e.received_at, o.id, a.id, a.name, a.email, k.action, k.resource_type,
    e.resource_id, e.resource_name, e.metadata
FROM events e"""
# LEFT JOIN, although actor and kind are always there: it keeps SQLite from leading with a dictionary, which
# would make it sort every event.
_DICTIONARIES = """
LEFT JOIN organizations o ON o.organization = e.organization
LEFT JOIN actors a ON a.actor = e.actor
LEFT JOIN kinds k ON k.kind = e.kind"""
EVENTS = _COLUMNS + _DICTIONARIES
"""The head of a statement that reads whole events."""

_BY_TIME = "INDEXED BY events_time"
_DIRECTIONS = {"desc": ("DESC", "<"), "asc": ("ASC", ">")}


class Selection:
    """The events of one account that match filters, as conditions on the table `events e`.

    `empty` tells that some filter can match nothing: there is no need to ask at all.
    """

    def __init__(self, connection: sqlite3.Connection, account: int, filters: Filters) -> None:
        self.empty = False
        self._connection = connection
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

    def count(self, order: Order = "desc", after: Position | None = None) -> Statement:
        """The statement that counts the events, or those behind a position."""
        if self._in_time or not self._on_row or after is not None:
            return self._statement(f"SELECT count(*) FROM events e {_BY_TIME}", *self._scope(order, after))
        # Most columns are needed of most rows: the table itself is read in its own order.
        bounds = [self._account << PLACE_BITS, (self._account + 1) << PLACE_BITS]
        return self._statement(
            "SELECT count(*) FROM events e NOT INDEXED", "e.place >= ? AND e.place < ?", bounds
        )

    def page(self, order: Order, after: Position | None, offset: int, limit: int) -> Statement:
        """The statement for one page. Only the rows of the page meet the dictionaries, not those skipped."""
        direction, _ = _DIRECTIONS[order]
        in_order = f"ORDER BY e.timestamp {direction}, e.place {direction}"
        head = f"SELECT e.place FROM events e {_BY_TIME}"
        places, values = self._statement(head, *self._scope(order, after))
        places += f" {in_order} LIMIT ? OFFSET ?"
        text = f"{EVENTS} WHERE e.place IN ({places}) {in_order}"
        return text, [*values, limit, offset]

    def all(self, order: Order, after: Position | None) -> Statement:
        """The statement for every event behind a position, in order, row by row as it is read."""
        direction, _ = _DIRECTIONS[order]
        head = f"{_COLUMNS} {_BY_TIME}{_DICTIONARIES}"
        text, values = self._statement(head, *self._scope(order, after))
        return f"{text} ORDER BY e.timestamp {direction}, e.place {direction}", values

    def _scope(self, order: Order, after: Position | None) -> Statement:
        """The account, and within it what lies behind a position."""
        if after is None:
            return "e.account = ?", [self._account]
        _, beyond = _DIRECTIONS[order]
        place = self._account << PLACE_BITS | after.sequence
        text = f"e.account = ? AND (e.timestamp, e.place) {beyond} (?, ?)"
        return text, [self._account, after.timestamp, place]

    def _statement(self, head: str, scope: str, values: list[Any]) -> Statement:
        return f"{head} WHERE {' AND '.join([scope, *self._conditions])}", [*values, *self._values]

    def _filter_numbers(self, filters: Filters) -> None:
        if filters.start is not None:
            self._add("e.timestamp >= ?", filters.start)
        if filters.end is not None:
            self._add("e.timestamp <= ?", filters.end)
        if filters.resource_id is not None:
            self._on_row = True
            self._add("e.resource_id = ?", filters.resource_id)

    def _filter_organization(self, filters: Filters) -> None:
        if filters.organization is not None:
            self._among("organization", self._keys("organizations", [("id = ?", filters.organization)]))

    def _filter_actor(self, filters: Filters) -> None:
        given = [
            ("id = ?", filters.actor_id),
            ("email = ?", filters.actor_email),
            ("instr(folded_name, ?)", _fold(filters.actor_name)),
        ]
        if any(value is not None for _, value in given):
            self._among("actor", self._keys("actors", given))

    def _filter_kind(self, filters: Filters) -> None:
        given = [
            ("resource_type = ?", filters.resource_type),
            ("instr(folded_action, ?)", _fold(filters.action)),
        ]
        if any(value is not None for _, value in given):
            self._among("kind", self._keys("kinds", given))

    def _filter_word(self, word: str) -> None:
        kinds = self._keys("kinds", [("(instr(folded_action, ?) OR instr(folded_type, ?))", word)])
        actors = self._keys("actors", [("instr(folded_name, ?)", word)])
        self._on_row = True
        self.empty |= not kinds and not actors
        self._add(f"({_within('kind')} OR {_within('actor')})", json.dumps(kinds), json.dumps(actors))

    def _keys(self, dictionary: str, given: list[tuple[str, str | None]]) -> list[int]:
        """The numbers of the dictionary's entries for which every condition with a value holds."""
        held = [(condition, value) for condition, value in given if value is not None]
        text = " AND ".join(["account = ?", *(condition for condition, _ in held)])
        rows = self._connection.execute(
            f"SELECT {dictionary.removesuffix('s')} FROM {dictionary} WHERE {text}",
            [self._account, *(value for condition, value in held for _ in range(condition.count("?")))],
        )
        return [key for (key,) in rows]

    def _among(self, column: str, keys: list[int]) -> None:
        self._on_row = True
        self.empty |= not keys
        self._add(_within(column), json.dumps(keys))

    def _add(self, condition: str, *values: Any) -> None:
        self._conditions.append(condition)
        self._values += values


def _within(column: str) -> str:
    return f"e.{column} IN (SELECT value FROM json_each(?))"


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
