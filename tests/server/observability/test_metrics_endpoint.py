"""The port for Prometheus: what it serves, and how processes count together."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.http.connections import connected, head, read_all
from server.observability.measured import client_of, measured
from server.process.worker_processes import eventually, gone, workers_of
from server.samples import MINIMAL
from server.server_process import a_key


def test_a_killed_worker_takes_no_number_with_it(database: str) -> None:
    key = a_key(database)
    with measured(database, "--workers", "2") as server:

        def post(times: int) -> None:
            for _ in range(times):
                with client_of(server, key) as client:
                    assert client.post("/events", json=MINIMAL).status_code == 201

        post(20)
        before = server.samples()
        victim = min(workers_of(server.process, 2))
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: gone(victim))
        eventually(lambda: True if victim not in workers_of(server.process, 2) else None)
        after = server.samples()
        counted = {name for name in before if re.search("_(total|count|bucket|sum)$", name[0])}
        assert {name for name in counted if after[name] < before[name]} == set()
        assert server.requests("createEvent", "POST", 201) == 20
        post(20)
        assert server.requests("createEvent", "POST", 201) == 40
        assert server.value("auditledge_events_appended_total") == 40


def test_what_is_under_way_goes_when_its_process_does(database: str) -> None:
    key = a_key(database)
    with measured(database, "--workers", "2") as server, contextlib.ExitStack() as held:
        for _ in range(6):
            stream = held.enter_context(connected(server.url))
            stream.sendall(head(key, "GET /v1/events/stream"))
            assert stream.recv(100).startswith(b"HTTP/1.1 200")
        server.becomes(6, "auditledge_stream_followers")
        for worker in workers_of(server.process, 2):
            os.kill(worker, signal.SIGKILL)
        server.becomes(0, "auditledge_stream_followers")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_there_is_nothing_else_on_the_port(database: str, workers: str) -> None:
    with measured(database, "--workers", workers) as server:
        base = server.metrics.removesuffix("/metrics")
        for path in ("/", "/metrics/", "/metricsx", "/v1/health", "/favicon.ico"):
            response = httpx.get(base + path)
            assert (response.status_code, response.text) == (404, "Metrics are at /metrics\n")
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            response = httpx.request(method, server.metrics)
            assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
        assert httpx.head(server.metrics).status_code == 200
        with connected(base) as connection:
            connection.sendall(b"NONSENSE\r\n\r\n")
            assert read_all(connection).startswith(b"HTTP/1.1 400 ")


def test_connections_to_the_port_are_bounded(database: str) -> None:
    with measured(database) as server, contextlib.ExitStack() as held:
        base = server.metrics.removesuffix("/metrics")
        threads = Path(f"/proc/{server.process.pid}/task")
        before = len(list(threads.iterdir()))
        connections = []
        for _ in range(100):
            with contextlib.suppress(ConnectionError):  # one too many may be refused as soon as it connects
                connections.append(held.enter_context(connected(base)))
        for connection in connections:
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        statuses = [read_all(connection)[9:12] for connection in connections]
        assert len(list(threads.iterdir())) < before + 10, "not one for each connection"
        assert set(statuses) <= {b"200", b"503", b""}
        assert statuses.count(b"200") >= 16
        assert server.value("auditledge_store_up") >= 0


def test_the_numbers_of_workers_leave_nothing_behind(database: str, tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    a_key(database)
    with measured(database, "--workers", "2") as server:
        assert len(list(folder.iterdir())) == 1
        workers_of(server.process, 2)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) == -signal.SIGTERM
    assert list(folder.iterdir()) == []


def test_nobody_pays_who_does_not_ask(database: str) -> None:
    program = (
        "import auditledge, auditledge.server.process.serve, sys; print('prometheus_client' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "False\n"
