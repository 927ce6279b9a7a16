"""Connections to PostgreSQL: from a URL, with the settings that the ledger needs."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.numeric import Int8BinaryDumper

from auditledge.server.stores.errors import (
    StoreDamagedError,
    StoreError,
    StoreInterruptedError,
    StoreUnavailableError,
)
from auditledge.server.stores.postgres import arrays

Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMA = "auditledge"
"""The schema of all tables, so that a database may hold other tables too."""

IN_USE = 4705095
"""An advisory lock that all of our connections share, which shows others that a ledger is in use.

`application_name` could not show that, because operators may choose it.
"""

_DEFAULTS = {
    "connect_timeout": "10",
    "fallback_application_name": "auditledge",
    # Give up within a minute on a server that has vanished without closing its connections.
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# These settings leave the planner one plan for each statement: walk an index in the order that is asked for,
# and look up the interned values of each row. That works for any number of rows, whereas a plan for an
# average account would read or sort all rows of a large one.
_SETTINGS = {
    "search_path": f"{SCHEMA},pg_temp",
    "client_encoding": "UTF8",
    "lock_timeout": "10s",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_sort": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}
_CANCEL_S = 5.0
_UNAVAILABLE = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.ReadOnlySqlTransaction,
)
_DAMAGED = (psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted)


class DatabaseURL:
    """Where a database is: a URL as libpq reads it (`postgresql://user:password@host:port/name?…`).

    Raises StoreError for a URL that can't be parsed. The password is in none of its texts and errors.
    """

    def __init__(self, url: str) -> None:
        userinfo = url.partition("://")[2].rpartition("@")[0]
        if set(userinfo) & set("@/?#"):
            raise _invalid_url()
        try:
            self._given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        except psycopg.Error:
            raise _invalid_url() from None
        # libpq took part of a password for the port; its error message would quote that.
        if not all(each.isdigit() for each in self._given.get("port", "").split(",") if each):
            raise _invalid_url()

    def __str__(self) -> str:
        parts = {name: self._given.get(name, "") for name in ("user", "host", "port", "dbname")}
        user = f"{parts['user']}@" if parts["user"] else ""
        host, rest = parts["host"], ""
        if host.startswith("/"):
            host, rest = "", f"?host={host}"
        port = f":{parts['port']}" if parts["port"] else ""
        return f"postgresql://{user}{host}{port}/{parts['dbname']}{rest}"

    def connect(self) -> Connection:
        """A connection with our settings, on which a statement outside BEGIN and COMMIT commits itself.

        Raises StoreUnavailableError if the server can't be reached.
        """
        options = [self._given.get("options", ""), *(f"-c {name}={text}" for name, text in _SETTINGS.items())]
        parameters: dict[str, Any] = {**_DEFAULTS, **self._given, "options": " ".join(options)}
        try:
            connection = psycopg.connect(**parameters, autocommit=True)
            connection.execute(f"SELECT pg_advisory_lock_shared({IN_USE})".encode())
        except psycopg.Error as error:
            raise StoreUnavailableError(self._without_password(error)) from None
        connection.adapters.register_dumper(int, Int8BinaryDumper)  # one type, hence one prepared statement
        arrays.register(connection)
        return connection

    def _without_password(self, error: Exception) -> str:
        text = " ".join(str(error).split())
        password = self._given.get("password")
        return text.replace(password, "***") if password else text


def cancel(connection: Connection) -> None:
    """Ask the server to stop the statement that it runs for a connection, if any. From any thread."""
    with contextlib.suppress(psycopg.Error):
        connection.cancel_safe(timeout=_CANCEL_S)


@contextlib.contextmanager
def available(connection: Connection) -> Iterator[None]:
    """Raise StoreUnavailableError for a lock held too long, a full disk, a damaged table.

    If the connection is gone, that is a StoreInterruptedError.
    """
    try:
        yield
    except psycopg.Error as error:
        text = str(error).partition("\n")[0]
        if connection.closed:
            raise StoreInterruptedError(text) from error
        if isinstance(error, _DAMAGED):
            raise StoreDamagedError(text) from error
        if isinstance(error, _UNAVAILABLE):
            raise StoreUnavailableError(text) from error
        raise


def _invalid_url() -> StoreError:
    return StoreError(
        "the store's URL is invalid: write postgresql://user:password@host:port/database, and percent-encode"
        " special characters in user and password"
    )
