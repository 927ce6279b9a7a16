"""Verifier keys: `<name>+<key ID>+<base64 of type and public key>`, as in C2SP signed-note."""

import hashlib
import re
from dataclasses import dataclass

from auditledge.transparency import ed25519, ml_dsa
from auditledge.transparency.encoding import decode_base64, encode_base64
from auditledge.transparency.errors import MalformedError

ED25519 = 0x01
"""The signature type of a log's Ed25519 signatures: C2SP signed-note."""

COSIGNATURE = 0x04
"""The signature type of timestamped Ed25519 cosignatures: C2SP tlog-cosignature, v1."""

ML_DSA_COSIGNATURE = 0x06
"""The signature type of timestamped ML-DSA-44 cosignatures: C2SP tlog-cosignature."""

KEY_ID_SIZE = 4

_PUBLIC_KEY_SIZES = {
    ED25519: ed25519.PUBLIC_KEY_SIZE,
    COSIGNATURE: ed25519.PUBLIC_KEY_SIZE,
    ML_DSA_COSIGNATURE: ml_dsa.PUBLIC_KEY_SIZE,
}
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
_LOG_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name and the signature type that it is used for."""

    name: str
    type: int
    public_key: bytes

    @classmethod
    def parse(cls, text: str, line: int | None = None) -> "VerifierKey":
        """The key in a verifier key line. Raises MalformedError, which names `line`."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise MalformedError("verifier key", "is not NAME+KEY_ID+BASE64", line)
        name, key_id, encoded = parts
        if not is_key_name(name):
            raise MalformedError("verifier key", "the name is empty, or has a space", line)
        if _KEY_ID.fullmatch(key_id) is None:
            raise MalformedError("verifier key", "the key ID is not 8 lowercase hexadecimal digits", line)
        try:
            data = decode_base64(encoded)
        except ValueError as error:
            raise MalformedError("verifier key", f"the public key {error}", line) from None
        if not data or data[0] not in _PUBLIC_KEY_SIZES:
            raise MalformedError("verifier key", "the signature type is none of 1, 4 and 6", line)
        if len(data) - 1 != _PUBLIC_KEY_SIZES[data[0]]:
            raise MalformedError("verifier key", "the public key has the wrong number of bytes", line)
        key = cls(name, data[0], data[1:])
        if key.key_id.hex() != key_id:
            problem = "the key ID is not that of this name and public key; was a character lost in copying?"
            raise MalformedError("verifier key", problem, line)
        return key

    @property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256(name || newline || type || public key)."""
        return key_id_for(self.name, self.type, self.public_key)

    def __str__(self) -> str:
        """The verifier key line."""
        encoded = encode_base64(bytes([self.type]) + self.public_key)
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def for_origin(self, origin: str) -> "VerifierKey | None":
        """The key for the log with this origin; None if this key does not verify that log.

        A key named NAME verifies the logs `NAME` and `NAME/<16 hexadecimal digits>`, so that one key line
        serves all logs of a ledger.
        """
        if origin == self.name:
            return self
        name, _, log_id = origin.rpartition("/")
        if name == self.name and _LOG_ID.fullmatch(log_id):
            return VerifierKey(origin, self.type, self.public_key)
        return None

    def as_cosigner(self) -> "VerifierKey":
        """The same Ed25519 key for its cosignatures: the log says when a tree was its largest."""
        return VerifierKey(self.name, COSIGNATURE, self.public_key)


def key_id_for(name: str, key_type: int, public_key: bytes) -> bytes:
    """The key ID of C2SP signed-note."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([key_type]) + public_key).digest()[:KEY_ID_SIZE]


def is_key_name(name: str) -> bool:
    """Whether a name is allowed in signed notes: UTF-8, not empty, without white space and plus signs."""
    return (
        name != ""
        and "+" not in name
        and not any(each.isspace() or each < " " or "\ud800" <= each <= "\udfff" for each in name)
    )
