"""What joins a client to its outbox."""

import os
from typing import Any

import httpx

from auditledge._core.settings import Settings
from auditledge._transport import pool as _http
from auditledge.outbox.delivery.transport import Connections, HttpCourier
from auditledge.outbox.outbox import Outbox
from auditledge.outbox.spool.paths import default_root, fingerprint

__all__ = ["HttpCourier", "bind", "twin"]


def bind(chosen: Outbox | str | os.PathLike[str] | None, settings: Settings, courier: HttpCourier) -> Outbox:
    """The outbox of a client: the one chosen, or one in the folder chosen, or in the usual folder.

    Raises ConfigurationError when the one chosen belongs to another client.
    """
    outbox = chosen if isinstance(chosen, Outbox) else Outbox(chosen)
    meta = {"base_url": settings.base_url, "key": fingerprint(settings.base_url, settings.api_key)}
    # A ledger in memory goes with the process; so does what waits for it.
    in_memory = settings.base_url.rstrip("/") == "sqlite:"
    outbox.attach(courier, None if in_memory else default_root(settings.base_url, settings.api_key), meta)
    return outbox


def twin(settings: Settings, pool: _http.Pool[httpx.AsyncClient]) -> Connections:
    """Connections for threads, beside those that an asynchronous client has for its loop.

    A ledger inside this process is the client's own.
    """
    if settings.embedded:
        return _Embedded(pool)
    return _http.Pool(lambda: _http.make_client(settings))


class _Embedded:
    """The way for threads to the ledger that an asynchronous client has opened in this process."""

    def __init__(self, pool: _http.Pool[httpx.AsyncClient]) -> None:
        self._pool = pool

    def get(self) -> httpx.Client:
        """A client of that ledger; it holds nothing that would have to be closed."""
        transport: Any = self._pool.get()._transport  # noqa: SLF001 - a ledger in memory is nowhere else
        return httpx.Client(transport=transport._transport, trust_env=False)  # noqa: SLF001 - as above

    def take(self) -> None:
        """The ledger is its client's to close."""
