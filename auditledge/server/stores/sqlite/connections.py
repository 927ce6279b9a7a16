"""Connections to SQLite: which of their errors mean that the store is unavailable."""

import contextlib
import sqlite3
from collections.abc import Iterator

from auditledge.server.stores.errors import StoreUnavailableError

# A damaged file is among them: requests can be repeated once it is restored, and until then are not our bug.
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
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
        # The extended code keeps the kind of error in its low byte; a closed connection has no code.
        if isinstance(error, sqlite3.ProgrammingError) or error.sqlite_errorcode & 0xFF in _UNAVAILABLE:
            raise StoreUnavailableError(str(error)) from error
        raise
