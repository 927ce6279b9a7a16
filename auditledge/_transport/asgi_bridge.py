"""One request and its answer, between a caller and the ledger that lives on a loop of its own thread.

Callers wait in threads or, without holding one, on an event loop of asyncio or trio.
"""

import asyncio
import contextlib
import queue
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Protocol

import anyio
import httpcore
import httpx

from auditledge._transport import deadline
from auditledge.errors import AuditLedgeError

CHUNKS_IN_FLIGHT = 8
"""How far an answer may run ahead of its reader, so that a large export needs little memory."""


class Parts(Protocol):
    """Takes an answer from the ledger's thread: status and headers, chunks, then None or an error."""

    def put(self, part: Any, /) -> None:
        """Pass a part on."""


class Exchange:
    """One request, and its answer as it comes. `parts` takes the answer to the caller."""

    def __init__(self, loop: asyncio.AbstractEventLoop, request: httpx.Request, parts: Parts) -> None:
        self._loop = loop
        self._scope = _scope(request)
        self._body = request.read()
        self._parts = parts
        self._room = asyncio.Semaphore(CHUNKS_IN_FLIGHT)
        self._left = False
        self._gone = asyncio.Event()

    async def run(self, open_app: Callable[[], Any]) -> None:
        """In the loop: have the application answer, and pass on how it ended: None, or an exception."""
        self._messages = iter([{"type": "http.request", "body": self._body, "more_body": False}])
        end: Exception | None = httpx.RemoteProtocolError("the ledger broke off its answer")
        try:
            if not self._left:
                await open_app()(self._scope, self._receive, self._send)
            end = None
        except AuditLedgeError as error:
            end = error
        except Exception:  # noqa: BLE001, S110 - whatever it is, the caller is told by the end
            pass
        finally:
            self._parts.put(end)  # the caller must not wait for ever

    async def _receive(self) -> Any:
        for message in self._messages:
            return message
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._parts.put((message["status"], message["headers"]))
        elif body := message.get("body"):
            await self._room.acquire()
            if self._left:
                raise OSError("the reader has left")
            self._parts.put(body)

    def take(self, part: Any) -> Any:
        """For the caller: a part that has come, or the error that ended the answer."""
        if isinstance(part, Exception):
            raise part
        if isinstance(part, bytes):
            self._loop.call_soon_threadsafe(self._room.release)
        return part

    def leave(self) -> None:
        """For the caller: nobody reads on."""

        def go() -> None:
            self._gone.set()
            self._room.release()

        self._left = True  # at once: the loop may be busy with opening the ledger
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(go)


class Body(httpx.SyncByteStream):
    """The answer to a caller in a thread, which waits for each part at most `timeout` seconds."""

    def __init__(self, timeout: float | None) -> None:
        self.parts: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._timeout = timeout
        self._ended = False

    def begin(self, exchange: Exchange) -> httpx.Response:
        """Wait for the status and the headers."""
        self._exchange = exchange
        status, headers = self._next()
        return httpx.Response(status, headers=headers, stream=self)

    def __iter__(self) -> Iterator[bytes]:
        while (chunk := self._next()) is not None:
            yield chunk
        self._ended = True

    def _next(self) -> Any:
        try:
            return self._exchange.take(self.parts.get(timeout=deadline.left(self._timeout)))
        except (queue.Empty, httpcore.TimeoutException):
            self.close()
            raise httpx.ReadTimeout("the ledger did not answer in time") from None

    def close(self) -> None:
        """Leave, if the answer has not ended."""
        if not self._ended:
            self._ended = True
            self._exchange.leave()


class AsyncBody(httpx.AsyncByteStream):
    """The answer to a caller on an event loop."""

    def __init__(self, timeout: float | None) -> None:
        self.parts = _Mailbox()
        self._timeout = timeout
        self._ended = False

    async def begin(self, exchange: Exchange) -> httpx.Response:
        """Wait for the status and the headers."""
        self._exchange = exchange
        try:
            status, headers = await self._next()
        except BaseException:
            await self.aclose()
            raise
        return httpx.Response(status, headers=headers, stream=self)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (chunk := await self._next()) is not None:
            yield chunk
        self._ended = True

    async def _next(self) -> Any:
        if self._ended:
            raise httpx.StreamClosed
        try:
            with anyio.fail_after(self._timeout):
                return self._exchange.take(await self.parts.get())
        except TimeoutError:
            raise httpx.ReadTimeout("the ledger did not answer in time") from None

    async def aclose(self) -> None:
        """Leave, if the answer has not ended."""
        if not self._ended:
            self._ended = True
            self._exchange.leave()


class _Mailbox:
    """What another thread has put, for a task of the event loop that it was made on."""

    def __init__(self) -> None:
        self._parts: deque[Any] = deque()
        self._arrived = anyio.Event()
        self._soon = _soon()

    def put(self, part: Any) -> None:
        self._parts.append(part)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._soon(self._wake)

    def _wake(self) -> None:
        self._arrived.set()

    async def get(self) -> Any:
        while not self._parts:
            self._arrived = anyio.Event()
            await self._arrived.wait()
        return self._parts.popleft()


def _soon() -> Callable[[Callable[[], object]], object]:
    """What has the running event loop call a function, from any thread."""
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
