"""Reading from the PostgreSQL store."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial

from auditledge.server.stores.account_tables import AccountReader
from auditledge.server.stores.cancel_scope import UNBOUNDED, CancelScope
from auditledge.server.stores.clock_tables import ClockReader
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.query import ColumnarSearch
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import AccountState, Catalog, Event, Filters
from auditledge.server.stores.postgres.catalog import read_catalog
from auditledge.server.stores.postgres.connections import Connection, available, cancel
from auditledge.server.stores.postgres.expiry import expired_sequences
from auditledge.server.stores.postgres.source import COLUMNS, PostgreSQLSource
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.row_codec import EventRow, id_to_bytes

# Each id is looked up separately, in its partition alone, by the index of ids. The planner has to be forced
# to do that: it believes that an account which its statistics don't know has no rows, so that any index will
# do, and by another index it reads all that the account has. BETWEEN instead of = prevents that, because then
# only the index of ids gives the order that is asked for.
_BY_ID = f"""{COLUMNS} FROM unnest(%b::bytea[]) AS sent (id)
CROSS JOIN LATERAL (
    SELECT * FROM events WHERE account = %b AND id BETWEEN sent.id AND sent.id ORDER BY id) e"""  # noqa: S608
_ACCOUNT = """
SELECT a.plan, h.sequence, h.received_at, coalesce(u.events, 0)
FROM accounts a
JOIN heads h ON h.account = a.account
LEFT JOIN usage u ON u.account = a.account AND u.month = %b
WHERE a.account = %b"""
_RECEIVED_AT = "SELECT received_at FROM heads WHERE account = %b"
_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"


class PostgreSQLSnapshot:
    """One consistent state, read through a connection that is in a repeatable-read transaction."""

    def __init__(
        self, connection: Connection, cache: ReadCache, cancel_scope: CancelScope = UNBOUNDED
    ) -> None:
        self._connection = connection
        self._scope = TenantScope(connection)
        self._cache = cache
        self._cancel_scope = cancel_scope
        self.accounts: AccountReader = AccountReader(self._scope.execute)
        self.clock: ClockReader = ClockReader(self._scope.execute)

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """One step of reading it."""
        interrupt = partial(cancel, self._connection)
        with self._cancel_scope.interruptible(interrupt), available(self._connection):
            yield

    def catalog(self) -> Catalog:
        """Everything in the ledger except its events."""
        return read_catalog(self._scope)

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        (row,) = self._scope.within(account, _ACCOUNT, [month, account])
        return AccountState(*row)

    def newest_receipt(self) -> int:
        """When the last event of any account was received; 0 if there is none."""
        newest = 0
        for account, *_ in self.accounts.list_accounts():
            ((received_at,),) = self._scope.within(account, _RECEIVED_AT, [account])
            newest = max(newest, received_at)
        return newest

    def database_time(self) -> int | None:
        """The time by the clock of the database's machine."""
        ((now,),) = self._scope.run(_NOW)
        return int(now)

    def count_expired(self, account: int, before: int) -> int:
        """Count the account's events that were received before an instant."""
        return len(expired_sequences(self._scope, account, before))

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None if the account has none."""
        return read_events(self._scope, account, [event_id], self._cache.interned).get(event_id)

    def search(self, account: int, filters: Filters) -> ColumnarSearch:
        """A search of the account's events."""
        return ColumnarSearch(
            PostgreSQLSource(self._scope, account, self._cancel_scope), filters, self._cache
        )


def read_events(scope: TenantScope, account: int, ids: Sequence[str], cache: InternCache) -> dict[str, Event]:
    """Those of the account's events that have these ids, by id."""
    found = scope.within(account, _BY_ID, [list(map(id_to_bytes, ids)), account]).fetchall()
    rows = list(map(EventRow._make, found))
    return {event.id: event for event in cache.events(PostgreSQLSource(scope, account), rows)}
