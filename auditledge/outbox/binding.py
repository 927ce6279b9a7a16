"""What joins a client to its outbox."""

import os
import tempfile
from pathlib import Path
from typing import Any

import httpx

from auditledge import _http
from auditledge._settings import Settings
from auditledge.outbox.courier import HttpCourier
from auditledge.outbox.folders import default_root, fingerprint
from auditledge.outbox.outbox import Outbox

__all__ = ["HttpCourier", "bind", "twin"]


def bind(chosen: Outbox | str | os.PathLike[str] | None, settings: Settings, courier: HttpCourier) -> Outbox:
    """The outbox of a client: the one chosen, or one in the folder chosen, or in the usual folder.

    Raises ConfigurationError when the one chosen belongs to another client.
    """
    outbox = chosen if isinstance(chosen, Outbox) else Outbox(chosen)
    meta = {"base_url": settings.base_url, "key": fingerprint(settings.base_url, settings.api_key)}
    if settings.base_url.rstrip("/") == "sqlite:":
        # The ledger is in memory and goes with the process; so does what waits for it.
        outbox.attach(courier, Path(tempfile.mkdtemp(prefix="auditledge-")), meta, temporary=True)
    else:
        outbox.attach(courier, default_root(settings.base_url, settings.api_key), meta)
    return outbox


def twin(settings: Settings, pool: _http.Pool[httpx.AsyncClient]) -> _http.Pool[httpx.Client]:
    """Connections for threads, beside those that an asynchronous client has for its loop.

    A ledger inside this process is the client's own.
    """

    def make() -> httpx.Client:
        if not settings.embedded:
            return _http.make_client(settings)
        transport: Any = pool.get()._transport  # noqa: SLF001 - a ledger in memory is nowhere else
        return httpx.Client(transport=transport._transport, trust_env=False)  # noqa: SLF001 - as above

    return _http.Pool(make)
