"""The facade as it is documented: dicts in, dicts out, as the server sent them."""

import inspect
import json
from typing import Any

import anyio
import pytest
from conftest import EVENT, EVENT_ID, KEY, STORED, Kind, Ledger
from transport.faulty_server import FaultServer, answer, json_answer

from auditledge import AsyncAuditLedge, AuditLedge, ConfigurationError

USAGE = {"plan": "free", "events_this_month": 1, "events_limit": 10_000, "retention_days": 30}

# The server's dict comes back as it was sent.

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
def test_answers_come_back_as_they_were_sent(
    kind: Kind, method: str, arguments: tuple[Any, ...], body: Any
) -> None:
    with FaultServer(json_answer(body)) as server:
        result = kind.ask(server.url, method, *arguments)
    assert json.dumps(result) == json.dumps(body), "the order of keys counts too"
    assert type(result) is type(body)


@pytest.mark.parametrize("method", ["iter_events", "export_stream"])
def test_streams_give_events_as_they_were_sent(kind: Kind, method: str) -> None:
    page = {"events": [ODD, STORED], "total": 2, "limit": 1000, "offset": 0, "next_cursor": None}
    with FaultServer(json_answer(page if method == "iter_events" else page["events"])) as server:
        assert json.dumps(kind.ask(server.url, method)) == json.dumps([ODD, STORED])


@pytest.mark.parametrize("text", ["", "id\r\n", 'id,"a\nb"\r\n\ufeff😀\r\n', "\ufeffid\r\n"])
def test_csv_is_a_str_as_it_was_sent(kind: Kind, text: str) -> None:
    with FaultServer(answer(text.encode(), Content_Type="text/csv; charset=utf-8")) as server:
        assert kind.ask(server.url, "export", {"format": "csv"}) == text


def test_csv_that_is_not_utf_8_is_told(kind: Kind) -> None:
    with (
        FaultServer(answer(b"\xff", Content_Type="text/csv")) as server,
        pytest.raises(Exception, match="not UTF-8"),
    ):
        kind.ask(server.url, "export", {"format": "csv"})


# Opening and closing.


def test_nothing_is_connected_before_the_first_call() -> None:
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url):
        pass
    assert server.connections == 0


def test_closing_twice_does_no_harm_and_a_call_afterwards_connects_anew() -> None:
    with FaultServer(json_answer(USAGE)) as server:
        client = AuditLedge(KEY, server.url)
        client.close()
        client.usage()
        client.close()
        client.close()
        assert client.usage() == USAGE
        client.close()
    assert server.connections == 2


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_closing_the_async_client_twice_does_no_harm(backend: str) -> None:
    async def main(url: str) -> None:
        client = AsyncAuditLedge(KEY, url)
        await client.close()
        await client.usage()
        await client.close()
        await client.close()
        assert await client.usage() == USAGE
        await client.close()

    with FaultServer(json_answer(USAGE)) as server:
        anyio.run(main, server.url, backend=backend)
    assert server.connections == 2


def test_a_context_manager_gives_the_client_and_closes_it() -> None:
    with FaultServer(json_answer(USAGE)) as server:
        with AuditLedge(KEY, server.url) as client:
            assert type(client) is AuditLedge
            client.usage()
            pool = client._pool.get()
        assert pool.is_closed


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_context_manager_gives_the_client_and_closes_it(backend: str) -> None:
    async def main(url: str) -> None:
        async with AsyncAuditLedge(KEY, url) as client:
            assert type(client) is AsyncAuditLedge
            await client.usage()
            pool = client._pool.get()
        assert pool.is_closed

    with FaultServer(json_answer(USAGE)) as server:
        anyio.run(main, server.url, backend=backend)


def test_a_context_manager_lets_errors_out() -> None:
    with pytest.raises(ZeroDivisionError), AuditLedge(KEY):
        _ = 1 / 0


def test_clients_made_with_options_share_connections_and_leave_them_open() -> None:
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        with client.with_options(timeout=1) as other:
            other.usage()
        client.usage()
    assert server.connections == 1


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_repr_says_which_and_where(client_class: Any) -> None:
    assert repr(client_class(KEY, "https://ledger.example/v1")) == (
        f"{client_class.__name__}(base_url='https://ledger.example/v1')"
    )


def test_the_clients_arguments_may_be_named_or_placed() -> None:
    placed = AuditLedge(KEY, "https://ledger.example", 5)
    named = AuditLedge(api_key=KEY, base_url="https://ledger.example", timeout=5)
    assert placed._settings == named._settings


def test_unknown_arguments_are_pythons_to_tell() -> None:
    with pytest.raises(TypeError, match="organisation"):
        AuditLedge(KEY, organisation="x")  # type: ignore[call-arg]


def test_a_client_of_a_key_from_nowhere_is_told() -> None:
    with pytest.raises(ConfigurationError, match="set AUDITLEDGE_API_KEY"):
        AuditLedge()


# The quickstart, against the real ledger.


def test_the_quickstart(any_kind: Kind, ledger: Ledger) -> None:
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


def test_every_method_says_what_it_takes_and_gives() -> None:
    for name in ("log", "query", "get", "export", "usage", "close"):
        assert len(inspect.getdoc(getattr(AuditLedge, name)) or "") > 50
