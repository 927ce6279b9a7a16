"""The clients as documented: dicts in, dicts out, as the server sent them."""

import inspect
import json
from typing import Any

import pytest
from conftest import EVENT, EVENT_ID, KEY, STORED, USAGE, ClientKind, ServedLedger
from transport.faulty_server import FaultyServer, respond, respond_json

from auditledge import AuditLedge

ODD: dict[str, Any] = {
    "zzz": 1,
    **STORED,
    "timestamp": "2026-11-23T10:15:30.1+02:00",
    "received_at": "yesterday",
    "actor": {"name": None, "id": 5, "groups": ["x"]},
    "metadata": {"n": 2**64, "f": 1e-7, "text": "\ud83d\ude00 \u0000"},
    "from_the_future": {"b": 1, "a": None},
    "aaa": [],
}


@pytest.mark.parametrize(
    ("method", "arguments", "body"),
    [
        ("log", (EVENT,), {"success": True, "event": ODD, "proof": {"size": 7}}),
        (
            "query",
            (),
            {"events": [ODD], "total": 1, "limit": 20, "offset": 0, "next_cursor": None, "took_ms": 3},
        ),
        ("get", (EVENT_ID,), ODD),
        ("export", (), [ODD, {}]),
        ("usage", (), {**USAGE, "plan": "galactic", "seats": 4}),
    ],
)
def test_responses_are_returned_unchanged(
    kind: ClientKind, method: str, arguments: tuple[Any, ...], body: Any
) -> None:
    with FaultyServer(respond_json(body)) as server:
        result = kind.ask(server.url, method, *arguments)
    assert json.dumps(result) == json.dumps(body), "including the order of keys"
    assert type(result) is type(body)


@pytest.mark.parametrize("method", ["iter_events", "export_stream"])
def test_streamed_events_are_returned_unchanged(kind: ClientKind, method: str) -> None:
    page = {"events": [ODD, STORED], "total": 2, "limit": 1000, "offset": 0, "next_cursor": None}
    with FaultyServer(respond_json(page if method == "iter_events" else page["events"])) as server:
        assert json.dumps(kind.ask(server.url, method)) == json.dumps([ODD, STORED])


@pytest.mark.parametrize("text", ["", "id\r\n", 'id,"a\nb"\r\n\ufeff😀\r\n', "\ufeffid\r\n"])
def test_csv_is_returned_unchanged_as_a_str(kind: ClientKind, text: str) -> None:
    with FaultyServer(respond(text.encode(), Content_Type="text/csv; charset=utf-8")) as server:
        assert kind.ask(server.url, "export", {"format": "csv"}) == text


def test_csv_that_is_not_utf_8_raises(kind: ClientKind) -> None:
    with (
        FaultyServer(respond(b"\xff", Content_Type="text/csv")) as server,
        pytest.raises(Exception, match="not UTF-8"),
    ):
        kind.ask(server.url, "export", {"format": "csv"})


def test_there_is_no_connection_before_the_first_call() -> None:
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url):
        pass
    assert server.connections == 0


def test_closing_twice_is_harmless_and_a_later_call_reconnects() -> None:
    with FaultyServer(respond_json(USAGE)) as server:
        client = AuditLedge(KEY, server.url)
        client.close()
        client.usage()
        client.close()
        client.close()
        assert client.usage() == USAGE
        client.close()
    assert server.connections == 2


def test_the_context_manager_returns_the_client_and_closes_it() -> None:
    with FaultyServer(respond_json(USAGE)) as server:
        with AuditLedge(KEY, server.url) as client:
            assert type(client) is AuditLedge
            client.usage()
            pool = client._pool.get()
        assert pool.is_closed


def test_the_context_manager_propagates_exceptions() -> None:
    with pytest.raises(ZeroDivisionError), AuditLedge(KEY):
        _ = 1 / 0


def test_the_quickstart(any_kind: ClientKind, ledger: ServedLedger) -> None:
    key = ledger.new_key(f"quickstart-{any_kind.backend}")

    def script(call: Any) -> None:
        created = call(
            "log",
            {
                "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
                "action": "invoice.deleted",
                "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
                "organization_id": "org_789",
                "metadata": {"ip": "192.168.1.1"},
            },
        )
        assert created["success"] is True
        event = created["event"]
        result = call("query", {"organization_id": "org_789", "limit": 50})
        assert (result["events"], result["total"], result["limit"], result["offset"]) == ([event], 1, 50, 0)
        filters = {"actor_id": "user_123", "action": "invoice"}
        dates = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2999-12-31T23:59:59Z"}
        assert call("query", {**filters, **dates})["events"] == [event]
        assert call("query", {**filters, "start_date": "2999-01-01"})["total"] == 0
        assert call("get", event["id"]) == event
        text = call("export", {"format": "csv", "organization_id": "org_789"})
        assert text.splitlines()[1].startswith(event["id"])
        assert call("export", {"format": "json", "organization_id": "org_789"}) == [event]
        assert list(call("iter_events", {"organization_id": "org_789"})) == [event]
        assert call("usage")["events_this_month"] == 1

    any_kind.use(any_kind.client_class(key, ledger.url), script)


def test_every_method_has_a_docstring() -> None:
    for name in ("log", "query", "get", "export", "usage", "close"):
        assert len(inspect.getdoc(getattr(AuditLedge, name)) or "") > 50
