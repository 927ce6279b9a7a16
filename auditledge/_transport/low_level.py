"""The generated typed client, on the connections of ours."""

import copy
from collections.abc import Callable
from typing import Any

import httpx
from auditledge_openapi import AuthenticatedClient

from auditledge._core.settings import Settings
from auditledge._transport.pool import Client, common_options, make_async_client, make_client


def low_level(
    settings: Settings, *, sync: httpx.Client | None = None, loop: httpx.AsyncClient | None = None
) -> AuthenticatedClient:
    """The generated client on the connections of `sync` or `loop`.

    The key is in the headers of the httpx client inside, not in `token`, which the generated `repr` shows.
    """
    client = LowLevel(base_url=common_options(settings)["base_url"], token="")
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
