"""Reading from the PostgreSQL store."""

import time
from collections.abc import Sequence

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
from auditledge.server.stores.postgres.catalog import read_catalog
from auditledge.server.stores.postgres.connections import Connection
from auditledge.server.stores.postgres.expiry import expired
from auditledge.server.stores.postgres.schema import VERSION
from auditledge.server.stores.postgres.source import COLUMNS, PostgreSQLSource
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.row_codec import (
    ACCOUNTS,
    account_listing_of,
    id_to_bytes,
    key_facts_of,
    key_listing_of,
    key_use_of,
)

# Each id is looked for by itself, in its partition alone, and by the index of ids. The planner must be held
# to that: for it, an account that its statistics don't know has no rows, so that any index will do, and by
# another one all that the account has is read. BETWEEN instead of an equality, as then the order that is
# asked for can come from no other index.
_BY_ID = f"""{COLUMNS} FROM unnest(%b::bytea[]) AS sent (id)
CROSS JOIN LATERAL (
    SELECT * FROM events WHERE account = %b AND id BETWEEN sent.id AND sent.id ORDER BY id) e"""  # noqa: S608
_STATE = """
SELECT a.plan, h.sequence, h.received_at, coalesce(u.events, 0)
FROM accounts a
JOIN heads h ON h.account = a.account
LEFT JOIN usage u ON u.account = a.account AND u.month = %b
WHERE a.account = %b"""
_KEYS = """
SELECT k.prefix, a.name, a.plan, k.organization, k.bound, k.scopes, k.created_at, k.used_at, k.revoked_at,
    k.expires_at
FROM keys k JOIN accounts a ON a.account = k.account ORDER BY k.key"""


class PostgreSQLSnapshot:
    """One consistent state, read through a connection that stands in a repeatable read."""

    def __init__(self, connection: Connection, memory: ReadCache) -> None:
        self._scoped = TenantScope(connection)
        self._memory = memory

    def is_current(self) -> bool:
        """Whether the tables are of the version that this program knows."""
        return self._scoped.run("SELECT version FROM ledger").fetchone() == (VERSION,)

    def key(self, digest: bytes) -> KeyFacts | None:
        """The live key with this digest; None for an unknown, revoked or expired one."""
        row = self._scoped.run(
            "SELECT key, digest, account, organization, bound, scopes FROM keys"
            " WHERE digest = %b AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %b)",
            [digest, time.time_ns() // 1_000],
        ).fetchone()
        return None if row is None else key_facts_of(row)

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        return read_key_use(self._scoped, key)

    def list_keys(self) -> list[KeyListing]:
        """Every key of every account, the oldest first."""
        return list(map(key_listing_of, self._scoped.run(_KEYS)))

    def list_accounts(self) -> list[AccountListing]:
        """Every account, the oldest first."""
        return list(map(account_listing_of, self._scoped.run(ACCOUNTS)))

    def catalog(self) -> Catalog:
        """All that the ledger holds beside its events."""
        return read_catalog(self._scoped)

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        (row,) = self._scoped.within(account, _STATE, [month, account])
        return AccountState(*row)

    def expired(self, account: int, before: int) -> int:
        """How many of the account's events were received before an instant."""
        return len(expired(self._scoped, account, before))

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None when the account has none."""
        return read_events(self._scoped, account, [event_id], self._memory.texts).get(event_id)

    def search(self, account: int, filters: Filters) -> ColumnarSearch:
        """A search of the account's events."""
        return ColumnarSearch(PostgreSQLSource(self._scoped, account), filters, self._memory)


def read_key_use(scoped: TenantScope, key: int) -> KeyUse:
    """When a key was used last, and whether it is revoked or expired."""
    (row,) = scoped.run("SELECT used_at, revoked_at, expires_at FROM keys WHERE key = %b", [key])
    return key_use_of(row)


def read_events(
    scoped: TenantScope, account: int, ids: Sequence[str], texts: InternCache
) -> dict[str, Event]:
    """Those of the account's events that have these ids, by id."""
    rows = scoped.within(account, _BY_ID, [list(map(id_to_bytes, ids)), account]).fetchall()
    return {event.id: event for event in texts.events(PostgreSQLSource(scoped, account), rows)}
