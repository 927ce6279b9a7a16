"""What is left early holds nothing: no connection, and no generator for the event loop to warn of."""

import contextlib
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from conftest import EVENT, KEY, Ledger

from auditledge import AsyncAuditLedge, AuditLedge

MANY = [{**EVENT, "metadata": {"pad": "x" * 2_000}} for _ in range(2_000)]

STREAMS: dict[str, Callable[[Any], Any]] = {
    "iter_events": lambda client: client.iter_events(),
    "export_stream": lambda client: client.export_stream(),
    "CSV": lambda client: client.export_stream({"format": "csv"}),
}


@pytest.fixture(scope="module", params=["served", "embedded"])
def place(
    request: pytest.FixtureRequest, ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """Key and URL of a ledger with many events."""
    if request.param == "served":
        key, url = ledger.new_key("leaving"), ledger.url
    else:
        path: Path = tmp_path_factory.mktemp("leaving") / "audit.db"
        key, url = KEY, f"sqlite:///{path}"
    with AuditLedge(key, url) as client:
        assert all(result["success"] for result in client.log_many(MANY))
    return key, url


@pytest.mark.parametrize("name", STREAMS)
def test_in_a_thread(place: tuple[str, str], name: str) -> None:
    with AuditLedge(*place) as client:
        with contextlib.closing(STREAMS[name](client)) as stream:
            assert next(stream)
        assert client.query({"limit": 1})["total"] == len(MANY)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_on_an_event_loop(place: tuple[str, str], backend: str, name: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client:
            async with contextlib.aclosing(STREAMS[name](client)) as stream:
                assert await anext(stream)
            gc.collect()
            assert (await client.query({"limit": 1}))["total"] == len(MANY)

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_tail_on_an_event_loop(place: tuple[str, str], backend: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client:
            async with client.tail(after="beginning") as events:
                assert await anext(events)
            gc.collect()

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_that_is_cancelled_in_the_midst_of_its_answer(place: tuple[str, str], backend: str) -> None:
    async def main() -> None:
        async with AsyncAuditLedge(*place) as client, anyio.create_task_group() as tasks:
            tasks.start_soon(client.export)
            await anyio.sleep(0.05)
            tasks.cancel_scope.cancel()
        gc.collect()

    anyio.run(main, backend=backend)


def test_a_body_that_goes_on_for_ever_is_left_all_the_same() -> None:
    """Of a caller's own transport, whose streams may not end when they are closed."""

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            while True:
                await anyio.lowlevel.checkpoint()
                yield b"event,row\r\n"

    async def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/csv"}, stream=Endless())

    async def main() -> None:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        async with http_client, AsyncAuditLedge(KEY, http_client=http_client) as client:
            with anyio.fail_after(5):
                async with contextlib.aclosing(client.export_stream({"format": "csv"})) as rows:
                    assert await anext(rows)

    anyio.run(main)
