"""Creates the outbox of a client, and the connections that it delivers on."""

import os
from typing import Any

import httpx

from auditledge._core.settings import Settings, check_destination
from auditledge._transport.pool import Pool, open_pool
from auditledge._transport.request_builder import RequestBuilder
from auditledge._transport.runner import AsyncRunner, Runner
from auditledge.outbox.delivery.transport import HTTPEventTransport, RunnerSource
from auditledge.outbox.outbox import Outbox
from auditledge.outbox.spool.paths import absolute_url, default_root, fingerprint

__all__ = ["HTTPEventTransport", "attached_outbox", "thread_runners"]


def attached_outbox(
    chosen: Outbox | str | os.PathLike[str] | None, settings: Settings, transport: HTTPEventTransport
) -> Outbox:
    """The outbox of a client: the one chosen, or one in the folder chosen, or in the default folder.

    Raises ConfigurationError if the one chosen belongs to another client, and where tests must not send
    anything: the spool would be delivered later, by another process.
    """
    check_destination(settings)
    outbox = chosen if isinstance(chosen, Outbox) else Outbox(chosen)
    meta = {
        "base_url": absolute_url(settings.base_url),
        "key": fingerprint(settings.base_url, settings.api_key),
    }
    # A ledger in memory ends with the process, and so does what is waiting for it.
    in_memory = settings.base_url.rstrip("/") == "sqlite:"
    outbox.attach(transport, None if in_memory else default_root(settings.base_url, settings.api_key), meta)
    return outbox


def thread_runners(settings: Settings, pool: Pool[AsyncRunner]) -> RunnerSource:
    """Connections for the worker thread of an asynchronous client, whose own belong to its event loop.

    A ledger inside this process is the one that the client has opened.
    """
    if settings.embedded:
        return _EmbeddedRunners(settings, pool)
    return open_pool(settings)


class _EmbeddedRunners:
    """Lets threads use the embedded ledger that an asynchronous client has opened."""

    def __init__(self, settings: Settings, pool: Pool[AsyncRunner]) -> None:
        self._pool = pool
        self._build_request = RequestBuilder(settings)

    def get(self) -> Runner:
        """A runner on that ledger; it has nothing that must be closed."""
        transport: Any = self._pool.get().http_client._transport  # noqa: SLF001 - httpx has no public name for it
        return Runner(httpx.Client(transport=transport.transport, trust_env=False), self._build_request)

    def detach(self) -> None:
        """The client that opened the ledger closes it."""
