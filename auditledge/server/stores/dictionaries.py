"""Dictionaries of the SQLite store: numbers for the texts that repeat."""

import sqlite3

from auditledge.server.stores.base import Actor, Kind
from auditledge.server.stores.entries import ACTORS, KINDS, ORGANIZATIONS, Entry, Numbers, Shape


class _Dictionary:
    """One dictionary, and what is known of it."""

    def __init__(self, shape: Shape) -> None:
        conditions = " AND ".join(f"{column} IS ?" for column in shape.columns)
        columns = ["account", *shape.columns, *(column for column, _ in shape.folds)]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        table, number = shape.table, shape.number
        self._shape = shape
        self._find = f"SELECT {number} FROM {table} WHERE account = ? AND {conditions}"  # noqa: S608
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING {number}"  # noqa: S608
        self.numbers = Numbers()

    def number(self, connection: sqlite3.Connection, account: int, entry: Entry) -> int:
        """The number of an entry, which is made when there is none."""
        number = self.numbers.get(account, entry)
        if number is None:
            number = self._look_up(connection, account, entry)
            self.numbers.put(account, entry, number)
        return number

    def _look_up(self, connection: sqlite3.Connection, account: int, entry: Entry) -> int:
        row = connection.execute(self._find, (account, *entry)).fetchone()
        if row is None:
            values = (account, *entry, *self._shape.folded(entry))
            (row,) = connection.execute(self._insert, values).fetchall()
        return int(row[0])


class Dictionaries:
    """Organisations, actors and kinds. Used inside a writing transaction, by its thread."""

    def __init__(self) -> None:
        self._organizations = _Dictionary(ORGANIZATIONS)
        self._actors = _Dictionary(ACTORS)
        self._kinds = _Dictionary(KINDS)
        self._all = (self._organizations, self._actors, self._kinds)

    def organization(self, connection: sqlite3.Connection, account: int, organization: str) -> int:
        """The number of an organisation."""
        return self._organizations.number(connection, account, (organization,))

    def actor(self, connection: sqlite3.Connection, account: int, actor: Actor) -> int:
        """The number of an actor with this id, name and email."""
        return self._actors.number(connection, account, actor)

    def kind(self, connection: sqlite3.Connection, account: int, kind: Kind) -> int:
        """The number of a pair of action and resource type."""
        return self._kinds.number(connection, account, kind)

    def keep_new(self) -> None:
        """The transaction is committed: its entries may be remembered."""
        for each in self._all:
            each.numbers.keep_new()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        for each in self._all:
            each.numbers.forget_new()
