"""Writing to the PostgreSQL store, inside one transaction."""

import functools
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import psycopg

from auditledge.contract.mismatch import check_names
from auditledge.server.calendar_months import month_of
from auditledge.server.stores.account_tables import AccountTables
from auditledge.server.stores.clock_tables import ClockTables, write_repair
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.models import AccountState, Catalog, ClockRepair, Event
from auditledge.server.stores.postgres.arrays import BigInts, Integers
from auditledge.server.stores.postgres.catalog import write_catalog
from auditledge.server.stores.postgres.interning import find_or_create
from auditledge.server.stores.postgres.snapshot import read_events
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.row_codec import EventColumns, given_columns, to_columns

_LOCK_ACCOUNT = """
SELECT a.plan, h.sequence, h.received_at
FROM heads h JOIN accounts a ON a.account = h.account
WHERE h.account = %b
FOR UPDATE OF h"""
_USAGE = "SELECT events FROM usage WHERE account = %b AND month = %b"
_TYPES = {
    "id": "bytea",
    "sequence": "bigint",
    "timestamp": "bigint",
    "received_at": "bigint",
    "organization": "integer",
    "actor": "integer",
    "kind": "integer",
    "resource_id": "text",
    "resource_name": "text",
    "metadata": "text",
    "actor_type": "integer",
    "on_behalf_of": "integer",
    "outcome": "integer",
    "ip": "integer",
    "changes": "text",
    "details": "text",
}
_ARRAYS: dict[str, Callable[[Sequence[Any]], list[Any]]] = {
    "bytea": list,
    "bigint": BigInts,
    "integer": Integers,
    "text": list,
}
check_names("EventRow", EventColumns._fields, _TYPES, file=__file__)
_ENSURE_ACCOUNT = """
INSERT INTO accounts AS a (name, plan) VALUES (%b, %b)
ON CONFLICT (name) DO UPDATE SET plan = coalesce(%b, a.plan) RETURNING account"""


class PostgreSQLTransaction:
    """A transaction that writes, on the store's one writing connection.

    Keys are locked before accounts, and each of them by ascending number: so no two transactions ever wait
    for each other.
    """

    def __init__(self, scope: TenantScope, interner: Interner) -> None:
        self._scope = scope
        self._interner = interner
        self.accounts: AccountTables = AccountTables(scope.execute)
        self.clock: ClockTables = ClockTables(scope.execute)
        self.appended: list[tuple[int, int, int]] = []
        """What was stored: account, last sequence before, last sequence now."""

    def rewrite_key(self) -> None:
        """Write a key as it is."""
        self._scope.run("UPDATE keys SET last_used_at = last_used_at WHERE key = (SELECT min(key) FROM keys)")

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`; locked until the transaction ends."""
        (state,) = self._scope.within(account, _LOCK_ACCOUNT, [account])
        # Not in the statement that waits for the lock, which sees other tables as they were before it waited.
        usage = self._scope.within(account, _USAGE, [account, month]).fetchone()
        plan, sequence, received_at = state
        return AccountState(plan, sequence, received_at, 0 if usage is None else usage[0])

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        # Not the cache of readers: what this transaction stores may be rolled back.
        return read_events(self._scope, account, ids, InternCache())

    def append_events(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that continue the account's sequence, and count them in `month`."""
        find = partial(find_or_create, self._scope, account)
        columns = self._interner.intern(account, to_columns(events), find)
        given = given_columns(columns)
        arrays = [_ARRAYS[_TYPES[name]](values) for name, values in given.items()]
        counted = [account, month, len(events)]
        head = [events[-1].sequence, events[-1].received_at, account]
        self._scope.within(account, _append(tuple(given)), [account, *arrays, *counted, *head])
        self.appended.append((account, events[0].sequence - 1, events[-1].sequence))

    def repair_clock(self, account: int, now: int) -> ClockRepair | None:
        """Let the account receive its next events at `now`. None if its last receipt is not later."""
        state = self.account(account, month_of(now))
        if state.received_at <= now:
            return None
        repair = ClockRepair(account, state.sequence, state.received_at, now)
        write_repair(partial(self._scope.execute_within, account), "heads", repair)
        return repair

    def ensure_account(self, name: str, plan: str | None, default_plan: str) -> int:
        """The number of the account with this name. A new one gets `plan`, or else `default_plan`."""
        (row,) = self._scope.run(_ENSURE_ACCOUNT, [name, plan or default_plan, plan])
        account = int(row[0])
        statement = "INSERT INTO heads (account) VALUES (%b) ON CONFLICT DO NOTHING"
        self._scope.within(account, statement, [account])
        return account

    def replace_catalog(self, catalog: Catalog) -> None:
        """Replace accounts, keys, usage and the pepper by those of a catalog."""
        try:
            write_catalog(self._scope, catalog)
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(f"{error}; migrate a ledger as the role that owns its tables") from None


@functools.cache
def _append(columns: tuple[str, ...]) -> str:
    """Stores events with these columns, counts them, and sets the end of their account's sequence.

    One statement instead of three: each would be a round trip to the server.
    """
    unnest = ", ".join(f"unnest(%b::{_TYPES[name]}[])" for name in columns)
    return f"""
        WITH stored AS (
            INSERT INTO events (account, {", ".join(columns)}) SELECT %b, {unnest}
        ), counted AS (
            INSERT INTO usage AS u (account, month, events) VALUES (%b, %b, %b)
            ON CONFLICT (account, month) DO UPDATE SET events = u.events + excluded.events
        )
        UPDATE heads SET sequence = %b, received_at = %b WHERE account = %b"""  # noqa: S608 - names of our own
