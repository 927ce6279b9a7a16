"""What a request consists of: the contract's method and path, the key, headers, and escaped filters."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from auditledge_openapi.api.usage import get_usage
from conftest import EVENT, EVENT_ID, KEY, USAGE, ClientKind

from auditledge import (
    AuditLedge,
)
from auditledge._core.call import Call
from auditledge._core.responses import decode_object
from auditledge._core.settings import Settings
from auditledge._transport.request_builder import RequestBuilder
from transport.faulty_server import (
    FaultyServer,
    respond_error,
    respond_json,
)
from transport.methods import of_every_method


@pytest.mark.parametrize(
    ("method", "arguments", "line"),
    [
        ("log", (EVENT,), "POST /v1/events"),
        ("query", (), "GET /v1/events"),
        ("get", (EVENT_ID,), f"GET /v1/events/{EVENT_ID}"),
        ("export", ({"format": "json"},), "GET /v1/events/export?format=json"),
        ("usage", (), "GET /v1/usage"),
    ],
)
def test_every_method_sends_the_contracts_request(
    kind: ClientKind, method: str, arguments: tuple[Any, ...], line: str
) -> None:
    body: Any = [] if method == "export" else {"event": {}}
    with FaultyServer(respond_json(body)) as server:
        kind.ask(server.url, method, *arguments)
    (request,) = server.requests
    assert f"{request.method} {request.target}" == line
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["user-agent"].startswith("auditledge-python/")


@of_every_method
def test_the_callers_headers_are_sent_with_every_request(
    kind: ClientKind, method: str, arguments: tuple[Any, ...]
) -> None:
    headers = {"X-Gateway": "secret", "user-agent": "billing/1.2"}
    with FaultyServer(respond_json([] if method == "export" else {"event": {}})) as server:
        kind.ask(server.url, method, *arguments, headers=headers)
    (request,) = server.requests
    assert request.headers["x-gateway"] == "secret"
    assert request.headers["user-agent"].startswith("billing/1.2 auditledge-python/")
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_the_callers_headers_are_sent_with_low_level_calls_and_deliveries(tmp_path: Path) -> None:
    refused = respond_error(503)
    with FaultyServer(respond_json(USAGE), refused) as server:
        client = AuditLedge(KEY, server.url, headers={"X-Gateway": "secret"}, outbox=tmp_path)
        with client:
            get_usage.sync(client=client.low_level)
            client.enqueue(EVENT)
            client.flush(timeout=0.5)
    assert len(server.requests) > 1
    assert {request.headers["x-gateway"] for request in server.requests} == {"secret"}


def test_filters_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        client.query({"actor_email": "alice@example.com"})
    assert "actor_email=alice%40example.com" in server.requests[0].target
    assert "alice" not in caplog.text


def sent_query(kind: ClientKind, method: str, filters: Any) -> dict[str, str]:
    body: Any = [] if method == "export" else {"events": []}
    with FaultyServer(respond_json(body)) as server:
        kind.ask(server.url, method, filters)
    path, _, query = server.requests[0].target.partition("?")
    assert path == {"query": "/v1/events", "export": "/v1/events/export"}[method]
    return dict(each.split("=") for each in query.split("&") if each)


@pytest.mark.parametrize("method", ["query", "export"])
@pytest.mark.parametrize("filters", [None, {}, {"actor_id": None, "start_date": None}])
def test_none_counts_as_absent(kind: ClientKind, method: str, filters: Any) -> None:
    assert sent_query(kind, method, filters) == {}


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"search": "a b&c=d/é?#%+"}, {"search": "a%20b%26c%3Dd%2F%C3%A9%3F%23%25%2B"}),
        ({"start_date": date(2026, 1, 31)}, {"start_date": "2026-01-31"}),
        ({"end_date": datetime(2026, 1, 31, tzinfo=UTC)}, {"end_date": "2026-01-31T00%3A00%3A00Z"}),
        ({"start_date": "2026-01-31T00:00:00+02:00"}, {"start_date": "2026-01-31T00%3A00%3A00%2B02%3A00"}),
        ({"limit": 5, "offset": 0}, {"limit": "5", "offset": "0"}),
    ],
)
def test_filters_are_escaped(kind: ClientKind, filters: Any, query: dict[str, str]) -> None:
    assert {
        name: each.replace("/", "%2F") for name, each in sent_query(kind, "query", filters).items()
    } == query


def test_booleans_are_sent_in_lowercase(kind: ClientKind) -> None:
    assert sent_query(kind, "export", {"csv_raw": True}) == {"csv_raw": "true"}


def test_batches_ask_for_results_without_the_events(kind: ClientKind) -> None:
    results = [{"index": 0, "success": True, "status": 201}]
    with FaultyServer(respond_json({"results": results})) as server:
        kind.ask(server.url, "log_many", [EVENT])
    assert server.requests[0].headers["prefer"] == "return=minimal"
    assert server.requests[0].headers["content-type"] == "application/json"


def test_an_argument_that_the_contract_does_not_have_raises() -> None:
    build_request = RequestBuilder(Settings(KEY, "https://ledger.example/v1", 30.0, 2))
    with pytest.raises(KeyError, match="prefer"):
        build_request(Call("createEventBatch", decode_object, {"prefer": "return=minimal"}, b"{}"), 1.0)
