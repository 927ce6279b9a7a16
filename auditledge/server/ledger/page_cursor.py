"""Opaque, signed cursors for the pages of a search.

A sequence counts the events of all organizations in an account, which a key that is bound to one must not
learn. So a cursor masks its position, with a pad that depends on the signature: each position has one cursor.
"""

import base64
import hmac
import struct
from typing import NamedTuple

from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger.token_crypto import SIGNATURE_BYTES, mask, sign
from auditledge.server.stores.models import Order, SortKey

_POSITION = struct.Struct(">qq")
_POSITION_0_2 = struct.Struct(">Bqqc")


class Cursor(NamedTuple):
    """Where a page starts: with the events after a key in the order of the search.

    With `is_backward`, where a page ends: with the events right before the key.
    """

    key: SortKey
    is_backward: bool = False


def encode(cursor: Cursor, order: Order, account: int, secret: bytes) -> str:
    """The text of a cursor, valid for one order and account. `secret` is the key of the signature."""
    packed, scope = _POSITION.pack(*cursor.key), _scope(order, account, secret, cursor.is_backward)
    signature = sign(packed, *scope)
    return base64.urlsafe_b64encode(mask(packed, signature, *scope) + signature).decode()


def decode(text: str, order: Order, account: int, secret: bytes) -> Cursor:
    """The cursor in a text. Raises InvalidCursorError unless it was made here, or by version 0.2.0."""
    try:
        blob = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except ValueError:
        raise InvalidCursorError() from None
    # Encoded again and compared as a whole: this checks the signature, and that no other text is accepted.
    if len(blob) == _POSITION_0_2.size + SIGNATURE_BYTES:
        key = _unpack_0_2(blob)
        if _is_same(_encode_0_2(key, order, account, secret), text):
            return Cursor(key)
    if len(blob) == _POSITION.size + SIGNATURE_BYTES:
        for is_backward in (False, True):
            cursor = Cursor(_unpack(blob, _scope(order, account, secret, is_backward)), is_backward)
            if _is_same(encode(cursor, order, account, secret), text):
                return cursor
    raise InvalidCursorError()


def _scope(order: Order, account: int, secret: bytes, is_backward: bool) -> tuple[str, int, bytes]:
    return f"cursor {order} back" if is_backward else f"cursor {order}", account, secret


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _unpack(blob: bytes, scope: tuple[str, int, bytes]) -> SortKey:
    masked, signature = blob[:-SIGNATURE_BYTES], blob[-SIGNATURE_BYTES:]
    return SortKey(*_POSITION.unpack(mask(masked, signature, *scope)))


def _unpack_0_2(blob: bytes) -> SortKey:
    _, timestamp, sequence, _ = _POSITION_0_2.unpack(blob[:-SIGNATURE_BYTES])
    return SortKey(timestamp, sequence)


def _encode_0_2(key: SortKey, order: Order, account: int, secret: bytes) -> str:
    """The cursor as version 0.2.0 made it. Clients that stored one still send it."""
    packed = _POSITION_0_2.pack(1, *key, order[:1].encode())
    signature = hmac.digest(secret, b"cursor %d " % account + packed, "sha256")[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(packed + signature).rstrip(b"=").decode()
