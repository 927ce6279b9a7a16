"""Checks before a server is used: it must keep what it has committed."""

import contextlib
import os
import time

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.postgres.connections import IN_USE, SCHEMA, Connection, DatabaseURL

ACCEPT_DATA_LOSS = "AUDITLEDGE_ACCEPT_DATA_LOSS"
"""If this environment variable is 1, the ledger accepts a server that may lose acknowledged events."""

_MIN_VERSION = 15
_BACKEND_EXIT_S = 1.0  # a backend ends some time after its connection is closed
_OTHERS = f"""
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = {IN_USE}
AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()"""  # noqa: S608
# Partitions are read and written through the table that they belong to.
_FORBIDDEN = f"""
SELECT relname FROM pg_class
WHERE relnamespace = '{SCHEMA}'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
    AND has_table_privilege(oid, 'UPDATE'))
ORDER BY relname"""  # noqa: S608
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def check(connection: Connection) -> None:
    """Raise StoreError if the server can't hold a ledger, or would lose events in a power cut."""
    if connection.info.server_version // 10_000 < _MIN_VERSION:
        raise StoreError(f"the server is older than PostgreSQL {_MIN_VERSION}")
    if _setting(connection, "server_encoding") != "UTF8":
        raise StoreError("the database is not encoded as UTF8: create one with ENCODING 'UTF8'")
    if _setting(connection, "transaction_read_only") == "on":
        raise StoreError("the server is read-only: connect to the primary, not to a standby")
    unsafe = [name for name in _DURABLE if _setting(connection, name) == "off"]
    if unsafe and os.environ.get(ACCEPT_DATA_LOSS) != "1":
        raise StoreError(
            f"the server has {' and '.join(unsafe)} off, so it could lose acknowledged events; turn that on,"
            f" or set {ACCEPT_DATA_LOSS}=1 to accept the loss"
        )


def check_privileges(connection: Connection) -> None:
    """Raise StoreError if the role may not use every table. A later version may have added one."""
    forbidden = [name for (name,) in connection.execute(_FORBIDDEN.encode())]
    if forbidden:
        role = connection.info.user
        raise StoreError(
            f"the role {role} may not use {', '.join(forbidden)}; as the owner of the tables, run"
            f" GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}"
        )


def is_in_use(url: str) -> bool:
    """Whether a ledger program has connections to a database."""
    with contextlib.closing(DatabaseURL(url).connect()) as connection:
        deadline = time.monotonic() + _BACKEND_EXIT_S
        while (row := connection.execute(_OTHERS.encode()).fetchone()) and row[0]:
            if time.monotonic() > deadline:
                return True
            time.sleep(0.05)
    return False


def _setting(connection: Connection, name: str) -> str | None:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return None if row is None else str(row[0])
