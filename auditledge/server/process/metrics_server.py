"""The server of the metrics, in a thread of its own, so that it responds however busy the event loop is."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditledge.server.background import BackgroundMonitor, run_until_stopped
from auditledge.server.http.limits import Limits, ShutdownTimeouts
from auditledge.server.http.server import Server
from auditledge.server.observability.metrics_endpoint import MetricsApp

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_LIMITS = Limits(connections=16)
_SHUTDOWN_TIMEOUTS = ShutdownTimeouts(grace=0.5)


@contextlib.contextmanager
def serving_metrics(
    registry: "CollectorRegistry", listener: socket.socket, monitor: BackgroundMonitor
) -> Iterator[None]:
    """Serve the metrics of a registry for the `with` block. A server that fails is followed by another."""
    stopped = threading.Event()
    servers: list[Server] = []

    def serve() -> None:
        server = Server(MetricsApp(registry), _SHUTDOWN_TIMEOUTS, _LIMITS)
        servers[:] = [server]
        if stopped.is_set():  # since the last look at it, so that nobody has stopped this one
            server.stop()
        with listener.dup() as own:  # a server closes its listeners
            server.run([own])

    thread = threading.Thread(
        target=run_until_stopped,
        args=("metrics_server", serve, monitor, stopped),
        name="auditledge-metrics",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        for server in servers:
            server.stop()
        thread.join()
