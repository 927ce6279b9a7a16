"""What is asked of the SQLite store for filters: clauses for sealed segments, and statements for rows.

Statements name their index: the plan is ours, not the planner's.
"""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from auditledge.server.stores.base import Filters, Order, Position
from auditledge.server.stores.columns import engine
from auditledge.server.stores.conditions import DIRECTIONS, Conditions, Statement
from auditledge.server.stores.names import Names
from auditledge.server.stores.schema import PLACE_BITS
from auditledge.server.stores.segments import Bounds, Clause

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
_CONTAINS = "instr({}, ?)"
_NAME = _CONTAINS.format("folded_name")
_EVER = (-(2**63), 2**63 - 1)


class Selection(Conditions):
    """The events of one account that match filters: time as `bounds`, the rest as `clauses` and SQL."""

    mark = "?"
    contains = _CONTAINS
    within = "e.{} IN (SELECT value FROM json_each(?))"

    def __init__(self, connection: sqlite3.Connection, account: int, filters: Filters, names: Names) -> None:
        self.clauses: list[Clause] = []
        self._wanted: list[dict[str, Collection[Any]]] = []
        self._connection = connection
        self._names = names
        self._start = _EVER[0] if filters.start is None else filters.start
        self._end = _EVER[1] if filters.end is None else filters.end
        super().__init__(account, filters._replace(start=None, end=None))
        if filters.resource_id is not None:
            self.clauses.append({"resource": filters.resource_id})
            self._wanted.append({"resource_id": [filters.resource_id]})

    def bounds(self, order: Order, after: Position | None) -> Bounds:
        """The time that the filters leave, behind a position."""
        return Bounds(self._start, self._end, order, after)

    def count_tail(self, sealed: int, bounds: Bounds) -> int:
        """How many of the events beyond the sequence `sealed` match."""
        if self.clauses:
            return sum(1 for _ in self.tail(sealed, bounds))
        text, values = self._tail(sealed, bounds)
        ((count,),) = self._connection.execute(f"SELECT count(*) {text}", values)
        return int(count)

    def tail(self, sealed: int, bounds: Bounds) -> Iterator[tuple[int, int]]:
        """The timestamps and places, in order, of the events beyond `sealed` that match.

        Keys are compared here: SQL would build each set of them anew, which may take longer than the rows.
        """
        columns = sorted({column for wanted in self._wanted for column in wanted})
        text, values = self._tail(sealed, bounds)
        head = ", ".join(["SELECT e.timestamp, e.place", *(f"e.{column}" for column in columns)])
        rows: Iterable[Any] = self._connection.execute(f"{head} {text}{_in_order(bounds.order)}", values)
        for wanted in self._wanted:
            rows = _either([(columns.index(column) + 2, keys) for column, keys in wanted.items()], rows)
        return ((row[0], row[1]) for row in rows)

    def walk(self, bounds: Bounds, *, places: bool = False) -> list[Statement]:
        """Statements for every event, or its place alone, in order and row by row as they are read.

        There are two behind a position, as an index is not entered in the middle of equal timestamps.
        """
        head = (
            f"SELECT e.place FROM events e {_BY_TIME}" if places else f"{_COLUMNS} {_BY_TIME}{_DICTIONARIES}"
        )
        start, end, order, after = bounds
        scopes: list[Statement] = []
        if after is not None:
            if start <= after.timestamp <= end:
                text = f"e.account = ? AND e.timestamp = ? AND e.place {DIRECTIONS[order][1]} ?"
                scopes.append((text, [self._account, after.timestamp, self._place(after)]))
            start, end = bounds.beyond(after)
        scopes.append(("e.account = ? AND e.timestamp BETWEEN ? AND ?", [self._account, start, end]))
        statements = [self._statement(head, *scope) for scope in scopes]
        return [(text + _in_order(order), [*map(_spelled, values)]) for text, values in statements]

    def stretch(self, after: int, last: int) -> Statement:
        """The statement for the events behind one sequence, and up to another, in their order."""
        head = f"{_COLUMNS} NOT INDEXED{_DICTIONARIES}"
        scope = "e.place > ? AND e.place <= ? AND e.timestamp BETWEEN ? AND ?"
        base = self._account << PLACE_BITS
        text, values = self._statement(head, scope, [base | after, base | last, self._start, self._end])
        return f"{text} ORDER BY e.place", [*map(_spelled, values)]

    def _tail(self, sealed: int, bounds: Bounds) -> Statement:
        base = self._account << PLACE_BITS
        text = "FROM events e NOT INDEXED WHERE e.place > ? AND e.place < ? AND e.timestamp BETWEEN ? AND ?"
        values = [base | sealed, base + (1 << PLACE_BITS), bounds.start, bounds.end]
        if bounds.after is not None:
            text += f" AND (e.timestamp, e.place) {DIRECTIONS[bounds.order][1]} (?, ?)"
            values += [bounds.after.timestamp, self._place(bounds.after)]
        return text, values

    def _place(self, position: Position) -> int:
        return self._account << PLACE_BITS | position.sequence

    def _want(self, **keys: list[int]) -> None:
        super()._want(**keys)
        self.clauses.append({column: engine().wanted(some) for column, some in keys.items() if some})
        self._wanted.append({column: frozenset(some) for column, some in keys.items()})

    def _keys(self, dictionary: str, given: Sequence[tuple[str, str | None]]) -> list[int]:
        held = [(condition, value) for condition, value in given if value is not None]
        if len(held) == 1 and held[0][0] == _NAME:
            return self._names.containing(self._connection, self._account, held[0][1])
        return super()._keys(dictionary, given)

    def _numbers(self, statement: str, values: list[Any]) -> list[int]:
        return [number for (number,) in self._connection.execute(statement, values)]

    def _bound(self, numbers: list[int]) -> list[int]:
        return numbers


def _either(wanted: list[tuple[int, Collection[Any]]], rows: Iterable[Any]) -> Iterator[Any]:
    """The rows that have one of the keys in one of the places."""
    if len(wanted) == 1:
        ((place, keys),) = wanted
        return (row for row in rows if row[place] in keys)
    return (row for row in rows if any(row[place] in keys for place, keys in wanted))


def _spelled(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value


def _in_order(order: Order) -> str:
    direction, _ = DIRECTIONS[order]
    return f" ORDER BY e.timestamp {direction}, e.place {direction}"
