"""What a server must be for a ledger: one that keeps what it has committed."""

import contextlib
import os
import time

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.postgres.connections import IN_USE, Connection, DatabaseURL

ACCEPT_DATA_LOSS = "AUDITLEDGE_ACCEPT_DATA_LOSS"
"""Set to 1, this environment variable lets the ledger run on a server that may lose what it acknowledged."""

_OLDEST = 15
_LEAVING_S = 1.0  # a backend ends some time after its connection
_OTHERS = f"""
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = {IN_USE}
AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()"""  # noqa: S608
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def check(connection: Connection) -> None:
    """Raise StoreError when the server can't hold a ledger, or would lose events in a power cut."""
    if connection.info.server_version // 10_000 < _OLDEST:
        raise StoreError(f"the server is older than PostgreSQL {_OLDEST}")
    if _told(connection, "server_encoding") != "UTF8":
        raise StoreError("the database is not encoded as UTF8: create one with ENCODING 'UTF8'")
    if _told(connection, "transaction_read_only") == "on":
        raise StoreError("the server is read-only, as a standby is")
    careless = [name for name in _DURABLE if _told(connection, name) == "off"]
    if careless and os.environ.get(ACCEPT_DATA_LOSS) != "1":
        raise StoreError(
            f"the server has {' and '.join(careless)} off: events that were acknowledged could be lost;"
            f" {ACCEPT_DATA_LOSS}=1 accepts that"
        )


def is_used(url: str) -> bool:
    """Whether others of our connections are open to a database."""
    with contextlib.closing(DatabaseURL(url).connect()) as connection:
        deadline = time.monotonic() + _LEAVING_S
        while (row := connection.execute(_OTHERS.encode()).fetchone()) and row[0]:
            if time.monotonic() > deadline:
                return True
            time.sleep(0.05)
    return False


def _told(connection: Connection, setting: str) -> str | None:
    row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    return None if row is None else str(row[0])
