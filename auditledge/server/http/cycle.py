"""One request and its response, as the ASGI application sees them."""

import asyncio
import http
import logging
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from auditledge.server.api.handlers import ResponseInterruptedError
from auditledge.server.http.limits import MAX_DISCARDED, MAX_UNSENT
from auditledge.server.http.request_parser import RequestHead
from auditledge.server.tracebacks import trace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from auditledge.server.api.asgi_types import Headers, Message, Receive, Scope, Send

STATUS_LINES = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in http.HTTPStatus
}
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_BODILESS = {204, 304}

_log = logging.getLogger(__name__)


class Connection(Protocol):
    """What a cycle needs of the connection that it belongs to."""

    is_write_paused: bool
    """Whether as much is unsent as may be."""
    addresses: dict[str, Any]
    """`client` and `server` of the ASGI scope."""

    @property
    def is_draining(self) -> bool:
        """Whether no request may follow: the response has to say so."""
        ...

    def write(self, *pieces: bytes | memoryview) -> None:
        """Send the pieces one after another."""
        ...

    async def drain(self) -> None:
        """Wait while writing is paused. Returns at once when the connection is lost."""

    def common_headers(self) -> bytes:
        """The header lines that every response has."""
        ...

    def body_taken(self) -> None:
        """The application has taken what had arrived of the body."""
        ...

    def response_complete(self) -> None:
        """The response has been handed over to its end."""
        ...

    def close(self) -> None:
        """Close the connection after what is unsent has been sent."""
        ...

    def abort(self) -> None:
        """Break the connection, so that the client can't take what it has for the whole response."""
        ...


class RequestResponseCycle:
    """Gives a request to the application, and takes the response.

    The head of a response waits for the first bytes of its body, so that both go out in one packet: a second
    one, for which the client wakes up twice, costs a tenth of a small request.
    """

    def __init__(self, connection: Connection, head: RequestHead) -> None:
        self._connection = connection
        self._head = head
        self._keep_alive = head.keep_alive
        self._expects_continue = head.expects_continue
        self._body: list[bytes] = []
        self._buffered = 0
        self._is_body_complete = False
        self._is_body_taken = False
        self._is_disconnected = False
        self._has_left = False
        self._news: asyncio.Event | None = None
        self._response_head = b""
        self._is_chunked = False
        self._is_bodiless = False
        self._left: int | None = None  # bytes of the response that are still due, where that is known
        self.is_response_started: bool = False
        self.is_response_complete: bool = False

    # For the connection.

    @property
    def keep_alive(self) -> bool:
        """Whether another request may follow on the connection. Known once the response has started."""
        return self._keep_alive

    @property
    def buffered(self) -> int:
        """Bytes of the body that the application has not taken yet."""
        return self._buffered

    @property
    def awaits_continue(self) -> bool:
        """Whether the client waits for us to ask for the body."""
        return self._expects_continue and not self._is_body_complete

    async def run(self, app: "Callable[[Scope, Receive, Send], Awaitable[None]]") -> None:
        """Have the application respond. A response that it leaves incomplete is cut off."""
        try:
            await app(self._scope(), self.receive, self.send)
        except ResponseInterruptedError:
            pass  # the application has logged why
        except Exception as error:  # noqa: BLE001 - whatever it is, the client must not wait
            _log.error("a request failed: %s", trace(error))
        if not self.is_response_complete and not self._is_disconnected:
            if self.is_response_started and self._left is None and not self._is_chunked:
                self._connection.abort()  # where it would look like the end of the response
            else:
                self._connection.close()

    def receive_body(self, data: bytes, *, is_complete: bool) -> None:
        """Take what has arrived of the body. It is dropped if there is a response already."""
        self._is_body_complete = is_complete
        if data:
            self._expects_continue = False  # the client didn't wait to be asked
            if not self.is_response_complete:
                self._body.append(data)
                self._buffered += len(data)
        self._tell()

    def leave(self) -> None:
        """The client sends nothing more. It may have left, or may still read the response."""
        self._has_left = True
        self._tell()

    def disconnect(self) -> None:
        """The connection is lost, or the response has no place on it any more: it is dropped."""
        self._is_disconnected = True
        self._tell()

    # For the application.

    async def receive(self) -> "Message":
        """ASGI's `receive`: what has arrived of the body, or that the client has left or got its response."""
        if self.awaits_continue and not self.is_response_started:
            self._expects_continue = False
            self._connection.write(_CONTINUE)
        while not self._has_news():
            if self._news is None:
                self._news = asyncio.Event()
            self._news.clear()
            await self._news.wait()
        if not self._has_body():
            return {"type": "http.disconnect"}
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        self._body.clear()
        self._buffered = 0
        self._is_body_taken = self._is_body_complete
        self._connection.body_taken()
        return {"type": "http.request", "body": body, "more_body": not self._is_body_taken}

    async def send(self, message: "Message") -> None:
        """ASGI's `send`. Waits while too much is unsent. Raises RuntimeError for a message out of order."""
        if self._is_disconnected:
            return
        if message["type"] == "http.response.start" and not self.is_response_started:
            self._start(message["status"], message["headers"])
        elif message["type"] == "http.response.body" and self.is_response_started:
            await self._continue(message.get("body", b""), more=message.get("more_body", False))
        else:
            raise RuntimeError(f"{message['type']} is out of order")

    def _has_news(self) -> bool:
        return self._has_left or self._is_disconnected or self.is_response_complete or self._has_body()

    def _has_body(self) -> bool:
        """Whether there is something to take of a body that is of use."""
        if self._is_body_complete:
            return not self._is_body_taken and not self.is_response_complete
        return bool(self._body) and not self._is_disconnected

    def _tell(self) -> None:
        if self._news is not None:
            self._news.set()

    def _scope(self) -> "Scope":
        head = self._head
        path = head.path.decode()
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": head.version,
            "method": head.method,
            "scheme": "http",
            "path": unquote(path) if "%" in path else path,
            "raw_path": head.path,
            "query_string": head.query,
            "root_path": "",
            "headers": head.headers,
            "state": {},
            **self._connection.addresses,
        }

    def _start(self, status: int, headers: "Headers") -> None:
        """Make the head of the response, and settle how the client will know its end."""
        self.is_response_started = True
        lines = [STATUS_LINES[status], self._connection.common_headers()]
        for name, value in headers:
            if b"\n" in value or b"\r" in value:
                raise RuntimeError("a header has a line break")
            if name == b"content-length":
                self._left = int(value)
            if name != b"connection":
                lines.append(b"%b: %b\r\n" % (name, value))
            elif value == b"close":
                self._keep_alive = False
        if self._head.method == "HEAD" or status in _BODILESS:
            self._is_bodiless, self._left = True, 0
        elif self._left is None and self._head.version != "1.0":  # there, it ends with the connection
            self._is_chunked = True
            lines.append(b"transfer-encoding: chunked\r\n")
        if self._connection.is_draining or not self._can_discard_body():
            self._keep_alive = False
        if not self._keep_alive:
            lines.append(b"connection: close\r\n")
        lines.append(b"\r\n")
        self._response_head = b"".join(lines)

    def _can_discard_body(self) -> bool:
        """Whether what is left of the body can be read, so that another request may follow.

        A client that gets a response instead of being asked for the body may send it or not.
        """
        return not self.awaits_continue and (self._head.length or 0) <= MAX_DISCARDED

    async def _continue(self, body: bytes, *, more: bool) -> None:
        if self._is_bodiless:
            body = b""
        if self._left is not None:
            self._left -= len(body)
            if self._left < 0 or (self._left and not more):
                raise RuntimeError("the response is not as long as its Content-Length")
        if self._connection.is_write_paused:
            await self._connection.drain()
        head, self._response_head = self._response_head, b""
        tail = b""
        if self._is_chunked:
            if body:
                head, tail = b"%b%x\r\n" % (head, len(body)), b"\r\n"
            if not more:
                tail += b"0\r\n\r\n"
        if self._is_disconnected:
            return
        if len(body) <= MAX_UNSENT:
            self._connection.write(head, body, tail)
        else:
            await self._write_in_pieces(head, body, tail)
        if not more and not self._is_disconnected:
            self.is_response_complete = True
            self._body.clear()
            self._buffered = 0
            self._tell()
            self._connection.response_complete()

    async def _write_in_pieces(self, head: bytes, body: bytes, tail: bytes) -> None:
        """Keep what is unsent within its bound, however large the body."""
        view = memoryview(body)
        self._connection.write(head)
        for start in range(0, len(body), MAX_UNSENT):
            if self._connection.is_write_paused:
                await self._connection.drain()
            if self._is_disconnected:
                return
            self._connection.write(view[start : start + MAX_UNSENT])
        self._connection.write(tail)
