"""Settings to httpx clients: one connection pool per process, rebuilt after a fork."""

import contextlib
import functools
import http.cookiejar
import os
import ssl
import sys
import weakref
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, Generic, TypeVar

import httpx

from auditledge._core.settings import Settings
from auditledge._transport import deadline
from auditledge._version import __version__
from auditledge.errors import ConfigurationError

LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60)

Client = TypeVar("Client", httpx.Client, httpx.AsyncClient)


class Pool(Generic[Client]):
    """An httpx client that is made when it is first needed, and anew in a forked child.

    A child lets go of its parent's sockets without a word to the peer. So does a process that ends, or drops
    the pool, without closing it.
    """

    def __init__(self, make: Callable[[], Client]) -> None:
        self._make: Callable[[], Client] = make
        self._pid = os.getpid()
        self._client: Client | None = None
        self._let_go: weakref.finalize[..., Any] | None = None

    def get(self) -> Client:
        """The client of this process."""
        if self._client is None or self._pid != os.getpid():
            return self._renew()
        return self._client

    def _renew(self) -> Client:
        with _lock:
            if self._pid != os.getpid():
                self._client = None  # before the new pid, by which other threads take it for theirs
                self._pid = os.getpid()
                if self._let_go is not None:
                    self._let_go()
            if self._client is None:
                self._client = self._make()
                self._let_go = weakref.finalize(self, _let_go, self._client)
            return self._client

    def take(self) -> Client | None:
        """The client of this process, if there is one, for the caller to close."""
        client, self._client = self._client, None
        if client is None or self._pid != os.getpid():
            return None
        if self._let_go is not None:
            self._let_go.detach()
        return client


def _let_go(client: httpx.Client | httpx.AsyncClient) -> None:
    """Give up what a client holds that nobody closed."""
    deadline.sever(client)
    if abandon := getattr(client._transport, "abandon", None):  # noqa: SLF001 - the embedded ledger has it
        abandon()


_lock = Lock()


def _new_lock() -> None:
    global _lock  # noqa: PLW0603
    _lock = Lock()


# A fork may happen while another thread holds the lock; the child needs one that somebody will release.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_new_lock)


def check(settings: Settings, borrowed: object, *, loop: bool) -> None:
    """Raise ConfigurationError, before anything is connected, for what a client can't be made with."""
    kind = httpx.AsyncClient if loop else httpx.Client
    if borrowed is not None and not isinstance(borrowed, kind):
        raise ConfigurationError(f"http_client must be an httpx.{kind.__name__}")
    if borrowed is None and settings.ca_bundle is not None:
        _tls(settings)


def make_client(settings: Settings, borrowed: httpx.Client | None = None) -> httpx.Client:
    """A client for threads, on a pool of its own or on a `borrowed` client's."""
    if borrowed is not None:
        return httpx.Client(transport=Borrowed(borrowed), trust_env=False, **common_options(settings))
    if settings.embedded:
        from auditledge._transport.embedded import EmbeddedTransport  # noqa: PLC0415 - most users talk to a server

        transport = EmbeddedTransport(settings.base_url)
        return httpx.Client(transport=transport, trust_env=False, **common_options(settings))
    with _configured():
        client = httpx.Client(**_network(settings), **common_options(settings))
    deadline.enforce(client)
    return client


def make_async_client(settings: Settings, borrowed: httpx.AsyncClient | None = None) -> httpx.AsyncClient:
    """A client for event loops, on a pool of its own or on a `borrowed` client's."""
    if borrowed is not None:
        return httpx.AsyncClient(
            transport=AsyncBorrowed(borrowed), trust_env=False, **common_options(settings)
        )
    if settings.embedded:
        from auditledge._transport.embedded import AsyncEmbeddedTransport  # noqa: PLC0415 - as above

        transport = AsyncEmbeddedTransport(settings.base_url)
        return httpx.AsyncClient(transport=transport, trust_env=False, **common_options(settings))
    with _configured():
        return httpx.AsyncClient(**_network(settings), **common_options(settings))


class Borrowed(httpx.BaseTransport):
    """The pool of another client, which stays its owner's to close."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send by the other client, and never follow a redirect: it would take the key along."""
        return self._client.send(request, stream=True, follow_redirects=False)


class AsyncBorrowed(httpx.AsyncBaseTransport):
    """The pool of another client, which stays its owner's to close."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send by the other client, and never follow a redirect: it would take the key along."""
        return await self._client.send(request, stream=True, follow_redirects=False)


class _NoCookies(http.cookiejar.CookieJar):
    """Keeps no cookies: the ledger sets none, and reading them costs time on every answer."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        pass


@contextlib.contextmanager
def _configured() -> Iterator[None]:
    """Tell of proxies and certificates that can't be used, most of them named by the environment."""
    try:
        yield
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        message = (
            "a proxy or certificate file can't be used: see HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE"
        )
        raise ConfigurationError(message) from None


def _network(settings: Settings) -> dict[str, Any]:
    """Loopback is never reached through the environment's proxy, which would be sent the key in the clear."""
    plain = settings.base_url.startswith("http:")
    return {"verify": _tls(settings), "proxy": settings.proxy, "limits": LIMITS, "trust_env": not plain}


def common_options(settings: Settings) -> dict[str, Any]:
    """What every httpx client of ours is made with, wherever its connections are from."""
    headers = httpx.Headers(settings.headers)
    product = f"auditledge-python/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}"
    headers.update(
        {
            "Authorization": f"Bearer {settings.api_key}",
            "User-Agent": f"{headers.get('User-Agent', '')} {product}".lstrip(),
            "Accept": "*/*",
            "Accept-Encoding": "identity",  # httpx does not tell a compressed answer that is cut short
        }
    )
    base_url = "http://embedded/v1" if settings.embedded else settings.base_url
    return {
        "base_url": base_url,
        "headers": headers,
        "timeout": settings.timeout,
        "follow_redirects": False,
        "cookies": _NoCookies(),
    }


def _tls(settings: Settings) -> ssl.SSLContext | bool:
    """The context, made once: it costs more than a thousand calls do. Plain HTTP on loopback needs none."""
    return False if settings.base_url.startswith("http:") else _context(settings.ca_bundle)


@functools.cache
def _context(ca_bundle: str | None) -> ssl.SSLContext:
    if ca_bundle is None:
        return httpx.create_ssl_context()
    try:
        return ssl.create_default_context(cafile=ca_bundle)
    except (OSError, ssl.SSLError):
        raise ConfigurationError("ca_bundle is not a file of PEM certificates") from None
