"""Bundles: a range of the log as one text file, written and read as a stream.

    auditledge-bundle/v1
    {"origin":"...","first":1000,"last":251999,"size":9000000}
    {"left":["..."]}                                  compact range [0, first)
    {"seed":"...","event":{...}}                      one line for each entry, in order
    {"salts":{...},"closed":{...},"event":{...}}      an event that was erased in part
    {"leaf":"..."}                                    an entry that expired, or is hidden from this reader
    {"right":["..."]}                                 consistency proof from last + 1 to size
    <an empty line, then the signed note of the tree of `size`>

A header that ends in `,"hidden":true}` says that the bundle was made for a reader who sees only some events.
Every line has exactly one form, so that a bundle has one meaning for every program that reads it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from auditledge.transparency.canonical_json import dumps, format_string, loads_canonical, sort_names
from auditledge.transparency.commitments import (
    SALT_SIZE,
    SEED_SIZE,
    commit,
    commit_all,
    derive_salts,
    entry_hash,
    format_names,
    format_unit,
    leaf_hash_of_commitments,
)
from auditledge.transparency.encoding import (
    HASH_SIZE,
    decode_base64,
    decode_decimal,
    decode_hash,
    encode_base64,
)
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.merkle import MAX_PROOF_HASHES
from auditledge.transparency.note import MAX_NOTE_BYTES, Note, parse_note
from auditledge.transparency.units import EVENT_UNIT, check_names, format_event_unit

HEADER = "auditledge-bundle/v1"
MAX_LINE_BYTES = 2_097_152
MAX_ENTRIES = 10_000_000

_WHAT = "bundle"
_MAX_SHAPES = 1_024
_RANGE = re.compile(
    r'\{"origin":(".*"),"first":([0-9]+),"last":([0-9]+),"size":([0-9]+)(,"hidden":true)?\}', re.ASCII
)
_SEEDED = '{"seed":"'
_EVENT = '","event":'
_SEED_LENGTH = len(encode_base64(bytes(SEED_SIZE)))
_FLAT = len(_SEEDED) + _SEED_LENGTH + len(_EVENT)


class Header(NamedTuple):
    """The entries `first` to `last`, both inclusive, of a log that has `size` of them.

    If `hidden` is set, the bundle is for a reader who sees only some events.
    """

    origin: str
    first: int
    last: int
    size: int
    hidden: bool = False


class Entry(NamedTuple):
    """An entry of a bundle.

    `flat` holds the open units of the event, or is None if nothing is open; `closed` are the names of the
    units that were erased.
    """

    leaf_hash: bytes
    flat: Mapping[str, Any] | None
    closed: Sequence[str] = ()


class _Shape(NamedTuple):
    """What events with the same units share: what precedes each value, and what is hashed first."""

    prefixes: tuple[str, ...]
    names: bytes


def format_header(header: Header) -> str:
    """The first two lines."""
    hidden = ',"hidden":true' if header.hidden else ""
    return (
        f'{HEADER}\n{{"origin":{dumps(header.origin)},"first":{header.first},"last":{header.last},'
        f'"size":{header.size}{hidden}}}\n'
    )


def format_left(hashes: Sequence[bytes]) -> str:
    """The line with the frontier of the tree of the first `first` entries."""
    return _format_hashes("left", hashes)


def format_right(hashes: Sequence[bytes], note: str) -> str:
    """The end of a bundle: the consistency proof, and the signed note."""
    return f"{_format_hashes('right', hashes)}\n{note}"


def format_event(seed: bytes, flat: Mapping[str, Any]) -> str:
    """The line of an event in its flat form."""
    return f"{_SEEDED}{encode_base64(seed)}{_EVENT}{dumps(flat)}}}\n"


def format_erased_event(
    salts: Mapping[str, bytes], closed: Mapping[str, bytes], flat: Mapping[str, Any]
) -> str:
    """The line of an event that was erased in part: salts of open units, commitments of closed ones."""
    return f'{{"salts":{_format_bytes(salts)},"closed":{_format_bytes(closed)},"event":{dumps(flat)}}}\n'


def format_leaf(leaf_hash: bytes) -> str:
    """The line of an entry that expired or is hidden."""
    return f'{{"leaf":"{encode_base64(leaf_hash)}"}}\n'


class BundleReader:
    """Reads a bundle from a stream, strictly, in memory that does not depend on its length.

    First `header` and `left`, then iterate over `entries()` once, then call `read_end()`. Nothing of it may
    be believed before the signature of the note is verified. Methods raise MalformedError, which names the
    line.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self.line: int = 0
        if self._read_line() != HEADER:
            raise self._error(f"does not start with {HEADER}")
        self.header: Header = self._parse_header(self._read_line())
        self.left: list[bytes] = self._parse_hashes("left", self._read_line())
        if len(self.left) != self.header.first.bit_count():
            raise self._error(f"`left` does not have the {self.header.first.bit_count()} hashes of `first`")

    def entries(self) -> Iterator[Entry]:
        """The entries, from `first` to `last`. Raises VerificationError if there are fewer of them."""
        for index in range(self.header.first, self.header.last + 1):
            line = self._read_line()
            if line.startswith(_SEEDED):
                yield self._parse_event(line)
            elif line.startswith('{"leaf":"'):
                yield self._parse_leaf(line)
            elif line.startswith('{"salts":'):
                yield self._parse_erased_event(line)
            elif line.startswith('{"right":'):
                raise VerificationError(f"the bundle ends before the entry {index}: lines are missing", index)
            else:
                raise self._error("is not an entry")

    def read_end(self) -> tuple[list[bytes], Note]:
        """The consistency proof and the note. Raises VerificationError if there are too many entries."""
        line = self._read_line()
        if line.startswith((_SEEDED, '{"leaf":"', '{"salts":')):
            raise VerificationError("the bundle has more entries than its header says")
        right = self._parse_hashes("right", line)
        if self._read_line() != "":
            raise self._error("is not the empty line before the note")
        return right, parse_note(self._stream.read(MAX_NOTE_BYTES + 1), _WHAT, self.line + 1)

    def _read_line(self) -> str:
        data = self._stream.readline(MAX_LINE_BYTES + 1)
        self.line += 1
        if not data.endswith(b"\n"):
            raise self._error("is too long" if len(data) > MAX_LINE_BYTES else "the bundle is cut off here")
        try:
            return data[:-1].decode("utf-8")
        except UnicodeDecodeError:
            raise self._error("is not UTF-8") from None

    def _error(self, problem: str) -> MalformedError:
        return MalformedError(_WHAT, problem, self.line)

    def _parse_header(self, line: str) -> Header:
        match = _RANGE.fullmatch(line)
        if match is None:
            raise self._error('is not {"origin":...,"first":...,"last":...,"size":...}')
        try:
            origin, first, last, size = loads_canonical(match[1]), *map(decode_decimal, match.group(2, 3, 4))
        except ValueError:
            raise self._error("has an origin or a number that is not canonical") from None
        if type(origin) is not str or dumps(origin) != match[1]:
            raise self._error("has an origin that is not canonical")
        if not first <= last < size:
            raise self._error("`first` is not at most `last`, or `last` is not less than `size`")
        if last - first >= MAX_ENTRIES:
            raise self._error(f"a bundle has at most {MAX_ENTRIES:,} entries")
        return Header(origin, first, last, size, match[5] is not None)

    def _parse_hashes(self, name: str, line: str) -> list[bytes]:
        prefix, suffix = f'{{"{name}":[', "]}"
        if not line.startswith(prefix) or not line.endswith(suffix):
            raise self._error(f'is not {{"{name}":[...]}}')
        texts = line[len(prefix) : -len(suffix)]
        if texts.count(",") >= MAX_PROOF_HASHES:
            raise self._error(f"has more than {MAX_PROOF_HASHES} hashes")
        try:
            hashes = [decode_hash(text[1:-1]) for text in texts.split(",")] if texts else []
        except ValueError as error:
            raise self._error(f"a hash {error}") from None
        if _format_hashes(name, hashes) != f"{line}\n":
            raise self._error("is not in its canonical form")
        return hashes

    def _parse_leaf(self, line: str) -> Entry:
        leaf_hash = self._decode(line[9:-2], HASH_SIZE, "leaf hash")
        if not line.endswith('"}'):
            raise self._error("is not in its canonical form")
        return Entry(leaf_hash, None)

    def _parse_event(self, line: str) -> Entry:
        seed = self._decode(line[len(_SEEDED) : len(_SEEDED) + _SEED_LENGTH], SEED_SIZE, "seed")
        if line[len(_SEEDED) + _SEED_LENGTH : _FLAT] != _EVENT or line[-1] != "}":
            raise self._error("is not in its canonical form")
        flat = self._load(line[_FLAT:-1])
        shape = self._shapes.get(tuple(flat)) or self._add_shape(tuple(flat))
        texts = self._format_units(flat, shape, line[_FLAT:-1])
        commitments = commit_all(derive_salts(seed, len(texts)), texts)
        return Entry(entry_hash(shape.names + commitments), flat)

    def _parse_erased_event(self, line: str) -> Entry:
        whole = self._load(line)
        if list(whole) != ["salts", "closed", "event"]:
            raise self._error("does not have exactly `salts`, `closed` and `event`")
        for each in whole.values():
            if type(each) is not dict:
                raise self._error("a member is not an object")
        salts = {name: self._decode(salt, SALT_SIZE, "salt") for name, salt in whole["salts"].items()}
        closed = {name: self._decode(each, HASH_SIZE, "commitment") for name, each in whole["closed"].items()}
        flat = whole["event"]
        if f"{line}\n" != format_erased_event(salts, closed, flat):
            raise self._error("is not in its canonical form")
        if salts.keys() != flat.keys():
            raise self._error("does not have exactly one salt for each open unit")
        if not closed or closed.keys() & flat.keys():
            raise self._error("closes no unit, or one that is open")
        self._check_units([*flat, *closed])
        try:
            format_event_unit(flat.get(EVENT_UNIT))
        except ValueError as error:
            raise self._error(str(error)) from None
        opened = {name: commit(salt, format_unit(name, flat[name])) for name, salt in salts.items()}
        return Entry(leaf_hash_of_commitments(opened | closed), flat, tuple(closed))

    def _add_shape(self, names: tuple[str, ...]) -> _Shape:
        self._check_units(names)
        if list(names) != sort_names(dict.fromkeys(names)):
            raise self._error("the units are not in canonical order")
        try:
            encoded = format_names(names)
        except UnicodeEncodeError:
            raise self._error("the name of a unit is not Unicode") from None
        if len(self._shapes) == _MAX_SHAPES:
            self._shapes.clear()
        prefixes = tuple(f"{dumps(name)}:" for name in names)
        shape = self._shapes[names] = _Shape(prefixes, encoded)
        return shape

    def _check_units(self, names: Sequence[str]) -> None:
        try:
            check_names(names)
        except ValueError as error:
            raise self._error(str(error)) from None

    def _format_units(self, flat: Mapping[str, Any], shape: _Shape, text: str) -> list[str]:
        """The texts of all units. They must be what the line consists of, byte for byte."""
        *values, event = flat.values()
        *prefixes, event_prefix = shape.prefixes
        try:
            texts = [
                prefix
                + (format_string(value) if type(value) is str else dumps(value))  # nearly all are texts
                for prefix, value in zip(prefixes, values, strict=True)
            ]
            texts.append(event_prefix + format_event_unit(event))
        except ValueError as error:
            raise self._error(str(error)) from None
        if ",".join(texts) != text[1:-1]:
            raise self._error("is not in its canonical form")
        return texts

    def _load(self, text: str) -> dict[str, Any]:
        try:
            value = loads_canonical(text)
        except ValueError:
            raise self._error("is not JSON, or is nested too deeply") from None
        if type(value) is not dict:
            raise self._error("is not a JSON object")
        return value

    def _decode(self, text: object, size: int, what: str) -> bytes:
        try:
            if type(text) is not str:
                raise ValueError("is not base64")
            return decode_base64(text, size)
        except ValueError as error:
            raise self._error(f"the {what} {error}") from None


def _format_hashes(name: str, hashes: Sequence[bytes]) -> str:
    return f'{{"{name}":[{",".join(f"{dumps(encode_base64(each))}" for each in hashes)}]}}\n'


def _format_bytes(values: Mapping[str, bytes]) -> str:
    return dumps({name: encode_base64(value) for name, value in values.items()})
