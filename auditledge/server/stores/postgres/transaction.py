"""Writing to the PostgreSQL store, inside one transaction."""

from collections.abc import Sequence
from functools import partial

import psycopg

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import Interner
from auditledge.server.stores.models import AccountState, Catalog, Event, KeyUse, NewKey
from auditledge.server.stores.postgres.arrays import BigInts, Integers
from auditledge.server.stores.postgres.catalog import write_catalog
from auditledge.server.stores.postgres.interning import find_or_create
from auditledge.server.stores.postgres.snapshot import read_events, read_key_use
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.row_codec import id_to_bytes

_LOCK_ACCOUNT = """
SELECT a.plan, h.sequence, h.received_at
FROM heads h JOIN accounts a ON a.account = h.account
WHERE h.account = %b
FOR UPDATE OF h"""
_USAGE = "SELECT events FROM usage WHERE account = %b AND month = %b"
# One statement, as each would wait for the server's answer.
_APPEND = """
WITH stored AS (
    INSERT INTO events (account, sequence, id, timestamp, received_at, organization, actor, kind, resource_id,
        resource_name, metadata)
    SELECT %b, generate_series(%b::bigint, %b::bigint), unnest(%b::bytea[]), unnest(%b::bigint[]),
        unnest(%b::bigint[]), unnest(%b::integer[]), unnest(%b::integer[]), unnest(%b::integer[]),
        unnest(%b::text[]), unnest(%b::text[]), unnest(%b::text[])
), counted AS (
    INSERT INTO usage AS u (account, month, events) VALUES (%b, %b, %b)
    ON CONFLICT (account, month) DO UPDATE SET events = u.events + excluded.events
)
UPDATE heads SET sequence = %b, received_at = %b WHERE account = %b"""


class PostgreSQLTransaction:
    """A transaction that writes, on the store's one writing connection.

    Keys are locked before accounts, and each by rising number: so two transactions never wait for each other.
    """

    def __init__(self, scoped: TenantScope, dictionaries: Interner) -> None:
        self._scoped = scoped
        self._dictionaries = dictionaries
        self.appended: list[tuple[int, int, int]] = []
        """What was stored: account, last sequence before, last sequence now."""

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        return read_key_use(self._scoped, key)

    def record_key_use(self, key: int, now: int) -> None:
        """Remember that the key was used at `now`."""
        self._scoped.run("UPDATE keys SET used_at = %b WHERE key = %b", [now, key])

    def touch(self) -> None:
        """Write something that changes nothing."""
        self._scoped.run("UPDATE keys SET used_at = used_at WHERE key = (SELECT min(key) FROM keys)")

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`; locked until the transaction ends."""
        (state,) = self._scoped.within(account, _LOCK_ACCOUNT, [account])
        # Apart from the lock: the statement that waited for it sees other tables as they were before.
        usage = self._scoped.within(account, _USAGE, [account, month]).fetchone()
        plan, sequence, received_at = state
        return AccountState(plan, sequence, received_at, 0 if usage is None else usage[0])

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        # With texts for now: what this transaction stores may be rolled back.
        return read_events(self._scoped, account, ids, InternCache())

    def append(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that carry on the account's sequence, and count them in `month`."""
        ids, sequences, timestamps, received, organizations, actors, kinds, *texts = zip(*events, strict=True)
        names = organizations, actors, kinds
        numbers = self._dictionaries.columns(account, *names, partial(find_or_create, self._scoped, account))
        columns = [
            [*map(id_to_bytes, ids)],
            BigInts(timestamps),
            BigInts(received),
            *map(Integers, numbers),
            *map(list, texts),
        ]
        counted = [account, month, len(events)]
        head = [sequences[-1], received[-1], account]
        bounds = [sequences[0], sequences[-1]]
        self._scoped.within(account, _APPEND, [account, *bounds, *columns, *counted, *head])
        self.appended.append((account, sequences[0] - 1, sequences[-1]))

    def ensure_account(self, name: str, plan: str | None, default: str) -> int:
        """The number of the account of this name; a new one has `plan`, or else `default`."""
        (row,) = self._scoped.run(
            "INSERT INTO accounts AS a (name, plan) VALUES (%b, %b)"
            " ON CONFLICT (name) DO UPDATE SET plan = coalesce(%b, a.plan) RETURNING account",
            [name, plan or default, plan],
        )
        account = int(row[0])
        statement = "INSERT INTO heads (account) VALUES (%b) ON CONFLICT DO NOTHING"
        self._scoped.within(account, statement, [account])
        return account

    def create_key(self, new: NewKey, now: int) -> None:
        """Store a key, and its account when there is none of that name."""
        account = self.ensure_account(new.account, new.plan, new.default_plan)
        self._scoped.run(
            "INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)"
            " VALUES (%b, %b, %b, %b, %b, %b, %b, %b)",
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
        statement = "UPDATE accounts SET plan = %b WHERE name = %b"
        return self._scoped.run(statement, [plan, account]).rowcount > 0

    def replace_catalog(self, directory: Catalog) -> None:
        """Put a directory in the place of what is there."""
        try:
            write_catalog(self._scoped, directory)
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(f"{error}; a ledger is moved as the role that owns its tables") from None

    def rotate_key(self, prefix: str, digest: bytes, new_prefix: str, now: int) -> bool:
        """Store a key with the facts of the live one of this prefix; whether there is one."""
        made = self._scoped.run(
            "INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)"
            " SELECT account, %b, %b, organization, bound, scopes, %b, expires_at FROM keys"
            " WHERE prefix = %b AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %b) LIMIT 1",
            [digest, new_prefix, now, prefix, now],
        )
        return made.rowcount > 0

    def expire_key(self, prefix: str, at: int) -> int:
        """Have the live keys of this prefix expire at an instant, or earlier if they would; how many."""
        statement = (
            "UPDATE keys SET expires_at = %b WHERE prefix = %b AND revoked_at IS NULL"
            " AND (expires_at IS NULL OR expires_at > %b)"
        )
        return self._scoped.run(statement, [at, prefix, at]).rowcount

    def revoke_key(self, prefix: str, now: int) -> int:
        """Revoke the live keys of this prefix; how many those were."""
        statement = "UPDATE keys SET revoked_at = %b WHERE prefix = %b AND revoked_at IS NULL"
        return self._scoped.run(statement, [now, prefix]).rowcount
