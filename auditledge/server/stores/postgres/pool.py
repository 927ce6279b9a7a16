"""Connections to read on, kept for the next reader."""

import contextlib
import threading
from collections.abc import Iterator

import psycopg

from auditledge.server.stores.errors import StoreMigratedError, StoreUnavailableError
from auditledge.server.stores.postgres import schema
from auditledge.server.stores.postgres.connections import Connection, DatabaseURL

_MAX_IDLE = 8


class ConnectionPool:
    """As many connections as there are readers at a time; idle ones are kept, up to a limit. Thread-safe."""

    def __init__(self, address: DatabaseURL) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._closed = False

    @contextlib.contextmanager
    def transaction(self, begin: str) -> Iterator[Connection]:
        """A connection in a transaction started by the statement `begin`, for the `with` block.

        Raises StoreUnavailableError if there is no connection to be had, StoreMigratedError.
        """
        connection = self._begin(begin)
        try:
            yield connection
        finally:
            with contextlib.suppress(psycopg.Error):
                connection.execute("COMMIT")
            self._give_back(connection)

    def close(self) -> None:
        """Close idle connections now, and the others when they are given back. Idempotent."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _begin(self, begin: str) -> Connection:
        # A restart of the server leaves every idle connection dead: try them until one works.
        while True:
            kept = self._acquire()
            connection = kept or self._address.connect()
            try:
                schema.begin(connection, begin)
            except psycopg.Error as error:
                is_dead = connection.closed
                connection.close()
                if kept is None or not is_dead:
                    raise StoreUnavailableError(str(error)) from None
            except StoreMigratedError:
                self._give_back(connection)
                raise
            else:
                return connection

    def _acquire(self) -> Connection | None:
        with self._lock:
            if self._closed:
                raise StoreUnavailableError("the store is closed")
            return self._idle.pop() if self._idle else None

    def _give_back(self, connection: Connection) -> None:
        with self._lock:
            keep = not (self._closed or connection.closed) and len(self._idle) < _MAX_IDLE
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()
