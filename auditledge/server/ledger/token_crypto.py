"""Cryptography of opaque tokens: signatures that can't be forged, masks that hide the content, and ids.

All are keyed by the ledger's secret, for one purpose and one account.
"""

import hmac

SIGNATURE_BYTES = 8


def sign(content: bytes, purpose: str, account: int, secret: bytes) -> bytes:
    """The signature of some content: a truncated HMAC."""
    # "seal" is part of every token that clients hold.
    return _digest(f"{purpose} seal {account} ", content, secret)[:SIGNATURE_BYTES]


def mask(content: bytes, nonce: bytes, purpose: str, account: int, secret: bytes) -> bytes:
    """Up to 32 bytes, XORed with a pad that depends on the nonce. Masking twice gives the content again."""
    pad = _digest(f"{purpose} pad {account} ", nonce, secret)
    return bytes(one ^ other for one, other in zip(content, pad, strict=False))


def account_id(account: int, secret: bytes) -> str:
    """The opaque id of an account. It does not reveal the number of accounts, and can't be guessed."""
    return f"acct_{_digest(f'account {account}', b'', secret)[:16].hex()}"


def _digest(label: str, content: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, label.encode() + content, "sha256")
