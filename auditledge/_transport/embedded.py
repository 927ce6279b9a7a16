"""The embedded ledger: the server's own application inside this process, without a socket.

The only module of the SDK that knows the server. The application runs on an event loop in a thread of its
own, so that its callers may be in threads, in asyncio or in trio. The file is opened there too: so no call
waits longer than its time for one that is locked.
"""

import asyncio
import contextlib
import os
import threading

import anyio.to_thread
import httpx

from auditledge._transport.asgi_bridge import AsyncBody, Body, Exchange, Parts
from auditledge.errors import APIConnectionError, ConfigurationError
from auditledge.server.api.app import App
from auditledge.server.embedded import open_app
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.urls import sqlite_path

_CLOSING_S = 2.0
"""How long closing waits for writes that nobody waits for any more, because their time was used up."""


class EmbeddedTransport(httpx.BaseTransport):
    """Hands httpx requests to a ledger in this process, which the first of them opens.

    Requests raise ConfigurationError or APIConnectionError while it can't be opened.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._app: App | None = None
        self._opening = False
        self._loop = asyncio.new_event_loop()
        self._loop.slow_callback_duration = 60  # in debug mode it would tell of how long opening takes
        self._pid = os.getpid()
        self._thread = threading.Thread(target=self._live, name="auditledge-ledger", daemon=True)
        self._thread.start()

    def _live(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(_break_off())
        if self._app is not None:
            self._app.close()
        self._loop.close()

    def _open(self) -> App:
        """In the loop: the application. Nothing else runs there until it is open."""
        if self._app is None:
            self._opening = True
            try:
                self._app = _opened(self._base_url)
            finally:
                self._opening = False
        return self._app

    def ask(self, request: httpx.Request, parts: Parts) -> Exchange:
        """Have the application answer a request, into `parts`."""
        exchange = Exchange(self._loop, request, parts)
        asyncio.run_coroutine_threadsafe(exchange.run(self._open), self._loop)
        return exchange

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request; its answer streams."""
        body = Body(_timeout(request))
        return body.begin(self.ask(request, body.parts))

    def close(self) -> None:
        """Close the ledger and end its thread; where a locked file keeps that waiting, it ends by itself."""
        self.abandon()
        self._thread.join(0 if self._opening else _CLOSING_S)

    def abandon(self) -> None:
        """Have the ledger close itself soon. A forked child does nothing: the thread is its parent's."""
        if self._pid == os.getpid() and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._loop.call_soon_threadsafe(self._loop.stop)


class AsyncEmbeddedTransport(httpx.AsyncBaseTransport):
    """The same for event loops, whichever they are. Whoever waits holds no thread."""

    def __init__(self, base_url: str) -> None:
        self._transport = EmbeddedTransport(base_url)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request; its answer streams."""
        await request.aread()
        body = AsyncBody(_timeout(request))
        return await body.begin(self._transport.ask(request, body.parts))

    def abandon(self) -> None:
        """Have the ledger close itself soon."""
        self._transport.abandon()

    async def aclose(self) -> None:
        """Close the ledger and end its thread."""
        await anyio.to_thread.run_sync(self._transport.close, abandon_on_cancel=True)


def _opened(base_url: str) -> App:
    try:
        return open_app(sqlite_path(base_url))
    except StoreUnavailableError as error:
        raise APIConnectionError(str(error)) from None
    except StoreError as error:
        raise ConfigurationError(str(error)) from None


def _timeout(request: httpx.Request) -> float | None:
    seconds: float | None = request.extensions.get("timeout", {}).get("read")
    return seconds


async def _break_off() -> None:
    """End what the loop does; a stream has no end of its own."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
