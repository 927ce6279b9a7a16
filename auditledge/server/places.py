"""Resume tokens: a place in an account's sequence, as text that tells nothing and can't be made up.

A sequence counts the events of all organisations. A key bound to one must not learn from tokens how many
others have written, nor whether they have at all: the number is covered, by a pad that no two tokens share.
"""

import base64
import hmac
import secrets
import struct

from auditledge.server.refusals import invalid_cursor

_SEQUENCE = struct.Struct(">Q")
_NONCE_BYTES = 8
_SEAL_BYTES = 8


def spell(sequence: int, account: int, secret: bytes) -> str:
    """A token for the place behind `sequence`; another one each time."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    covered = nonce + _cover(_SEQUENCE.pack(sequence), nonce, account, secret)
    return base64.urlsafe_b64encode(covered + _seal(covered, account, secret)).decode()


def parse(token: str, account: int, secret: bytes) -> int:
    """The sequence of a token. Raises Refusal `invalid_cursor` unless `spell` made it for this account."""
    try:
        blob = base64.b64decode(token, b"-_", validate=True)
    except ValueError:
        raise invalid_cursor() from None
    covered, seal = blob[:-_SEAL_BYTES], blob[-_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(covered, account, secret)):
        raise invalid_cursor()
    nonce, number = covered[:_NONCE_BYTES], covered[_NONCE_BYTES:]
    (sequence,) = _SEQUENCE.unpack(_cover(number, nonce, account, secret))
    return int(sequence)


def _cover(number: bytes, nonce: bytes, account: int, secret: bytes) -> bytes:
    """The number with a pad over it, or without it again."""
    pad = hmac.digest(secret, b"place pad %d " % account + nonce, "sha256")
    return bytes(one ^ other for one, other in zip(number, pad, strict=False))


def _seal(covered: bytes, account: int, secret: bytes) -> bytes:
    return hmac.digest(secret, b"place seal %d " % account + covered, "sha256")[:_SEAL_BYTES]
