"""Authentication: who sends a request, by its API key."""

import asyncio
import contextlib
import hmac
import time
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from auditledge.server.accounts.api_keys import digest_of, is_well_formed
from auditledge.server.accounts.principal import Principal
from auditledge.server.errors import InvalidAPIKeyError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.models import KeyFacts

_CACHE_S = 1.0
_MAX_CACHED = 10_000
_SCHEME = b"Bearer "


class Authenticator(Protocol):
    """Finds the principal of a request."""

    async def authenticate(self, authorization: bytes | None) -> Principal:
        """The principal of an Authorization header. Raises InvalidAPIKeyError."""
        ...


class KeyAuthenticator:
    """Finds principals by the keys in a ledger's store.

    Principals are cached for a second, by their header, because an HMAC costs more than all else here. A
    revocation still takes effect at once: the ledger checks for it in the snapshot or transaction of each
    request. Unknown and expired keys are cached as long, so that repeating one costs no look-up; in a cache
    of their own, so that many of them evict no known key. A known key has one entry, of less than two
    kilobytes, however its header is written: nobody can evict the others by writing it in many ways.

    Keys that are not in the cache of known ones are looked up one at a time. A flood of made-up keys with
    valid checksums therefore occupies a single reader, and delays no request whose key is known.
    """

    def __init__(self, ledger: Ledger, pepper: bytes) -> None:
        self._ledger = ledger
        self._pepper = pepper
        self._known: dict[bytes, tuple[Principal, float]] = {}
        self._invalid: dict[bytes, tuple[int | None, float]] = {}
        self._new_keys_lock = asyncio.Lock()

    async def authenticate(self, authorization: bytes | None) -> Principal:
        """The principal of an Authorization header. Raises InvalidAPIKeyError and LedgerUnavailableError."""
        known = self._known.get(authorization or b"")
        if known is not None and time.monotonic() < known[1]:
            return known[0]
        token = bearer_token(authorization)
        header = _SCHEME + token.encode()
        known = self._known.get(header)
        if known is not None and time.monotonic() < known[1]:
            return known[0]
        lock = self._new_keys_lock if known is None else contextlib.nullcontext()
        try:
            principal = await self._look_up(token, lock)
        except InvalidAPIKeyError:
            self._known.pop(header, None)
            raise
        self._known.pop(header, None)
        while len(self._known) >= _MAX_CACHED:
            del self._known[next(iter(self._known))]  # the one that was looked up first
        self._known[header] = principal, time.monotonic() + _CACHE_S
        return principal

    async def _look_up(self, token: str, lock: AbstractAsyncContextManager[None]) -> Principal:
        digest = digest_of(token, self._pepper)
        if not is_well_formed(token):
            raise InvalidAPIKeyError()
        expired_at, until = self._invalid.get(digest, (None, 0.0))
        if time.monotonic() < until:
            raise InvalidAPIKeyError(expired_at)
        async with lock:
            facts = await self._ledger.find_key(digest)
        if facts is None or not hmac.compare_digest(facts.digest, digest):
            self._remember_invalid(digest, None)
            raise InvalidAPIKeyError()
        if facts.expired_at is not None:
            self._remember_invalid(digest, facts.expired_at)
            raise InvalidAPIKeyError(facts.expired_at)
        return _principal(facts)

    def _remember_invalid(self, digest: bytes, expired_at: int | None) -> None:
        self._invalid.pop(digest, None)
        while len(self._invalid) >= _MAX_CACHED:
            del self._invalid[next(iter(self._invalid))]
        self._invalid[digest] = expired_at, time.monotonic() + _CACHE_S


def bearer_token(authorization: bytes | None) -> str:
    """The token of an `Authorization: Bearer` header. Raises InvalidAPIKeyError if there is none."""
    scheme, _, token = (authorization or b"").partition(b" ")
    token = token.strip(b" ")
    if scheme.lower() != b"bearer" or not token or not token.isascii():
        raise InvalidAPIKeyError()
    return token.decode()


def _principal(facts: KeyFacts) -> Principal:
    return Principal(facts.key, facts.account, facts.organization, facts.bound, facts.scopes)
