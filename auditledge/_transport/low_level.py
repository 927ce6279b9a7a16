"""The generated typed client, on the connections of a client."""

import copy
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from auditledge_openapi import AuthenticatedClient

from auditledge._core.settings import Settings
from auditledge._transport.pool import make_async_client, make_client
from auditledge._transport.request_builder import base_url
from auditledge.errors import ConfigurationError

HTTPClient = TypeVar("HTTPClient", httpx.Client, httpx.AsyncClient)


def low_level_client(settings: Settings, http_client: httpx.Client | httpx.AsyncClient) -> "LowLevelClient":
    """The generated client on the connections of `http_client`.

    The key is in the headers of the inner httpx client, not in `token`, which the generated `repr` shows.
    """
    client = LowLevelClient(base_url=base_url(settings), token="")
    if isinstance(http_client, httpx.Client):
        client.set_httpx_client(make_client(settings, http_client))
    else:
        client.set_async_httpx_client(make_async_client(settings, http_client))
    return client


class LowLevelClient(AuthenticatedClient):
    """The generated client, whose `with_…` methods return a copy on the same connections, with the same key.

    As generated, they would modify the original too, and give the copy neither.
    """

    def get_httpx_client(self) -> httpx.Client:
        """The inner client for threads. Raises ConfigurationError if this one is for event loops."""
        if self._client is None:
            raise ConfigurationError("low_level of AsyncAuditLedge needs asyncio or asyncio_detailed")
        return self._client

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The inner client for event loops. Raises ConfigurationError if this one is for threads."""
        if self._async_client is None:
            raise ConfigurationError("low_level of AuditLedge needs sync or sync_detailed")
        return self._async_client

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
                copied = _copy(client)
                change(copied)
                setattr(other, name, copied)
        return other


def _copy(client: HTTPClient) -> HTTPClient:
    """Another httpx client on the same transport."""
    transport: Any = client._transport  # noqa: SLF001 - httpx has no public name for it
    return type(client)(
        transport=transport,
        base_url=client.base_url,
        headers=client.headers,
        cookies=client.cookies,
        timeout=client.timeout,
        trust_env=False,
    )
