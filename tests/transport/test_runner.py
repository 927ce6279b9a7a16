"""Reading responses: bounded in size and time, on any transport, and abandoned without leaks."""

import contextlib
import gc
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from conftest import EVENT, KEY, STORED, USAGE, ClientKind, ServedLedger

from auditledge import (
    APIConnectionError,
    APITimeoutError,
    AsyncAuditLedge,
    AuditLedge,
    ServerError,
    UnreadableAnswerError,
)
from auditledge._transport.runner import MAX_ERROR_BYTES
from transport.faulty_server import (
    FaultyServer,
    drip_after,
    endless,
    head,
    respond,
    respond_json,
)


def test_timeout_bounds_the_whole_call_on_a_borrowed_client() -> None:
    dripping = drip_after(head(200, Content_Length=100), b" " * 100, 0.02)
    with (
        FaultyServer(dripping) as server,
        httpx.Client() as borrowed,
        AuditLedge(KEY, server.url, timeout=0.1, retries=0, http_client=borrowed) as client,
        pytest.raises(APITimeoutError),
    ):
        client.usage()


def test_a_borrowed_client_that_was_closed_raises() -> None:
    borrowed = httpx.Client()
    borrowed.close()
    with (
        AuditLedge(KEY, "http://127.0.0.1:9/v1", http_client=borrowed, retries=0) as client,
        pytest.raises(APIConnectionError, match="were closed"),
    ):
        client.usage()


def test_a_client_of_another_event_loop_raises() -> None:
    """Whether or not a connection of the other loop is reused, the error is one of the SDK."""
    client = AsyncAuditLedge(KEY, "http://127.0.0.1:9/v1", retries=0)

    async def ask() -> None:
        with pytest.raises(APIConnectionError):
            await client.usage()

    anyio.run(ask)
    anyio.run(ask)
    anyio.run(client.close)


MEGABYTE = 1 << 20


@pytest.mark.parametrize("method", ["log", "usage", "health"])
def test_an_endless_response_raises(kind: ClientKind, method: str) -> None:
    with (
        FaultyServer(endless(b"{", b" " * 65_536)) as server,
        pytest.raises(UnreadableAnswerError, match="larger than the contract allows"),
    ):
        kind.ask(server.url, method, *[EVENT] * (method == "log"), timeout=60)


def test_only_the_start_of_a_long_error_is_read(kind: ClientKind) -> None:
    page = b"<h1>Bad gateway</h1>".ljust(3 * MEGABYTE)
    with FaultyServer(respond(page, 502)) as server, pytest.raises(ServerError) as caught:
        kind.ask(server.url, "usage")
    assert page.startswith(caught.value.body)
    assert MAX_ERROR_BYTES <= len(caught.value.body) < 2 * MEGABYTE


def test_the_largest_page_is_read(kind: ClientKind) -> None:
    event = {**STORED, "metadata": {"pad": "x" * 65_000}}
    page = {"events": [event] * 1000, "total": 1000, "limit": 1000, "offset": 0, "next_cursor": None}
    with FaultyServer(respond_json(page)) as server:
        assert kind.ask(server.url, "query", {"limit": 1000}, timeout=60) == page


@pytest.mark.parametrize("compress", [gzip.compress, bytes])
def test_a_response_that_a_hook_has_read_can_be_read(compress: Callable[[bytes], bytes]) -> None:
    coding = {"Content_Encoding": "gzip"} if compress is gzip.compress else {}
    usage, rows = respond_json(USAGE), respond(compress(b"[{}]"), Content_Type="application/json", **coding)
    with (
        FaultyServer(usage, rows) as server,
        httpx.Client(event_hooks={"response": [lambda response: response.read()]}) as borrowed,
        AuditLedge(KEY, server.url, http_client=borrowed) as client,
    ):
        assert client.usage() == USAGE
        assert client.export() == [{}]


def test_a_response_of_a_mock_transport_can_be_read() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=USAGE))
    with httpx.Client(transport=transport) as borrowed, AuditLedge(KEY, http_client=borrowed) as client:
        assert client.usage() == USAGE


MANY = [{**EVENT, "metadata": {"pad": "x" * 2_000}} for _ in range(2_000)]

STREAMS: dict[str, Callable[[Any], Any]] = {
    "iter_events": lambda client: client.iter_events(),
    "export_stream": lambda client: client.export_stream(),
    "CSV": lambda client: client.export_stream({"format": "csv"}),
}


@pytest.fixture(scope="module", params=["served", "embedded"])
def place(
    request: pytest.FixtureRequest, ledger: ServedLedger, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """The key and the URL of a ledger with many events."""
    if request.param == "served":
        key, url = ledger.new_key("leaving"), ledger.url
    else:
        path: Path = tmp_path_factory.mktemp("leaving") / "audit.db"
        key, url = KEY, f"sqlite:///{path}"
    with AuditLedge(key, url) as client:
        assert all(result["success"] for result in client.log_many(MANY))
    return key, url


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_abandoned_in_a_thread(place: tuple[str, str], name: str) -> None:
    with AuditLedge(*place) as client:
        with contextlib.closing(STREAMS[name](client)) as stream:
            assert next(stream)
        assert client.query({"limit": 1})["total"] == len(MANY)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_stream_abandoned_on_an_event_loop(place: tuple[str, str], backend: str, name: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client:
            async with contextlib.aclosing(STREAMS[name](client)) as stream:
                assert await anext(stream)
            gc.collect()
            assert (await client.query({"limit": 1}))["total"] == len(MANY)

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_tail_abandoned_on_an_event_loop(place: tuple[str, str], backend: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client:
            async with client.tail(after="beginning") as events:
                assert await anext(events)
            gc.collect()

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_canceled_while_its_response_arrives(place: tuple[str, str], backend: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client, anyio.create_task_group() as tasks:
            tasks.start_soon(client.export)
            await anyio.sleep(0.05)
            tasks.cancel_scope.cancel()
        gc.collect()

    anyio.run(main, backend=backend)


def test_an_endless_body_can_be_abandoned() -> None:
    """The streams of a caller's transport may not end when they are closed."""

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            while True:
                await anyio.lowlevel.checkpoint()
                yield b"event,row\r\n"

    async def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/csv"}, stream=Endless())

    async def main() -> None:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(respond))
        async with http_client, AsyncAuditLedge(KEY, http_client=http_client) as client:
            with anyio.fail_after(5):
                async with contextlib.aclosing(client.export_stream({"format": "csv"})) as rows:
                    assert await anext(rows)

    anyio.run(main)
