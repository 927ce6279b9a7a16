"""Reading from the PostgreSQL store."""

import time
from collections.abc import Iterator, Sequence

from auditledge.server.stores.columnar.cache import Memory
from auditledge.server.stores.columnar.query import Search
from auditledge.server.stores.intern_cache import Texts
from auditledge.server.stores.models import (
    AccountListing,
    AccountState,
    Directory,
    Event,
    Filters,
    KeyFacts,
    KeyListing,
    KeyUse,
    Order,
    Position,
    Stretch,
)
from auditledge.server.stores.postgres.catalog import read_directory
from auditledge.server.stores.postgres.connections import Connection
from auditledge.server.stores.postgres.expiry import expired
from auditledge.server.stores.postgres.schema import VERSION
from auditledge.server.stores.postgres.source import COLUMNS, PostgreSQLSource
from auditledge.server.stores.postgres.tenant_scope import Scoped
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

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._scoped = Scoped(connection)
        self._memory = memory
        self._last: tuple[tuple[int, Filters], Search] | None = None

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

    def directory(self) -> Directory:
        """All that the ledger holds beside its events."""
        return read_directory(self._scoped)

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

    def count(
        self, account: int, filters: Filters, order: Order = "desc", after: Position | None = None
    ) -> int:
        """How many events match, or how many of them lie behind `after`."""
        return self._search(account, filters).count(order, after)

    def count_behind(self, account: int, filters: Filters, sequence: int) -> int:
        """How many events match that were stored behind a sequence."""
        return self._search(account, filters).count_behind(sequence)

    def page(
        self,
        account: int,
        filters: Filters,
        order: Order,
        *,
        after: Position | None,
        offset: int,
        limit: int,
    ) -> list[Event]:
        """Matching events by timestamp and sequence, from behind `after`, without the first `offset`."""
        return self._search(account, filters).page(order, after=after, offset=offset, limit=limit)

    def scan(
        self, account: int, filters: Filters, order: Order, after: Position | None, size: int
    ) -> Iterator[list[Event]]:
        """Every matching event in order, from behind `after`, in lists of up to `size`."""
        return self._search(account, filters).scan(order, after, size)

    def stretch(self, account: int, filters: Filters, after: int, size: int) -> Stretch:
        """Those of the next `size` events behind the sequence `after` that match."""
        return self._search(account, filters).stretch(after, size)

    def _search(self, account: int, filters: Filters) -> Search:
        """A search; remembered, as a page comes with its total."""
        if self._last is None or self._last[0] != (account, filters):
            source = PostgreSQLSource(self._scoped, account)
            self._last = (account, filters), Search(source, filters, self._memory)
        return self._last[1]


def read_key_use(scoped: Scoped, key: int) -> KeyUse:
    """When a key was used last, and whether it is revoked or expired."""
    (row,) = scoped.run("SELECT used_at, revoked_at, expires_at FROM keys WHERE key = %b", [key])
    return key_use_of(row)


def read_events(scoped: Scoped, account: int, ids: Sequence[str], texts: Texts) -> dict[str, Event]:
    """Those of the account's events that have these ids, by id."""
    rows = scoped.within(account, _BY_ID, [list(map(id_to_bytes, ids)), account]).fetchall()
    return {event.id: event for event in texts.events(PostgreSQLSource(scoped, account), rows)}
