"""Cursors: a place in the order of an account's events, as text that tells nothing and can't be made up.

A sequence counts the events of all organisations, which a key bound to one must not learn: it is covered,
by a pad that follows from the seal. So one place has one cursor.
"""

import base64
import hmac
import struct

from auditledge.server.refusals import invalid_cursor
from auditledge.server.seals import SEAL_BYTES, cover, seal
from auditledge.server.stores.base import Order, Position

_PLACE = struct.Struct(">qq")


def spell(position: Position, order: Order, account: int, secret: bytes) -> str:
    """The cursor behind `position`, for one order and account. `secret` keys it."""
    place, scope = _PLACE.pack(*position), (f"cursor {order}", account, secret)
    sealed = seal(place, *scope)
    return base64.urlsafe_b64encode(cover(place, sealed, *scope) + sealed).decode()


def parse(cursor: str, order: Order, account: int, secret: bytes) -> Position:
    """The place that a cursor names. Raises Refusal `invalid_cursor` unless `spell` made it so."""
    try:
        blob = base64.b64decode(cursor, b"-_", validate=True)
        covered, sealed = blob[:-SEAL_BYTES], blob[-SEAL_BYTES:]
        position = Position(*_PLACE.unpack(cover(covered, sealed, f"cursor {order}", account, secret)))
    except (ValueError, struct.error):
        raise invalid_cursor() from None
    # Spelled again and compared as a whole, so that one place has one cursor.
    if not hmac.compare_digest(spell(position, order, account, secret).encode(), cursor.encode()):
        raise invalid_cursor()
    return position
