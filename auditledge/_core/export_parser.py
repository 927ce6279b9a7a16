"""Parsers of exports, fed with bytes as they arrive: events of a JSON array, records of CSV.

Each keeps an incomplete row until the rest arrives, and knows the id of the last complete one, after which an
interrupted export resumes.
"""

import codecs
import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from auditledge._core.strict_json import STRICT
from auditledge.errors import APIConnectionError, UnreadableAnswerError

if TYPE_CHECKING:
    from auditledge.types import Event

_DECODE = STRICT.raw_decode
_SEPARATORS = re.compile(r"[ \t\r\n,]*")
_QUOTED = re.compile(rb'"[^"]*("|\Z)')
_MAX_ROW_BYTES = 1 << 21
"""More than the largest event of the contract has, even if every character of it is escaped."""

R = TypeVar("R")


class ExportReader(Protocol[R]):
    """Reads a streamed export.

    Its methods raise UnreadableAnswerError for what is not an export, and APIConnectionError for an export
    that ends early.
    """

    def read(self, chunk: bytes) -> list[R]:
        """What to yield for a chunk of the response."""
        ...

    def end(self, total: int | None) -> None:
        """The response has ended. `total` is the number of events that the ledger announced, if it did."""
        ...


class JSONExportReader:
    """Yields the events of a streamed JSON export."""

    def __init__(self) -> None:
        self._parser = JSONRowParser()

    def read(self, chunk: bytes) -> "list[Event]":
        """The events that are complete with this chunk."""
        with parse_errors():
            return cast("list[Event]", self._parser.parse(chunk))

    def end(self, total: int | None) -> None:
        """The response has ended."""
        with truncation_errors():
            self._parser.end()
            check_total(self._parser.count, total)


class CSVExportReader:
    """Yields the chunks of a streamed CSV export unchanged. With `after`, there is no header row."""

    def __init__(self, *, after: bool) -> None:
        self._events = 0 if after else -1
        self._in_quotes = False

    def read(self, chunk: bytes) -> list[bytes]:
        """The chunk."""
        # Only line ends outside quotes count. If the last chunk ended inside quotes, this one starts there.
        text = b'"' * self._in_quotes + chunk
        self._events += _QUOTED.sub(b"", text).count(b"\n")
        self._in_quotes = text.count(b'"') % 2 == 1
        return [chunk]

    def end(self, total: int | None) -> None:
        """The response has ended. Without a total, an export cut between two records looks complete."""
        with truncation_errors():
            if self._in_quotes:
                raise ValueError("the last record is incomplete")
            check_total(self._events, total)


def export_reader(options: Mapping[str, Any] | None) -> ExportReader[Any]:
    """The reader for an export with these options."""
    options = options or {}
    if options.get("format") == "csv":
        return CSVExportReader(after=bool(options.get("after")))
    return JSONExportReader()


def check_total(count: int, total: int | None) -> None:
    """Raise ValueError if the ledger announced another number of events."""
    if total not in (None, count):
        raise ValueError(f"{count} events of {total}")


@contextlib.contextmanager
def parse_errors() -> Iterator[None]:
    """Turn what a parser raises for invalid bytes into an UnreadableAnswerError."""
    try:
        yield
    except (ValueError, LookupError, TypeError, RecursionError):
        raise UnreadableAnswerError("The response is not readable: it is not an export") from None


@contextlib.contextmanager
def truncation_errors() -> Iterator[None]:
    """Turn the ValueError of an export that ended early into an APIConnectionError."""
    try:
        yield
    except ValueError as error:
        raise APIConnectionError(f"The export ended early: {error}") from None


class RowParser(Protocol):
    """Finds the complete rows in the bytes of an export, to write them to a file.

    `count` is the number of complete rows so far, and `last_id` the id of the last one. `prefix` and `suffix`
    belong before the first row of the file and after the last.
    """

    count: int
    last_id: str | None
    prefix: bytes
    suffix: bytes

    def feed(self, chunk: bytes) -> bytes:
        """The bytes of the rows that are complete with this chunk, to append to a file."""
        ...

    def start_response(self) -> None:
        """A new response starts. An incomplete row of the previous one is dropped."""
        ...

    def end(self) -> None:
        """The response has ended. Raises ValueError if it ended early."""
        ...


class JSONRowParser:
    """Events of a JSON array, with any white space between them."""

    prefix = b"["
    suffix = b"\n]\n"

    def __init__(self) -> None:
        self.count = 0
        self.last_id: str | None = None
        self.start_response()

    def start_response(self) -> None:
        """A new array starts."""
        self._text = ""
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._opened = self._closed = False

    def parse(self, chunk: bytes) -> list[dict[str, Any]]:
        """The events that are complete with this chunk. Raises ValueError for anything but such an array."""
        return [event for event, _ in self._complete(chunk)]

    def feed(self, chunk: bytes) -> bytes:
        """The text of the complete events as it was sent, each on its own line."""
        first = self.count == 0
        lines = "".join(f",\n{text}" for _, text in self._complete(chunk))
        return (lines[1:] if first else lines).encode()

    def end(self) -> None:
        """Raise ValueError unless the array was closed."""
        if not self._closed or self._text.strip():
            raise ValueError("the array is not closed")

    def _complete(self, chunk: bytes) -> list[tuple[dict[str, Any], str]]:
        """The complete events, decoded and as text."""
        text = self._text + self._utf8.decode(chunk)
        found, position = [], self._after_bracket(text)
        while self._opened and (position := _skip(text, position)) < len(text) and text[position] != "]":
            try:
                event, end = _DECODE(text, position)
            except json.JSONDecodeError:
                break  # incomplete, or invalid: then no chunk completes it, and `_check_length` ends the wait
            found.append((event, text[position:end]))
            position = end
        self._text = text[position:]
        _check_length(self._text)
        self._close()
        self.count += len(found)
        if found:
            self.last_id = found[-1][0]["id"]
        return found

    def _after_bracket(self, text: str) -> int:
        if self._opened:
            return 0
        position = _skip(text, 0)
        if position == len(text):
            return position
        if text[position] != "[":
            raise ValueError("it is not a JSON array")
        self._opened = True
        return position + 1

    def _close(self) -> None:
        if self._opened and self._text.startswith("]"):
            self._closed, self._text = True, self._text[1:]


def _check_length(rest: str | bytes) -> None:
    """Raise ValueError for a row that never ends, which would fill memory."""
    if len(rest) > _MAX_ROW_BYTES:
        raise ValueError("a row is longer than any event")


def _skip(text: str, position: int) -> int:
    separators = _SEPARATORS.match(text, position)
    assert separators is not None  # noqa: S101 - it also matches nothing
    return separators.end()


class CSVRowParser:
    """Records of RFC 4180: quotes may contain line ends, so a line is not always a record."""

    prefix = suffix = b""

    def __init__(self, *, header: bool = True) -> None:
        self.count = 0
        self.last_id: str | None = None
        self._wrote_header = False
        self._has_header = header
        self._columns: int | None = None
        self.start_response()

    def start_response(self) -> None:
        """A new response starts. It has a header row only if it does not resume after an event."""
        self._rest = b""
        self._expects_header = self._has_header and self.last_id is None

    def feed(self, chunk: bytes) -> bytes:
        """The records that are complete with this chunk.

        Raises UnreadableAnswerError if they have other columns than those of an earlier response.
        """
        data = self._rest + chunk
        end = data.rfind(b"\r\n")
        while end >= 0 and data.count(b'"', 0, end) % 2:  # this line end is inside quotes
            end = data.rfind(b"\r\n", 0, end)
        complete, self._rest = (data[: end + 2], data[end + 2 :]) if end >= 0 else (b"", data)
        _check_length(self._rest)
        records = list(csv.reader(io.StringIO(complete.decode(), newline="")))
        self._check_columns(records)
        if self._expects_header and records:
            del records[0]
            complete = self._without_repeated_header(complete)
        self.count += len(records)
        if records:
            self.last_id = records[-1][0]
        return complete

    def _check_columns(self, records: list[list[str]]) -> None:
        """Raise UnreadableAnswerError for records with more or fewer columns than those before them."""
        if records and self._columns is None:
            self._columns = len(records[0])
        if any(len(record) != self._columns for record in records):
            raise UnreadableAnswerError(
                "The export can't be resumed, because the ledger exports other columns since it was upgraded:"
                " start it again, without resume"
            )

    def _without_repeated_header(self, complete: bytes) -> bytes:
        """Drop the header row if an earlier response was cut right after its own."""
        wrote_header, self._wrote_header, self._expects_header = self._wrote_header, True, False
        return complete.partition(b"\r\n")[2] if wrote_header else complete

    def end(self) -> None:
        """Raise ValueError unless the last record was complete."""
        if self._rest or self._expects_header:
            raise ValueError("the last record is incomplete")
