"""Background work that fails unexpectedly: it continues; the failure is counted, and visible in `ready`."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server import background
from auditledge.server.accounts.plans import BUILT_IN
from auditledge.server.accounts.principal import Principal
from auditledge.server.api.observer import ObservedRequest
from auditledge.server.api.request import Request
from auditledge.server.api.response_budget import ResponseBudget
from auditledge.server.background import BackgroundMonitor, Backoff, restart_on_error
from auditledge.server.embedded import open_app
from auditledge.server.errors import LedgerError
from auditledge.server.ledger.append import AppendRequest, Stored
from auditledge.server.ledger.queries import BEGINNING, StreamQuery
from auditledge.server.ledger.readers import ReaderThreads
from auditledge.server.ledger.streams import CHUNK_BYTES, Streams
from auditledge.server.ledger.writer import Writer
from auditledge.server.observability.access_log import AccessLog
from auditledge.server.retention import worker
from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.models import Event, Filters, SequencePage
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.sqlite.transaction import SQLiteTransaction
from server import conformance
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
    assert monitor.failing(background.NAMES) == ["subscriptions"]
    assert caplog.text.count("ValueError at ") == 3
    assert "user_123" not in caplog.text


def test_work_that_runs_again_has_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_RECOVERED_AFTER_S", -1.0)
    monitor = BackgroundMonitor()
    monitor.failed("writer", ValueError())
    assert monitor.failing(background.NAMES) == []
    assert monitor.failures == {"writer": 1}


def test_delays_grow_until_the_work_succeeds() -> None:
    backoff = Backoff()
    delays = [backoff.next() for _ in range(10)]
    assert delays == sorted(delays)
    assert delays[-1] == 10
    backoff.reset()
    assert backoff.next() == delays[0]


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


async def _always() -> bool:
    return True


def test_a_stream_continues_after_a_failed_poll(store: SQLiteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events of another process are found by polling alone."""
    monkeypatch.setattr(background, "_BACKOFF_S", (0.01,))
    monitor, account = BackgroundMonitor(), store.ensure_account("acme", "growth")
    readers = ReaderThreads(store, lambda _: None, _always)
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

    room = partial(ResponseBudget().room, account, CHUNK_BYTES)

    async def run() -> bytes:
        query = StreamQuery(Filters(), BEGINNING, follow=True)
        async with contextlib.aclosing(streams.follow(principal(account), query, encode, room)) as chunks:
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


def test_an_event_that_fails_does_not_count_as_a_failure_of_the_writer(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise one tenant's data could take the process out of service for all."""
    account = store.ensure_account("acme", "growth")
    real, sent = SQLiteTransaction._columns, [a_new_event(resource_id=each) for each in ("1", "poison", "2")]

    def poisoned(self: SQLiteTransaction, account: int, events: Sequence[Event]) -> Any:
        if any(event.resource_id == "poison" for event in events):
            raise OverflowError("int too large to convert")
        return real(self, account, events)

    monkeypatch.setattr(SQLiteTransaction, "_columns", poisoned)

    async def run() -> list[Any]:
        with contextlib.closing(Writer(store, monitor=store.background)) as writer:
            return await writer.submit([AppendRequest(principal(account), each) for each in sent], 1)

    outcomes = asyncio.run(asyncio.wait_for(run(), 10))
    assert [each.code if isinstance(each, LedgerError) else "" for each in outcomes] == [
        *("", "internal_error", ""),
    ]
    assert [each.id for each in all_of(store, account)] == [sent[0].id, sent[2].id]
    assert store.background.failures == {}


def eventually(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def failing_twice(function: Callable[..., Any]) -> Callable[..., Any]:
    failures = iter([True, True])

    def call(*arguments: Any) -> Any:
        if next(failures, False):
            raise ValueError("the secret of user_123")
        return function(*arguments)

    return call


def test_retention_continues_after_an_unexpected_error(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "_FIRST_PASS_AFTER_S", 0)
    monkeypatch.setattr(background, "_BACKOFF_S", (0.0, 0.01))
    monkeypatch.setattr(store, "expiring", failing_twice(store.expiring))
    with contextlib.closing(RetentionWorker(store, BUILT_IN)) as retention:
        retention.start()
        eventually(lambda: retention.stats.passes == 1)
        assert retention.stats.failures == 2
    assert store.background.failures == {"retention": 2}
    assert "retention failed, restart in " in caplog.text
    assert "user_123" not in caplog.text


def test_the_compactor_continues_after_an_unexpected_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And an account that can't be compacted delays no other."""
    monkeypatch.setattr(background, "_BACKOFF_S", (0.01,))
    with contextlib.closing(SQLiteStore(str(tmp_path / "small.db"), segment_events=32)) as store:
        broken, other = (store.ensure_account(name, "growth") for name in ("broken", "other"))
        real = store.compacting

        def compacting(account: int) -> Any:
            if account == broken:
                raise ValueError
            return real(account)

        monkeypatch.setattr(store, "compacting", compacting)
        for account in (broken, other):
            store_all(store, account, [a_new_event() for _ in range(5)])
        eventually(lambda: segments_of(store, other) == 5)
        eventually(lambda: store.background.failures.get("compactor", 0) > 2)
        monkeypatch.setattr(store, "compacting", real)
        eventually(lambda: segments_of(store, broken) == 5)


def segments_of(store: SQLiteStore, account: int) -> int:
    """The last sequence that is in a segment."""
    with store.compacting(account) as target:
        segments = target.segments()
    return segments[-1].last if segments else 0


def test_the_access_log_continues_after_an_unexpected_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_BACKOFF_S", (0.0,))
    monkeypatch.setattr(AccessLog, "_next_lines", failing_twice(AccessLog._next_lines))
    monitor, path = BackgroundMonitor(), tmp_path / "access.log"
    log = AccessLog(str(path), monitor)
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": (), "client": None}
    log.ended(ObservedRequest(Request(scope, asyncio.Event().wait), 200, 0.1, 5))  # type: ignore[arg-type]
    log.close()
    assert path.read_text().count("\n") == 1
    assert monitor.failures == {"access_log": 2}


@pytest.mark.parametrize(
    ("name", "status", "member"),
    [("subscriptions", 503, "problems"), ("retention", 200, "warnings"), ("compactor", 200, "warnings")],
)
def test_ready_reports_work_that_is_failing(name: str, status: int, member: str) -> None:
    """What requests depend on makes the process unready. Anything else is a warning."""

    async def run() -> tuple[httpx.Response, httpx.Response]:
        app = open_app(None)
        transport = httpx.ASGITransport(app)
        hooks = conformance.async_hooks()
        async with httpx.AsyncClient(
            transport=transport, base_url="http://ledger/v1", event_hooks=hooks
        ) as client:
            before = await client.get("/health/ready")
            app._ledger.background.failed(name, ValueError())
            after = await client.get("/health/ready")
        app.close()
        return before, after

    before, after = asyncio.run(run())
    assert before.status_code == 200
    assert before.json().keys() == {"status", "version", "store"}
    assert after.status_code == status
    assert after.json()[member] == [
        {"field": "background", "message": f"has failed and is being restarted: {name}"}
    ]
