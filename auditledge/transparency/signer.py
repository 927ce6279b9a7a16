"""Signing keys: `PRIVATE+KEY+<name>+<key ID>+<base64 of type and seed>`. Signing requires `cryptography`."""

from auditledge.transparency.cosignature import ed25519_message
from auditledge.transparency.encoding import decode_base64, encode_base64
from auditledge.transparency.errors import MalformedError
from auditledge.transparency.keys import ED25519, VerifierKey, is_key_name, key_id_for

_PREFIX = "PRIVATE+KEY+"
_SEED_SIZE = 32


class Signer:
    """An Ed25519 signing key. Its errors never contain the private key."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Raises ValueError for an invalid name or seed, and ImportError without `cryptography`."""
        # Here, because the rest of this package works without it.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PrivateKey,
        )

        if not is_key_name(name):
            raise ValueError("the name of a key is not empty, and has neither spaces nor plus signs")
        if len(seed) != _SEED_SIZE:
            raise ValueError(f"the seed of a signing key has {_SEED_SIZE} bytes")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        public_key = self._key.public_key().public_bytes_raw()
        self.verifier_key: VerifierKey = VerifierKey(name, ED25519, public_key)

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """The key of a note signer line. Raises MalformedError, which never contains the key."""
        parts = text.removeprefix(_PREFIX).split("+", 2)
        if not text.startswith(_PREFIX) or len(parts) != 3:
            raise MalformedError("signing key", "is not PRIVATE+KEY+NAME+KEY_ID+BASE64")
        name, key_id, encoded = parts
        try:
            data = decode_base64(encoded, 1 + _SEED_SIZE)
            if data[0] != ED25519:
                raise ValueError("is not an Ed25519 key")
            signer = cls(name, data[1:])
        except ValueError as error:
            raise MalformedError("signing key", str(error)) from None
        if signer.verifier_key.key_id.hex() != key_id:
            raise MalformedError("signing key", "the key ID is not that of this name and key")
        return signer

    def for_origin(self, origin: str) -> "Signer":
        """The same key under the name of a log, as it signs that log's checkpoints."""
        return Signer(origin, self._seed)

    @property
    def private_key(self) -> str:
        """The note signer line. Keep it secret."""
        encoded = encode_base64(bytes([ED25519]) + self._seed)
        return f"{_PREFIX}{self.verifier_key.name}+{self.verifier_key.key_id.hex()}+{encoded}"

    def sign(self, text: str) -> str:
        """The signature line of a note with this text."""
        return self._line(self.verifier_key, self._key.sign(text.encode()))

    def cosign(self, text: str, timestamp: int) -> str:
        """The signature line of a cosignature/v1 of a checkpoint; `timestamp` is in seconds since 1970."""
        signature = self._key.sign(ed25519_message(text, timestamp))
        return self._line(self.verifier_key.as_cosigner(), timestamp.to_bytes(8, "big") + signature)

    @staticmethod
    def _line(key: VerifierKey, signature: bytes) -> str:
        key_id = key_id_for(key.name, key.type, key.public_key)
        return f"— {key.name} {encode_base64(key_id + signature)}\n"
