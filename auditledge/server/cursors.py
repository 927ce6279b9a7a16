"""Cursors: a place in the order of an account's events, as opaque text that can't be made up."""

import base64
import hmac
import struct

from auditledge.server.refusals import invalid_cursor
from auditledge.server.stores.base import Order, Position

_VERSION = 1
_FACTS = struct.Struct(">Bqqc")
_SEAL_BYTES = 8


def spell(position: Position, order: Order, account: int, secret: bytes) -> str:
    """The cursor behind `position`. `secret` keys its seal, which covers the account too."""
    facts = _FACTS.pack(_VERSION, position.timestamp, position.sequence, order[:1].encode())
    seal = hmac.digest(secret, b"cursor %d " % account + facts, "sha256")[:_SEAL_BYTES]
    return base64.urlsafe_b64encode(facts + seal).rstrip(b"=").decode()


def parse(cursor: str, order: Order, account: int, secret: bytes) -> Position:
    """The place that a cursor names. Raises Refusal `invalid_cursor` unless `spell` made it so."""
    try:
        blob = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        _, timestamp, sequence, _ = _FACTS.unpack(blob[:-_SEAL_BYTES])
    except (ValueError, struct.error):
        raise invalid_cursor() from None
    position = Position(timestamp, sequence)
    # Spelled again and compared as a whole, so that one place has one cursor.
    if not hmac.compare_digest(spell(position, order, account, secret).encode(), cursor.encode()):
        raise invalid_cursor()
    return position
