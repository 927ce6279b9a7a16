"""The tables of the PostgreSQL store: creating them, and migrating those of an earlier version."""

import secrets
from typing import Any

from auditledge.server.stores import migrations
from auditledge.server.stores.errors import StoreError, StoreMigratedError
from auditledge.server.stores.interning import TABLES
from auditledge.server.stores.postgres.connections import SCHEMA, Connection
from auditledge.server.stores.row_codec import EventRow

LOCK = "SELECT pg_advisory_xact_lock(4705093)"
"""Takes the lock of those who change tables, until the transaction ends."""

COLUMNS = ("account", *EventRow._fields)
"""The columns of the table `events`."""

_PACKAGE = "auditledge.server.stores.postgres"
_MIGRATIONS = migrations.load(_PACKAGE)

_SELECT_VERSION = "SELECT version FROM ledger"
_PRESENT = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND NOT attisdropped"
_HOLDS_TABLES = f"SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace)"  # noqa: S608


def prepare(connection: Connection) -> bytes:
    """Create the tables, or migrate those of an earlier version, in one transaction. Returns the pepper.

    Raises StoreError for a schema that is not a ledger, or whose version is later than this program's: an
    older program must not write what it does not understand.
    """
    # No lock timeout: another process may be migrating a large table, which takes as long as it takes.
    connection.execute(f"BEGIN; SET LOCAL lock_timeout = 0; {LOCK}".encode())
    try:
        versions = range(_version(connection), len(_MIGRATIONS))
        if versions.start and versions:
            # Every transaction has read the version (see `begin`), so it holds a lock on this table: wait for
            # those of other processes, and let later ones wait until they can read the new version.
            connection.execute(b"LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
        for version in versions:
            connection.execute(_MIGRATIONS[version].encode())
            connection.execute("UPDATE ledger SET version = %s", [version + 1])
        for table, columns in {**{each.name: each.all_columns for each in TABLES}, "events": COLUMNS}.items():
            present = {name for (name,) in connection.execute(_PRESENT, [f"{SCHEMA}.{table}"])}
            migrations.check_columns(_PACKAGE, table, columns, present)
        connection.execute(
            "INSERT INTO ledger SELECT %s, %s WHERE NOT EXISTS (SELECT FROM ledger)",
            [len(_MIGRATIONS), secrets.token_bytes(32)],
        )
        pepper = _one(connection, "SELECT pepper FROM ledger")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return bytes(pepper)


def begin(connection: Connection, statement: str) -> None:
    """Begin a transaction with a statement, in one round trip with a check of the version.

    Raises StoreMigratedError if the tables have a later version by now.
    """
    cursor = connection.execute(f"{statement}; {_SELECT_VERSION}".encode(), prepare=False)
    while cursor.nextset():
        pass
    ((version,),) = cursor.fetchall()
    try:
        migrations.refuse_migrated(version, len(_MIGRATIONS))
    except StoreMigratedError:
        connection.execute("ROLLBACK")
        raise


def _version(connection: Connection) -> int:
    """The version of the tables; 0 when there are none yet. Creates the schema if it is missing."""
    if _one(connection, f"SELECT to_regclass('{SCHEMA}.ledger') IS NULL"):
        if _one(connection, f"SELECT to_regnamespace('{SCHEMA}') IS NULL"):
            connection.execute(f"CREATE SCHEMA {SCHEMA}".encode())
        elif _one(connection, _HOLDS_TABLES):
            raise StoreError(f"the database has a schema {SCHEMA} that is not a ledger")
        return 0
    version = _one(connection, _SELECT_VERSION)
    migrations.refuse_later(version, len(_MIGRATIONS))
    return int(version)


def _one(connection: Connection, statement: str) -> Any:
    ((value,),) = connection.execute(statement.encode()).fetchall()
    return value
