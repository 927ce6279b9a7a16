"""Server-sent events, parsed from the bytes of a stream as they arrive."""

from collections.abc import Iterator
from typing import NamedTuple


class ServerSentEvent(NamedTuple):
    """One message of a stream: its type, its id, which is a resume token, and its data if it has any."""

    type: str
    id: str | None
    data: bytes | None


class EventStreamParser:
    """Parses an event stream as the HTML standard of the WHATWG defines it (section 9.2.6).

    The only difference: a line ends with LF or CRLF, never with CR alone, which nobody sends.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._fields: dict[bytes, list[bytes]] = {}

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """The messages that are complete with this chunk."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            name, _, value = line.removesuffix(b"\r").partition(b":")
            if name:
                self._fields.setdefault(name, []).append(value.removeprefix(b" "))
            elif not value and self._fields:  # an empty line; without a name it would be a comment
                yield self._message()
                self._fields = {}

    def _message(self) -> ServerSentEvent:
        kind, id_, data = (self._fields.get(name) for name in (b"event", b"id", b"data"))
        return ServerSentEvent(
            kind[-1].decode() if kind else "message",
            id_[-1].decode() if id_ else None,
            b"\n".join(data) if data else None,
        )
