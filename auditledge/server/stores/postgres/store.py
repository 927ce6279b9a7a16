"""The PostgreSQL store: its connections, snapshots and transactions."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager

import psycopg

from auditledge.server.background import BackgroundMonitor
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.postgres import schema
from auditledge.server.stores.postgres.connections import Connection, DatabaseURL, available
from auditledge.server.stores.postgres.expiry import PostgreSQLExpiry, expiring
from auditledge.server.stores.postgres.partitions import Partitions
from auditledge.server.stores.postgres.pool import ConnectionPool
from auditledge.server.stores.postgres.preflight import check, check_privileges
from auditledge.server.stores.postgres.snapshot import PostgreSQLSnapshot
from auditledge.server.stores.postgres.source import PostgreSQLSegmentTarget
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.postgres.transaction import PostgreSQLTransaction

_SEGMENT_EVENTS = 65_536
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_READ_S = 30.0  # of each statement where nothing else bounds it
# A process that hangs while it holds locks is cut off, so that others can continue. A slow statement is not:
# the server would report a COMMIT that times out while it waits for a standby as done.
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL idle_in_transaction_session_timeout = '30s'"
)
# A segment that is lost in a crash is built again, so this need not wait for the disk.
_COMPACT = f"{_WRITE}; SET LOCAL synchronous_commit = off"


class PostgreSQLStore:
    """A ledger in a database, which processes on many machines may share.

    It has one connection to write on, and as many to read on as there are reads at a time. Raises StoreError
    for a database that can't be reached, is not a ledger, or would lose acknowledged events.

    `segment_events` is the size of a large segment (see `segment_builder`); stores of one database may use
    different sizes.
    """

    def __init__(self, url: str, segment_events: int = _SEGMENT_EVENTS) -> None:
        self._address = DatabaseURL(url)
        self._pool = ConnectionPool(self._address)
        self.background: BackgroundMonitor = BackgroundMonitor()
        self._compactor = Compactor(self, segment_events, self.background)
        self._cache = self._empty_cache()
        self._interner = Interner()
        self._partitions = Partitions()
        self._closed = False
        self._writer = self._address.connect()
        try:
            check(self._writer)
            self._pepper = schema.prepare(self._writer)
            check_privileges(self._writer)
            self._partitions.keep_ahead(self._writer)
        except (psycopg.Error, StoreError) as error:
            self._writer.close()
            raise StoreError(f"can't open {self._address}: {error}") from None

    engine: str = "postgresql"

    @property
    def pepper(self) -> bytes:
        """The secret that digests of keys and cursors are keyed with."""
        return self._pepper

    @contextlib.contextmanager
    def reading(self, cancel_scope: CancelScope | None = None) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot whose statements may take as long as the scope allows, or 30 seconds each."""
        with self._snapshot(cancel_scope or CancelScope(), _READ_S) as snapshot, snapshot.step():
            yield snapshot

    @contextlib.contextmanager
    def snapshot(self, cancel_scope: CancelScope | None = None) -> Iterator[PostgreSQLSnapshot]:
        """A snapshot whose statements may take as long as the scope allows, or any time."""
        with self._snapshot(cancel_scope or CancelScope(), 0) as snapshot:
            yield snapshot

    @contextlib.contextmanager
    def _snapshot(self, cancel_scope: CancelScope, seconds: float) -> Iterator[PostgreSQLSnapshot]:
        # The server keeps the time too, in case that this process does not get to it.
        timeout = f"SET LOCAL statement_timeout = {round(1_000 * (cancel_scope.timeout or seconds))}"
        with self._pool.transaction(f"{_SNAPSHOT}; {timeout}") as connection:
            try:
                yield PostgreSQLSnapshot(connection, self._cache, cancel_scope)
            finally:
                if cancel_scope.interrupted:
                    connection.close()  # the request to stop may arrive late, and stop another read

    @contextlib.contextmanager
    def writing(self) -> Iterator[PostgreSQLTransaction]:
        """A transaction. It excludes other processes from the accounts that it has asked for.

        Raises StoreInterruptedError if the connection breaks: then the transaction may have been committed.
        """
        connection = self._begin()
        with available(connection):
            try:
                transaction = PostgreSQLTransaction(TenantScope(connection), self._interner)
                yield transaction
                if connection.execute("COMMIT").statusmessage != "COMMIT":
                    raise StoreError("the transaction failed and was rolled back")
            except BaseException:
                self._interner.rollback()
                with contextlib.suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            self._interner.commit()
        for account, before, now in transaction.appended:
            self._compactor.appended(account, before, now)

    @contextlib.contextmanager
    def compacting(self, account: int) -> Iterator[PostgreSQLSegmentTarget | None]:
        """The account while a segment of it is built, in a transaction; None if another process does that."""
        with self._pool.transaction(_COMPACT) as connection, available(connection):
            target = PostgreSQLSegmentTarget(TenantScope(connection), account)
            yield target if target.try_lock() else None

    def expiring(self) -> AbstractContextManager[PostgreSQLExpiry | None]:
        """Deletes expired events, for the `with` block; None while another process does."""
        return expiring(self._address)

    def try_write(self, size: int) -> None:
        """Commit a row as it is. Whatever its size, the server takes space for it before the commit."""
        del size
        with self.writing() as transaction:
            transaction.rewrite_key()

    def has_little_space(self) -> bool:
        """False: only the server knows."""
        return False

    def ensure_account(self, name: str, plan: str) -> int:
        """The number of the account with this name, created with `plan` if there is none."""
        with self.writing() as transaction:
            return transaction.ensure_account(name, plan, plan)

    def _begin(self) -> Connection:
        """The writing connection in a new transaction; a new connection if the last one broke."""
        try:
            self._partitions.keep_ahead(self._writer)
            schema.begin(self._writer, _WRITE)
        except psycopg.Error:
            self._writer.close()
            self._connect_again()
            with available(self._writer):
                schema.begin(self._writer, _WRITE)
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
        # This may be another server, which lacks the last commits of the one before: forget what was read.
        self._interner = Interner()
        self._cache = self._empty_cache()

    def _empty_cache(self) -> ReadCache:
        tails = TailCache(2 * self._compactor.small_size, self._compactor.schedule)
        return ReadCache(tails, self._compactor.index)

    def close(self) -> None:
        """Close the connections; those in use for reading close when the reading ends. Idempotent."""
        self._closed = True
        self._compactor.close()
        self._pool.close()
        self._writer.close()
