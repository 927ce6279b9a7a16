"""Events are compacted by themselves: across kill -9, processes, old ledgers, and failures."""

import contextlib
import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from itertools import chain
from pathlib import Path

import pytest

from auditledge.server.query_language import parse
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.errors import StoreUnavailableError
from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.sqlite import schema
from auditledge.server.stores.sqlite.store import SQLiteStore
from server import postgres
from server.load.scale import (
    SealedStore,
    append,
    append_until_killed,
    check,
    is_ripe,
    make_older,
    open_small,
    settle,
    some_event,
    source_of,
    verify,
)
from server.stores.columnar.small_segments import LARGE_SIZE, delete, new_account

_NEVER_S = 60.0
"""What has not happened by then never will."""


def test_a_store_compacts_its_events_by_itself(store: SealedStore, account: int) -> None:
    stored: list[Event] = []
    for n in range(60):
        stored += append(
            store, account, [some_event(n % 7, None, (f"u{i % 3}", None, None)) for i in range(1 + n % 9)]
        )
        with store.reading() as snapshot:
            check(snapshot, account, stored, Filters(actor_id="u1"), "desc", None)
    settle(store, account)
    covered = verify(store, account)
    assert len(stored) - covered[-1][1] < 2
    assert [last - first + 1 for first, last in covered[:-32]] == [LARGE_SIZE] * len(covered[:-32])
    assert len(covered) < 32 + len(stored) // LARGE_SIZE


def test_a_ledger_in_memory_is_compacted_too() -> None:
    with contextlib.closing(SQLiteStore(None, LARGE_SIZE)) as store:
        account = store.ensure_account("a", "growth")
        stored = append(store, account, [some_event(n % 9, f"o{n % 3}") for n in range(100)])
        settle(store, account)
        assert verify(store, account)[-1][1] == 100
        with store.reading() as snapshot, store.snapshot() as copy:
            for each in (snapshot, copy):
                check(each, account, stored, Filters(organization="o1"), "desc", None)


def _process(url: str) -> "multiprocessing.process.BaseProcess":
    process = multiprocessing.get_context("spawn").Process(target=append_until_killed, args=(url, LARGE_SIZE))
    process.start()
    return process


@pytest.mark.parametrize("_kernels", ["numpy"], indirect=True)  # the other processes use what is installed
def test_processes_that_are_killed_leave_segments_whole(store_url: str) -> None:
    """Two processes append to and seal one ledger, and are killed at any moment; nobody loses count."""
    with contextlib.closing(open_small(store_url, 10**6)) as store:
        account = store.ensure_account("a", "growth")
        processes = [_process(store_url) for _ in range(2)]
        sealed = 0
        for turn in range(6):
            deadline = time.monotonic() + 20
            grown = verify(store, account)
            while len(verify(store, account)) < len(grown) + 3 and time.monotonic() < deadline:
                time.sleep(0.01)
            victim = processes[turn % 2]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
            victim.join()
            sealed = verify(store, account)[-1][1]
            processes[turn % 2] = _process(store_url)
        for process in processes:
            process.kill()
            process.join()
        assert sealed > 0
    with contextlib.closing(open_small(store_url, LARGE_SIZE)) as store:
        store._compactor.schedule(account)
        settle(store, account)
        verify(store, account)
        with store.reading() as snapshot:
            everything = [
                each
                for some in snapshot.search(account, Filters()).batches("asc", None, 500)
                for each in some
            ]
            assert sorted(each.sequence for each in everything) == list(range(1, len(everything) + 1))
            check(snapshot, account, everything, Filters(organization="o1"), "desc", None)


def test_a_ledger_of_the_first_version_is_compacted_when_it_is_read(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    _first_version(path)
    account = 1
    with contextlib.closing(SQLiteStore(path, LARGE_SIZE)) as store:
        with store.reading() as snapshot:
            assert snapshot.search(account, Filters()).count() == 100
        settle(store, account)
        assert verify(store, account)[-1][1] == 100
        with store.reading() as snapshot:
            stored = list(chain.from_iterable(snapshot.search(1, Filters()).batches("asc", None, 500)))
            stored.sort(key=lambda each: each.sequence)
            assert [each.sequence for each in stored] == list(range(1, 101))
            for filters in (Filters(), Filters(actor_name="AL"), Filters(resource_id="r7"), Filters(start=3)):
                check(snapshot, 1, stored, filters, "desc", None)
        append(store, 1, [some_event()])


def _first_version(path: str) -> None:
    """A ledger as the schema of version 1 held it, written by hand."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema._MIGRATIONS[0])
        connection.executescript(f"""
            PRAGMA application_id = {schema._APPLICATION_ID};
            PRAGMA user_version = 1;
            INSERT INTO settings VALUES ('pepper', zeroblob(32));
            INSERT INTO accounts VALUES (1, 'a', 'growth', 100, 1);
            INSERT INTO actors VALUES (1, 1, 'u', 'Alice', NULL, 'alice'), (2, 1, 'v', NULL, NULL, NULL);
            INSERT INTO kinds VALUES (1, 1, 'A.b', 'T', 'a.b', 't');
            INSERT INTO organizations VALUES (1, 1, 'o');
            WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100)
            INSERT INTO events
            SELECT (1 << 40) + n, 1, randomblob(16), n % 5, 1, nullif(n % 2, 0), 1 + n % 2, 1, 'r' || n % 10,
                NULL, '{{}}' FROM n ORDER BY n;
        """)


def test_one_process_at_a_time_compacts_an_account(postgresql: postgres.PostgreSQL) -> None:
    """And who deletes waits for it."""
    with (
        postgresql.database() as url,
        contextlib.closing(open_small(url, LARGE_SIZE)) as one,
        contextlib.closing(open_small(url, LARGE_SIZE)) as other,
    ):
        account, neighbour = one.ensure_account("a", "growth"), one.ensure_account("b", "growth")
        append(one, account, [some_event() for _ in range(9)])
        settle(one, account)
        one._compactor.close()  # after the step under way
        with (
            one.compacting(account),
            other.compacting(account) as second,
            other.compacting(neighbour) as third,
        ):
            assert (second, third and third.account) == (None, neighbour)
            deleting = threading.Thread(target=delete, args=(other, account, 5))
            deleting.start()
            deleting.join(0.2)
            assert deleting.is_alive()
            verify(one, account)
        deleting.join()
        verify(one, account)


def test_a_failed_step_is_logged_and_repeated(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = threading.Semaphore(0)

    def broken(*_: object, **__: object) -> bool:
        failed.release()
        raise StoreUnavailableError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr("auditledge.server.stores.columnar.segment_builder.build", broken)
        append(store, account, [some_event() for _ in range(52)])
        for _ in range(3):  # the first two have been logged when the third begins
            assert failed.acquire(timeout=_NEVER_S)
        assert verify(store, account) == []
    settle(store, account)
    assert caplog.text.count("can't write a segment: disk I/O error") >= 2
    assert store.background.failures == {}, "it was to be expected"
    assert verify(store, account)[-1][1] == 52


def test_an_append_succeeds_if_no_thread_can_start(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A client that gets an error would send the events again, and they would be stored twice."""

    def broken(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with contextlib.closing(open_small(url, LARGE_SIZE)) as store:
        account = new_account(store)
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", broken)
            append(store, account, [some_event() for _ in range(50)])
        assert "can't compact events into segments: can't start new thread" in caplog.text
        append(store, account, [some_event() for _ in range(2)])
        settle(store, account)
        assert verify(store, account)[-1][1] == 52


def test_segments_of_earlier_versions_are_indexed_when_they_are_searched(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [some_event(n)._replace(metadata=f'{{"n":{n % 40},"all":"x"}}') for n in range(200)]
    stored = append(store, account, sent)
    settle(store, account)
    found = [event for event in stored if '"n":7,' in event.metadata]
    filters = Filters(expression=parse("metadata.n:7 metadata.all:x"))
    with monkeypatch.context() as patch:
        patch.setattr(store._compactor, "schedule", lambda _: None)
        make_older(store, account)
        assert is_ripe(store, account)
        with store.reading() as snapshot:
            assert snapshot.search(account, filters).count() == len(found)
        assert is_ripe(store, account)
    with store.snapshot() as older:
        older.catalog()  # the first statement takes the snapshot
        with store.reading() as snapshot:
            assert snapshot.search(account, Filters(expression=parse("metadata.n:0"))).count() == 5
        settle(store, account)
        with store.reading() as newer:
            for each in (older, newer):
                page = each.search(account, filters).page("asc", after=None, offset=0, limit=100)
                assert page == found
    verify(store, account)
    assert not is_ripe(store, account)


def test_segments_are_indexed_later_while_much_is_appended(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._compactor, "_rested_at", time.monotonic() + 3_600)
    stored = append(store, account, [some_event(n, resource=f"r{n % 9}") for n in range(300)])
    deadline = time.monotonic() + _NEVER_S
    while not (covered := verify(store, account)) or len(stored) - covered[-1][1] >= 2:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    with source_of(store, account) as source:
        assert source.unindexed_segment() == source.segments()[-1].segment
    with store.reading() as snapshot:
        check(snapshot, account, stored, Filters(resource_id="r7"), "desc", None)
    monkeypatch.setattr(store._compactor, "_rested_at", 0.0)
    store._compactor._resting.clear()
    store._compactor.index(account)
    settle(store, account)
    with store.reading() as snapshot:
        check(snapshot, account, stored, Filters(resource_id="r7"), "desc", None)


def _index_until_killed(url: str) -> None:
    with contextlib.closing(open_small(url, 10**6)) as store:
        account = store.ensure_account("a", "growth")
        compactor = Compactor(store, LARGE_SIZE)
        while True:
            make_older(store, account)
            while compactor.step(account):
                pass


@pytest.mark.parametrize("_kernels", ["numpy"], indirect=True)  # the other process uses what is installed
def test_a_process_that_is_killed_while_it_indexes_leaves_segments_whole(store_url: str) -> None:
    with contextlib.closing(open_small(store_url, LARGE_SIZE)) as store:
        account = store.ensure_account("a", "growth")
        stored = append(store, account, [some_event(n, resource=f"r{n % 9}") for n in range(300)])
        settle(store, account)
        covered = verify(store, account)
    for delay in (0.05, 0.13, 0.3, 0.7):
        process = multiprocessing.get_context("spawn").Process(target=_index_until_killed, args=(store_url,))
        process.start()
        with contextlib.closing(open_small(store_url, 10**6)) as store:
            with store.reading() as snapshot:
                first = snapshot.search(account, Filters())._source.segments()
            deadline = time.monotonic() + 30
            while True:
                with store.reading() as snapshot:
                    if snapshot.search(account, Filters())._source.segments() != first:
                        break
                assert time.monotonic() < deadline
                time.sleep(0.01)
            time.sleep(delay)
            process.kill()
            process.join()
            assert verify(store, account) == covered
            with store.reading() as snapshot:
                check(snapshot, account, stored, Filters(resource_id="r7"), "desc", None)
