"""Writing to the SQLite store, inside one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any

from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.models import AccountState, Catalog, Event, KeyUse, NewKey
from auditledge.server.stores.row_codec import id_to_bytes
from auditledge.server.stores.sqlite.catalog import write_catalog
from auditledge.server.stores.sqlite.interning import find_or_create
from auditledge.server.stores.sqlite.schema import PLACE_BITS
from auditledge.server.stores.sqlite.snapshot import read_account, read_events, read_key_use

_COLUMNS = 11
_ROW = f"({','.join('?' * _COLUMNS)})"
# One statement with many rows is the fastest way in; a few sizes, so that each stays prepared.
_INSERTS = {size: "INSERT INTO events VALUES " + ",".join([_ROW] * size) for size in (256, 32, 4, 1)}  # noqa: S608
_MOST_IDS = 256


class SQLiteTransaction:
    """A transaction that writes, on the store's one writing connection."""

    def __init__(self, connection: sqlite3.Connection, dictionaries: Interner) -> None:
        self._connection = connection
        self._dictionaries = dictionaries
        self.appended: list[tuple[int, int, int]] = []
        """What was stored: account, last sequence before, last sequence now."""

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        return read_key_use(self._connection, key)

    def record_key_use(self, key: int, now: int) -> None:
        """Remember that the key was used at `now`."""
        self._connection.execute("UPDATE keys SET used_at = ? WHERE key = ?", [now, key])

    def touch(self) -> None:
        """Write something that changes nothing."""
        # A row that is updated to what it is would not be written.
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        self._connection.execute(f"PRAGMA user_version = {version}")

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        return read_account(self._connection, account, month)

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        found: dict[str, Event] = {}
        texts = InternCache()  # for now: what this transaction stores may be rolled back
        for start in range(0, len(ids), _MOST_IDS):
            found |= read_events(self._connection, account, list(ids[start : start + _MOST_IDS]), texts)
        return found

    def append(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that carry on the account's sequence, and count them in `month`."""
        rows = chain.from_iterable(self._rows(account, events))
        for size in _sizes(len(events)):
            self._connection.execute(_INSERTS[size], list(islice(rows, size * _COLUMNS)))
        last = events[-1]
        self._connection.execute(
            "UPDATE accounts SET sequence = ?, received_at = ? WHERE account = ?",
            [last.sequence, last.received_at, account],
        )
        self._connection.execute(
            "INSERT INTO usage VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events",
            [account, month, len(events)],
        )
        self.appended.append((account, events[0].sequence - 1, last.sequence))

    def ensure_account(self, name: str, plan: str | None, default: str) -> int:
        """The number of the account of this name; a new one has `plan`, or else `default`."""
        row = self._connection.execute(
            "INSERT INTO accounts (name, plan) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET plan = coalesce(?, plan) RETURNING account",
            [name, plan or default, plan],
        ).fetchall()
        return int(row[0][0])

    def create_key(self, new: NewKey, now: int) -> None:
        """Store a key, and its account when there is none of that name."""
        account = self.ensure_account(new.account, new.plan, new.default_plan)
        self._connection.execute(
            "INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                account,
                new.digest,
                new.prefix,
                new.organization,
                new.bound,
                " ".join(sorted(new.scopes)),
                now,
                new.expires_at,
            ],
        )

    def set_plan(self, account: str, plan: str) -> bool:
        """Give the account of this name another plan; whether there is one."""
        statement = "UPDATE accounts SET plan = ? WHERE name = ?"
        return self._connection.execute(statement, [plan, account]).rowcount > 0

    def replace_catalog(self, directory: Catalog) -> None:
        """Put a directory in the place of what is there."""
        write_catalog(self._connection, directory)

    def rotate_key(self, prefix: str, digest: bytes, new_prefix: str, now: int) -> bool:
        """Store a key with the facts of the live one of this prefix; whether there is one."""
        made = self._connection.execute(
            "INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)"
            " SELECT account, ?, ?, organization, bound, scopes, ?, expires_at FROM keys"
            " WHERE prefix = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) LIMIT 1",
            [digest, new_prefix, now, prefix, now],
        )
        return made.rowcount > 0

    def expire_key(self, prefix: str, at: int) -> int:
        """Have the live keys of this prefix expire at an instant, or earlier if they would; how many."""
        statement = (
            "UPDATE keys SET expires_at = ? WHERE prefix = ? AND revoked_at IS NULL"
            " AND (expires_at IS NULL OR expires_at > ?)"
        )
        return self._connection.execute(statement, [at, prefix, at]).rowcount

    def revoke_key(self, prefix: str, now: int) -> int:
        """Revoke the live keys of this prefix; how many those were."""
        statement = "UPDATE keys SET revoked_at = ? WHERE prefix = ? AND revoked_at IS NULL"
        return self._connection.execute(statement, [now, prefix]).rowcount

    def _rows(self, account: int, events: Sequence[Event]) -> Iterable[tuple[Any, ...]]:
        ids, sequences, timestamps, received, organizations, actors, kinds, *texts = zip(*events, strict=True)
        names = organizations, actors, kinds
        numbers = self._dictionaries.columns(
            account, *names, partial(find_or_create, self._connection, account)
        )
        base = account << PLACE_BITS
        return zip(
            [base | sequence for sequence in sequences],
            repeat(account),
            map(id_to_bytes, ids),
            timestamps,
            received,
            *numbers,
            *texts,
            strict=False,  # the account goes on
        )


def _sizes(rows: int) -> Iterator[int]:
    """So many rows as a sum of the sizes that there is a statement for."""
    for size in _INSERTS:
        yield from repeat(size, rows // size)
        rows %= size
