"""Cursors: a place in the order of an account's events, as text that tells nothing and can't be made up.

A sequence counts the events of all organisations, which a key bound to one must not learn: it is covered,
by a pad that follows from the seal. So one place has one cursor.
"""

import base64
import hmac
import struct

from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger.token_crypto import SEAL_BYTES, cover, seal
from auditledge.server.stores.models import Order, SortKey

_PLACE = struct.Struct(">qq")
_EARLIER = struct.Struct(">Bqqc")


def spell(position: SortKey, order: Order, account: int, secret: bytes) -> str:
    """The cursor behind `position`, for one order and account. `secret` keys it."""
    place, scope = _PLACE.pack(*position), (f"cursor {order}", account, secret)
    sealed = seal(place, *scope)
    return base64.urlsafe_b64encode(cover(place, sealed, *scope) + sealed).decode()


def parse(cursor: str, order: Order, account: int, secret: bytes) -> SortKey:
    """The place that a cursor names. Raises InvalidCursorError unless it was made here or by 0.2.0."""
    try:
        blob = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        earlier = len(blob) == _EARLIER.size + SEAL_BYTES
        position = _uncovered(blob) if earlier else _position(blob, order, account, secret)
    except (ValueError, struct.error):
        raise InvalidCursorError() from None
    # Spelled again and compared as a whole, so that one place has one cursor.
    again = _spell_earlier if earlier else spell
    if not hmac.compare_digest(again(position, order, account, secret).encode(), cursor.encode()):
        raise InvalidCursorError()
    return position


def _position(blob: bytes, order: Order, account: int, secret: bytes) -> SortKey:
    covered, sealed = blob[:-SEAL_BYTES], blob[-SEAL_BYTES:]
    return SortKey(*_PLACE.unpack(cover(covered, sealed, f"cursor {order}", account, secret)))


def _uncovered(blob: bytes) -> SortKey:
    _, timestamp, sequence, _ = _EARLIER.unpack(blob[:-SEAL_BYTES])
    return SortKey(timestamp, sequence)


def _spell_earlier(position: SortKey, order: Order, account: int, secret: bytes) -> str:
    """The cursor as 0.2.0 made it: who walked as the server was upgraded, or kept one, still holds it."""
    facts = _EARLIER.pack(1, *position, order[:1].encode())
    sealed = hmac.digest(secret, b"cursor %d " % account + facts, "sha256")[:SEAL_BYTES]
    return base64.urlsafe_b64encode(facts + sealed).rstrip(b"=").decode()
