"""The PostgreSQL store: its connections, snapshots and transactions."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager

import psycopg

from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.postgres import schema
from auditledge.server.stores.postgres.connections import Connection, DatabaseURL, available
from auditledge.server.stores.postgres.expiry import PostgreSQLExpiry, expiring
from auditledge.server.stores.postgres.partitions import Partitions
from auditledge.server.stores.postgres.pool import ReaderPool
from auditledge.server.stores.postgres.preflight import check
from auditledge.server.stores.postgres.snapshot import PostgreSQLSnapshot
from auditledge.server.stores.postgres.source import PostgreSQLSegmentWriter
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.postgres.transaction import PostgreSQLTransaction

_SEGMENT_EVENTS = 65_536
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_READ = f"{_SNAPSHOT}; SET LOCAL statement_timeout = '30s'"
# A process that hangs while it holds locks is cut off, so that the others can go on. A statement is not: a
# COMMIT whose time is up, as it waits for a standby, would be reported as done.
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL idle_in_transaction_session_timeout = '30s'"
)
# A segment that is lost in a crash is sealed again: nobody need wait for the disk.
_SEAL = f"{_WRITE}; SET LOCAL synchronous_commit = off"


class PostgreSQLStore:
    """A ledger in a database, which processes on many machines may share.

    It holds one connection to write on, and up to as many to read on as there are reads at a time. Raises
    StoreError for a database that can't be reached, is no ledger, or would lose what it acknowledged.

    `segment_events` is the size of a large segment (see `sealing`); stores of one database may differ in it.
    """

    def __init__(self, url: str, segment_events: int = _SEGMENT_EVENTS) -> None:
        self._address = DatabaseURL(url)
        self._pool = ReaderPool(self._address)
        self._compactor = Compactor(self, segment_events)
        self._memory = self._empty_memory()
        self._dictionaries = Interner()
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

    engine: str = "postgresql"

    @property
    def pepper(self) -> bytes:
        """The secret that digests are keyed with."""
        return self._pepper

    @contextlib.contextmanager
    def reading(self) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot whose statements have 30 seconds each."""
        with self._pool.begun(_READ) as connection, available(connection):
            yield PostgreSQLSnapshot(connection, self._memory)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot that may take as long as its reader does."""
        with self._pool.begun(_SNAPSHOT) as connection, available(connection):
            yield PostgreSQLSnapshot(connection, self._memory)

    @contextlib.contextmanager
    def writing(self) -> Iterator[PostgreSQLTransaction]:
        """A transaction. Writers of one account take turns; those of others, in other processes, go on.

        Raises StoreInterruptedError when the connection breaks: the transaction may be committed then.
        """
        connection = self._begin()
        with available(connection):
            try:
                transaction = PostgreSQLTransaction(TenantScope(connection), self._dictionaries)
                yield transaction
                if connection.execute("COMMIT").statusmessage != "COMMIT":
                    raise StoreError("the transaction had failed, and was rolled back")
            except BaseException:
                self._dictionaries.forget_new()
                with contextlib.suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            self._dictionaries.keep_new()
        for grown in transaction.appended:
            self._compactor.grown(*grown)

    @contextlib.contextmanager
    def compacting(self, account: int) -> Iterator[PostgreSQLSegmentWriter | None]:
        """An account to seal, in a transaction; None when another process is sealing it."""
        with self._pool.begun(_SEAL) as connection, available(connection):
            sealing = PostgreSQLSegmentWriter(TenantScope(connection), account)
            yield sealing if sealing.begin() else None

    def expiring(self) -> AbstractContextManager[PostgreSQLExpiry | None]:
        """What deletes for the `with` block; None while another process does."""
        return expiring(self._address)

    def ensure_account(self, name: str, plan: str) -> int:
        """The number of the account of this name, made with `plan` when there is none."""
        with self.writing() as transaction:
            return transaction.ensure_account(name, plan, plan)

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
        self._dictionaries = Interner()
        self._memory = self._empty_memory()

    def _empty_memory(self) -> ReadCache:
        return ReadCache(TailCache(2 * self._compactor.small, self._compactor.seal))

    def close(self) -> None:
        """Close the connections; one that is being read on is closed when that ends. Idempotent."""
        self._closed = True
        self._compactor.close()
        self._pool.close()
        self._writer.close()
