"""Rows of an export, found in its bytes as they arrive: events of a JSON array, records of CSV.

Both keep what is not whole yet, and know the last event that was: behind it, a broken export goes on.
"""

import codecs
import contextlib
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from auditledge.errors import APIConnectionError, UnreadableAnswerError

if TYPE_CHECKING:
    from auditledge.types import Event

_DECODE = json.JSONDecoder().raw_decode
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_WITHIN_QUOTES = re.compile(rb'"[^"]*("|\Z)')
_LONGEST = 1 << 21
"""Bytes of a row: more than the largest event has that the contract allows, with every character escaped."""

R = TypeVar("R")


class Reader(Protocol[R]):
    """What a streamed export is read with. Its methods raise errors of the SDK.

    UnreadableAnswerError is for what is no export, APIConnectionError for one that ends early.
    """

    def read(self, chunk: bytes) -> list[R]:
        """What to hand on with this chunk."""
        ...

    def end(self, total: int | None) -> None:
        """The answer has ended; the ledger has said that it would hold `total` events."""
        ...


class EventReader:
    """Events from the chunks of a streamed JSON export."""

    def __init__(self) -> None:
        self._rows = JSONRows()

    def read(self, chunk: bytes) -> "list[Event]":
        """The events that are whole with this chunk."""
        with readable():
            return cast("list[Event]", self._rows.events(chunk))

    def end(self, total: int | None) -> None:
        """The answer has ended."""
        with whole():
            self._rows.end()
            check_total(self._rows.count, total)


class TextReader:
    """The chunks of a streamed CSV export as they are. `after` says that it has no header row."""

    def __init__(self, *, after: bool) -> None:
        self._events = -1 if not after else 0
        self._quoted = False

    def read(self, chunk: bytes) -> list[bytes]:
        """The chunk."""
        text = b'"' * self._quoted + chunk
        self._events += _WITHIN_QUOTES.sub(b"", text).count(b"\n")
        self._quoted = text.count(b'"') % 2 == 1
        return [chunk]

    def end(self, total: int | None) -> None:
        """The answer has ended. Without a total, any end of a record may be that of all."""
        with whole():
            if self._quoted:
                raise ValueError("the last record is not whole")
            check_total(self._events, total)


def reader(options: Mapping[str, Any] | None) -> Reader[Any]:
    """What an export with such options is read with."""
    options = options or {}
    return TextReader(after=bool(options.get("after"))) if options.get("format") == "csv" else EventReader()


def check_total(count: int, total: int | None) -> None:
    """Raise ValueError unless there are as many events as the ledger said, if it did."""
    if total not in (None, count):
        raise ValueError(f"{count} events of {total}")


@contextlib.contextmanager
def readable() -> Iterator[None]:
    """Turn what rows find wrong with their bytes into an UnreadableAnswerError."""
    try:
        yield
    except (ValueError, LookupError, TypeError, RecursionError):
        raise UnreadableAnswerError("The answer is not readable: it is not an export") from None


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Turn an end that came too early into an APIConnectionError."""
    try:
        yield
    except ValueError as error:
        raise APIConnectionError(f"The export ended early: {error}") from None


class Rows(Protocol):
    """Takes the bytes of an export. `count` rows were whole so far; the last is the event `last_id`."""

    count: int
    last_id: str | None
    head: bytes
    tail: bytes

    def write(self, chunk: bytes) -> bytes:
        """The bytes to append to a file for a chunk: whole rows only."""
        ...

    def begin(self) -> None:
        """Another answer begins; what was not whole of the one before is forgotten."""
        ...

    def end(self) -> None:
        """The answer has ended. Raises ValueError if that was too early."""
        ...


class JSONRows:
    """Events of a JSON array, whatever white space stands between them."""

    head = b"["
    tail = b"\n]\n"

    def __init__(self) -> None:
        self.count = 0
        self.last_id: str | None = None
        self.begin()

    def begin(self) -> None:
        """Another array begins."""
        self._text = ""
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._opened = self._closed = False

    def events(self, chunk: bytes) -> list[dict[str, Any]]:
        """The events that are whole with this chunk. Raises ValueError for what is no array of objects."""
        return [event for event, _ in self._whole(chunk)]

    def write(self, chunk: bytes) -> bytes:
        """The text of whole events, as it was sent, each on a line of its own."""
        first = self.count == 0
        lines = "".join(f",\n{text}" for _, text in self._whole(chunk))
        return (lines[1:] if first else lines).encode()

    def end(self) -> None:
        """Raise ValueError unless the array was closed."""
        if not self._closed or self._text.strip():
            raise ValueError("the array is not closed")

    def _whole(self, chunk: bytes) -> list[tuple[dict[str, Any], str]]:
        text = self._text + self._utf8.decode(chunk)
        found, position = [], self._after_bracket(text)
        while self._opened and (position := _skip(text, position)) < len(text) and text[position] != "]":
            try:
                event, end = _DECODE(text, position)
            except ValueError:
                break
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
    """Raise ValueError for a row that never ends: it would fill memory."""
    if len(rest) > _LONGEST:
        raise ValueError("a row is longer than any event")


def _skip(text: str, position: int) -> int:
    between = _BETWEEN.match(text, position)
    assert between is not None  # noqa: S101 - nothing matches too
    return between.end()


class CSVRows:
    """Records of RFC 4180: a line may end within quotation marks, a record may not."""

    head = tail = b""

    def __init__(self, *, header: bool = True) -> None:
        self.count = 0
        self.last_id: str | None = None
        self._headed = False
        self._has_header = header
        self.begin()

    def begin(self) -> None:
        """Another answer begins; it has a header row only if no event came before."""
        self._rest = b""
        self._header = self._has_header and self.last_id is None

    def write(self, chunk: bytes) -> bytes:
        """The records that are whole with this chunk."""
        data = self._rest + chunk
        end = data.rfind(b"\r\n")
        while end >= 0 and data.count(b'"', 0, end) % 2:
            end = data.rfind(b"\r\n", 0, end)
        whole, self._rest = (data[: end + 2], data[end + 2 :]) if end >= 0 else (b"", data)
        _check_length(self._rest)
        records = list(csv.reader(io.StringIO(whole.decode(), newline="")))
        if self._header and records:
            del records[0]
            whole = self._without_repeated_header(whole)
        self.count += len(records)
        if records:
            self.last_id = records[-1][0]
        return whole

    def _without_repeated_header(self, whole: bytes) -> bytes:
        """An answer before may have broken off behind its header row."""
        headed, self._headed, self._header = self._headed, True, False
        return whole.partition(b"\r\n")[2] if headed else whole

    def end(self) -> None:
        """Raise ValueError unless the last record was whole."""
        if self._rest or self._header:
            raise ValueError("the last record is not whole")
