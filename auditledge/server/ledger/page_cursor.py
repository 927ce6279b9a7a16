"""Opaque, signed cursors for the pages of a search.

A sequence counts the events of all organizations in an account, which a key that is bound to one must not
learn. So a cursor masks its position, with a pad that depends on the signature: each position has one cursor.
"""

import base64
import hmac
import struct

from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger.token_crypto import SIGNATURE_BYTES, mask, sign
from auditledge.server.stores.models import Order, SortKey

_POSITION = struct.Struct(">qq")
_POSITION_0_2 = struct.Struct(">Bqqc")


def encode(position: SortKey, order: Order, account: int, secret: bytes) -> str:
    """The cursor for the events after `position`, valid for one order and account. `secret` is the key."""
    packed, scope = _POSITION.pack(*position), (f"cursor {order}", account, secret)
    signature = sign(packed, *scope)
    return base64.urlsafe_b64encode(mask(packed, signature, *scope) + signature).decode()


def decode(cursor: str, order: Order, account: int, secret: bytes) -> SortKey:
    """The position of a cursor. Raises InvalidCursorError unless it was made here, or by version 0.2.0."""
    try:
        blob = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        is_0_2 = len(blob) == _POSITION_0_2.size + SIGNATURE_BYTES
        position = _unpack_0_2(blob) if is_0_2 else _unpack(blob, order, account, secret)
    except (ValueError, struct.error):
        raise InvalidCursorError() from None
    # Encoded again and compared as a whole: this checks the signature, and that no other text is accepted.
    encode_again = _encode_0_2 if is_0_2 else encode
    if not hmac.compare_digest(encode_again(position, order, account, secret).encode(), cursor.encode()):
        raise InvalidCursorError()
    return position


def _unpack(blob: bytes, order: Order, account: int, secret: bytes) -> SortKey:
    masked, signature = blob[:-SIGNATURE_BYTES], blob[-SIGNATURE_BYTES:]
    return SortKey(*_POSITION.unpack(mask(masked, signature, f"cursor {order}", account, secret)))


def _unpack_0_2(blob: bytes) -> SortKey:
    _, timestamp, sequence, _ = _POSITION_0_2.unpack(blob[:-SIGNATURE_BYTES])
    return SortKey(timestamp, sequence)


def _encode_0_2(position: SortKey, order: Order, account: int, secret: bytes) -> str:
    """The cursor as version 0.2.0 made it. Clients that stored one still send it."""
    packed = _POSITION_0_2.pack(1, *position, order[:1].encode())
    signature = hmac.digest(secret, b"cursor %d " % account + packed, "sha256")[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(packed + signature).rstrip(b"=").decode()
