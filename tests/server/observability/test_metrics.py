"""Metrics as Prometheus scrapes them: what they say is what was done, whichever process did it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click.testing
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from auditledge import contract
from auditledge.cli import main
from auditledge.server.api import error_responses
from auditledge.server.stores.urls import open_store
from server.http.connections import connected, fill, head, read_all, stalled_export
from server.process.worker_processes import eventually, gone, workers_of
from server.retention.old_events import account_with_key, store_days_ago
from server.samples import MINIMAL, event, new_id
from server.server_process import REPO, a_key, server_process

REQUESTS = "auditledge_http_request_duration_seconds"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


class Measured:
    """A server, and what it says of itself."""

    def __init__(self, process: "subprocess.Popen[str]", url: str, metrics: str) -> None:
        self.process = process
        self.url = url
        self.metrics = metrics

    def text(self) -> str:
        answer = httpx.get(self.metrics, timeout=10)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        return answer.text

    def samples(self) -> Samples:
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(self.text())
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float:
        return self.samples().get((name, frozenset(labels.items())), 0)

    def requests(self, operation: str, method: str, status: int) -> float:
        return self.value(f"{REQUESTS}_count", operation=operation, method=method, status=str(status))

    def becomes(self, expected: float, name: str, **labels: str) -> None:
        """Wait until a value is looked at again. The worker that is asked may be killed meanwhile."""

        def is_reached() -> bool | None:
            with contextlib.suppress(httpx.TransportError):
                return True if self.value(name, **labels) == expected else None
            return None

        eventually(is_reached)


@contextlib.contextmanager
def measured(store_url: str, *options: str) -> Iterator[Measured]:
    with server_process(store_url, "--metrics", "127.0.0.1:0", *options) as (process, url):
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Metrics are at http://127.0.0.1:"), line
        yield Measured(process, url, line.rpartition(" ")[2].strip())


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def client_of(server: Measured, key: str | None) -> httpx.Client:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=server.url, headers=headers, timeout=30)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_was_done_is_counted(store_url: str, workers: str) -> None:
    key = a_key(store_url)
    same = event(id=new_id())
    with measured(store_url, "--workers", workers) as server:
        for _ in range(3):  # each on connections of its own, so that every worker has some
            with client_of(server, key) as client:
                assert client.post("/events", json=MINIMAL).status_code == 201
                assert client.post("/events", json=same).status_code == 201
                batch = {"events": [MINIMAL] * 7 + [{"action": ""}] * 2}
                assert client.post("/events/batch", json=batch).json()["succeeded"] == 7
                assert client.get("/events").json()["total"]
                assert client.get("/nowhere").status_code == 404
        with client_of(server, None) as client:
            assert client.post("/events", json=MINIMAL).status_code == 401
            assert client.request("PROPFIND", "/events").status_code == 405
            assert client.head("/health").status_code == 200
        assert server.requests("createEvent", "POST", 201) == 6
        assert server.requests("createEventBatch", "POST", 200) == 3
        assert server.requests("listEvents", "GET", 200) == 3
        assert server.requests("createEvent", "POST", 401) == 1
        assert server.requests("getHealth", "HEAD", 200) == 1
        assert server.requests("none", "GET", 404) == 3
        assert server.requests("none", "other", 405) == 1
        stored = 3 + 1 + 3 * 7
        assert server.value("auditledge_events_appended_total") == stored
        assert server.value("auditledge_commit_events_sum") == stored + 2, "one was judged three times"
        assert server.value("auditledge_commit_events_count") == 9
        assert server.value("auditledge_commit_duration_seconds_count") == 9
        assert 0 < server.value("auditledge_commit_duration_seconds_sum") < 30
        codes = {"invalid_request": 6, "not_found": 3, "invalid_api_key": 1, "method_not_allowed": 1}
        for code, times in codes.items():
            assert server.value("auditledge_refusals_total", code=code) == times
        server.becomes(1, "auditledge_store_up")
        assert httpx.get(server.url.replace("/v1", "/metrics")).status_code == 404, "not on the public port"


def test_durations_fall_into_buckets(database: str) -> None:
    key = a_key(database)
    with measured(database) as server, client_of(server, key) as client:
        for _ in range(20):
            client.post("/events", json=MINIMAL)
        labels = {"operation": "createEvent", "method": "POST", "status": "201"}
        buckets = {
            float(dict(facts)["le"]): value
            for (name, facts), value in server.samples().items()
            if name == f"{REQUESTS}_bucket" and ("operation", "createEvent") in facts
        }
        assert list(buckets.values()) == sorted(buckets.values())
        assert buckets[float("inf")] == 20
        total = server.value(f"{REQUESTS}_sum", **labels)
        assert total <= sum(each * buckets[each] for each in buckets if each < float("inf")) + 30
        assert 0 < total < 30


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


def test_exports_under_way(database: str) -> None:
    key = a_key(database)
    with measured(database) as server:
        fill(server.url, key, 8)
        with connected(server.url) as reader:
            stalled_export(reader, key)
            server.becomes(1, "auditledge_exports_running")
        server.becomes(0, "auditledge_exports_running")


def test_rates_that_are_exceeded(database: str) -> None:
    key = a_key(database)
    with measured(database, "--rate-limit", "0.001") as server, client_of(server, key) as client:
        assert [client.get("/usage").status_code for _ in range(4)] == [200, 429, 429, 429]
        assert server.value("auditledge_refusals_total", code="rate_limited") == 3
        assert server.requests("getUsage", "GET", 429) == 3


def test_what_retention_deletes(store_url: str) -> None:
    with contextlib.closing(open_store(store_url)) as store:
        store_days_ago(store, account_with_key(store, "one", "free"), 31, 40)
    with measured(store_url) as server:
        server.becomes(40, "auditledge_retention_deleted_events_total")
        assert server.value("auditledge_retention_failures_total") == 0


def test_a_store_that_is_unreachable_is_reported(database: str) -> None:
    import sqlite3

    a_key(database)
    with measured(database) as server:
        server.becomes(1, "auditledge_store_up")
        with contextlib.closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as other:
            other.execute("PRAGMA user_version = 99")
        server.becomes(0, "auditledge_store_up")


def test_no_label_names_anybody(database: str) -> None:
    key = a_key(database, "a-secret-account")
    named = event(actor={"id": "a-secret-actor"}, organization_id="a-secret-organisation")
    with measured(database) as server, client_of(server, key) as client:
        client.post("/events", json=named)
        client.get("/events", params={"actor_id": "a-secret-actor"})
        client.get("/a-secret-path")
        client.request("UNLOCK", "/events")
        assert "secret" not in server.text().lower()
        assert key[:6] not in server.text()
        values = {
            label: {value for _, facts in server.samples() for name, value in facts if name == label}
            for label in ("operation", "method", "code")
        }
        assert values["operation"] <= {*contract.OPERATIONS, "none"}
        assert values["method"] <= {"GET", "POST", "other"}
        assert values["code"] <= set(error_responses.RESPONSES)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_documentation_has_them_all(database: str, workers: str) -> None:
    rows = [
        line.split("|")[1:4] for line in (REPO / "docs/metrics.md").read_text().splitlines() if "| `" in line
    ]
    documented = {
        name: (kind.strip(), set(re.findall(r"`(\w+)`", labels)))
        for names, kind, labels in rows
        for name in re.findall(r"`(\w+)`", names)
    }
    with measured(database, "--workers", workers) as server, client_of(server, a_key(database)) as client:
        client.post("/events", json={})
        time.sleep(1.5)
        exposed = {
            family.name + ("_total" if family.type == "counter" else ""): (
                family.type,
                {name for sample in family.samples for name in sample.labels} - {"le"},
            )
            for family in text_string_to_metric_families(server.text())
        }
    assert exposed == documented


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
        connections = [held.enter_context(connected(base)) for _ in range(100)]
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


@pytest.mark.parametrize("address", ["9440", "127.0.0.1", "127.0.0.1:", ":9440", "127.0.0.1:99999", "h:-1"])
def test_an_address_that_is_none_is_refused(database: str, address: str) -> None:
    command = ["serve", "--store", database, "--metrics", address]
    result = click.testing.CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "is not HOST:PORT" in result.stderr
