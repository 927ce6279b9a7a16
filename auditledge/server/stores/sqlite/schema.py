"""The tables of the SQLite store: creating them, and migrating those of an earlier version."""

import secrets
import sqlite3

from auditledge.server.stores import migrations
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.interning import TABLES
from auditledge.server.stores.row_codec import EventRow

_APPLICATION_ID = 0x41_4C_45_44  # "ALED", in the header of every ledger file

PLACE_BITS = 40
"""An event's `place`, the table's integer key, is `account << PLACE_BITS | sequence`."""

COLUMNS = ("place", "account", *(name for name in EventRow._fields if name != "sequence"))
"""The columns of the table `events`; `place` holds the sequence."""

_PACKAGE = "auditledge.server.stores.sqlite"
_MIGRATIONS = migrations.load(_PACKAGE)


def prepare(connection: sqlite3.Connection) -> None:
    """Create the tables, or migrate those of an earlier version, in one transaction.

    Raises StoreError for a database that is not a ledger, or whose version is later than this program's:
    an older program must not write what it does not understand.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(version_of(connection), len(_MIGRATIONS)):
            _run(connection, _MIGRATIONS[version])
            connection.execute(f"PRAGMA user_version = {version + 1}")
        for table, columns in {**{each.name: each.all_columns for each in TABLES}, "events": COLUMNS}.items():
            present = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
            migrations.check_columns(_PACKAGE, table, columns, present)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute("INSERT OR IGNORE INTO settings VALUES ('pepper', ?)", (secrets.token_bytes(32),))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a ledger's tables; 0 when there are none yet.

    Raises StoreError for a database that is not a ledger, or whose version is later than this program's.
    """
    application, version = _number(connection, "application_id"), _number(connection, "user_version")
    if application != _APPLICATION_ID and _holds_tables(connection):
        raise StoreError("this is a database, but not a ledger")
    migrations.refuse_later(version, len(_MIGRATIONS))
    return version


def check_version(connection: sqlite3.Connection) -> None:
    """Raise StoreMigratedError if the tables have a later version by now.

    A transaction that reads sees the ledger as it is when this is called.
    """
    migrations.refuse_migrated(_number(connection, "user_version"), len(_MIGRATIONS))


def _holds_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is not None


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _run(connection: sqlite3.Connection, script: str) -> None:
    # Not executescript(): it would commit the transaction that this is part of.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
