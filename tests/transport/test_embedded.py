"""The embedded ledger behaves like one over the network; only base_url differs."""

import contextlib
import gc
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from conftest import EVENT, KEY, ClientKind, DelayMeter

from auditledge import (
    APIConnectionError,
    APITimeoutError,
    AsyncAuditLedge,
    AuditLedge,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    NotFoundError,
    contract,
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/audit.db"


def test_methods_work_as_over_the_network(any_kind: ClientKind, url: str) -> None:
    def script(call: Any) -> None:
        event = call("log", {**EVENT, "metadata": {"text": "Zoë 😀"}})["event"]
        assert call("get", event["id"]) == event
        assert call("query", {"actor_id": "user_123"})["events"] == [event]
        assert call("export") == [event]
        assert call("export", {"format": "csv"}).count("\r\n") == 2
        assert call("iter_events") == [event]
        assert call("usage")["events_this_month"] == 1

    any_kind.use(any_kind.make(url), script)


def test_errors_are_the_same(any_kind: ClientKind, url: str) -> None:
    def script(call: Any) -> None:
        event = call("log", EVENT)["event"]
        with pytest.raises(NotFoundError):
            call("get", contract.new_id("evt"))
        with pytest.raises(ConflictError):
            call("log", {**EVENT, "id": event["id"], "action": "another"})
        with pytest.raises(BadRequestError, match="cursor"):
            call("query", {"cursor": "nonsense"})

    any_kind.use(any_kind.make(url), script)


def test_stored_events_persist(kind: ClientKind, url: str) -> None:
    event = kind.ask(url, "log", EVENT)["event"]
    assert kind.ask(url, "get", event["id"]) == event


def test_an_in_memory_ledger_ends_with_its_client(kind: ClientKind) -> None:
    assert kind.ask("sqlite://", "log", EVENT)["success"]
    assert kind.ask("sqlite://", "query")["total"] == 0


def test_no_key_is_needed_and_every_key_has_the_same_account(kind: ClientKind, url: str) -> None:
    for key in ("x", "y", None):
        assert kind.call(kind.client_class(key, url), "log", EVENT)["success"]
    assert kind.call(kind.client_class(base_url=url), "query")["total"] == 3


def test_an_empty_key_is_a_mistake(url: str) -> None:
    with pytest.raises(ConfigurationError, match="api_key is required"):
        AuditLedge("", url)


@pytest.mark.parametrize("path", ["/does/not/exist/audit.db", "/dev/null/audit.db"])
def test_a_file_that_cannot_be_opened_raises(kind: ClientKind, path: str) -> None:
    with pytest.raises(ConfigurationError):
        kind.ask(f"sqlite:///{path}", "usage")


def test_a_file_that_is_not_a_ledger_raises(kind: ClientKind, tmp_path: Path) -> None:
    (tmp_path / "audit.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(ConfigurationError):
        kind.ask(f"sqlite:///{tmp_path}/audit.db", "usage")


def test_threads_can_share_a_client(url: str) -> None:
    with AuditLedge(KEY, url) as client:
        threads = [threading.Thread(target=lambda: [client.log(EVENT) for _ in range(20)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert client.query()["total"] == 160


def test_a_large_export_streams(kind: ClientKind, url: str) -> None:
    with AuditLedge(KEY, url) as client:
        results = client.log_many([{**EVENT, "metadata": {"n": n, "pad": "x" * 500}} for n in range(3000)])
        assert all(each["success"] for each in results)
    rows = kind.ask(url, "export_stream", {"order": "asc"})
    assert [row["metadata"]["n"] for row in rows] == list(range(3000))


def test_an_export_can_be_abandoned(url: str) -> None:
    with AuditLedge(KEY, url) as client:
        client.log_many([{**EVENT, "metadata": {"pad": "x" * 5000}} for _ in range(1000)])
        with contextlib.closing(client.export_stream()) as rows:
            assert next(rows)
        assert client.query()["total"] == 1000


def test_closing_ends_the_ledgers_thread(url: str) -> None:
    before = set(threading.enumerate())
    client = AuditLedge(KEY, url)
    client.usage()
    assert set(threading.enumerate()) - before
    client.close()
    client.close()
    assert not set(threading.enumerate()) - before
    client.usage()
    client.close()
    assert not set(threading.enumerate()) - before


def test_low_level_works(url: str) -> None:
    from auditledge_openapi.api.usage import get_usage

    with AuditLedge(KEY, url) as client:
        assert get_usage.sync(client=client.low_level)


def test_a_dropped_client_ends_the_ledgers_thread() -> None:
    before = set(threading.enumerate())
    for _ in range(3):
        AuditLedge("key", "sqlite://").usage()
    gc.collect()
    deadline = time.monotonic() + 10
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - before


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection that locks the ledger's file."""
    with AuditLedge("key", f"sqlite:///{tmp_path}/audit.db") as client:
        client.usage()
    with contextlib.closing(sqlite3.connect(tmp_path / "audit.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


def test_a_locked_file_is_a_connection_error(url: str, locked: sqlite3.Connection) -> None:
    with AuditLedge("key", url, retries=0) as client, pytest.raises(APIConnectionError, match="locked"):
        client.usage()


@pytest.mark.parametrize("retries", [0, 2])
def test_a_locked_file_blocks_a_call_no_longer_than_its_timeout(
    any_kind: ClientKind, url: str, locked: sqlite3.Connection, retries: int, delays: DelayMeter
) -> None:
    def script(call: Any) -> None:
        started = time.monotonic()
        with pytest.raises(APITimeoutError):
            call("log", EVENT, timeout=0.5)
        assert delays.elapsed(started) < 1.5

    started = time.monotonic()
    any_kind.use(any_kind.make(url, retries=retries), script)
    assert delays.elapsed(started) < 2, "closing does not wait for the lock either"


def test_closing_does_not_wait_for_a_write_that_timed_out(
    any_kind: ClientKind, url: str, delays: DelayMeter
) -> None:
    def script(call: Any) -> None:
        assert call("log", EVENT)["success"]
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(APITimeoutError):
            call("log", EVENT, timeout=0.2)

    path = url.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        started = time.monotonic()
        any_kind.use(any_kind.make(url), script)
        assert delays.elapsed(started) < 4


def test_a_file_that_is_unlocked_in_time_is_opened(
    kind: ClientKind, url: str, locked: sqlite3.Connection
) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(kind.ask, url, "log", EVENT)
        time.sleep(0.5)
        locked.execute("COMMIT")
        assert asked.result(20)["success"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_waiting_tails_block_no_threads(backend: str, url: str) -> None:
    async def follow(client: AsyncAuditLedge, seen: list[str]) -> None:
        async with client.tail() as events:
            seen.append("ready")
            seen.append((await anext(events))["id"])

    async def main() -> None:
        seen: list[str] = []
        async with AsyncAuditLedge(KEY, url) as client:
            with anyio.fail_after(30):
                async with anyio.create_task_group() as tasks:
                    for _ in range(60):
                        tasks.start_soon(follow, client, seen)
                    while len(seen) < 60:  # noqa: ASYNC110 - there is no single event for all of them
                        await anyio.sleep(0.01)
                    threads = threading.active_count()
                    event = (await client.log(EVENT))["event"]["id"]
            assert seen[60:] == [event] * 60
            assert threads < 40

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("path", ["///", "///:memory:", "///a%00b", "///a%ff"])
def test_a_url_without_a_file_name_raises_at_once(path: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url"):
        AuditLedge("key", f"sqlite:{path}")
