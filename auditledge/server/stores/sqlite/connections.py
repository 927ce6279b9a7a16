"""Connections to SQLite: which of their errors mean that the store is unavailable."""

import contextlib
import sqlite3
from collections.abc import Iterator

from auditledge.server.stores.errors import StoreDamagedError, StoreUnavailableError

_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


@contextlib.contextmanager
def available() -> Iterator[None]:
    """Raise StoreUnavailableError for a long lock, a full disk, a damaged file, a closed store."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.ProgrammingError):  # the connection is closed
            raise StoreUnavailableError(str(error)) from error
        kind = error.sqlite_errorcode & 0xFF  # of an extended code
        # Not our bug, and requests can be repeated once the file is restored.
        if kind == sqlite3.SQLITE_CORRUPT:
            raise StoreDamagedError(str(error)) from error
        if kind in _UNAVAILABLE:
            raise StoreUnavailableError(str(error)) from error
        raise
