"""Passes one request to the ASGI application on its own thread's event loop, and the response back.

Callers wait in threads, or without blocking one on an event loop of asyncio or trio.
"""

import asyncio
import contextlib
import queue
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, NamedTuple, Protocol

import anyio
import httpcore
import httpx

from auditledge._transport import deadline
from auditledge.errors import AuditLedgeError

MAX_CHUNKS_AHEAD = 8
"""Chunks of a streamed body that may wait for their reader, so that a large export needs little memory."""


class _Head(NamedTuple):
    """The start of a response, with its whole `body` if that was ready at once."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes | None = None


class PartQueue(Protocol):
    """Takes the parts of a response in the application's thread: a _Head, chunks, then None or an error."""

    def put(self, part: Any, /) -> None:
        """Pass a part to the caller."""


class BridgedRequest:
    """One request to the application. `parts` takes its response to the caller."""

    def __init__(self, loop: asyncio.AbstractEventLoop, request: httpx.Request, parts: PartQueue) -> None:
        self._loop = loop
        self._scope = _scope(request)
        self._body = request.read()
        self._parts = parts
        self._head: _Head | None = None
        self._responded = False
        self._room = asyncio.Semaphore(MAX_CHUNKS_AHEAD)
        self._abandoned = False
        self._disconnected = asyncio.Event()

    async def run(self, open_app: Callable[[], Any]) -> None:
        """On the loop: have the application respond, and pass on how that ended: None, or an exception."""
        self._messages = iter([{"type": "http.request", "body": self._body, "more_body": False}])
        end: Exception | None = httpx.RemoteProtocolError("the ledger did not complete its response")
        try:
            if not self._abandoned:
                await open_app()(self._scope, self._receive, self._send)
            if self._responded:
                end = None
        except AuditLedgeError as error:
            end = error
        except Exception:  # noqa: BLE001, S110 - whatever it is, `end` reports it to the caller
            pass
        finally:
            self._parts.put(end)  # the caller must not wait forever

    async def _receive(self) -> Any:
        for message in self._messages:
            return message
        await self._disconnected.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._head = _Head(message["status"], message["headers"])
            # A response with a length has its body ready: both are passed on together, so that the caller
            # wakes up once. The head of a stream is passed on at once, as its body may take any time.
            if not any(name == b"content-length" for name, _ in message["headers"]):
                self._pass_head()
        elif self._head is not None and not message.get("more_body"):
            self._pass_head(message.get("body", b""))
        else:
            self._pass_head()
            await self._pass_chunk(message.get("body"))

    def _pass_head(self, body: bytes | None = None) -> None:
        if self._head is not None:
            self._parts.put(self._head._replace(body=body))
            self._head = None
            self._responded = True

    async def _pass_chunk(self, chunk: bytes | None) -> None:
        if chunk:
            await self._room.acquire()
            if self._abandoned:
                raise OSError("the reader has left")
            self._parts.put(chunk)

    def taken(self, part: Any) -> Any:
        """For the caller: a part that it took from the queue. Raises the error that ended the response."""
        if isinstance(part, Exception):
            raise part
        if isinstance(part, bytes):
            self._loop.call_soon_threadsafe(self._room.release)
        return part

    def abandon(self) -> None:
        """For the caller: it does not read any further."""

        def disconnect() -> None:
            self._disconnected.set()
            self._room.release()

        self._abandoned = True  # at once: the loop may be busy with opening the ledger
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(disconnect)


class ResponseStream(httpx.SyncByteStream):
    """The body of a response for a thread, which waits for each part at most `timeout` seconds."""

    def __init__(self, timeout: float | None) -> None:
        self.parts: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._timeout = timeout
        self._ended = False

    def response(self, request: BridgedRequest) -> httpx.Response:
        """Wait for the status and the headers."""
        self._request = request
        head: _Head = self._next_part()
        if head.body is not None:
            self._ended = True
        return _response(head, self)

    def __iter__(self) -> Iterator[bytes]:
        while (chunk := self._next_part()) is not None:
            yield chunk
        self._ended = True

    def _next_part(self) -> Any:
        try:
            return self._request.taken(self.parts.get(timeout=deadline.time_left(self._timeout)))
        except (queue.Empty, httpcore.TimeoutException):
            self.close()
            raise httpx.ReadTimeout("the ledger did not respond in time") from None

    def close(self) -> None:
        """Abandon the request, unless the response has ended."""
        if not self._ended:
            self._ended = True
            self._request.abandon()


class AsyncResponseStream(httpx.AsyncByteStream):
    """The body of a response for a task on an event loop."""

    def __init__(self, timeout: float | None) -> None:
        self.parts = _AsyncPartQueue()
        self._timeout = timeout
        self._ended = False

    async def response(self, request: BridgedRequest) -> httpx.Response:
        """Wait for the status and the headers."""
        self._request = request
        try:
            head: _Head = await self._next_part()
        except BaseException:
            await self.aclose()
            raise
        if head.body is not None:
            self._ended = True
        return _response(head, self)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (chunk := await self._next_part()) is not None:
            yield chunk
        self._ended = True

    async def _next_part(self) -> Any:
        if self._ended:
            raise httpx.StreamClosed
        try:
            with anyio.fail_after(self._timeout):
                return self._request.taken(await self.parts.get())
        except TimeoutError:
            raise httpx.ReadTimeout("the ledger did not respond in time") from None

    async def aclose(self) -> None:
        """Abandon the request, unless the response has ended."""
        if not self._ended:
            self._ended = True
            self._request.abandon()


def _response(head: _Head, stream: ResponseStream | AsyncResponseStream) -> httpx.Response:
    return httpx.Response(
        head.status,
        headers=head.headers,
        stream=stream if head.body is None else httpx.ByteStream(head.body),
    )


class _AsyncPartQueue:
    """Parts that another thread puts, for a task of the event loop that this was created on."""

    def __init__(self) -> None:
        self._parts: deque[Any] = deque()
        self._arrived = anyio.Event()
        self._call_soon = _call_soon()

    def put(self, part: Any) -> None:
        self._parts.append(part)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._call_soon(self._wake)

    def _wake(self) -> None:
        self._arrived.set()

    async def get(self) -> Any:
        while not self._parts:
            self._arrived = anyio.Event()
            await self._arrived.wait()
        return self._parts.popleft()


def _call_soon() -> Callable[[Callable[[], object]], object]:
    """A function that has the running event loop call another function, from any thread."""
    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_task():
        soon: Callable[[Callable[[], object]], object] = trio.lowlevel.current_trio_token().run_sync_soon
        return soon
    return asyncio.get_running_loop().call_soon_threadsafe


def _scope(request: httpx.Request) -> dict[str, Any]:
    """The ASGI connection scope of a request."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": None,
        "server": (request.url.host, request.url.port),
        "state": {},
    }
