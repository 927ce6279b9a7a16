"""Writing to the SQLite store, inside one transaction."""

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any

from auditledge.server.calendar_months import month_of
from auditledge.server.stores.account_tables import AccountTables
from auditledge.server.stores.clock_tables import ClockTables, write_repair
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.models import AccountState, Catalog, ClockRepair, Event
from auditledge.server.stores.row_codec import given_columns, to_columns
from auditledge.server.stores.sqlite.catalog import write_catalog
from auditledge.server.stores.sqlite.interning import find_or_create
from auditledge.server.stores.sqlite.schema import COLUMNS, PLACE_BITS
from auditledge.server.stores.sqlite.snapshot import read_account, read_events

# One statement with many rows is the fastest way in. A few sizes only, so that each stays prepared.
_SIZES = (256, 32, 4, 1)
_COUNT = "INSERT INTO usage VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events"
_MAX_IDS = 256


class SQLiteTransaction:
    """A transaction that writes, on the store's one writing connection."""

    def __init__(self, connection: sqlite3.Connection, interner: Interner) -> None:
        self._connection = connection
        self._interner = interner
        self.accounts: AccountTables = AccountTables(connection.execute)
        self.clock: ClockTables = ClockTables(connection.execute)
        self.appended: list[tuple[int, int, int]] = []
        """What was stored: account, last sequence before, last sequence now."""

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        return read_account(self._connection, account, month)

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        found: dict[str, Event] = {}
        # Not the cache of readers: what this transaction stores may be rolled back.
        cache = InternCache()
        for start in range(0, len(ids), _MAX_IDS):
            found |= read_events(self._connection, account, list(ids[start : start + _MAX_IDS]), cache)
        return found

    def append_events(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that continue the account's sequence, and count them in `month`."""
        columns = self._columns(account, events)
        values = chain.from_iterable(zip(*columns.values(), strict=False))  # `repeat` never ends
        for size in _sizes(len(events)):
            statement = _insert(tuple(columns), size)
            self._connection.execute(statement, list(islice(values, size * len(columns))))
        last = events[-1]
        self._connection.execute(
            "UPDATE accounts SET sequence = ?, received_at = ? WHERE account = ?",
            [last.sequence, last.received_at, account],
        )
        self._connection.execute(_COUNT, [account, month, len(events)])
        self.appended.append((account, events[0].sequence - 1, last.sequence))

    def repair_clock(self, account: int, now: int) -> ClockRepair | None:
        """Let the account receive its next events at `now`. None if its last receipt is not later."""
        state = self.account(account, month_of(now))
        if state.received_at <= now:
            return None
        repair = ClockRepair(account, state.sequence, state.received_at, now)
        write_repair(self._connection.execute, "accounts", repair)
        return repair

    def ensure_account(self, name: str, plan: str | None, default_plan: str) -> int:
        """The number of the account with this name. A new one gets `plan`, or else `default_plan`."""
        row = self._connection.execute(
            "INSERT INTO accounts (name, plan) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET plan = coalesce(?, plan) RETURNING account",
            [name, plan or default_plan, plan],
        ).fetchall()
        return int(row[0][0])

    def replace_catalog(self, catalog: Catalog) -> None:
        """Replace accounts, keys, usage and the pepper by those of a catalog."""
        write_catalog(self._connection, catalog)

    def _columns(self, account: int, events: Sequence[Event]) -> dict[str, Iterable[Any]]:
        find = partial(find_or_create, self._connection, account)
        columns = self._interner.intern(account, to_columns(events), find)
        given: dict[str, Iterable[Any]] = {**given_columns(columns), "account": repeat(account)}
        given["place"] = [account << PLACE_BITS | sequence for sequence in columns.sequence]
        return {name: given[name] for name in COLUMNS if name in given}


def _sizes(rows: int) -> Iterator[int]:
    """The number of rows as a sum of the sizes that there are statements for."""
    for size in _SIZES:
        yield from repeat(size, rows // size)
        rows %= size


@functools.cache
def _insert(columns: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO events ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"  # noqa: S608
