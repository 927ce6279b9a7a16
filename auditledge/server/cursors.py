"""Cursors: a place in the order of an account's events, as opaque text that can't be made up."""

import base64
import binascii
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
    return base64.urlsafe_b64encode(facts + _seal(facts, account, secret)).rstrip(b"=").decode()


def parse(cursor: str, order: Order, account: int, secret: bytes) -> Position:
    """The place that a cursor names. Raises Refusal `invalid_cursor` unless `spell` made it so."""
    try:
        blob = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        facts, seal = blob[:-_SEAL_BYTES], blob[-_SEAL_BYTES:]
        version, timestamp, sequence, direction = _FACTS.unpack(facts)
    except (binascii.Error, ValueError, struct.error):
        raise invalid_cursor() from None
    if not hmac.compare_digest(seal, _seal(facts, account, secret)):
        raise invalid_cursor()
    if version != _VERSION or direction != order[:1].encode():
        raise invalid_cursor()
    return Position(timestamp, sequence)


def _seal(facts: bytes, account: int, secret: bytes) -> bytes:
    return hmac.digest(secret, b"cursor %d " % account + facts, "sha256")[:_SEAL_BYTES]
