"""API keys: how they are made and read, and whether a request's key is good."""

import asyncio
import contextlib
import hmac
import secrets
import time
import zlib
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Protocol

from auditledge.server.accounts.plans import DEFAULT_PLAN
from auditledge.server.accounts.principal import Grant
from auditledge.server.errors import InvalidAPIKeyError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.models import KeyFacts, NewKey
from auditledge.server.stores.protocol import Store

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_START = "al_"
_RANDOM_LENGTH = 30
_CHECKSUM_LENGTH = 6
_KEY_LENGTH = len(_START) + _RANDOM_LENGTH + _CHECKSUM_LENGTH
_PREFIX_LENGTH = len(_START) + 8
_FRESH_S = 1.0
_MICROSECOND = timedelta(microseconds=1)
_MOST_CACHED = 10_000
_MOST_HEADER = 100  # bytes; spaces before a key may make it as long as a head, and different each time


def mint() -> str:
    """A new key: `al_`, 30 random base62 digits (178 bits), and a checksum that scanners know it by."""
    body = _START + "".join(secrets.choice(_DIGITS) for _ in range(_RANDOM_LENGTH))
    return body + _checksum(body)


def is_well_formed(key: str) -> bool:
    """Whether `key` could have come from `mint`; a mistyped one is found out without a look-up."""
    body, checksum = key[:-_CHECKSUM_LENGTH], key[-_CHECKSUM_LENGTH:]
    return len(key) == _KEY_LENGTH and key.startswith(_START) and checksum == _checksum(body)


def prefix_of(key: str) -> str:
    """The part of a key by which lists name it: enough to know it again, too little to use."""
    return key[:_PREFIX_LENGTH]


def digest_of(key: str, pepper: bytes) -> bytes:
    """What is stored of a key: HMAC-SHA256 with the store's pepper."""
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
    """Make a key and store its digest; the key is returned this once and is nowhere else.

    `plan` None keeps the account's plan, or gives a new account `default_plan`. The key expires after its
    lifetime; with None it does not.
    Raises StoreUnavailableError.
    """
    key = mint()
    digest, prefix = digest_of(key, store.pepper), prefix_of(key)
    now = _now()
    expires_at = None if lifetime is None else now + lifetime // _MICROSECOND
    new = NewKey(digest, prefix, account, plan, organization, bound, scopes, default_plan, expires_at)
    with store.writing() as transaction:
        transaction.create_key(new, now)
    return key


def rotate_key(store: Store, prefix: str, grace: timedelta) -> str | None:
    """A new key with the facts of the one that begins with `prefix`; None when there is no live one.

    The old key ends after `grace`: at once when that is zero. Raises StoreUnavailableError.
    """
    key, old, now = mint(), prefix_of(prefix), _now()
    with store.writing() as transaction:
        if not transaction.rotate_key(old, digest_of(key, store.pepper), prefix_of(key), now):
            return None
        if grace:
            transaction.expire_key(old, now + grace // _MICROSECOND)
        else:
            transaction.revoke_key(old, now)
    return key


def revoke_key(store: Store, prefix: str) -> bool:
    """Revoke the key that begins with `prefix` (as lists show it, or the whole key); whether there was one.

    Servers of the same store refuse it from then on. Raises StoreUnavailableError.
    """
    with store.writing() as transaction:
        return transaction.revoke_key(prefix_of(prefix), _now()) > 0


class Authenticator(Protocol):
    """Knows whose request this is."""

    async def authenticate(self, authorization: bytes | None) -> Grant:
        """The grant of an Authorization header. Raises InvalidAPIKeyError."""
        ...


class KeyAuthenticator:
    """Knows the keys of a ledger's store.

    Grants are remembered for a second, by the header that they came with: OpenSSL's HMAC costs more than all
    else here. That leaves no gap: the ledger asks again whether a key is revoked, within the snapshot or
    transaction of each request. Keys that are unknown are remembered as long, so that whoever repeats one
    does not cost a look-up each time; apart from the others, so that many of them push none out.

    Keys that were not good before are looked up one after the other: so a flood of made-up ones, each with a
    checksum that is right, keeps one of the readers busy, and none whose key was good waits for it.
    """

    def __init__(self, ledger: Ledger, pepper: bytes) -> None:
        self._ledger = ledger
        self._pepper = pepper
        self._known: dict[bytes | None, tuple[Grant, float]] = {}
        self._unknown: dict[bytes, float] = {}
        self._turn = asyncio.Lock()

    async def authenticate(self, authorization: bytes | None) -> Grant:
        """The grant of an Authorization header. Raises InvalidAPIKeyError."""
        known = self._known.get(authorization)
        if known is not None and time.monotonic() < known[1]:
            return known[0]
        turn = self._turn if known is None else contextlib.nullcontext()
        try:
            grant = await self._look_up(bearer_token(authorization), turn)
        except InvalidAPIKeyError:
            self._known.pop(authorization, None)
            raise
        if len(authorization or b"") > _MOST_HEADER:
            return grant
        if len(self._known) >= _MOST_CACHED:
            self._known.clear()
        self._known[authorization] = grant, time.monotonic() + _FRESH_S
        return grant

    async def _look_up(self, token: str, turn: AbstractAsyncContextManager[None]) -> Grant:
        digest = digest_of(token, self._pepper)
        if not is_well_formed(token) or time.monotonic() < self._unknown.get(digest, 0):
            raise InvalidAPIKeyError()
        async with turn:
            facts = await self._ledger.key(digest)
        if facts is None or not hmac.compare_digest(facts.digest, digest):
            self._remember_unknown(digest)
            raise InvalidAPIKeyError()
        return _grant(facts)

    def _remember_unknown(self, digest: bytes) -> None:
        if len(self._unknown) >= _MOST_CACHED:
            self._unknown.clear()
        self._unknown[digest] = time.monotonic() + _FRESH_S


def bearer_token(authorization: bytes | None) -> str:
    """The token of an `Authorization: Bearer` header. Raises InvalidAPIKeyError when there is none."""
    scheme, _, token = (authorization or b"").partition(b" ")
    token = token.strip(b" ")
    if scheme.lower() != b"bearer" or not token or not token.isascii():
        raise InvalidAPIKeyError()
    return token.decode()


def _now() -> int:
    return time.time_ns() // 1_000


def _grant(facts: KeyFacts) -> Grant:
    return Grant(facts.key, facts.account, facts.organization, facts.bound, facts.scopes)


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    digits = ""
    for _ in range(_CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
