"""What Prometheus scrapes: an application on its own port, which needs no key and is not for clients."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditledge.server.api.asgi_types import Receive, Scope, Send
from auditledge.server.api.error_responses import status_of
from auditledge.server.api.responses import Response
from auditledge.server.errors import LedgerError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

PATH = "/metrics"

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # by which prometheus_client knows that processes count together
_TEXT = (b"content-type", b"text/plain; charset=utf-8")


@contextlib.contextmanager
def counted_together() -> Iterator[None]:
    """Have processes that are forked in the `with` block count together, in files that outlive each of them.

    prometheus_client decides when it is imported, which is later.
    """
    with tempfile.TemporaryDirectory(prefix="auditledge-metrics-") as folder:
        os.environ[_FOLDER] = folder
        yield


def forget(pid: int) -> None:
    """A process has ended: what it held no longer counts, and what it has done still does."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - only where it is asked for

    mark_process_dead(pid)  # type: ignore[no-untyped-call]


class MetricsApp:
    """An ASGI application that has the metrics at `/metrics`, and nothing else.

    Of processes that count together, each has the metrics of all.
    """

    def __init__(self, registry: "CollectorRegistry") -> None:
        from prometheus_client import CollectorRegistry, make_asgi_app  # noqa: PLC0415 - see forget
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        if _FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        self._metrics = make_asgi_app(registry)
        self.ready = True
        self.stopping: asyncio.Event = asyncio.Event()
        self.is_computing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request, or follow the lifespan protocol."""
        if scope["type"] == "lifespan":
            for event in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{event}.complete"})
        elif scope["path"] != PATH:
            await _send(send, Response(404, f"Metrics are at {PATH}\n".encode(), [_TEXT]))
        elif scope["method"] not in ("GET", "HEAD"):
            await _send(
                send, Response(405, b"Metrics are read with GET\n", [_TEXT, (b"allow", b"GET, HEAD")])
            )
        else:
            await self._metrics(scope, receive, send)

    async def refuse(self, error: LedgerError, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request with an error, whatever it asks for."""
        del scope, receive
        await _send(send, self.unreadable(error, None))

    def unreadable(self, error: LedgerError, client: tuple[str, int] | None) -> Response:
        """The response to a request that can't be read."""
        del client
        return Response(status_of(error), f"{error.message}\n".encode(), [_TEXT, (b"connection", b"close")])


async def _send(send: Send, response: Response) -> None:
    headers = [*response.headers, (b"content-length", b"%d" % len(response.body))]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})
