"""The application inside the process: no socket, no stored key."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.api.app import App
from auditledge.server.embedded import open_app
from auditledge.server.stores.errors import StoreError
from server import conformance
from server.samples import FULL, MINIMAL, event


def within(app: App, work: Callable[[httpx.AsyncClient], Awaitable[Any]], key: str = "any") -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://embedded/v1",
            headers={"Authorization": f"Bearer {key}"},
            event_hooks=conformance.async_hooks(),
        ) as client:
            return await work(client)

    with contextlib.closing(app):
        return asyncio.run(run())


async def record_and_read(client: httpx.AsyncClient) -> dict[str, Any]:
    stored: dict[str, Any] = (await client.post("/events", json=FULL)).json()["event"]
    assert (await client.get("/events")).json()["events"] == [stored]
    assert (await client.get(f"/events/{stored['id']}")).json() == stored
    assert (await client.get("/events/export")).json() == [stored]
    assert (await client.get("/events/export?format=csv")).text.count("\r\n") == 2
    usage = (await client.get("/usage")).json()
    assert usage.pop("account").startswith("acct_")
    assert usage == {
        "plan": "growth",
        "events_this_month": 1,
        "events_limit": 10_000_000,
        "retention_days": 365,
    }
    assert (await client.get("/health")).status_code == 200
    return stored


def test_a_memory_ledger_does_what_a_served_one_does() -> None:
    within(open_app(None), record_and_read)


def test_a_large_batch_waits_for_the_one_before_it_and_holds_up_no_small_one() -> None:
    app = open_app(None)

    async def post(client: httpx.AsyncClient) -> None:
        large = {"events": [FULL] * 500}
        async with app._handlers._decoding.slot(0):
            waiting = asyncio.create_task(client.post("/events/batch", json=large))
            await asyncio.sleep(0.05)
            assert (await client.post("/events/batch", json={"events": [MINIMAL] * 20})).status_code == 200
            assert (await client.post("/events", json=MINIMAL)).status_code == 201
            assert not waiting.done()
        assert (await waiting).json()["succeeded"] == 500

    within(app, post)


def test_a_ledger_in_a_file_keeps_what_was_stored(tmp_path: Path) -> None:
    path = str(tmp_path / "audit.db")
    stored = within(open_app(path), record_and_read)

    async def read(client: httpx.AsyncClient) -> None:
        assert (await client.get("/events")).json()["events"] == [stored]

    within(open_app(path), read, key="another")


def test_an_empty_key_is_refused() -> None:
    async def read(client: httpx.AsyncClient) -> None:
        client.headers.pop("authorization")
        assert (await client.get("/usage")).status_code == 401
        assert (await client.get("/usage", headers={"Authorization": "Bearer "})).status_code == 401

    within(open_app(None), read)


def test_many_at_once_in_memory() -> None:
    async def work(client: httpx.AsyncClient) -> None:
        writes = [client.post("/events", json=event(metadata={"n": n})) for n in range(100)]
        reads = [client.get("/events") for _ in range(50)]
        exports = [client.get("/events/export") for _ in range(10)]
        answers = await asyncio.gather(*writes, *reads, *exports)
        assert {answer.status_code for answer in answers} == {201, 200}
        assert (await client.get("/events")).json()["total"] == 100

    within(open_app(None), work)


def test_an_export_in_memory_does_not_stop_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(None)

    async def work(client: httpx.AsyncClient) -> None:
        await client.post("/events/batch", json={"events": [MINIMAL] * 1_000})
        sent = 0

        async def send(message: Any) -> None:
            nonlocal sent
            sent += len(message.get("body", b""))
            async with asyncio.timeout(3):
                assert (await client.post("/events", json=MINIMAL)).status_code == 201

        never = asyncio.Event()

        async def receive() -> Any:
            await never.wait()

        scope = {
            "type": "http",
            "http_version": "2",
            "method": "GET",
            "path": "/v1/events/export",
            "query_string": b"",
            "headers": [(b"authorization", b"Bearer x")],
        }
        await app(scope, receive, send)
        assert sent > 100_000

    within(app, work)


def test_too_many_exports_at_once_are_unavailable() -> None:
    app = open_app(None)

    async def work(client: httpx.AsyncClient) -> None:
        await client.post("/events", json=MINIMAL)
        answers = await asyncio.gather(*(client.get("/events/export") for _ in range(40)))
        codes = {answer.status_code for answer in answers}
        assert codes == {200, 503}
        assert (await client.get("/events/export")).status_code == 200

    within(app, work)


def test_the_lifespan_closes_the_ledger(tmp_path: Path) -> None:
    app = open_app(str(tmp_path / "audit.db"))
    incoming = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent: list[str] = []

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert [file.name for file in tmp_path.iterdir()] == ["audit.db"]
    app.close()


def test_a_closed_ledger_is_unavailable() -> None:
    app = open_app(None)
    app.close()

    async def work(client: httpx.AsyncClient) -> None:
        for answer in (await client.post("/events", json=MINIMAL), await client.get("/events")):
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")

    within(app, work)


def test_a_bad_path_is_an_error() -> None:
    with pytest.raises(StoreError):
        open_app("/nowhere/at/all.db")
