"""What opaque tokens are made with: a seal that can't be made up, and a cover that shows nothing.

Both are keyed by the ledger's secret, for one purpose and one account.
"""

import hmac

SEAL_BYTES = 8


def seal(content: bytes, purpose: str, account: int, secret: bytes) -> bytes:
    """The seal of some content."""
    return _digest(f"{purpose} seal {account} ", content, secret)[:SEAL_BYTES]


def cover(content: bytes, nonce: bytes, purpose: str, account: int, secret: bytes) -> bytes:
    """Up to 32 bytes with a pad over them that no other nonce gives; or, covered, without it again."""
    pad = _digest(f"{purpose} pad {account} ", nonce, secret)
    return bytes(one ^ other for one, other in zip(content, pad, strict=False))


def _digest(label: str, content: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, label.encode() + content, "sha256")
