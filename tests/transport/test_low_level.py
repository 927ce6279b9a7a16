"""`low_level`: the generated client on the connections, and with the key, of its client."""

from typing import Any

import anyio
import httpx
import pytest
from auditledge_openapi.api.events import create_event, list_events
from auditledge_openapi.api.usage import get_usage
from auditledge_openapi.models import EventInput, Usage
from conftest import EVENT, EVENT_ID, KEY, STORED, USAGE

from auditledge import (
    APIConnectionError,
    AsyncAuditLedge,
    AuditLedge,
    ConfigurationError,
)
from transport.faulty_server import (
    FaultyServer,
    hang,
    respond,
    respond_json,
)


def test_low_level_follows_no_redirect() -> None:
    with FaultyServer(respond_json(USAGE)) as other:
        with (
            FaultyServer(respond(b"", 307, Location=f"{other.url}/usage")) as server,
            AuditLedge(KEY, server.url) as client,
        ):
            assert client.low_level.get_httpx_client().get("/usage").status_code == 307
        assert other.connections == 0


def test_low_level_is_the_generated_client_on_the_same_connection() -> None:
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        client.usage()
        result = get_usage.sync(client=client.low_level)
        assert isinstance(result, Usage)
        assert result.plan == "free"
        client.usage()
    assert (server.connections, len(server.requests)) == (1, 3)
    assert len({request.headers["authorization"] for request in server.requests}) == 1


def test_low_level_sends_typed_models() -> None:
    with (
        FaultyServer(respond_json({"success": True, "event": STORED}, 201)) as server,
        AuditLedge(KEY, server.url) as client,
    ):
        result: Any = create_event.sync(client=client.low_level, body=EventInput.from_dict(EVENT))
        assert result.event.id == EVENT_ID
    assert server.requests[0].json == EVENT


def test_async_low_level_is_the_generated_client_on_the_same_connection() -> None:
    async def main(url: str) -> None:
        async with AsyncAuditLedge(KEY, url) as client:
            await client.usage()
            result = await get_usage.asyncio(client=client.low_level)
            assert isinstance(result, Usage)

    with FaultyServer(respond_json(USAGE)) as server:
        anyio.run(main, server.url)
    assert (server.connections, len(server.requests)) == (1, 2)


def test_changing_low_level_does_not_change_the_client() -> None:
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        low = client.low_level
        low.with_headers({"X-Mine": "1", "Authorization": "Bearer other"})
        low.with_cookies({"mine": "1"})
        low.with_timeout(httpx.Timeout(0.001))
        client.usage()
    headers = server.requests[-1].headers
    assert (headers.get("x-mine"), headers.get("cookie")) == (None, None)
    assert headers["authorization"] == f"Bearer {KEY}"


def test_low_level_with_other_headers_keeps_the_key() -> None:
    with (
        FaultyServer(respond_json(USAGE)) as server,
        AuditLedge(KEY, server.url) as client,
        client.low_level.with_headers({"X-Mine": "1"}) as low,
    ):
        get_usage.sync(client=low)
    assert server.requests[0].headers["x-mine"] == "1"
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_closing_low_level_does_not_close_the_client() -> None:
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        with client.low_level as low:
            get_usage.sync(client=low)
        assert client.usage() == USAGE
    assert server.connections == 1


def test_low_level_has_its_own_timeout() -> None:
    """It does not inherit the deadline of an earlier call in the same thread."""
    with (
        FaultyServer(respond_json(USAGE), hang) as server,
        AuditLedge(KEY, server.url, timeout=0.05, retries=0) as client,
    ):
        client.usage()
        with pytest.raises(APIConnectionError):
            client.usage()
        server.script[:] = [respond_json(USAGE)]
        assert get_usage.sync(client=client.low_level)


def test_low_level_can_query() -> None:
    page = {"events": [STORED], "total": 1, "limit": 20, "offset": 0, "next_cursor": None}
    with FaultyServer(respond_json(page)) as server, AuditLedge(KEY, server.url) as client:
        result: Any = list_events.sync(client=client.low_level, actor_id="u", limit=5)
        assert result.total == 1
    assert "actor_id=u" in server.requests[0].target


def test_low_level_functions_of_the_other_flavor_raise() -> None:
    with FaultyServer(respond_json(USAGE)) as server:
        with (
            AuditLedge(KEY, server.url) as client,
            pytest.raises(ConfigurationError, match="low_level of AuditLedge needs sync or sync_detailed"),
        ):
            anyio.run(lambda: get_usage.asyncio_detailed(client=client.low_level))
        with pytest.raises(ConfigurationError, match="AsyncAuditLedge needs asyncio or asyncio_detailed"):
            get_usage.sync_detailed(client=AsyncAuditLedge(KEY, server.url).low_level)
    assert server.requests == []
