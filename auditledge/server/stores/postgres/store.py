"""The PostgreSQL store: its connections, snapshots and transactions."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager

import psycopg

from auditledge.server.stores.base import StoreError, StoreUnavailableError
from auditledge.server.stores.postgres import schema
from auditledge.server.stores.postgres.checks import check
from auditledge.server.stores.postgres.connections import Address, Connection, available
from auditledge.server.stores.postgres.dictionaries import Dictionaries
from auditledge.server.stores.postgres.expiring import PostgreSQLExpiry, expiring
from auditledge.server.stores.postgres.partitions import Partitions
from auditledge.server.stores.postgres.pool import Pool
from auditledge.server.stores.postgres.reading import PostgreSQLSnapshot
from auditledge.server.stores.postgres.scoped import Scoped
from auditledge.server.stores.postgres.writing import PostgreSQLTransaction

# Each statement is planned for its values: only so are numbers looked up in a hash, and not in turn.
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan"
_READ = f"{_SNAPSHOT}; SET LOCAL statement_timeout = '30s'"
# A process that hangs while it holds locks is cut off, so that the others can go on. A statement is not: a
# COMMIT whose time is up, as it waits for a standby, would be reported as done.
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL idle_in_transaction_session_timeout = '30s'"
)


class PostgreSQLStore:
    """A ledger in a database, which processes on many machines may share.

    It holds one connection to write on, and up to as many to read on as there are reads at a time. Raises
    StoreError for a database that can't be reached, is no ledger, or would lose what it acknowledged.
    """

    def __init__(self, url: str) -> None:
        self._address = Address(url)
        self._pool = Pool(self._address)
        self._dictionaries = Dictionaries()
        self._partitions = Partitions()
        self._closed = False
        self._writer = self._address.connect()
        try:
            check(self._writer)
            self._pepper = schema.prepare(self._writer)
            self._partitions.keep_ahead(self._writer)
        except (psycopg.Error, StoreError) as error:
            self._writer.close()
            raise StoreError(f"can't open {self._address}: {error}") from None

    @property
    def pepper(self) -> bytes:
        """The secret that digests are keyed with."""
        return self._pepper

    @contextlib.contextmanager
    def reading(self) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot whose statements have 30 seconds each."""
        with self._pool.begun(_READ) as connection, available(connection):
            yield PostgreSQLSnapshot(connection)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot that may take as long as its reader does."""
        with self._pool.begun(_SNAPSHOT) as connection, available(connection):
            yield PostgreSQLSnapshot(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[PostgreSQLTransaction]:
        """A transaction. Writers of one account take turns; those of others, in other processes, go on.

        Raises StoreInterruptedError when the connection breaks: the transaction may be committed then.
        """
        connection = self._begin()
        with available(connection):
            try:
                yield PostgreSQLTransaction(Scoped(connection), self._dictionaries)
                if connection.execute("COMMIT").statusmessage != "COMMIT":
                    raise StoreError("the transaction had failed, and was rolled back")
            except BaseException:
                self._dictionaries.forget_new()
                with contextlib.suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            self._dictionaries.keep_new()

    def expiring(self) -> AbstractContextManager[PostgreSQLExpiry | None]:
        """What deletes for the `with` block; None while another process does."""
        return expiring(self._address)

    def account_named(self, name: str, plan: str) -> int:
        """The number of the account of this name, made with `plan` when there is none."""
        with self.writing() as transaction:
            return transaction.account_named(name, plan)

    def _begin(self) -> Connection:
        """The writing connection in a new transaction; another connection when the last one broke."""
        try:
            self._partitions.keep_ahead(self._writer)
            self._writer.execute(_WRITE, prepare=False)
        except psycopg.Error:
            self._writer.close()
            self._connect_again()
            with available(self._writer):
                self._writer.execute(_WRITE, prepare=False)
        return self._writer

    def _connect_again(self) -> None:
        if self._closed:
            raise StoreUnavailableError("the store is closed")
        connection = self._address.connect()
        try:
            check(connection)
        except (psycopg.Error, StoreError) as error:
            connection.close()
            raise StoreUnavailableError(str(error)) from None
        self._writer = connection
        # It may be another server by now, which lacks what the last one had not sent it.
        self._dictionaries = Dictionaries()

    def close(self) -> None:
        """Close the connections; one that is being read on is closed when that ends. Idempotent."""
        self._closed = True
        self._pool.close()
        self._writer.close()
