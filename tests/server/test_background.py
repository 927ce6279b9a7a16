"""Background work that fails unexpectedly: it continues; the failure is counted, and visible in `ready`."""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server import background
from auditledge.server.accounts.principal import Principal
from auditledge.server.background import BackgroundMonitor, restart_on_error
from auditledge.server.embedded import open_app
from auditledge.server.errors import LedgerError
from auditledge.server.ledger.append import AppendRequest, Stored
from auditledge.server.ledger.queries import BEGINNING, StreamQuery
from auditledge.server.ledger.readers import ReaderThreads
from auditledge.server.ledger.streams import Streams
from auditledge.server.ledger.writer import Writer
from auditledge.server.stores.models import Filters, SequencePage
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.store import SQLiteStore
from server.stores.appending import a_new_event, all_of, principal, store_all


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    with contextlib.closing(SQLiteStore(str(tmp_path / "ledger.db"))) as opened:
        yield opened


def test_work_is_run_again_until_it_returns(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "_BACKOFF_S", (0.0, 0.01))
    monitor, runs = BackgroundMonitor(), iter(range(4))

    async def work() -> None:
        if next(runs) < 3:
            raise ValueError("the secret of user_123")

    asyncio.run(restart_on_error("subscriptions", work, monitor))
    assert monitor.failures == {"subscriptions": 3}
    assert monitor.failing == ["subscriptions"]
    assert caplog.text.count("ValueError at ") == 3
    assert "user_123" not in caplog.text


def test_work_that_runs_again_has_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_RECOVERED_AFTER_S", -1.0)
    monitor = BackgroundMonitor()
    monitor.failed("writer", ValueError())
    assert monitor.failing == []
    assert monitor.failures == {"writer": 1}


def test_cancelled_work_is_not_run_again() -> None:
    async def run() -> BackgroundMonitor:
        monitor = BackgroundMonitor()
        task = asyncio.create_task(restart_on_error("metrics", asyncio.Event().wait, monitor))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return monitor

    assert asyncio.run(run()).failures == {}


class BrokenOnce:
    """A lock that fails when it is acquired for the first time."""

    def __init__(self) -> None:
        self.entered = 0

    def __enter__(self) -> None:
        self.entered += 1
        if self.entered == 1:
            raise OSError("no locks available")

    def __exit__(self, *_: object) -> None:
        pass


async def appended(writer: Writer, account: int) -> Any:
    try:
        return (await writer.submit([AppendRequest(principal(account), a_new_event())], 1))[0]
    except LedgerError as error:
        return error


def test_the_writer_survives_a_lock_that_fails(store: SQLiteStore) -> None:
    monitor, account = BackgroundMonitor(), store.ensure_account("acme", "growth")

    async def run() -> list[Any]:
        with contextlib.closing(Writer(store, write_lock=BrokenOnce(), monitor=monitor)) as writer:
            return [await appended(writer, account) for _ in range(2)]

    failed, stored = asyncio.run(asyncio.wait_for(run(), 10))
    assert failed.code == "unavailable"
    assert isinstance(stored, Stored)
    assert all_of(store, account) == [stored.event]
    assert monitor.failures == {"writer": 1}


def test_events_are_stored_once_when_an_observer_of_commits_fails(store: SQLiteStore) -> None:
    monitor, account = BackgroundMonitor(), store.ensure_account("acme", "growth")

    def fail(_: Sequence[AppendRequest]) -> None:
        raise ValueError

    async def run() -> list[Any]:
        with contextlib.closing(Writer(store, on_commit=fail, monitor=monitor)) as writer:
            requests = [AppendRequest(principal(account), a_new_event(is_id_sent=False)) for _ in range(3)]
            return await writer.submit(requests, 1)

    outcomes = asyncio.run(asyncio.wait_for(run(), 10))
    assert all_of(store, account) == [each.event for each in outcomes]
    assert len(outcomes) == 3
    assert monitor.failures == {"commit_observer": 1}


def test_a_stream_continues_after_a_failed_poll(store: SQLiteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events of another process are found by polling alone."""
    monkeypatch.setattr(background, "_BACKOFF_S", (0.01,))
    monitor, account = BackgroundMonitor(), store.ensure_account("acme", "growth")
    readers = ReaderThreads(store, lambda _: None)
    streams = Streams(store, readers, monitor)
    read_states, failures = streams.subscriptions._read_states, iter([True, True])

    failed_twice = asyncio.Event()

    async def failing_twice(principals: Sequence[Principal]) -> Any:
        if next(failures, False):
            raise ValueError
        failed_twice.set()
        return await read_states(principals)

    streams.subscriptions._read_states = failing_twice

    def encode(page: SequencePage, _: object) -> bytes:
        return b"%d" % len(page.events)

    async def run() -> bytes:
        query = StreamQuery(Filters(), BEGINNING, follow=True)
        async with contextlib.aclosing(streams.follow(principal(account), query, encode)) as chunks:
            assert await anext(chunks) == b"0"
            append_elsewhere(store, account)
            assert await anext(chunks) == b"1"
            await failed_twice.wait()
            append_elsewhere(store, account)
            return await anext(chunks)

    try:
        assert asyncio.run(asyncio.wait_for(run(), 10)) == b"1"
    finally:
        readers.close()
    assert monitor.failures == {"subscriptions": 2}


def append_elsewhere(store: Store, account: int) -> None:
    """Append an event without the process's own writer, which would wake subscribers."""

    store_all(store, account, [a_new_event()])


def test_ready_reports_work_that_is_failing() -> None:
    async def run() -> tuple[httpx.Response, httpx.Response]:
        app = open_app(None)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ledger/v1") as client:
            before = await client.get("/health/ready")
            app._ledger.background.failed("subscriptions", ValueError())
            after = await client.get("/health/ready")
        app.close()
        return before, after

    before, after = asyncio.run(run())
    assert before.status_code == 200
    assert after.status_code == 503
    assert after.json()["problems"] == [
        {"field": "background", "message": "has failed and is being restarted: subscriptions"}
    ]
