"""API keys: their form, and how they are created, rotated and revoked."""

import hmac
import secrets
import time
import zlib
from datetime import timedelta

from auditledge.server.accounts.plans import DEFAULT_PLAN
from auditledge.server.stores.models import NewKey
from auditledge.server.stores.protocol import Store

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MARK = "al_"
_RANDOM_LENGTH = 30
_CHECKSUM_LENGTH = 6
_KEY_LENGTH = len(_MARK) + _RANDOM_LENGTH + _CHECKSUM_LENGTH
_PREFIX_LENGTH = len(_MARK) + 8
_MICROSECOND = timedelta(microseconds=1)


def mint() -> str:
    """A new key: `al_`, 30 random base62 digits (178 bits), and a checksum for secret scanners."""
    body = _MARK + "".join(secrets.choice(_DIGITS) for _ in range(_RANDOM_LENGTH))
    return body + _checksum(body)


def is_well_formed(key: str) -> bool:
    """Whether `mint` could have made `key`. Detects a mistyped key without a look-up."""
    body, checksum = key[:-_CHECKSUM_LENGTH], key[-_CHECKSUM_LENGTH:]
    return len(key) == _KEY_LENGTH and key.startswith(_MARK) and checksum == _checksum(body)


def prefix_of(key: str) -> str:
    """The part of a key that lists show: enough to recognize it, too little to use it."""
    return key[:_PREFIX_LENGTH]


def digest_of(key: str, pepper: bytes) -> bytes:
    """What is stored of a key: its HMAC-SHA256 with the store's pepper."""
    return hmac.digest(pepper, key.encode(), "sha256")


def create_key(
    store: Store,
    *,
    account: str,
    organization: str | None,
    bound: bool,
    scopes: frozenset[str],
    plan: str | None,
    default_plan: str = DEFAULT_PLAN,
    lifetime: timedelta | None = None,
) -> str:
    """Create a key, and its account if there is none of this name. Only the digest of the key is stored.

    `plan` None keeps the account's plan, or gives a new account `default_plan`. The key expires after its
    `lifetime`; None means never. Raises StoreUnavailableError.
    """
    key = mint()
    digest, prefix = digest_of(key, store.pepper), prefix_of(key)
    now = _now()
    expires_at = None if lifetime is None else now + lifetime // _MICROSECOND
    new = NewKey(digest, prefix, organization, bound, scopes, expires_at)
    with store.writing() as transaction:
        number = transaction.ensure_account(account, plan, default_plan)
        transaction.accounts.create_key(number, new, now)
    return key


def rotate_key(store: Store, prefix: str, grace: timedelta) -> str | None:
    """Create a key with the properties of the one that starts with `prefix`; None if there is no live one.

    The old key expires after `grace`; with zero it is revoked. Raises StoreUnavailableError.
    """
    key, old, now = mint(), prefix_of(prefix), _now()
    with store.writing() as transaction:
        if not transaction.accounts.rotate_key(old, digest_of(key, store.pepper), prefix_of(key), now):
            return None
        if grace:
            transaction.accounts.expire_key(old, now + grace // _MICROSECOND)
        else:
            transaction.accounts.revoke_key(old, now)
    return key


def revoke_key(store: Store, prefix: str) -> bool:
    """Revoke the key that starts with `prefix` (as lists show it, or the whole key); False if there is none.

    Every server of the store rejects it from then on. Raises StoreUnavailableError.
    """
    with store.writing() as transaction:
        return transaction.accounts.revoke_key(prefix_of(prefix), _now()) > 0


def _now() -> int:
    return time.time_ns() // 1_000


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    digits = ""
    for _ in range(_CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
