"""ML-DSA-44 verification (FIPS 204), where the installed `cryptography` has it."""

from functools import cache

PUBLIC_KEY_SIZE = 1312
SIGNATURE_SIZE = 2420


@cache
def is_available() -> bool:
    """Whether signatures can be verified here: not by every version of `cryptography` and OpenSSL."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - optional
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey  # noqa: PLC0415 - as above
    except ImportError:
        return False
    try:
        MLDSA44PublicKey.from_public_bytes(bytes(PUBLIC_KEY_SIZE))
    except UnsupportedAlgorithm:
        return False
    return True


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the key's signature of the message, with an empty context. False if not available."""
    if not is_available() or len(public_key) != PUBLIC_KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey  # noqa: PLC0415 - as above

    try:
        MLDSA44PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
