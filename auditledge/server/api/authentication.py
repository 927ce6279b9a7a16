"""Authentication: whose request it is, by its API key."""

import asyncio
import contextlib
import hmac
import time
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from auditledge.server.accounts.api_keys import digest_of, is_well_formed
from auditledge.server.accounts.principal import Grant
from auditledge.server.errors import InvalidAPIKeyError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.models import KeyFacts

_FRESH_S = 1.0
_MOST_CACHED = 10_000
_MOST_HEADER = 100  # bytes; spaces before a key may make it as long as a head, and different each time


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


def _grant(facts: KeyFacts) -> Grant:
    return Grant(facts.key, facts.account, facts.organization, facts.bound, facts.scopes)
