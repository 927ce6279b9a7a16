"""HTTP by hand: bytes as they are, over a socket, and the responses to them."""

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx


class RawResponse(NamedTuple):
    """A response as it arrived. `body` is what its length or its chunks said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The `code` of an error, whose request id is the header's."""
        error = json.loads(self.body)
        assert error["request_id"] == self.headers["x-request-id"]
        return str(error["code"])


class RawClient:
    """A connection to the ledger at `url`; what isn't said of a head, such as Host, is left to the caller."""

    def __init__(self, url: str, key: str | None = None) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)
        self._key = key
        self._file = self.socket.makefile("rb")

    def __enter__(self) -> "RawClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.socket.close()

    def send(self, text: str | bytes) -> None:
        """Send, whether or not the ledger still listens."""
        with contextlib.suppress(ConnectionError):
            self.socket.sendall(text.encode("latin-1") if isinstance(text, str) else text)

    def head(self, first: str, *lines: str) -> str:
        """A head with Host and the key."""
        return self.head_of(self._key, first, *lines)

    @staticmethod
    def head_of(key: str | None, first: str, *lines: str) -> str:
        """The same with another key."""
        own = ["Host: ledger"] + ([f"Authorization: Bearer {key}"] if key else [])
        return "\r\n".join([first, *own, *lines, "", ""])

    def end(self) -> None:
        """Tell the ledger that nothing more will be sent."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def response(self) -> RawResponse | None:
        """The next response; None when the ledger has closed the connection."""
        try:
            first = self._file.readline()
        except ConnectionError:
            return None
        if not first:
            return None
        version, status, _ = first.decode().split(" ", 2)
        assert version == "HTTP/1.1", first
        headers = dict(self._headers())
        if status == "100":
            return self.response()
        return RawResponse(int(status), headers, b"".join(self._body(headers)))

    def responses(self) -> list[RawResponse]:
        """All responses until the ledger closes the connection."""
        return list(iter(self.response, None))

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self._file.readline().decode().rstrip("\r\n"):
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()

    def _body(self, headers: dict[str, str]) -> Iterator[bytes]:
        if headers.get("transfer-encoding") != "chunked":
            yield self._file.read(int(headers.get("content-length", 0)))
            return
        while size := int(self._file.readline(), 16):
            yield self._file.read(size)
            self._file.readline()
        self._file.readline()


def event_request(wire: RawClient, body: Any, *lines: str) -> str:
    """POST /events with a body, as text."""
    text = body if isinstance(body, str) else json.dumps(body)
    length = f"Content-Length: {len(text.encode())}"
    return wire.head("POST /v1/events HTTP/1.1", "Content-Type: application/json", length, *lines) + text


def first_response(client: httpx.Client, request: str | bytes) -> tuple[int, dict[str, str], bytes]:
    """Send raw bytes; returns the status, headers and body of the first response."""
    url = urlsplit(str(client.base_url))
    with socket.create_connection((url.hostname, url.port), timeout=10) as connection:
        connection.sendall(request.encode() if isinstance(request, str) else request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65_536)
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
        }
        while len(body) < int(headers["content-length"]):
            body += connection.recv(65_536)
    return int(lines[0].split()[1]), headers, body
