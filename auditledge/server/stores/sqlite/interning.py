"""Interned values in the SQLite store."""

import sqlite3
from collections.abc import Iterable

from auditledge.server.stores.interning import TABLES, InternedValue, InternTable


class _Statements:
    """The statements that find and create a value of one table."""

    def __init__(self, table: InternTable) -> None:
        # IS instead of =, because a field that was not given is NULL.
        conditions = " AND ".join(f"{column} IS ?" for column in table.columns)
        columns = [table.number, "account", *table.all_columns]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        self.find = f"SELECT {table.number} FROM {table.name} WHERE account = ? AND {conditions}"  # noqa: S608
        self.last = f"SELECT coalesce(max({table.number}), 0) FROM {table.name}"  # noqa: S608
        self.insert = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608


_STATEMENTS = {table: _Statements(table) for table in TABLES}


def find_or_create(
    connection: sqlite3.Connection, account: int, table: InternTable, values: Iterable[InternedValue]
) -> dict[InternedValue, int]:
    """The numbers of an account's values; those that don't exist are created. In a write transaction."""
    statements = _STATEMENTS[table]
    rows = [(value, connection.execute(statements.find, (account, *value)).fetchone()) for value in values]
    (last,) = connection.execute(statements.last).fetchone()
    new = {value: last + n for n, value in enumerate((value for value, row in rows if row is None), 1)}
    inserted = ((number, account, *value, *table.folded(value)) for value, number in new.items())
    connection.executemany(statements.insert, inserted)
    return new | {value: row[0] for value, row in rows if row is not None}
