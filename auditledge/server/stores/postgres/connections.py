"""Connections to PostgreSQL: from a URL, with the settings that every one of ours has."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.numeric import Int8BinaryDumper

from auditledge.server.stores.errors import StoreError, StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.postgres import arrays

Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMA = "auditledge"
"""The schema that holds all tables, so that a database may hold others beside them."""

IN_USE = 4705095
"""An advisory lock that each of our connections shares: by it others learn that a ledger is in use.

A name would not do: `application_name` is for operators to choose.
"""

_DEFAULTS = {
    "connect_timeout": "10",
    "fallback_application_name": "auditledge",
    # A server that vanished without a word is given up within a minute.
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# We choose the plans: an index is walked in the order asked for, and each row of it meets the dictionaries.
# That stands for any number of rows, where a plan made for an average account would read or sort all of one.
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
_PASSING = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.ReadOnlySqlTransaction)


class DatabaseURL:
    """Where a database is, from a URL as libpq reads it (`postgresql://user:password@host:port/name?…`).

    Raises StoreError for a URL that can't be read. No text that it gives holds the password.
    """

    def __init__(self, url: str) -> None:
        userinfo = url.partition("://")[2].rpartition("@")[0]
        if set(userinfo) & set("@/?#"):
            raise _unreadable()
        try:
            self._given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        except psycopg.Error:
            raise _unreadable() from None
        # A password that was taken for a port; libpq's complaint would quote it.
        if not all(each.isdigit() for each in self._given.get("port", "").split(",") if each):
            raise _unreadable()

    def __str__(self) -> str:
        parts = {name: self._given.get(name, "") for name in ("user", "host", "port", "dbname")}
        user = f"{parts['user']}@" if parts["user"] else ""
        host, rest = parts["host"], ""
        if host.startswith("/"):
            host, rest = "", f"?host={host}"
        port = f":{parts['port']}" if parts["port"] else ""
        return f"postgresql://{user}{host}{port}/{parts['dbname']}{rest}"

    def connect(self) -> Connection:
        """A connection with our settings, on which every statement that is not behind a BEGIN commits itself.

        Raises StoreUnavailableError when there is none to be had.
        """
        options = [self._given.get("options", ""), *(f"-c {name}={text}" for name, text in _SETTINGS.items())]
        parameters: dict[str, Any] = {**_DEFAULTS, **self._given, "options": " ".join(options)}
        try:
            connection = psycopg.connect(**parameters, autocommit=True)
            connection.execute(f"SELECT pg_advisory_lock_shared({IN_USE})".encode())
        except psycopg.Error as error:
            raise StoreUnavailableError(self._told(error)) from None
        connection.adapters.register_dumper(int, Int8BinaryDumper)  # one type, so one prepared statement
        arrays.register(connection)
        return connection

    def _told(self, error: Exception) -> str:
        text = " ".join(str(error).split())
        password = self._given.get("password")
        return text.replace(password, "***") if password else text


@contextlib.contextmanager
def available(connection: Connection) -> Iterator[None]:
    """Turn what may pass (a lock held too long, a full disk) into StoreUnavailableError.

    StoreInterruptedError among them tells that the connection is gone.
    """
    try:
        yield
    except psycopg.Error as error:
        text = str(error).partition("\n")[0]
        if connection.closed:
            raise StoreInterruptedError(text) from error
        if isinstance(error, _PASSING):
            raise StoreUnavailableError(text) from error
        raise


def _unreadable() -> StoreError:
    return StoreError(
        "the store's URL can't be read; it should be postgresql://user:password@host:port/database, with what"
        " is special in user and password percent-encoded"
    )
