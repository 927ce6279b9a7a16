"""The read plan of the PostgreSQL store, in one place.

Every plan starts from the account and walks `events_time`, which has the order of pages and all that filters
ask for: the settings of our connections leave the planner no other way.
"""

from typing import Any

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.conditions import DIRECTIONS, Conditions, Statement
from auditledge.server.stores.postgres.scoped import Scoped

COLUMNS = """
SELECT e.id, e.sequence, e.timestamp, e.received_at, o.id, a.id, a.name, a.email, k.action, k.resource_type,
    e.resource_id, e.resource_name, e.metadata"""
"""What is read of an event, in the order of `rows.event_of`."""

DICTIONARIES = """
LEFT JOIN organizations o ON o.account = e.account AND o.organization = e.organization
LEFT JOIN actors a ON a.account = e.account AND a.actor = e.actor
LEFT JOIN kinds k ON k.account = e.account AND k.kind = e.kind"""
"""The tables that COLUMNS reads beside `events e`."""

# OFFSET 0 keeps the planner from finding the rows of a page in another way than one by one.
_ROW = """
(SELECT * FROM events
WHERE account = p.account AND timestamp = p.timestamp AND sequence = p.sequence OFFSET 0) e"""


class Selection(Conditions):
    """The events of one account that match filters, as statements."""

    mark = "%b"
    contains = "strpos({}, %b) > 0"
    within = "e.{} = ANY(%b::integer[])"

    def __init__(self, scoped: Scoped, account: int, filters: Filters) -> None:
        self._scoped = scoped
        # PostgreSQL can't spell U+0000, which no text of an event holds.
        hopeless = any("\0" in text for text in [*filters.search, *filter(None, filters[:7])])
        super().__init__(account, Filters() if hopeless else filters)
        self.empty: bool = self.empty or hopeless

    def count(self, order: Order = "desc", after: Position | None = None) -> Statement:
        """The statement that counts the events, or those behind a position."""
        if after is None and not self._conditions:
            return "SELECT events FROM heads WHERE account = %b", [self._account]
        return self._statement("SELECT count(*) FROM events e", *self._scope(order, after))

    def page(self, order: Order, after: Position | None, offset: int, limit: int) -> Statement:
        """The statement for one page. The index alone finds it; only its rows are read, not those skipped."""
        head = "SELECT e.account, e.timestamp, e.sequence FROM events e"
        text, values = self._statement(head, *self._scope(order, after))
        page = f"({text} {_in_order(order)} LIMIT %b OFFSET %b) p"
        rows = f"{COLUMNS} FROM {page} CROSS JOIN LATERAL {_ROW}{DICTIONARIES}"
        return f"{rows} {_in_order(order, 'p')}", [*values, limit, offset]

    def all(self, order: Order, after: Position | None) -> Statement:
        """The statement for every event behind a position, in order, row by row as it is read."""
        head = f"{COLUMNS} FROM events e{DICTIONARIES}"
        text, values = self._statement(head, *self._scope(order, after))
        return f"{text} {_in_order(order)}", values

    def stretch(self, after: int, last: int) -> Statement:
        """The statement for the events behind one sequence, and up to another, in their order."""
        head = f"{COLUMNS} FROM events e{DICTIONARIES}"
        scope = "e.account = %b AND e.sequence > %b AND e.sequence <= %b"
        text, values = self._statement(head, scope, [self._account, after, last])
        return f"{text} ORDER BY e.sequence", values

    def _scope(self, order: Order, after: Position | None) -> Statement:
        if after is None:
            return "e.account = %b", [self._account]
        _, beyond = DIRECTIONS[order]
        text = f"e.account = %b AND (e.timestamp, e.sequence) {beyond} (%b, %b)"
        return text, [self._account, *after]

    def _numbers(self, statement: str, values: list[Any]) -> list[int]:
        return [number for (number,) in self._scoped.within(self._account, statement, values)]

    def _bound(self, numbers: list[int]) -> list[int]:
        return numbers


def _in_order(order: Order, table: str = "e") -> str:
    direction, _ = DIRECTIONS[order]
    return f"ORDER BY {table}.timestamp {direction}, {table}.sequence {direction}"
