"""The read plan of the SQLite store, in one place.

Every plan starts from the account, and pages walk `events_time` only, which has their order.
"""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import json
import sqlite3
from typing import Any

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.conditions import DIRECTIONS, Conditions, Statement
from auditledge.server.stores.schema import PLACE_BITS

_COLUMNS = f"""
SELECT e.id, e.place & {(1 << PLACE_BITS) - 1}, e.timestamp, e.received_at, o.id, a.id, a.name, a.email,
    k.action, k.resource_type, e.resource_id, e.resource_name, e.metadata
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


class Selection(Conditions):
    """The events of one account that match filters, as statements."""

    mark = "?"
    contains = "instr({}, ?)"
    within = "e.{} IN (SELECT value FROM json_each(?))"

    def __init__(self, connection: sqlite3.Connection, account: int, filters: Filters) -> None:
        self._connection = connection
        super().__init__(account, filters)

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
        direction, _ = DIRECTIONS[order]
        in_order = f"ORDER BY e.timestamp {direction}, e.place {direction}"
        head = f"SELECT e.place FROM events e {_BY_TIME}"
        places, values = self._statement(head, *self._scope(order, after))
        places += f" {in_order} LIMIT ? OFFSET ?"
        text = f"{EVENTS} WHERE e.place IN ({places}) {in_order}"
        return text, [*values, limit, offset]

    def all(self, order: Order, after: Position | None) -> Statement:
        """The statement for every event behind a position, in order, row by row as it is read."""
        direction, _ = DIRECTIONS[order]
        head = f"{_COLUMNS} {_BY_TIME}{_DICTIONARIES}"
        text, values = self._statement(head, *self._scope(order, after))
        return f"{text} ORDER BY e.timestamp {direction}, e.place {direction}", values

    def _scope(self, order: Order, after: Position | None) -> Statement:
        if after is None:
            return "e.account = ?", [self._account]
        _, beyond = DIRECTIONS[order]
        place = self._account << PLACE_BITS | after.sequence
        text = f"e.account = ? AND (e.timestamp, e.place) {beyond} (?, ?)"
        return text, [self._account, after.timestamp, place]

    def _numbers(self, statement: str, values: list[Any]) -> list[int]:
        return [number for (number,) in self._connection.execute(statement, values)]

    def _bound(self, numbers: list[int]) -> str:
        return json.dumps(numbers)
