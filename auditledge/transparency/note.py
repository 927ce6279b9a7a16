"""Signed notes: a text, an empty line and signature lines, as in C2SP signed-note v1.0.0."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from auditledge.transparency import cosignature, ed25519, ml_dsa
from auditledge.transparency.encoding import decode_base64
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.keys import (
    COSIGNATURE,
    ED25519,
    KEY_ID_SIZE,
    ML_DSA_COSIGNATURE,
    VerifierKey,
    is_key_name,
)

MAX_NOTE_BYTES = 65_536
MAX_SIGNATURE_LINES = 100
MAX_VERIFIED_SIGNATURES = 16

_DASH = "— "  # an em dash and a space
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Signature(NamedTuple):
    """A signature line: the name and ID of the key, and the signature itself."""

    key_name: str
    key_id: bytes
    signature: bytes


class Note(NamedTuple):
    """A signed note whose signatures are not verified yet. `text` ends in a newline."""

    text: str
    signatures: tuple[Signature, ...]


class VerifiedSignature(NamedTuple):
    """A signature that verifies. A cosignature has a timestamp, in seconds since 1970; others have None."""

    key: VerifierKey
    timestamp: int | None


def parse_note(data: bytes, what: str = "note", first_line: int = 1) -> Note:
    """A note from its bytes. Raises MalformedError, which counts lines from `first_line`."""
    if len(data) > MAX_NOTE_BYTES:
        raise MalformedError(what, f"a note has at most {MAX_NOTE_BYTES:,} bytes", first_line)
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first_line + data.count(b"\n", 0, error.start)
        raise MalformedError(what, "is not UTF-8", line) from None
    if found := _CONTROL.search(whole):
        line = first_line + whole.count("\n", 0, found.start())
        raise MalformedError(what, "has a control character", line)
    text, separator, signatures = whole.rpartition("\n\n")
    if not separator:
        raise MalformedError(what, "has no empty line between text and signatures", first_line)
    text += "\n"
    line = first_line + text.count("\n") + 1
    if not signatures.endswith("\n"):
        last = line + signatures.count("\n")
        raise MalformedError(what, "the last line does not end in a newline", last)
    lines = signatures.split("\n")[:-1]
    if len(lines) > MAX_SIGNATURE_LINES:
        raise MalformedError(what, f"has more than {MAX_SIGNATURE_LINES} signatures", line)
    return Note(text, tuple(_parse_signature(each, what, number) for number, each in enumerate(lines, line)))


def _parse_signature(text: str, what: str, line: int) -> Signature:
    name, space, encoded = text.removeprefix(_DASH).partition(" ")
    if not text.startswith(_DASH) or not space or not is_key_name(name):
        raise MalformedError(what, "is not a signature line: an em dash, a key name and base64", line)
    try:
        data = decode_base64(encoded)
    except ValueError as error:
        raise MalformedError(what, f"the signature {error}", line) from None
    if len(data) <= KEY_ID_SIZE:
        raise MalformedError(what, "the signature is too short", line)
    return Signature(name, data[:KEY_ID_SIZE], data[KEY_ID_SIZE:])


def format_note(text: str, signature_lines: Iterable[str]) -> str:
    """The note of a text, which ends in a newline, and its signature lines."""
    return f"{text}\n{''.join(signature_lines)}"


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> list[VerifiedSignature]:
    """The signatures that were made with one of `keys`; all of them verify.

    Signatures of other keys are ignored, and so are all of ML-DSA where it is not available. Raises
    VerificationError if a signature of a known key is wrong, or if there is none, and MalformedError if there
    are too many.
    """
    known = {(key.name, key.key_id): key for key in keys if _is_supported(key)}
    signed = [(each, known[each[:2]]) for each in note.signatures if each[:2] in known]
    if len(signed) > MAX_VERIFIED_SIGNATURES:
        raise MalformedError("note", f"has more than {MAX_VERIFIED_SIGNATURES} signatures of known keys")
    if not signed:
        raise VerificationError("the note has no signature of a key that was given")
    return [_verify_signature(note.text, each.signature, key) for each, key in signed]


def _is_supported(key: VerifierKey) -> bool:
    return key.type != ML_DSA_COSIGNATURE or ml_dsa.is_available()


def _verify_signature(text: str, signature: bytes, key: VerifierKey) -> VerifiedSignature:
    if key.type == ED25519:
        valid, timestamp = ed25519.verify(key.public_key, signature, text.encode()), None
    else:
        verify = cosignature.verify_ed25519 if key.type == COSIGNATURE else cosignature.verify_ml_dsa
        timestamp = verify(key, signature, text)
        valid = timestamp is not None
    if not valid:
        raise VerificationError(f"the signature of {key.name} is wrong: the note was altered")
    return VerifiedSignature(key, timestamp)
