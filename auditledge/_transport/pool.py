"""Settings to httpx clients: one connection pool per process, rebuilt after a fork."""

import contextlib
import copy
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
from auditledge_openapi import AuthenticatedClient

from auditledge._core.call import Call
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
        return httpx.Client(transport=Borrowed(borrowed), trust_env=False, **_common(settings))
    if settings.embedded:
        from auditledge._transport.embedded import EmbeddedTransport  # noqa: PLC0415 - most users talk to a server

        transport = EmbeddedTransport(settings.base_url)
        return httpx.Client(transport=transport, trust_env=False, **_common(settings))
    with _configured():
        client = httpx.Client(**_network(settings), **_common(settings))
    deadline.enforce(client)
    return client


def make_async_client(settings: Settings, borrowed: httpx.AsyncClient | None = None) -> httpx.AsyncClient:
    """A client for event loops, on a pool of its own or on a `borrowed` client's."""
    if borrowed is not None:
        return httpx.AsyncClient(transport=AsyncBorrowed(borrowed), trust_env=False, **_common(settings))
    if settings.embedded:
        from auditledge._transport.embedded import AsyncEmbeddedTransport  # noqa: PLC0415 - as above

        transport = AsyncEmbeddedTransport(settings.base_url)
        return httpx.AsyncClient(transport=transport, trust_env=False, **_common(settings))
    with _configured():
        return httpx.AsyncClient(**_network(settings), **_common(settings))


def low_level(
    settings: Settings, *, sync: httpx.Client | None = None, loop: httpx.AsyncClient | None = None
) -> AuthenticatedClient:
    """The generated client on the connections of `sync` or `loop`.

    The key is in the headers of the httpx client inside, not in `token`, which the generated `repr` shows.
    """
    client = LowLevel(base_url=_common(settings)["base_url"], token="")
    if sync is not None:
        client.set_httpx_client(make_client(settings, sync))
    if loop is not None:
        client.set_async_httpx_client(make_async_client(settings, loop))
    return client


class LowLevel(AuthenticatedClient):
    """The generated client, whose `with_…` methods keep the connections and the key, and change a copy alone.

    As generated they would change the original too, and give the copy neither.
    """

    def with_headers(self, headers: dict[str, str]) -> AuthenticatedClient:
        """A client that sends additional headers."""
        return self._changed(lambda client: client.headers.update(headers))

    def with_cookies(self, cookies: dict[str, str]) -> AuthenticatedClient:
        """A client that sends additional cookies."""
        return self._changed(lambda client: client.cookies.update(cookies))

    def with_timeout(self, timeout: httpx.Timeout) -> AuthenticatedClient:
        """A client with another timeout."""
        return self._changed(lambda client: setattr(client, "timeout", timeout))

    def _changed(self, change: Callable[[httpx.Client | httpx.AsyncClient], None]) -> AuthenticatedClient:
        other = copy.copy(self)
        for name in ("_client", "_async_client"):
            if (client := getattr(self, name)) is not None:
                twin = _twin(client)
                change(twin)
                setattr(other, name, twin)
        return other


def _twin(client: Client) -> Client:
    """Another httpx client on the same transport."""
    transport: Any = client._transport  # noqa: SLF001 - httpx keeps it to itself
    return type(client)(
        transport=transport,
        base_url=client.base_url,
        headers=client.headers,
        cookies=client.cookies,
        timeout=client.timeout,
        trust_env=False,
    )


class Speller:
    """Spells calls as httpx requests.

    httpx would parse the URL and merge the headers anew for each request; what is always the same is kept.
    """

    def __init__(self, settings: Settings) -> None:
        common = _common(settings)
        self._base_url: str = common["base_url"]
        self._headers = httpx.Headers(common["headers"])
        self._url_of_write = functools.cache(self._url)
        self._headers_with = functools.cache(self._merge)

    def __call__(self, call: Call[Any], seconds: float) -> httpx.Request:
        """The request of a call that has some seconds left."""
        url = self._url(call.url) if call.content is None else self._url_of_write(call.url)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), max(seconds, 0.001))
        if call.quiet:
            timeout["read"] = max(call.quiet, seconds)
        headers = self._headers_with(call.headers)
        request = httpx.Request(
            call.method, url, headers=headers, content=call.content, extensions={"timeout": timeout}
        )
        if url.query:
            request.url = _Quiet(url)
        return request

    def _url(self, path: str) -> httpx.URL:
        return httpx.URL(self._base_url + path)

    def _merge(self, more: tuple[tuple[str, str], ...]) -> httpx.Headers:
        merged = self._headers.copy()
        merged.update(dict(more))
        return merged


class _Quiet(httpx.URL):
    """A URL that is not told whole: httpx logs those of all requests, and filters hold what events hold."""

    def __str__(self) -> str:
        return super().__str__().partition("?")[0]


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


def _common(settings: Settings) -> dict[str, Any]:
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
