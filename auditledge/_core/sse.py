"""Server-sent events, found in the bytes of a stream as they arrive."""

from collections.abc import Iterator
from typing import NamedTuple


class Message(NamedTuple):
    """A message of a stream: its type, the token of its place, and its data if it has any."""

    type: str
    token: str | None
    data: bytes | None


class Messages:
    """The messages in the bytes of an event stream, as the WHATWG's HTML says (9.2.6).

    But that a line ends with LF or CRLF: nobody ends one with CR alone.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._fields: dict[bytes, list[bytes]] = {}

    def read(self, chunk: bytes) -> Iterator[Message]:
        """The messages that are whole with this chunk."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            name, _, value = line.removesuffix(b"\r").partition(b":")
            if name:
                self._fields.setdefault(name, []).append(value.removeprefix(b" "))
            elif not value and self._fields:
                yield self._message()
                self._fields = {}

    def _message(self) -> Message:
        kind, token, data = (self._fields.get(name) for name in (b"event", b"id", b"data"))
        return Message(
            kind[-1].decode() if kind else "message",
            token[-1].decode() if token else None,
            b"\n".join(data) if data else None,
        )
