"""Connections of a client: made from its settings when first needed, and again after a fork."""

import contextlib
import functools
import http.cookiejar
import os
import ssl
import weakref
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, Generic, TypeVar

import httpx

from auditledge._core.settings import Settings, check_destination
from auditledge._transport import deadline
from auditledge._transport.request_builder import RequestBuilder, base_url, default_headers
from auditledge._transport.runner import AsyncRunner, Runner
from auditledge.errors import ConfigurationError

LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60)

RunnerT = TypeVar("RunnerT", Runner, AsyncRunner)


class Pool(Generic[RunnerT]):
    """A runner that is made when it is first needed, and again in a forked child.

    A child drops its parent's sockets without a word to the peers. So does a process that exits, or drops the
    pool, without closing it.
    """

    def __init__(self, make: Callable[[], RunnerT]) -> None:
        self._make: Callable[[], RunnerT] = make
        self._pid = os.getpid()
        self._runner: RunnerT | None = None
        self._finalizer: weakref.finalize[..., Any] | None = None

    def get(self) -> RunnerT:
        """The runner of this process."""
        if self._runner is None or self._pid != os.getpid():
            return self._renew()
        return self._runner

    def _renew(self) -> RunnerT:
        with _lock:
            if self._pid != os.getpid():
                # In this order: once the pid is right, other threads use the runner without the lock.
                self._runner = None
                self._pid = os.getpid()
                if self._finalizer is not None:
                    self._finalizer()
            if self._runner is None:
                self._runner = self._make()
                self._finalizer = weakref.finalize(self, _abandon, self._runner.http_client)
            return self._runner

    def detach(self) -> RunnerT | None:
        """The runner of this process if there is one, for the caller to close."""
        runner, self._runner = self._runner, None
        if runner is None or self._pid != os.getpid():
            return None
        if self._finalizer is not None:
            self._finalizer.detach()
        return runner


def _abandon(client: httpx.Client | httpx.AsyncClient) -> None:
    """Release the resources of a client that was never closed."""
    deadline.drop_connections(client)
    if abandon := getattr(client._transport, "abandon", None):  # noqa: SLF001 - only an embedded ledger has it
        abandon()


_lock = Lock()


def _new_lock() -> None:
    global _lock  # noqa: PLW0603
    _lock = Lock()


# Another thread may hold the lock during a fork. In the child nobody would release it.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_new_lock)


def open_pool(settings: Settings, borrowed: httpx.Client | None = None) -> Pool[Runner]:
    """A pool for threads, of new connections or those of a `borrowed` client.

    Nothing is connected yet. Raises ConfigurationError.
    """
    _check(settings, borrowed, httpx.Client)
    build_request = RequestBuilder(settings)
    return Pool(lambda: Runner(make_client(settings, borrowed), build_request))


def open_async_pool(settings: Settings, borrowed: httpx.AsyncClient | None = None) -> Pool[AsyncRunner]:
    """A pool for event loops, of new connections or those of a `borrowed` client.

    Nothing is connected yet. Raises ConfigurationError.
    """
    _check(settings, borrowed, httpx.AsyncClient)
    build_request = RequestBuilder(settings)
    return Pool(lambda: AsyncRunner(make_async_client(settings, borrowed), build_request))


def _check(settings: Settings, borrowed: object, expected: type) -> None:
    if borrowed is not None and not isinstance(borrowed, expected):
        raise ConfigurationError(f"http_client must be an httpx.{expected.__name__}")
    if borrowed is None and settings.ca_bundle is not None:
        _tls(settings)


def make_client(settings: Settings, borrowed: httpx.Client | None = None) -> httpx.Client:
    """An httpx client for threads, on new connections or those of a `borrowed` client.

    Raises ConfigurationError.
    """
    check_destination(settings)
    if borrowed is not None:
        return httpx.Client(transport=_BorrowedTransport(borrowed), trust_env=False, **_options(settings))
    if settings.embedded:
        from auditledge._transport import embedded  # noqa: PLC0415 - loads the server

        transport = embedded.EmbeddedTransport(embedded.app_opener(settings.base_url))
        return httpx.Client(transport=transport, trust_env=False, **_options(settings))
    with _configuration_errors():
        client = httpx.Client(**_network_options(settings), **_options(settings))
    deadline.enforce(client)
    return client


def make_async_client(settings: Settings, borrowed: httpx.AsyncClient | None = None) -> httpx.AsyncClient:
    """An httpx client for event loops, on new connections or those of a `borrowed` client.

    Raises ConfigurationError.
    """
    check_destination(settings)
    if borrowed is not None:
        transport = _AsyncBorrowedTransport(borrowed)
        return httpx.AsyncClient(transport=transport, trust_env=False, **_options(settings))
    if settings.embedded:
        from auditledge._transport import embedded  # noqa: PLC0415 - loads the server

        async_transport = embedded.AsyncEmbeddedTransport(embedded.app_opener(settings.base_url))
        return httpx.AsyncClient(transport=async_transport, trust_env=False, **_options(settings))
    with _configuration_errors():
        return httpx.AsyncClient(**_network_options(settings), **_options(settings))


class _BorrowedTransport(httpx.BaseTransport):
    """The connections of a caller's client, who has to close it."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send with the other client. A redirect is never followed: it would take the key along."""
        return self._client.send(request, stream=True, follow_redirects=False)


class _AsyncBorrowedTransport(httpx.AsyncBaseTransport):
    """The connections of a caller's client, who has to close it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send with the other client. A redirect is never followed: it would take the key along."""
        return await self._client.send(request, stream=True, follow_redirects=False)


class _NoCookies(http.cookiejar.CookieJar):
    """Keeps no cookies: the ledger sets none, and looking for them takes time on every response."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        pass


@contextlib.contextmanager
def _configuration_errors() -> Iterator[None]:
    """Report proxies and certificates that can't be used, most of which come from the environment."""
    try:
        yield
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        message = (
            "a proxy or certificate file can't be used: see HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE"
        )
        raise ConfigurationError(message) from None


def _network_options(settings: Settings) -> dict[str, Any]:
    """Loopback is never reached through a proxy of the environment, which would get the key in clear text."""
    is_plain = settings.base_url.startswith("http:")
    return {"verify": _tls(settings), "proxy": settings.proxy, "limits": LIMITS, "trust_env": not is_plain}


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "base_url": base_url(settings),
        "headers": default_headers(settings),
        "timeout": settings.timeout,
        "follow_redirects": False,
        "cookies": _NoCookies(),
    }


def _tls(settings: Settings) -> ssl.SSLContext | bool:
    """The context, made only once: it costs more than a thousand calls. Plain HTTP on loopback needs none."""
    return False if settings.base_url.startswith("http:") else _context(settings.ca_bundle)


@functools.cache
def _context(ca_bundle: str | None) -> ssl.SSLContext:
    if ca_bundle is None:
        return httpx.create_ssl_context()
    try:
        return ssl.create_default_context(cafile=ca_bundle)
    except (OSError, ssl.SSLError):
        raise ConfigurationError("ca_bundle is not a file of PEM certificates") from None
