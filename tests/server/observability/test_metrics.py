"""Metrics as Prometheus scrapes them: what they say is what was done, whichever process did it."""

import contextlib
import re
import time

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from auditledge import contract
from auditledge.server.api import error_responses
from auditledge.server.stores.urls import open_store
from server.http.connections import connected, fill, stalled_export
from server.observability.measured import REQUESTS, client_of, measured
from server.retention.old_events import account_with_key, store_days_ago
from server.samples import MINIMAL, event, new_id
from server.server_process import REPO, a_key


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
