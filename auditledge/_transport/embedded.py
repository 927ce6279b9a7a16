"""The embedded ledger: the server's application inside this process, without a socket.

The only module of the SDK that imports the server. The application runs on an event loop in its own thread,
so that callers can be in threads, in asyncio or in trio. The file is opened there too, so that no call waits
longer than its timeout for a locked file.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

import anyio.to_thread
import httpx

from auditledge._transport.asgi_bridge import AsyncResponseStream, BridgedRequest, PartQueue, ResponseStream
from auditledge.errors import APIConnectionError, ConfigurationError
from auditledge.server.api.app import App
from auditledge.server.embedded import open_app
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.urls import sqlite_path

T = TypeVar("T")

_CLOSE_TIMEOUT_S = 2.0
"""How long closing waits for writes that are still running after their callers timed out."""


class EmbeddedTransport(httpx.BaseTransport):
    """Passes httpx requests to an application in this process, which the first request opens.

    Requests raise what `open_app` raises while it can't be opened.
    """

    def __init__(self, open_app: Callable[[], App]) -> None:
        self._new_app = open_app
        self._app: App | None = None
        self._opening = False
        self._loop = asyncio.new_event_loop()
        self._loop.slow_callback_duration = 60  # in debug mode, it would warn that opening the file is slow
        self._pid = os.getpid()
        self._thread = threading.Thread(target=self._run_loop, name="auditledge-ledger", daemon=True)
        self._thread.start()

    def _run_loop(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(_cancel_tasks())
        if self._app is not None:
            self._app.close()
        self._loop.close()

    def _open(self) -> App:
        """On the loop: the application. Nothing else runs there until it is open."""
        if self._app is None:
            self._opening = True
            try:
                self._app = self._new_app()
            finally:
                self._opening = False
        return self._app

    def send(self, request: httpx.Request, parts: PartQueue) -> BridgedRequest:
        """Have the application respond to a request, into `parts`."""
        bridged = BridgedRequest(self._loop, request, parts)
        self.submit(bridged.run(self._open))
        return bridged

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine on the event loop of the application."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request. Its response streams."""
        stream = ResponseStream(_read_timeout(request))
        return stream.response(self.send(request, stream.parts))

    def close(self) -> None:
        """Close the ledger and end its thread. If that waits for a locked file, it ends later by itself."""
        self.abandon()
        self._thread.join(0 if self._opening else _CLOSE_TIMEOUT_S)

    def abandon(self) -> None:
        """Have the ledger close itself soon. Does nothing in a forked child: the thread is its parent's."""
        if self._pid == os.getpid() and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # it was closed in the meantime
                self._loop.call_soon_threadsafe(self._loop.stop)


class AsyncEmbeddedTransport(httpx.AsyncBaseTransport):
    """EmbeddedTransport for event loops of asyncio or trio. Waiting blocks no thread."""

    def __init__(self, open_app: Callable[[], App]) -> None:
        self.transport = EmbeddedTransport(open_app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request. Its response streams."""
        await request.aread()
        stream = AsyncResponseStream(_read_timeout(request))
        return await stream.response(self.transport.send(request, stream.parts))

    def abandon(self) -> None:
        """Have the ledger close itself soon."""
        self.transport.abandon()

    async def aclose(self) -> None:
        """Close the ledger and end its thread."""
        await anyio.to_thread.run_sync(self.transport.close, abandon_on_cancel=True)


def app_opener(base_url: str) -> Callable[[], App]:
    """A function that opens the ledger of a `sqlite:` URL.

    It raises APIConnectionError if the file can't be opened now, and ConfigurationError if it is no ledger.
    """
    return partial(_open_app, base_url)


def _open_app(base_url: str) -> App:
    try:
        return open_app(sqlite_path(base_url))
    except StoreUnavailableError as error:
        raise APIConnectionError(str(error)) from None
    except StoreError as error:
        raise ConfigurationError(str(error)) from None


def _read_timeout(request: httpx.Request) -> float | None:
    seconds: float | None = request.extensions.get("timeout", {}).get("read")
    return seconds


async def _cancel_tasks() -> None:
    """End the running requests; a stream would never end by itself."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
