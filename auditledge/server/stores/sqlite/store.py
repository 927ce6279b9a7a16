"""The SQLite store: WAL with synchronous FULL, so that what is committed survives a power cut."""

import contextlib
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator

from auditledge.server.background import BackgroundMonitor
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.errors import StoreError, StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.sqlite import schema
from auditledge.server.stores.sqlite.connections import available
from auditledge.server.stores.sqlite.expiry import SQLiteExpiry
from auditledge.server.stores.sqlite.ledger_file import LedgerFile
from auditledge.server.stores.sqlite.snapshot import SQLiteSnapshot
from auditledge.server.stores.sqlite.source import SQLiteSegmentTarget
from auditledge.server.stores.sqlite.transaction import SQLiteTransaction

_BUSY_MS = 5_000
_OPENING_S = 10.0
_WRITER_CACHE_KIB = 65_536
_READER_CACHE_KIB = 8_192
_SNAPSHOT_CACHE_KIB = 2_048  # of an export, which reads one page after the other
_CHECK_EVERY = 50_000  # steps of SQLite's machine, which take a millisecond or two
_SEGMENT_EVENTS = 65_536
_MIN_VERSION = (3, 37)


class SQLiteStore:
    """A ledger in a file, or in memory if `path` is None. Processes may share a file; memory is private.

    The pepper is in the same file as the digests: a copy of the file has both, but a digest of 178
    random bits can't be turned into a key. Raises StoreError for a file that can't be opened or is not a
    ledger.

    `segment_events` is the size of a large segment (see `segment_builder`); stores of one file may use
    different sizes.
    """

    def __init__(self, path: str | None, segment_events: int = _SEGMENT_EVENTS) -> None:
        if sqlite3.sqlite_version_info < _MIN_VERSION:
            raise StoreError(f"SQLite is {sqlite3.sqlite_version}; the ledger needs 3.37 or later")
        self._path = path
        self._file = None if path is None else LedgerFile(path)
        # ":memory:" would belong to one connection; a memdb is shared by its name.
        self._uri = self._file.uri if self._file else f"file:/auditledge-{uuid.uuid4()}?vfs=memdb"
        self._lock = threading.Lock()
        self._readers: list[sqlite3.Connection] = []
        self._local = threading.local()
        self._interner = Interner()
        self.background: BackgroundMonitor = BackgroundMonitor()
        self._compactor = Compactor(self, segment_events, self.background)
        tails = TailCache(2 * self._compactor.small_size, self._compactor.schedule)
        self._cache = ReadCache(tails, self._compactor.index)
        self._closed = False
        self._writer = self._open()
        self._write_lock = threading.Lock()
        self._pepper = bytes(
            self._writer.execute("SELECT value FROM settings WHERE name = 'pepper'").fetchone()[0]
        )

    engine: str = "sqlite"

    @property
    def pepper(self) -> bytes:
        """The secret that digests of keys and cursors are keyed with."""
        return self._pepper

    @contextlib.contextmanager
    def reading(self, cancel_scope: CancelScope | None = None) -> Iterator[SQLiteSnapshot]:
        """A snapshot on the thread's own connection."""
        scope = cancel_scope or CancelScope()
        with available():
            connection = self._reader()
            with _read_transaction(connection, scope):
                snapshot = SQLiteSnapshot(connection, self._cache, scope)
                with snapshot.step():
                    yield snapshot

    @contextlib.contextmanager
    def snapshot(self, cancel_scope: CancelScope | None = None) -> Iterator[SQLiteSnapshot]:
        """A snapshot on a separate connection. In memory it is a copy: a lock would stop the writer."""
        scope = cancel_scope or CancelScope()
        with available(), contextlib.closing(self._connect(_SNAPSHOT_CACHE_KIB)) as connection:
            if self._path is not None:
                with _read_transaction(connection, scope):
                    yield SQLiteSnapshot(connection, self._cache, scope)
            else:
                with contextlib.closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
                    connection.backup(copy)
                    yield SQLiteSnapshot(copy, self._cache, scope)

    @contextlib.contextmanager
    def writing(self) -> Iterator[SQLiteTransaction]:
        """A transaction that excludes every other writer, including those of other processes."""
        try:
            with available(), self._exclusive() as connection:
                transaction = SQLiteTransaction(connection, self._interner)
                yield transaction
        except BaseException:
            self._interner.rollback()
            raise
        self._interner.commit()
        for account, before, now in transaction.appended:
            self._compactor.appended(account, before, now)

    @contextlib.contextmanager
    def compacting(self, account: int) -> Iterator[SQLiteSegmentTarget]:
        """The account, read without a lock, while a segment of it is built."""
        with available(), contextlib.closing(self._connect(_READER_CACHE_KIB)) as connection:
            yield SQLiteSegmentTarget(connection, account, self._exclusive)

    @contextlib.contextmanager
    def expiring(self) -> Iterator[SQLiteExpiry]:
        """Deletes expired events, for the `with` block. Each step takes the write lock, as a write does."""
        with available(), contextlib.closing(self._connect(_READER_CACHE_KIB)) as connection:
            yield SQLiteExpiry(connection, self._exclusive)

    def try_write(self, size: int) -> None:
        """Commit a setting that nobody reads, and remove it."""
        with available():
            with self._exclusive() as connection:
                connection.execute("INSERT OR REPLACE INTO settings VALUES ('probe', ?)", [os.urandom(size)])
            with self._exclusive() as connection:
                connection.execute("DELETE FROM settings WHERE name = 'probe'")
            # Otherwise the write-ahead log would grow, and take the last space for that.
            with self._write_lock, contextlib.suppress(sqlite3.Error):
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def has_little_space(self) -> bool:
        """Whether the file system has little room."""
        return self._file is not None and self._file.has_little_space()

    def ensure_account(self, name: str, plan: str) -> int:
        """The number of the account with this name, created with `plan` if there is none."""
        with self.writing() as transaction:
            return transaction.ensure_account(name, plan, plan)

    def close(self) -> None:
        """Close every connection; reads in progress end with StoreUnavailableError."""
        self._compactor.close()
        with self._lock:
            self._closed = True
            connections = [*self._readers, self._writer]
            self._readers.clear()
        for connection in connections:
            connection.close()

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[sqlite3.Connection]:
        """The writing connection in a transaction, which is committed unless the `with` block raises."""
        with self._write_lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                schema.check_version(self._writer)
                yield self._writer
                self._check_file()
                self._writer.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._writer.execute("ROLLBACK")
                raise
            try:
                self._check_file()
            except StoreUnavailableError as error:
                # Committed, but perhaps to a file that nobody finds any more: it must not be acknowledged.
                raise StoreInterruptedError(str(error)) from None

    def _check_file(self) -> None:
        if self._file is not None:
            self._file.check()

    def _open(self) -> sqlite3.Connection:
        try:
            connection = self._connect(_WRITER_CACHE_KIB)
        except sqlite3.Error as error:
            raise StoreError(f"can't open {self._path}: {error}") from None
        try:
            self._become_wal(connection)
            schema.prepare(connection)
            if self._file is not None:
                self._file.opened()
        except (sqlite3.Error, StoreError) as error:
            connection.close()
            kind = StoreUnavailableError if "locked" in str(error) else StoreError
            raise kind(f"can't open {self._path}: {error}") from None
        return connection

    def _become_wal(self, connection: sqlite3.Connection) -> None:
        """Switch to WAL, with retries: SQLite's busy timeout does not cover a concurrent switch."""
        deadline = time.monotonic() + _OPENING_S
        while self._path is not None:
            try:
                (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                if mode != "wal":
                    raise StoreError("its file system can't hold a write-ahead log")
                return

    def _connect(self, cache_kib: int) -> sqlite3.Connection:
        # Another file under the same name would be opened as a ledger, too.
        self._check_file()
        connection = sqlite3.connect(
            self._uri, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False, uri=True
        )
        try:
            self._check_file()
        except StoreUnavailableError:
            connection.close()
            raise
        for pragma in (
            "synchronous = FULL",
            "trusted_schema = OFF",
            "wal_autocheckpoint = 4000",
            f"cache_size = -{cache_kib}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect(_READER_CACHE_KIB)
            with self._lock:
                if self._closed:
                    connection.close()
                    raise StoreUnavailableError("the store is closed")
                self._readers.append(connection)
        return connection


@contextlib.contextmanager
def _read_transaction(connection: sqlite3.Connection, cancel_scope: CancelScope) -> Iterator[None]:
    connection.execute("BEGIN")
    is_bounded = cancel_scope.timeout is not None
    if is_bounded:
        connection.set_progress_handler(lambda: cancel_scope.is_over, _CHECK_EVERY)
    try:
        schema.check_version(connection)
        yield
    finally:
        if is_bounded:
            connection.set_progress_handler(None, 0)
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
