"""Reads JSON records: JSON Lines, arrays of any layout, and objects that contain an array."""

import codecs
import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, NoReturn

from auditledge.cli.exit_codes import FAILED, CommandFailed
from auditledge.cli.importer.records import MAX_RECORD_BYTES, Record
from auditledge.contract.numbers import read_float

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object has the same key twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not valid JSON")


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=read_float)
_LENIENT = json.JSONDecoder()


def decode(text: str) -> Any:
    """The value of strict JSON. Raises ValueError, RecursionError."""
    return _STRICT.decode(text)


def read_json(file: BinaryIO, container: str | None = None) -> Iterator[Record]:
    """The records of a file. Records that are not JSON have a problem.

    `container` is the member of the file's objects that has the array of records. Raises CommandFailed if the
    end of such a record can't be found, or if the file ends inside of an array.
    """
    line, head = 1, file.readline(MAX_RECORD_BYTES).removeprefix(_BYTE_ORDER_MARK)
    while head.isspace():
        line, head = line + 1, file.readline(MAX_RECORD_BYTES)
    second = file.readline(MAX_RECORD_BYTES) if head.strip() == b"{" else b""
    if container is not None:
        yield from _JSONText(file, head + second, line).read_containers(container)
    elif head.lstrip().startswith(b"[") or second.lstrip().startswith(b'"'):
        yield from _JSONText(file, head + second, line).read_values()
    else:
        yield from _read_lines(file, [head, second], line)


def _read_lines(file: BinaryIO, heads: list[bytes], line: int) -> Iterator[Record]:
    """The records of JSON Lines, of which `heads` are the first. Blank lines are skipped."""
    lines = chain(filter(None, heads), iter(partial(file.readline, MAX_RECORD_BYTES), b""))
    for number, content in enumerate(lines, line):
        if len(content) == MAX_RECORD_BYTES and not content.endswith(b"\n"):
            _skip_line(file)
            yield Record(number, None, _too_long())
        elif not content.isspace():
            yield _read_line(number, content.strip())


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_RECORD_BYTES)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: int, content: bytes) -> Record:
    try:
        value = decode(content.decode())
    except (ValueError, RecursionError) as error:
        column = f", at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Record(line, content.decode("utf-8", "replace"), f"{_not_json(error)}{column}")
    return _as_record(line, value)


def _as_record(line: int, value: Any) -> Record:
    return Record(line, value, None if isinstance(value, dict) else "is not a JSON object")


def _not_json(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is not JSON: it is nested too deeply"
    # Without the line and column of JSONDecodeError, which count from where decoding began.
    return f"is not JSON: {error.msg if isinstance(error, json.JSONDecodeError) else error}"


def _too_long() -> str:
    return f"is longer than {MAX_RECORD_BYTES:,} bytes"


class _JSONText:
    """The text of a file, read in chunks. JSON values are taken from it one by one."""

    def __init__(self, file: BinaryIO, head: bytes, line: int) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._text = self._decode(head)
        self._at = 0
        self._line = line

    def read_values(self) -> Iterator[Record]:
        """The elements of arrays, and values that are in none."""
        while (first := self._next()) is not None:
            if first == "[":
                yield from self._take_array()
            else:
                yield self._take_record()

    def read_containers(self, name: str) -> Iterator[Record]:
        """The elements of the array in the member `name` of each object. Other members are skipped."""
        while (first := self._next()) is not None:
            if first != "{":
                self._fail(f"there must be an object with an array {name!r}")
            self._move(self._at + 1)
            while (first := self._next()) == '"':
                key = self._take_value()
                if self._next() != ":":
                    self._fail("':' is missing")
                self._move(self._at + 1)
                if self._next() == "[" and key == name:
                    yield from self._take_array()
                else:
                    self._take_value()
            if first != "}":
                self._fail("is not JSON: the end of an object is missing")
            self._move(self._at + 1)

    def _take_array(self) -> Iterator[Record]:
        start = self._line
        self._move(self._at + 1)
        while (first := self._next()) != "]":
            if first is None:
                self._fail(f"the array that begins in line {start} has no end, so the file is incomplete")
            yield self._take_record()
        self._move(self._at + 1)

    def _take_record(self) -> Record:
        """The value that begins here. If it is not JSON, the rest of the line is the record."""
        line = self._line
        try:
            value, end = self._scan(_STRICT)
        except (ValueError, RecursionError) as error:
            return self._skip_record(line, error)
        self._move(end)
        return _as_record(line, value)

    def _skip_record(self, line: int, problem: Exception) -> Record:
        """The record for a value that is not strict JSON. Raises CommandFailed if its end can't be found."""
        try:
            value, end = self._scan(_LENIENT)  # it has an end at least if it only has a repeated key or NaN
        except (ValueError, RecursionError) as error:
            if len(self._text) - self._at >= MAX_RECORD_BYTES:
                return self._skip_line(line, _too_long())
            if isinstance(error, json.JSONDecodeError) and "\n" in self._text[self._at : error.pos]:
                self._move(error.pos)
                self._fail(_not_json(error))
            return self._skip_line(line, _not_json(error))
        self._move(end)
        return Record(line, value, _not_json(problem))

    def _skip_line(self, line: int, problem: str) -> Record:
        text = ""
        while True:
            end = self._text.find("\n", self._at)
            stop = end if end >= 0 else len(self._text)
            if len(text) < MAX_RECORD_BYTES:
                text += self._text[self._at : stop]
            self._move(stop)
            if end >= 0 or not self._fill(_CHUNK):
                return Record(line, text.rstrip().removesuffix(","), problem)

    def _take_value(self) -> Any:
        """The value that begins here. Raises CommandFailed if it is not JSON."""
        try:
            value, end = self._scan(_LENIENT)
        except (ValueError, RecursionError) as error:
            self._fail(_not_json(error))
        self._move(end)
        return value

    def _scan(self, decoder: json.JSONDecoder) -> tuple[Any, int]:
        """The value that begins here, and its end. Raises ValueError, RecursionError."""
        while True:
            known = len(self._text) - self._at
            # Twice as much each time, so that a long value is not decoded too often.
            try:
                value, end = decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if known >= MAX_RECORD_BYTES or not self._fill(max(_CHUNK, known)):
                    raise
            else:
                if end < len(self._text) or not self._fill(_CHUNK):  # a number may continue
                    return value, end

    def _next(self) -> str | None:
        """The next character that is neither white space nor a comma; None at the end."""
        while True:
            if (match := _BETWEEN.match(self._text, self._at)) is not None:
                self._move(match.end())
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill(_CHUNK):
                return None

    def _fill(self, size: int) -> bool:
        """Read up to `size` bytes more; False at the end of the file."""
        data = self._file.read(size)
        self._text, self._at = self._text[self._at :] + self._decode(data, final=not data), 0
        return bool(data)

    def _move(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _fail(self, problem: str) -> NoReturn:
        raise CommandFailed(f"line {self._line}: {problem}", FAILED)
