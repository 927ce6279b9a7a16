"""From the bytes of a connection to requests, without I/O, one request at a time.

Where a body ends is decided here and nowhere else. httptools (llhttp, the parser of Node) reads heads: it is
given exactly one head, up to its blank line, and never what follows. So it can't run ahead into pipelined
requests or mistake a body for anything else, and an offer to upgrade, at which llhttp stops parsing HTTP,
is a header like any other. No byte is ever changed.

On any doubt a request is refused, and what follows it on the connection isn't looked at: a proxy in front may
have understood it in another way (RFC 9112, sections 6.3 and 11.2).
"""

import re
from typing import NamedTuple

import httptools

from auditledge.server.http.chunked import ChunkedDecoder, ChunkedError

MAX_HEAD = 64 * 2**10  # bytes of the request line and headers, with the blank line

_REQUEST_LINE = re.compile(rb"([A-Z-]+) ([!-~]+) HTTP/1\.([01])\r\n")  # llhttp takes more spaces and versions
_LENGTH = re.compile(rb"[0-9]{1,18}")
_SCHEMES = (b"http", b"https")

_FRAMING = {
    *(b"host", b"content-length", b"transfer-encoding", b"connection", b"expect"),
    *(b"upgrade", b"http2-settings"),
}
_MALFORMED = "The request is not well-formed HTTP"
_LENGTHS = "Send one Content-Length, in decimal digits, and no Transfer-Encoding with it"
_CODINGS = "Send one Transfer-Encoding: chunked, over HTTP/1.1, or Content-Length"

Headers = list[tuple[bytes, bytes]]


class UnreadableRequestError(Exception):
    """The bytes are not a request, or one that could be understood in more than one way.

    `reason` is a sentence for the client, with nothing of what it sent.
    """

    def __init__(self, reason: str = _MALFORMED) -> None:
        super().__init__(reason)
        self.reason = reason


class HeadTooLargeError(Exception):
    """The request line and the headers exceed MAX_HEAD."""


class RequestHead(NamedTuple):
    """A request without its body.

    `path` is as it was sent, percent-encoded. Names of headers are in lower case. `length` is the body's in
    bytes, None if it is chunked. `keep_alive` is whether the client expects to send another request.
    """

    method: str
    path: bytes
    query: bytes
    version: str
    headers: Headers
    length: int | None
    keep_alive: bool
    expects_continue: bool


class RequestParser:
    """Reads requests: `receive_data`, then `next_head`, then `read_body` until `is_body_complete`.

    Bytes that belong to the next request wait in a buffer, unread, until its head is asked for.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0  # bytes at the start of the buffer in which no head ends
        self._left = 0  # bytes of a body of known length that have not been read yet
        self._chunks: ChunkedDecoder | None = None

    @property
    def buffered(self) -> int:
        """Bytes that have been received and not been read."""
        return len(self._buffer)

    @property
    def is_body_complete(self) -> bool:
        """Whether the body of the request, if it has one, has been read to its end."""
        return not self._left and self._chunks is None

    def receive_data(self, data: bytes | memoryview) -> None:
        """Take what has been received."""
        self._buffer += data

    def next_head(self) -> RequestHead | None:
        """The next head; None while it is incomplete. The body before it has been read to its end.

        Raises UnreadableRequestError and HeadTooLargeError; there is no next head then.
        """
        buffer = self._buffer
        while buffer.startswith(b"\r\n"):  # RFC 9112, section 2.2
            del buffer[:2]
            self._searched = 0
        if not buffer or buffer == b"\r":
            return None
        if not 0x41 <= buffer[0] <= 0x5A:  # no method begins like that: there is no head to wait for
            raise UnreadableRequestError
        blank = buffer.find(b"\r\n\r\n", self._searched, MAX_HEAD)
        if blank < 0:
            if len(buffer) >= MAX_HEAD:
                raise HeadTooLargeError
            self._searched = max(len(buffer) - 3, 0)
            return None
        text = bytes(buffer[: blank + 4])
        del buffer[: blank + 4]
        self._searched = 0
        head = _parse(text)
        if head.length is None:
            self._chunks = ChunkedDecoder()
        else:
            self._left = head.length
        return head

    def read_body(self) -> bytes:
        """What has arrived of the body since the last call. Raises UnreadableRequestError."""
        if self._chunks is None:
            return self._read_known_length()
        try:
            data = self._chunks.decode(self._buffer)
        except ChunkedError:
            raise UnreadableRequestError from None
        if self._chunks.is_complete:
            self._chunks = None
        return data

    def _read_known_length(self) -> bytes:
        buffer = self._buffer
        if len(buffer) <= self._left:
            data = bytes(buffer)
            buffer.clear()
        else:
            data = bytes(buffer[: self._left])
            del buffer[: self._left]
        self._left -= len(data)
        return data


class _Headers:
    """What llhttp reports of one head."""

    def __init__(self) -> None:
        self.headers: Headers = []
        self.is_complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.is_complete = True


def _parse(text: bytes) -> RequestHead:
    line = _REQUEST_LINE.match(text)
    if line is None:
        raise UnreadableRequestError
    found = _Headers()
    try:
        httptools.HttpRequestParser(found).feed_data(text)
    except httptools.HttpParserUpgrade:
        pass  # the offer is not taken: where the body ends is decided below, as for any other request
    except httptools.HttpParserError as error:
        raise UnreadableRequestError(f"{_MALFORMED}: {error}") from None
    if not found.is_complete:
        raise UnreadableRequestError
    method, target, minor = line.groups()
    path, query = _split(method, target)
    framing: dict[bytes, list[bytes]] = {}
    for name, value in found.headers:
        if name in _FRAMING:
            framing.setdefault(name, []).append(value.strip(b" \t").lower())
    tokens = [token.strip(b" \t") for value in framing.get(b"connection", ()) for token in value.split(b",")]
    is_http_1_1 = minor == b"1"
    hosts = len(framing.get(b"host", ()))
    if hosts > 1 or (is_http_1_1 and not hosts):
        raise UnreadableRequestError("Send one Host header")
    return RequestHead(
        method.decode(),
        path,
        query,
        "1.1" if is_http_1_1 else "1.0",
        found.headers,
        length=_body_length(framing, tokens, is_http_1_1=is_http_1_1),
        keep_alive=is_http_1_1 and b"close" not in tokens,
        expects_continue=is_http_1_1 and framing.get(b"expect") == [b"100-continue"],
    )


def _body_length(
    framing: dict[bytes, list[bytes]], connection: list[bytes], *, is_http_1_1: bool
) -> int | None:
    """Bytes of the body, None if it is chunked. Raises UnreadableRequestError if there is any doubt."""
    lengths, codings = framing.get(b"content-length", []), framing.get(b"transfer-encoding", [])
    if not codings:
        if len(lengths) > 1 or (lengths and not _LENGTH.fullmatch(lengths[0])):
            raise UnreadableRequestError(_LENGTHS)
        return int(lengths[0]) if lengths else 0
    if lengths:
        raise UnreadableRequestError(_LENGTHS)
    if codings != [b"chunked"] or not is_http_1_1:
        raise UnreadableRequestError(_CODINGS)
    if b"upgrade" in framing or b"http2-settings" in framing or b"upgrade" in connection:
        raise UnreadableRequestError("Send Content-Length with a request that has an Upgrade header")
    return None


def _split(method: bytes, target: bytes) -> tuple[bytes, bytes]:
    """The path and the query of a request target (RFC 9112, section 3.2). Raises UnreadableRequestError."""
    if b"#" in target or method == b"CONNECT":
        raise UnreadableRequestError
    if target.startswith(b"/"):
        path, _, query = target.partition(b"?")
        return path, query
    if target == b"*" and method == b"OPTIONS":
        return target, b""
    try:
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError:
        raise UnreadableRequestError from None
    if not url.host or url.schema not in _SCHEMES:
        raise UnreadableRequestError
    return url.path or b"/", url.query or b""
