"""The embedded ledger: the server's own application inside this process, without a socket.

The only module of the SDK that knows the server. The application runs on an event loop in a thread of its
own, so that its callers may be in threads, in asyncio or in trio.
"""

import asyncio
import contextlib
import os
import queue
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio.to_thread
import httpx

from auditledge.errors import APIConnectionError, ConfigurationError
from auditledge.server.embedded import open_app
from auditledge.server.stores import sqlite_path
from auditledge.server.stores.base import StoreError, StoreUnavailableError

CHUNKS_IN_FLIGHT = 8
"""How far an answer may run ahead of its reader, so that a large export needs little memory."""


class EmbeddedTransport(httpx.BaseTransport):
    """Hands httpx requests to a ledger in this process. Raises ConfigurationError if it can't be opened."""

    def __init__(self, base_url: str) -> None:
        try:
            self._app = open_app(sqlite_path(base_url))
        except StoreUnavailableError as error:
            raise APIConnectionError(str(error)) from None
        except StoreError as error:
            raise ConfigurationError(str(error)) from None
        self._loop = asyncio.new_event_loop()
        self._pid = os.getpid()
        self._thread = threading.Thread(target=self._live, name="auditledge-ledger", daemon=True)
        self._thread.start()

    def _live(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(_break_off())
        self._app.close()
        self._loop.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request; its answer streams."""
        timeout = request.extensions.get("timeout", {}).get("read")
        exchange = _Exchange(self._loop, request, timeout)
        asyncio.run_coroutine_threadsafe(exchange.run(self._app), self._loop)
        status, headers = exchange.next()
        return httpx.Response(status, headers=headers, stream=_Body(exchange))

    def close(self) -> None:
        """Close the ledger and end its thread."""
        self.abandon()
        self._thread.join()

    def abandon(self) -> None:
        """Have the ledger close itself soon. A forked child does nothing: the thread is its parent's."""
        if self._pid == os.getpid() and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._loop.call_soon_threadsafe(self._loop.stop)


async def _break_off() -> None:
    """End what the loop does; a stream has no end of its own."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class AsyncEmbeddedTransport(httpx.AsyncBaseTransport):
    """The same for event loops, whichever they are: the waiting is done in a worker thread."""

    def __init__(self, base_url: str) -> None:
        self._transport = EmbeddedTransport(base_url)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request; its answer streams."""
        await request.aread()
        response = await _in_thread(self._transport.handle_request, request)
        assert isinstance(response.stream, _Body)  # noqa: S101 - for type checkers
        return httpx.Response(
            response.status_code, headers=response.headers, stream=_AsyncBody(response.stream)
        )

    def abandon(self) -> None:
        """Have the ledger close itself soon."""
        self._transport.abandon()

    async def aclose(self) -> None:
        """Close the ledger and end its thread."""
        await _in_thread(self._transport.close)


async def _in_thread(function: Any, *arguments: Any) -> Any:
    return await anyio.to_thread.run_sync(function, *arguments, abandon_on_cancel=True)


class _Exchange:
    """One request and its answer, between the caller's thread and the ledger's loop."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, request: httpx.Request, timeout: float | None
    ) -> None:
        self._loop = loop
        self._scope = _scope(request)
        self._body = request.read()
        self._timeout = timeout
        self._parts: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._room = asyncio.Semaphore(CHUNKS_IN_FLIGHT)
        self._gone = asyncio.Event()

    async def run(self, app: Any) -> None:
        """In the loop: have the application answer, and pass on how it ended: None, or an exception."""
        self._messages = iter([{"type": "http.request", "body": self._body, "more_body": False}])
        end: Exception | None = httpx.RemoteProtocolError("the ledger broke off its answer")
        try:
            await app(self._scope, self._receive, self._send)
            end = None
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
            if self._gone.is_set():
                raise OSError("the reader has left")
            self._parts.put(body)

    def next(self) -> Any:
        """In the caller's thread: the status and headers, then the chunks of the body, then None."""
        try:
            part = self._parts.get(timeout=self._timeout)
        except queue.Empty:
            self.leave()
            raise httpx.ReadTimeout("the ledger did not answer in time") from None
        if isinstance(part, Exception):
            raise part
        if isinstance(part, bytes):
            self._loop.call_soon_threadsafe(self._room.release)
        return part

    def leave(self) -> None:
        """In the caller's thread: nobody reads on."""

        def go() -> None:
            self._gone.set()
            self._room.release()

        self._loop.call_soon_threadsafe(go)


class _Body(httpx.SyncByteStream):
    def __init__(self, exchange: _Exchange) -> None:
        self.exchange = exchange
        self._ended = False

    def __iter__(self) -> Iterator[bytes]:
        while (chunk := self.exchange.next()) is not None:
            yield chunk
        self._ended = True

    def close(self) -> None:
        if not self._ended:
            self._ended = True
            self.exchange.leave()


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, body: _Body) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = iter(self._body)
        while (chunk := await _in_thread(next, chunks, None)) is not None:
            yield chunk

    async def aclose(self) -> None:
        self._body.close()


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
