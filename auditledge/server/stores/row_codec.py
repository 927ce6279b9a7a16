"""What rows hold as what the ledger speaks of, on every engine."""

import time
from collections.abc import Sequence
from typing import Any

from auditledge.server.stores.models import AccountListing, KeyFacts, KeyListing, KeyUse

ACCOUNTS = """
SELECT account, name, plan, account IN (SELECT account FROM keys) FROM accounts ORDER BY account"""
"""The statement whose rows `account_listing_of` reads."""


def id_of(blob: bytes) -> str:
    """The id of an event from its 16 bytes."""
    digits = blob.hex()
    return f"evt_{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def id_to_bytes(event_id: str) -> bytes:
    """The 16 bytes of an event's id; no event has the bytes of an id of another form."""
    try:
        return bytes.fromhex(event_id[4:].replace("-", ""))
    except ValueError:
        return b""


def key_facts_of(row: Sequence[Any]) -> KeyFacts:
    """What a key may do. Its scopes are one text, with spaces between them."""
    key, digest, account, organization, bound, scopes = row
    return KeyFacts(key, digest, account, organization, bool(bound), frozenset(scopes.split()))


def key_use_of(row: Sequence[Any]) -> KeyUse:
    """The use of a key from its instants: an end that is still ahead is none yet."""
    used_at, revoked_at, expires_at = row
    expired = expires_at is not None and expires_at <= time.time_ns() // 1_000
    return KeyUse(used_at, expires_at if revoked_at is None and expired else revoked_at)


def key_listing_of(row: Sequence[Any]) -> KeyListing:
    """A key as its owner sees it."""
    prefix, account, plan, organization, bound, scopes, *instants = row
    return KeyListing(prefix, account, plan, organization, bool(bound), frozenset(scopes.split()), *instants)


def account_listing_of(row: Sequence[Any]) -> AccountListing:
    """An account as its owner sees it."""
    account, name, plan, served = row
    return AccountListing(account, name, plan, bool(served))
