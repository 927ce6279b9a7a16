"""Resume tokens: a place in an account's sequence, as text that tells nothing and can't be made up.

A sequence counts the events of all organisations. A key bound to one must not learn from tokens how many
others have written, nor whether they have at all: the number is covered, by a pad that no two tokens share.
"""

import base64
import hmac
import secrets
import struct

from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger.token_crypto import SEAL_BYTES, cover, seal

_SEQUENCE = struct.Struct(">Q")
_NONCE_BYTES = 8
_PURPOSE = "place"


def spell(sequence: int, account: int, secret: bytes) -> str:
    """A token for the place behind `sequence`; another one each time."""
    nonce, scope = secrets.token_bytes(_NONCE_BYTES), (_PURPOSE, account, secret)
    covered = nonce + cover(_SEQUENCE.pack(sequence), nonce, *scope)
    return base64.urlsafe_b64encode(covered + seal(covered, *scope)).decode()


def parse(token: str, account: int, secret: bytes) -> int:
    """The sequence of a token. Raises InvalidCursorError unless `spell` made it for this account."""
    try:
        blob = base64.b64decode(token, b"-_", validate=True)
    except ValueError:
        raise InvalidCursorError() from None
    scope = _PURPOSE, account, secret
    covered, sealed = blob[:-SEAL_BYTES], blob[-SEAL_BYTES:]
    if not hmac.compare_digest(sealed, seal(covered, *scope)):
        raise InvalidCursorError()
    nonce, number = covered[:_NONCE_BYTES], covered[_NONCE_BYTES:]
    (sequence,) = _SEQUENCE.unpack(cover(number, nonce, *scope))
    return int(sequence)
