"""Reading from the SQLite store."""

import contextlib
import sqlite3
from collections.abc import Iterator

from auditledge.server.stores.account_tables import AccountReader
from auditledge.server.stores.cancel_scope import UNBOUNDED, CancelScope
from auditledge.server.stores.clock_tables import ClockReader
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.query import ColumnarSearch
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import AccountState, Catalog, Event, Filters
from auditledge.server.stores.row_codec import EventRow, id_to_bytes
from auditledge.server.stores.sqlite.catalog import read_catalog
from auditledge.server.stores.sqlite.connections import available
from auditledge.server.stores.sqlite.expiry import expired_sequences
from auditledge.server.stores.sqlite.source import EVENTS, SQLiteSource

_ACCOUNT = """
SELECT a.plan, a.sequence, a.received_at, coalesce(u.events, 0) FROM accounts a
LEFT JOIN usage u ON u.account = a.account AND u.month = ? WHERE a.account = ?"""


class SQLiteSnapshot:
    """One consistent state, read through a connection that is in a read transaction."""

    def __init__(
        self, connection: sqlite3.Connection, cache: ReadCache, cancel_scope: CancelScope = UNBOUNDED
    ) -> None:
        self._connection = connection
        self._cache = cache
        self._cancel_scope = cancel_scope
        self.accounts: AccountReader = AccountReader(connection.execute)
        self.clock: ClockReader = ClockReader(connection.execute)

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """One step of reading it."""
        with self._cancel_scope.interruptible(), available():
            yield

    def catalog(self) -> Catalog:
        """Everything in the ledger except its events."""
        return read_catalog(self._connection)

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        return read_account(self._connection, account, month)

    def newest_receipt(self) -> int:
        """When the last event of any account was received; 0 if there is none."""
        (newest,) = self._connection.execute("SELECT max(received_at) FROM accounts").fetchone()
        return newest or 0

    def database_time(self) -> int | None:
        """None: the database is on this machine."""
        return None

    def count_expired(self, account: int, before: int) -> int:
        """Count the account's events that were received before an instant."""
        return len(expired_sequences(self._connection, account, before))

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None if the account has none."""
        return read_events(self._connection, account, [event_id], self._cache.interned).get(event_id)

    def search(self, account: int, filters: Filters) -> ColumnarSearch:
        """A search of the account's events."""
        return ColumnarSearch(
            SQLiteSource(self._connection, account, self._cancel_scope), filters, self._cache
        )


def read_account(connection: sqlite3.Connection, account: int, month: int) -> AccountState:
    """The account, with what it stored in `month`."""
    return AccountState(*connection.execute(_ACCOUNT, [month, account]).fetchone())


def read_events(
    connection: sqlite3.Connection, account: int, ids: list[str], cache: InternCache
) -> dict[str, Event]:
    """Those of the account's events that have these ids, by id. At most 256 ids."""
    # One statement for every number of ids up to the next power of 16, so that each stays prepared.
    marks = 1 if len(ids) == 1 else 16 if len(ids) <= 16 else 256
    blobs = [id_to_bytes(each) for each in ids]
    blobs += blobs[-1:] * (marks - len(blobs))
    statement = f"{EVENTS} WHERE account = ? AND id IN ({','.join('?' * marks)})"
    rows = map(EventRow._make, connection.execute(statement, [account, *blobs]).fetchall())
    return {event.id: event for event in cache.events(SQLiteSource(connection, account), list(rows))}
