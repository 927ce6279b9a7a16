"""Dictionaries of the SQLite store: numbers for the texts that repeat.

The cache holds committed rows only, and those never change: it stays right when other processes write too.
"""

import sqlite3
from collections.abc import Sequence

from auditledge.server.stores.base import Actor, Kind

_MOST_CACHED = 200_000


class _Dictionary:
    """One dictionary. `columns` find an entry; `folds` pair a column with a place among those."""

    def __init__(self, table: str, columns: Sequence[str], folds: Sequence[tuple[str, int]]) -> None:
        number = table.removesuffix("s")
        conditions = " AND ".join(f"{column} IS ?" for column in columns)
        names = ", ".join(["account", *columns, *(column for column, _ in folds)])
        marks = ", ".join("?" * (1 + len(columns) + len(folds)))
        self._find = f"SELECT {number} FROM {table} WHERE account = ? AND {conditions}"  # noqa: S608
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING {number}"  # noqa: S608
        self._folds = [place for _, place in folds]
        self._committed: dict[tuple[int, tuple[str | None, ...]], int] = {}
        self._new: dict[tuple[int, tuple[str | None, ...]], int] = {}

    def number(self, connection: sqlite3.Connection, account: int, entry: tuple[str | None, ...]) -> int:
        """The number of an entry, which is made when there is none."""
        key = (account, entry)
        number = self._committed.get(key) or self._new.get(key)
        if number is None:
            self._new[key] = number = self._look_up(connection, account, entry)
        return number

    def keep_new(self) -> None:
        if self._new:
            if len(self._committed) > _MOST_CACHED:
                self._committed.clear()
            self._committed.update(self._new)
            self._new.clear()

    def forget_new(self) -> None:
        self._new.clear()

    def _look_up(self, connection: sqlite3.Connection, account: int, entry: tuple[str | None, ...]) -> int:
        row = connection.execute(self._find, (account, *entry)).fetchone()
        if row is None:
            folded = [None if (text := entry[place]) is None else text.casefold() for place in self._folds]
            (row,) = connection.execute(self._insert, (account, *entry, *folded)).fetchall()
        return int(row[0])


class Dictionaries:
    """Organisations, actors and kinds. Used inside a writing transaction, by its thread."""

    def __init__(self) -> None:
        self._organizations = _Dictionary("organizations", ["id"], [])
        self._actors = _Dictionary("actors", ["id", "name", "email"], [("folded_name", 1)])
        self._kinds = _Dictionary(
            "kinds", ["action", "resource_type"], [("folded_action", 0), ("folded_type", 1)]
        )
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
            each.keep_new()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        for each in self._all:
            each.forget_new()
