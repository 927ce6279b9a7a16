"""Opaque, signed resume tokens for the event stream.

A sequence counts the events of all organizations in an account. A key that is bound to one organization must
not learn from tokens how many events the others have, nor whether they have new ones. So a token masks its
number with a pad that no two tokens share.
"""

import base64
import hmac
import secrets
import struct

from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger.token_crypto import SIGNATURE_BYTES, mask, sign

_SEQUENCE = struct.Struct(">Q")
_NONCE_BYTES = 8
_PURPOSE = "place"  # part of every token that clients hold


def encode(sequence: int, account: int, secret: bytes) -> str:
    """A token that resumes after `sequence`. Each call returns a different one."""
    nonce, scope = secrets.token_bytes(_NONCE_BYTES), (_PURPOSE, account, secret)
    masked = nonce + mask(_SEQUENCE.pack(sequence), nonce, *scope)
    return base64.urlsafe_b64encode(masked + sign(masked, *scope)).decode()


def decode(token: str, account: int, secret: bytes) -> int:
    """The sequence of a token. Raises InvalidCursorError unless `encode` made it for this account."""
    try:
        blob = base64.b64decode(token, b"-_", validate=True)
    except ValueError:
        raise InvalidCursorError() from None
    scope = _PURPOSE, account, secret
    masked, signature = blob[:-SIGNATURE_BYTES], blob[-SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, sign(masked, *scope)):
        raise InvalidCursorError()
    nonce, number = masked[:_NONCE_BYTES], masked[_NONCE_BYTES:]
    (sequence,) = _SEQUENCE.unpack(mask(number, nonce, *scope))
    return int(sequence)
