"""The SQL of accounts and keys, which is the same on every engine.

Their tables belong to no tenant: they are how a request's account is found in the first place.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from auditledge.server.stores.models import AccountListing, KeyFacts, KeyListing, KeyUse, NewKey

_LIVE = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"
_FIND_KEY = """
SELECT key, digest, account, organization, bound, scopes, expires_at FROM keys
WHERE digest = ? AND revoked_at IS NULL"""
_KEY_USE = "SELECT last_used_at, revoked_at, expires_at FROM keys WHERE key = ?"
_LIST_KEYS = """
SELECT k.prefix, a.name, a.plan, k.organization, k.bound, k.scopes, k.created_at, k.last_used_at,
    k.revoked_at, k.expires_at
FROM keys k JOIN accounts a ON a.account = k.account ORDER BY k.key"""
_LIST_ACCOUNTS = """
SELECT account, name, plan, account IN (SELECT account FROM keys) FROM accounts ORDER BY account"""
_RECORD_USE = "UPDATE keys SET last_used_at = ? WHERE key = ?"
_CREATE_KEY = """
INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ROTATE_KEY = f"""
INSERT INTO keys (account, digest, prefix, organization, bound, scopes, created_at, expires_at)
SELECT account, ?, ?, organization, bound, scopes, ?, expires_at FROM keys
WHERE prefix = ? AND {_LIVE} LIMIT 1"""  # noqa: S608
_EXPIRE_KEY = f"UPDATE keys SET expires_at = ? WHERE prefix = ? AND {_LIVE}"  # noqa: S608
_REVOKE_KEY = "UPDATE keys SET revoked_at = ? WHERE prefix = ? AND revoked_at IS NULL"
_SET_PLAN = "UPDATE accounts SET plan = ? WHERE name = ?"


class Rows(Protocol):
    """What a statement returns, on every engine."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""
        ...

    def fetchone(self) -> Any | None:
        """The next row; None after the last one."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


Execute = Callable[[str, Sequence[Any]], Rows]
"""Runs a statement within the transaction. Values are bound for `?`."""


class AccountReader:
    """Reads accounts and keys within one transaction."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def find_key(self, digest: bytes) -> KeyFacts | None:
        """The key with this digest, which may have expired; None if it is unknown or revoked."""
        row = self._execute(_FIND_KEY, [digest]).fetchone()
        if row is None:
            return None
        key, stored_digest, account, organization, bound, scopes, expires_at = row
        expired_at = _if_past(expires_at)
        return KeyFacts(key, stored_digest, account, organization, bool(bound), _scopes(scopes), expired_at)

    def key_use(self, key: int) -> KeyUse:
        """When the key was last used, and whether it is revoked or expired."""
        (row,) = self._execute(_KEY_USE, [key])
        used_at, revoked_at, expires_at = row
        return KeyUse(used_at, revoked_at, _if_past(expires_at))

    def list_keys(self) -> list[KeyListing]:
        """Every key of every account, oldest first."""
        return [_key_listing(row) for row in self._execute(_LIST_KEYS, [])]

    def list_accounts(self) -> list[AccountListing]:
        """Every account, oldest first."""
        rows: Iterable[tuple[int, str, str, object]] = self._execute(_LIST_ACCOUNTS, [])
        return [AccountListing(account, name, plan, bool(served)) for account, name, plan, served in rows]


class AccountTables(AccountReader):
    """Reads and writes accounts and keys within one transaction. Instants are microseconds since 1970."""

    def record_key_use(self, key: int, now: int) -> None:
        """Record that the key was used at `now`."""
        self._execute(_RECORD_USE, [now, key])

    def create_key(self, account: int, new: NewKey, now: int) -> None:
        """Store a key of an account."""
        scopes = " ".join(sorted(new.scopes))
        facts = [account, new.digest, new.prefix, new.organization, new.bound, scopes, now, new.expires_at]
        self._execute(_CREATE_KEY, facts)

    def rotate_key(self, prefix: str, digest: bytes, new_prefix: str, now: int) -> bool:
        """Store a key with the account, scopes and expiry of the live key with this prefix, if any."""
        return self._execute(_ROTATE_KEY, [digest, new_prefix, now, prefix, now]).rowcount > 0

    def expire_key(self, prefix: str, at: int) -> int:
        """Let the live keys with this prefix expire at `at`, unless they expire earlier. Returns how many."""
        return self._execute(_EXPIRE_KEY, [at, prefix, at]).rowcount

    def revoke_key(self, prefix: str, now: int) -> int:
        """Revoke the keys with this prefix. Returns how many were not revoked before."""
        return self._execute(_REVOKE_KEY, [now, prefix]).rowcount

    def set_plan(self, account: str, plan: str) -> bool:
        """Change the plan of the account with this name, if there is one."""
        return self._execute(_SET_PLAN, [plan, account]).rowcount > 0


def _key_listing(row: Sequence[Any]) -> KeyListing:
    prefix, account, plan, organization, bound, scopes, created_at, used_at, revoked_at, expires_at = row
    return KeyListing(
        prefix,
        account,
        plan,
        organization,
        bool(bound),
        _scopes(scopes),
        created_at,
        used_at,
        revoked_at,
        expires_at,
    )


def _scopes(stored: str) -> frozenset[str]:
    return frozenset(stored.split())


def _if_past(expires_at: int | None) -> int | None:
    return expires_at if expires_at is not None and expires_at <= _now() else None


def _now() -> int:
    return time.time_ns() // 1_000
