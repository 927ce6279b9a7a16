"""Reading from the SQLite store."""

import sqlite3
import time

from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.query import ColumnarSearch
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import (
    AccountListing,
    AccountState,
    Catalog,
    Event,
    Filters,
    KeyFacts,
    KeyListing,
    KeyUse,
)
from auditledge.server.stores.row_codec import (
    ACCOUNTS,
    account_listing_of,
    id_to_bytes,
    key_facts_of,
    key_listing_of,
    key_use_of,
)
from auditledge.server.stores.sqlite.catalog import read_catalog
from auditledge.server.stores.sqlite.expiry import expired
from auditledge.server.stores.sqlite.schema import is_current
from auditledge.server.stores.sqlite.source import EVENTS, SQLiteSource


class SQLiteSnapshot:
    """One consistent state, read through a connection that stands in a read transaction."""

    def __init__(self, connection: sqlite3.Connection, memory: ReadCache) -> None:
        self._connection = connection
        self._memory = memory

    def is_current(self) -> bool:
        """Whether the tables are of the version that this program knows."""
        return is_current(self._connection)

    def key(self, digest: bytes) -> KeyFacts | None:
        """The live key with this digest; None for an unknown, revoked or expired one."""
        row = self._connection.execute(
            "SELECT key, digest, account, organization, bound, scopes FROM keys"
            " WHERE digest = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
            [digest, time.time_ns() // 1_000],
        ).fetchone()
        return None if row is None else key_facts_of(row)

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        return read_key_use(self._connection, key)

    def list_keys(self) -> list[KeyListing]:
        """Every key of every account, the oldest first."""
        rows = self._connection.execute(
            "SELECT k.prefix, a.name, a.plan, k.organization, k.bound, k.scopes, k.created_at, k.used_at,"
            " k.revoked_at, k.expires_at FROM keys k JOIN accounts a USING (account) ORDER BY k.key"
        )
        return list(map(key_listing_of, rows))

    def list_accounts(self) -> list[AccountListing]:
        """Every account, the oldest first."""
        return list(map(account_listing_of, self._connection.execute(ACCOUNTS)))

    def catalog(self) -> Catalog:
        """All that the ledger holds beside its events."""
        return read_catalog(self._connection)

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        return read_account(self._connection, account, month)

    def expired(self, account: int, before: int) -> int:
        """How many of the account's events were received before an instant."""
        return len(expired(self._connection, account, before))

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None when the account has none."""
        return read_events(self._connection, account, [event_id], self._memory.texts).get(event_id)

    def search(self, account: int, filters: Filters) -> ColumnarSearch:
        """A search of the account's events."""
        return ColumnarSearch(SQLiteSource(self._connection, account), filters, self._memory)


def read_account(connection: sqlite3.Connection, account: int, month: int) -> AccountState:
    """The account, with what it stored in `month`."""
    row = connection.execute(
        "SELECT a.plan, a.sequence, a.received_at, coalesce(u.events, 0) FROM accounts a"
        " LEFT JOIN usage u ON u.account = a.account AND u.month = ? WHERE a.account = ?",
        [month, account],
    ).fetchone()
    return AccountState(*row)


def read_key_use(connection: sqlite3.Connection, key: int) -> KeyUse:
    """When a key was used last, and whether it is revoked or expired."""
    statement = "SELECT used_at, revoked_at, expires_at FROM keys WHERE key = ?"
    return key_use_of(connection.execute(statement, [key]).fetchone())


def read_events(
    connection: sqlite3.Connection, account: int, ids: list[str], texts: InternCache
) -> dict[str, Event]:
    """Those of the account's events that have these ids, by id. At most 256 ids."""
    # One statement for every number of ids up to the next power of 16, so that it stays prepared.
    places = 1 if len(ids) == 1 else 16 if len(ids) <= 16 else 256
    blobs = [id_to_bytes(each) for each in ids]
    blobs += blobs[-1:] * (places - len(blobs))
    marks = ",".join("?" * places)
    rows = connection.execute(f"{EVENTS} WHERE account = ? AND id IN ({marks})", [account, *blobs]).fetchall()
    return {event.id: event for event in texts.events(SQLiteSource(connection, account), rows)}
