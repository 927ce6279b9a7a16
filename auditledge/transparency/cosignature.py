"""Cosignatures: timestamped signatures of checkpoints, as in C2SP tlog-cosignature.

A cosigner states that this tree is the largest that it knows of this log at that time, and that it extends
every earlier one. Witnesses cosign; the log cosigns too, which shows how fresh a checkpoint is.
"""

from auditledge.transparency import ed25519, ml_dsa
from auditledge.transparency.checkpoint import parse_checkpoint
from auditledge.transparency.encoding import MAX_INDEX
from auditledge.transparency.keys import VerifierKey

_TIMESTAMP_SIZE = 8


def ed25519_message(text: str, timestamp: int) -> bytes:
    """What an Ed25519 cosigner signs: two lines, and the text of the checkpoint."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def ml_dsa_message(text: str, timestamp: int, cosigner: str) -> bytes:
    """What an ML-DSA-44 cosigner signs: the structure `cosigned_message`. Raises ValueError."""
    checkpoint = parse_checkpoint(text)
    return b"".join(
        (
            b"subtree/v1\n\0",
            _with_length(cosigner),
            timestamp.to_bytes(8, "big"),
            _with_length(checkpoint.origin),
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def verify_ed25519(key: VerifierKey, signature: bytes, text: str) -> int | None:
    """The timestamp of an Ed25519 cosignature, in seconds since 1970; None if it does not verify."""
    timestamp = _timestamp(signature, ed25519.SIGNATURE_SIZE)
    if timestamp is None:
        return None
    message = ed25519_message(text, timestamp)
    return timestamp if ed25519.verify(key.public_key, signature[_TIMESTAMP_SIZE:], message) else None


def verify_ml_dsa(key: VerifierKey, signature: bytes, text: str) -> int | None:
    """The timestamp of an ML-DSA-44 cosignature; None if it does not verify."""
    timestamp = _timestamp(signature, ml_dsa.SIGNATURE_SIZE)
    if timestamp is None:
        return None
    try:
        message = ml_dsa_message(text, timestamp, key.name)
    except ValueError:  # no checkpoint, or a name that is too long: no cosigner signs that
        return None
    return timestamp if ml_dsa.verify(key.public_key, signature[_TIMESTAMP_SIZE:], message) else None


def _timestamp(signature: bytes, size: int) -> int | None:
    if len(signature) != _TIMESTAMP_SIZE + size:
        return None
    timestamp = int.from_bytes(signature[:_TIMESTAMP_SIZE], "big")
    return timestamp if timestamp <= MAX_INDEX else None


def _with_length(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:
        raise ValueError("the names of a cosigner and of a log have at most 255 bytes")
    return bytes([len(data)]) + data
