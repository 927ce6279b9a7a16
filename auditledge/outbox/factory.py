"""Creates the outbox of a client, and the connections that it delivers on."""

import os
from typing import Any

import httpx

from auditledge._core.settings import Settings
from auditledge._transport import pool as connection_pool
from auditledge.outbox.delivery.transport import ConnectionSource, HTTPEventTransport
from auditledge.outbox.outbox import Outbox
from auditledge.outbox.spool.paths import default_root, fingerprint

__all__ = ["HTTPEventTransport", "bind", "thread_connections"]


def bind(
    chosen: Outbox | str | os.PathLike[str] | None, settings: Settings, transport: HTTPEventTransport
) -> Outbox:
    """The outbox of a client: the one chosen, or one in the folder chosen, or in the default folder.

    Raises ConfigurationError if the one chosen belongs to another client.
    """
    outbox = chosen if isinstance(chosen, Outbox) else Outbox(chosen)
    meta = {"base_url": settings.base_url, "key": fingerprint(settings.base_url, settings.api_key)}
    # A ledger in memory ends with the process, and so does what is waiting for it.
    in_memory = settings.base_url.rstrip("/") == "sqlite:"
    outbox.attach(transport, None if in_memory else default_root(settings.base_url, settings.api_key), meta)
    return outbox


def thread_connections(settings: Settings, pool: connection_pool.Pool[httpx.AsyncClient]) -> ConnectionSource:
    """Connections for the worker thread of an asynchronous client, whose own belong to its event loop.

    A ledger inside this process is the one that the client has opened.
    """
    if settings.embedded:
        return _EmbeddedConnections(pool)
    return connection_pool.Pool(lambda: connection_pool.make_client(settings))


class _EmbeddedConnections:
    """Lets threads use the embedded ledger that an asynchronous client has opened."""

    def __init__(self, pool: connection_pool.Pool[httpx.AsyncClient]) -> None:
        self._pool = pool

    def get(self) -> httpx.Client:
        """An HTTP client of that ledger; it has nothing that must be closed."""
        transport: Any = self._pool.get()._transport  # noqa: SLF001 - a ledger in memory is nowhere else
        return httpx.Client(transport=transport._transport, trust_env=False)  # noqa: SLF001 - as above

    def take(self) -> None:
        """The client that opened the ledger closes it."""
