"""The catalog of the SQLite store, as rows that every engine has in common (see `models.Catalog`)."""

# ruff: noqa: S608 - statements are built from the names of our own columns; values are bound

import sqlite3
from collections.abc import Sequence

from auditledge.server.stores.models import Catalog, TableRow


def read_catalog(connection: sqlite3.Connection) -> Catalog:
    """Everything in a ledger except its events."""
    (pepper,) = connection.execute("SELECT value FROM settings WHERE name = 'pepper'").fetchone()
    keys = _rows(connection, "SELECT * FROM keys ORDER BY key")
    return Catalog(
        pepper,
        _rows(connection, "SELECT * FROM accounts ORDER BY account"),
        [{**key, "bound": bool(key["bound"])} for key in keys],
        _rows(connection, "SELECT * FROM usage ORDER BY account, month"),
        _rows(connection, "SELECT * FROM clock"),
        _rows(connection, "SELECT * FROM clock_decisions ORDER BY reading, decision"),
        _rows(connection, "SELECT * FROM clock_repairs ORDER BY account, sequence, repaired_at"),
    )


def write_catalog(connection: sqlite3.Connection, catalog: Catalog) -> None:
    """Replace accounts, keys, usage and the pepper by those of a catalog."""
    connection.execute("UPDATE settings SET value = ? WHERE name = 'pepper'", [catalog.pepper])
    for table in ("usage", "keys", "accounts", "clock", "clock_decisions", "clock_repairs"):
        connection.execute(f"DELETE FROM {table}")
        _insert(connection, table, getattr(catalog, table))


def _rows(connection: sqlite3.Connection, statement: str) -> list[TableRow]:
    cursor = connection.execute(statement)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[TableRow]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
