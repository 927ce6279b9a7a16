"""Interner of the SQLite store: numbers for the texts that repeat."""

import sqlite3
from collections.abc import Iterable

from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS, InternedValue, InternTable


class _Statements:
    """What finds and makes an entry of one dictionary."""

    def __init__(self, shape: InternTable) -> None:
        conditions = " AND ".join(f"{column} IS ?" for column in shape.columns)
        columns = [shape.number, "account", *shape.columns, *(column for column, _ in shape.folds)]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        table, number = shape.table, shape.number
        self.find = f"SELECT {number} FROM {table} WHERE account = ? AND {conditions}"  # noqa: S608
        self.last = f"SELECT coalesce(max({number}), 0) FROM {table}"  # noqa: S608
        self.insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608


_STATEMENTS = {shape: _Statements(shape) for shape in (ORGANIZATIONS, ACTORS, KINDS)}


def find_or_create(
    connection: sqlite3.Connection, account: int, shape: InternTable, entries: Iterable[InternedValue]
) -> dict[InternedValue, int]:
    """The numbers of an account's entries, which are made where there are none. In a writing transaction."""
    statements = _STATEMENTS[shape]
    rows = [(entry, connection.execute(statements.find, (account, *entry)).fetchone()) for entry in entries]
    (last,) = connection.execute(statements.last).fetchone()
    new = {entry: last + n for n, entry in enumerate((entry for entry, row in rows if row is None), 1)}
    values = ((number, account, *entry, *shape.folded(entry)) for entry, number in new.items())
    connection.executemany(statements.insert, values)
    return new | {entry: row[0] for entry, row in rows if row is not None}
