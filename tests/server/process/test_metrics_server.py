"""The server of the metrics: one that fails is counted, and followed by another on the same socket."""

import contextlib
import threading
from collections.abc import Sequence
from socket import socket

import httpx
import pytest
from prometheus_client import CollectorRegistry, Counter

from auditledge.server import background
from auditledge.server.background import BackgroundMonitor, run_until_stopped
from auditledge.server.http.server import Server
from auditledge.server.http.sockets import listen, url_of
from auditledge.server.process.metrics_server import serving_metrics


def test_a_server_that_fails_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_BACKOFF_S", (0.01,))
    monitor, registry, failures = BackgroundMonitor(), CollectorRegistry(), iter([True, True])
    Counter("worked", "How often", registry=registry).inc()
    run = Server.run

    def failing_twice(self: Server, listeners: Sequence[socket]) -> None:
        if next(failures, False):
            raise ValueError
        run(self, listeners)

    monkeypatch.setattr(Server, "run", failing_twice)
    with listen("127.0.0.1", 0) as listener, serving_metrics(registry, listener, monitor):
        assert "worked_total 1.0" in httpx.get(url_of(listener, "/metrics"), timeout=30).text
        assert monitor.failures == {"metrics_server": 2}
        assert monitor.failing(background.HOUSEKEEPING) == ["metrics_server"]


def test_a_server_that_keeps_failing_is_stopped_at_once() -> None:
    monitor, stopped, failed = BackgroundMonitor(), threading.Event(), threading.Event()

    def run() -> None:
        failed.set()
        raise ValueError

    thread = threading.Thread(target=run_until_stopped, args=("metrics_server", run, monitor, stopped))
    with contextlib.ExitStack() as held:
        held.callback(thread.join)
        held.callback(stopped.set)
        thread.start()
        assert failed.wait(30)
    assert not thread.is_alive()
    assert monitor.failures["metrics_server"] >= 1
