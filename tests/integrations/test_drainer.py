"""The delivery of an outbox table, here one of SQLite, to a real ledger and to scripted responses."""

import contextlib
import json
import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_except,
    error_response,
    make_event,
    unreachable,
)

from auditledge import AuditLedge
from auditledge.integrations import drainer
from auditledge.integrations.drainer import DeadEvent, Drainer, DrainerThread, PendingEvent
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker


class SQLiteTable:
    """An outbox table, as an application has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events: Sequence[PendingEvent] = ()
        with self._connect() as db:
            db.execute("CREATE TABLE IF NOT EXISTS outbox (key INTEGER PRIMARY KEY, event, reason)")

    def add(self, *events: bytes) -> list[str]:
        with self._connect() as db:
            db.executemany("INSERT INTO outbox (event) VALUES (?)", [(each,) for each in events])
        return [json.loads(each)["id"] for each in events]

    @contextlib.contextmanager
    def claim(self, after: int, max_events: int) -> Iterator["SQLiteTable"]:
        with self._connect() as db:
            query = "SELECT key, event FROM outbox WHERE reason IS NULL AND key > ? ORDER BY key LIMIT ?"
            self.events = [PendingEvent(*row) for row in db.execute(query, (after, max_events))]
        yield self

    def settle(self, delivered: Sequence[int], dead: Sequence[DeadEvent]) -> None:
        with self._connect() as db:
            db.executemany("DELETE FROM outbox WHERE key = ?", [(key,) for key in delivered])
            db.executemany(
                "UPDATE outbox SET reason = ? WHERE key = ?", [(each.reason, each.key) for each in dead]
            )

    def waiting(self) -> int:
        return self._rows("SELECT count(*) FROM outbox WHERE reason IS NULL")[0][0]

    def dead(self) -> dict[str, str]:
        rows = self._rows("SELECT event, reason FROM outbox WHERE reason IS NOT NULL")
        return {json.loads(event)["id"]: reason for event, reason in rows}

    def close(self) -> None:
        pass

    def _rows(self, query: str) -> list[Any]:
        with self._connect() as db:
            return db.execute(query).fetchall()

    @contextlib.contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self.path, timeout=30)) as db, db:
            yield db


@pytest.fixture
def table(tmp_path: Path) -> SQLiteTable:
    return SQLiteTable(tmp_path / "app.db")


@pytest.fixture
def transport() -> ScriptedTransport:
    return ScriptedTransport()


@pytest.fixture
def quick(table: SQLiteTable, transport: ScriptedTransport) -> Drainer:
    """A drainer whose delays have all passed."""
    times = iter(range(0, 10**9, 10**6))
    return Drainer(table, transport, CircuitBreaker(lambda: float(next(times)), lambda low, _: low))


@pytest.fixture
def client() -> Iterator[AuditLedge]:
    with AuditLedge("a_key", "sqlite://") as client:
        yield client


def test_it_delivers_everything_in_order_and_deletes_it(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    ids = table.add(*(make_event() for _ in range(1500)))
    result = quick.drain()
    assert (result.delivered, result.dead, result.waiting, result.trouble) == (1500, 0, 0, None)
    assert transport.stored == ids
    assert len(transport.batches) > 1
    assert table.dead() == {}


def test_events_reach_a_real_ledger_byte_for_byte(table: SQLiteTable, client: AuditLedge) -> None:
    event = json.loads(make_event("invoice.refunded", timestamp="2026-01-02T03:04:05.000006Z"))
    table.add(json.dumps(event).encode())
    assert Drainer(table, client._event_transport()).drain().delivered == 1
    stored = client.get(event["id"])
    assert stored | event == stored
    assert table.waiting() == 0


def test_an_event_delivered_twice_is_stored_once(table: SQLiteTable, client: AuditLedge) -> None:
    """As after a crash between the response and the commit."""
    event = make_event(timestamp="2026-01-02T03:04:05.000006Z")
    for _ in range(2):
        table.add(event)
        assert Drainer(table, client._event_transport()).drain().delivered == 1
    assert client.query()["total"] == 1


def test_a_rejected_event_is_kept_with_the_reason_and_never_sent_again(
    table: SQLiteTable, client: AuditLedge, caplog: pytest.LogCaptureFixture
) -> None:
    invalid = make_event("x" * 5000)
    (good, bad) = table.add(make_event(), invalid)
    result = Drainer(table, client._event_transport()).drain()
    assert (result.delivered, result.dead, result.waiting) == (1, 1, 0)
    assert client.get(good)
    assert list(table.dead()) == [bad]
    reason = table.dead()[bad]
    assert reason.startswith("400 ")
    assert "action" in reason
    assert "xxx" not in reason + caplog.text
    assert Drainer(table, client._event_transport()).drain().dead == 0


def test_an_unreachable_ledger_costs_no_event(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    ids = table.add(*(make_event() for _ in range(20)))
    transport.on_batch = unreachable
    result = quick.drain()
    assert (result.delivered, result.waiting) == (0, 20)
    assert result.trouble == "The connection to the ledger failed"
    assert len(transport.batches) == drainer.MAX_FAILURES
    transport.reset()
    assert quick.drain().trouble is None
    assert transport.stored == ids


def test_a_wrong_key_stops_at_once_and_keeps_the_events(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    table.add(make_event())
    transport.on_batch = partial(lambda _: error_response(401, "invalid_key"))
    result = quick.drain()
    assert (result.waiting, result.trouble) == (1, "401 invalid_key")
    assert len(transport.batches) == 1


def test_an_event_that_fails_by_itself_lets_others_pass(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    poisoned, *others = table.add(make_event("poison"), *(make_event() for _ in range(5)))
    transport.on_batch = accept_except(poison=(500, "internal"))
    quick.drain()
    assert transport.stored == others
    assert table.waiting() == 1
    transport.reset()
    assert quick.drain().waiting == 0
    assert transport.stored == [*others, poisoned]


def test_a_batch_rejected_as_a_whole_is_split_until_the_event_at_fault_is_found(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    bad, *others = table.add(make_event("bad"), *(make_event() for _ in range(7)))

    def respond(events: list[dict[str, Any]]) -> Any:
        if any(each["action"] == "bad" for each in events):
            return error_response(400, "invalid_request")
        return accept_except()(events)

    transport.on_batch = transport.on_single = respond
    transport.on_single = lambda _: error_response(400, "invalid_request")
    result = quick.drain()
    assert (result.delivered, result.dead, result.waiting) == (7, 1, 0)
    assert sorted(transport.stored) == sorted(others)
    assert list(table.dead()) == [bad]


def test_a_server_without_batches_gets_single_events(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer
) -> None:
    ids = table.add(*(make_event() for _ in range(5)))
    transport.on_batch = lambda _: error_response(404, "not_found")
    assert quick.drain().delivered == 5
    assert transport.singles == ids
    assert len(transport.batches) == 1


def test_large_events_go_in_several_requests(table: SQLiteTable, transport: ScriptedTransport) -> None:
    ids = table.add(*(make_event(metadata={"text": "x" * 60_000}) for _ in range(200)))
    assert Drainer(table, transport).drain().delivered == 200
    assert transport.stored == ids
    assert len(transport.batches) > 1


def test_a_database_that_fails_is_reported_without_the_event(
    table: SQLiteTable, transport: ScriptedTransport, quick: Drainer, caplog: pytest.LogCaptureFixture
) -> None:
    table.add(make_event("secret.action"))
    with table._connect() as db:
        db.execute(
            "CREATE TRIGGER keep BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'secret.action'); END"
        )
    result = quick.drain()
    assert (result.waiting, result.trouble) == (1, "the outbox table: IntegrityError")
    assert "secret.action" not in caplog.text
    with table._connect() as db:
        db.execute("DROP TRIGGER keep")
    assert quick.drain().waiting == 0


def test_a_follower_delivers_what_is_added_later(table: SQLiteTable, client: AuditLedge) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=Drainer(table, client._event_transport()).follow, args=(stop,))
    thread.start()
    try:
        (added,) = table.add(make_event())
        while table.waiting():
            stop.wait(0.05)
        assert client.get(added)
    finally:
        stop.set()
        thread.join()


def test_the_thread_delivers_after_each_wake(table: SQLiteTable, transport: ScriptedTransport) -> None:
    before = threading.active_count()
    thread = DrainerThread(lambda: Drainer(table, transport))
    for count in (1, 2):
        table.add(make_event())
        thread.wake()
        while table.waiting():
            threading.Event().wait(0.02)
        assert len(transport.stored) == count
    assert threading.active_count() == before + 1


def _in_child(path: Path, thread: DrainerThread, done: Any) -> None:
    table = SQLiteTable(path)
    table.add(make_event())
    thread.wake()
    while table.waiting():
        threading.Event().wait(0.02)
    done.set()


def test_the_thread_starts_again_in_a_forked_child(table: SQLiteTable, transport: ScriptedTransport) -> None:
    thread = DrainerThread(lambda: Drainer(table, transport))
    thread.wake()
    context = multiprocessing.get_context("fork")
    done = context.Event()
    child = context.Process(target=_in_child, args=(table.path, thread, done))
    child.start()
    child.join(60)
    assert done.is_set()


def test_a_process_that_ends_after_a_commit_delivers_it(table: SQLiteTable) -> None:
    script = """
import sys
from pathlib import Path
from integrations.test_drainer import *

table = SQLiteTable(Path(sys.argv[1]))
table.add(make_event())
DrainerThread(lambda: Drainer(table, ScriptedTransport())).wake()
"""
    tests = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", script, table.path], cwd=tests, check=True, timeout=60)
    assert table.waiting() == 0
