"""Where metrics are scraped: a listener of its own, which needs no key and is none of clients' business."""

import contextlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # by which prometheus_client knows that processes count together
_READER_S = 5


@contextlib.contextmanager
def counted_together() -> Iterator[None]:
    """Have processes that are forked in the `with` block count together, in files that outlive each of them.

    prometheus_client decides when it is imported: that comes later.
    """
    with tempfile.TemporaryDirectory(prefix="auditledge-metrics-") as folder:
        os.environ[_FOLDER] = folder
        yield


def forget(pid: int) -> None:
    """A process has ended: what it held counts no more, and what it has done still does."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - only where it is asked for

    mark_process_dead(pid)  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def scraped(listener: socket.socket, registry: "CollectorRegistry") -> Iterator[None]:
    """Answer scrapes in a thread, for the `with` block.

    Processes that count together may share the socket: whichever accepts answers for all.
    """
    from prometheus_client import CollectorRegistry, make_wsgi_app  # noqa: PLC0415 - see forget
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    if _FOLDER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    server = _Scrapes(listener)
    server.set_app(make_wsgi_app(registry))
    thread = threading.Thread(target=server.serve_forever, name="auditledge-metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()


class _Quiet(WSGIRequestHandler):
    """Logs nothing, and waits for nobody for long."""

    timeout = _READER_S

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is overridden
        """Keep quiet."""


class _Scrapes(ThreadingMixIn, WSGIServer):
    """A server on a socket that listens already."""

    daemon_threads = True

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(listener.getsockname()[:2], _Quiet, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        listener.setblocking(False)  # another process may have accepted what both were woken for
        self.server_name, self.server_port = listener.getsockname()[:2]
        self.setup_environ()
