"""Receipts: inclusion proofs as files of `c2sp.org/tlog-proof@v1`."""

from typing import NamedTuple

from auditledge.transparency.encoding import decode_base64, decode_decimal, decode_hash, encode_base64
from auditledge.transparency.errors import MalformedError
from auditledge.transparency.merkle import MAX_PROOF_HASHES
from auditledge.transparency.note import MAX_NOTE_BYTES, Note, parse_note

HEADER = "c2sp.org/tlog-proof@v1"
MAX_EXTRA_BYTES = 65_536
MAX_PROOF_FILE_BYTES = MAX_NOTE_BYTES + MAX_EXTRA_BYTES * 4 // 3 + 8_192

_WHAT = "receipt"


class ProofFile(NamedTuple):
    """A parsed proof file, in which nothing is verified yet.

    `note_line` is the number of the line on which the note starts.
    """

    entry_index: int
    hashes: tuple[bytes, ...]
    note: Note
    note_line: int
    extra: bytes | None


def parse_proof_file(data: bytes) -> ProofFile:
    """A proof file from its bytes. Raises MalformedError."""
    if len(data) > MAX_PROOF_FILE_BYTES:
        raise MalformedError(_WHAT, f"a receipt has at most {MAX_PROOF_FILE_BYTES:,} bytes")
    head, separator, note = data.partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")  # what is not UTF-8 is not base64 either
    if lines[0] != HEADER:
        raise MalformedError(_WHAT, f"does not start with {HEADER}", 1)
    position, extra = 1, None
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = _decode_extra(lines[1].removeprefix("extra "))
        position = 2
    if len(lines) <= position or not lines[position].startswith("index "):
        raise MalformedError(_WHAT, "is not `index` and a number", position + 1)
    try:
        index = decode_decimal(lines[position].removeprefix("index "))
    except ValueError as error:
        raise MalformedError(_WHAT, f"the index {error}", position + 1) from None
    hashes = lines[position + 1 :]
    if len(hashes) > MAX_PROOF_HASHES:
        raise MalformedError(_WHAT, f"has more than {MAX_PROOF_HASHES} hashes", position + 2)
    proof = tuple(_decode_hash(text, line) for line, text in enumerate(hashes, position + 2))
    if not separator:
        raise MalformedError(_WHAT, "has no empty line and no checkpoint after the proof", len(lines))
    note_line = len(lines) + 2
    return ProofFile(index, proof, parse_note(note, _WHAT, note_line), note_line, extra)


def format_proof_file(index: int, hashes: list[bytes], note: str, extra: bytes | None = None) -> str:
    """The proof file for an entry; `note` is the signed checkpoint of the tree that the proof leads to."""
    lines = [HEADER]
    if extra is not None:
        lines.append(f"extra {encode_base64(extra)}")
    lines += [f"index {index}", *map(encode_base64, hashes), "", note]
    return "\n".join(lines)


def _decode_extra(text: str) -> bytes:
    try:
        extra = decode_base64(text)
    except ValueError as error:
        raise MalformedError(_WHAT, f"the extra data {error}", 2) from None
    if len(extra) > MAX_EXTRA_BYTES:
        raise MalformedError(_WHAT, f"has more than {MAX_EXTRA_BYTES:,} bytes of extra data", 2)
    return extra


def _decode_hash(text: str, line: int) -> bytes:
    try:
        return decode_hash(text)
    except ValueError as error:
        raise MalformedError(_WHAT, f"the hash {error}", line) from None
