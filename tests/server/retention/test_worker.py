"""Retention: what is deleted and what is not, while others read, write, and are killed; on each engine."""

import contextlib
import json
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click.testing
import httpx
import pytest

from auditledge.cli import main
from auditledge.server.accounts.plans import BUILT_IN
from auditledge.server.calendar_months import month_of
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.retention import worker
from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.errors import StoreUnavailableError
from auditledge.server.stores.models import Event, Filters, SortKey
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.urls import open_store
from server.load.scale import verify
from server.retention.old_events import DAY, TEAM, account_with_key, served_until_now, store_days_ago
from server.samples import MINIMAL
from server.server_process import a_key, server_process, stored_in
from server.stores.appending import a_new_event, all_of, store_all, summary_of


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small steps without pauses."""
    monkeypatch.setattr(worker, "_PAUSE_PER_STEP", 0)
    monkeypatch.setattr(worker, "_STEP_EVENTS", 7)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with contextlib.closing(open_store(store_url)) as opened:
        yield opened


def check_whole(store: Store, account: int, expected: list[Event]) -> None:
    """Every way to read gives these events."""
    assert all_of(store, account) == expected
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters()).count() == len(expected)
        assert snapshot.search(account, Filters(actor_id="u")).count() == len(expected)
        assert snapshot.search(account, Filters(start=0)).count() == len(expected)
        assert snapshot.search(account, Filters()).page_by_sequence(0, 10_000).events == expected
    verify(store, account)  # type: ignore[arg-type]


def test_what_is_older_than_the_plan_keeps_is_deleted(store: Store) -> None:
    one, other, keeps = (
        account_with_key(store, "one"),
        account_with_key(store, "other", "growth"),
        account_with_key(store, "keeps", "keeps"),
    )
    kept: dict[int, list[Event]] = {}
    for account in (one, other, keeps):
        old = store_days_ago(store, account, 10.1, 30) + store_days_ago(store, account, 10.001, 3)
        kept[account] = (old if account != one else []) + store_days_ago(store, account, 9.99, 5)
        kept[account] += store_days_ago(store, account, 0, 2)
    done = RetentionWorker(store, TEAM)
    with store.reading() as snapshot:
        assert snapshot.count_expired(one, time.time_ns() // 1_000 - 10 * DAY) == 33
    assert done.run() == 33
    assert done.run() == 0
    assert done.stats[:3] == (33, 2, 0)
    assert done.stats.last_pass_at == pytest.approx(time.time(), abs=60)
    for account, events in kept.items():
        check_whole(store, account, events)


def test_what_will_be_deleted_is_shown_before(store_url: str, store: Store) -> None:
    for name, plan in (("one", "growth"), ("other", "free")):
        store_days_ago(store, account_with_key(store, name, plan), 31, 3)
    store_days_ago(store, store.ensure_account("embedded", "free"), 400, 3)
    command = ["accounts", "list", "--store", store_url]
    lines = click.testing.CliRunner().invoke(main, command).stdout.splitlines()
    assert [json.loads(line)["expired"] for line in lines] == [0, 3, 0]
    assert RetentionWorker(store, BUILT_IN).run() == 3


def test_receipt_counts_and_not_the_timestamp(store: Store) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 4, timestamp=time.time_ns() // 1_000)
    young = store_days_ago(store, account, 1, 4, timestamp=0)
    RetentionWorker(store, TEAM).run()
    check_whole(store, account, young)


def test_everything_can_be_deleted_and_the_sequence_continues(store: Store) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 20)
    RetentionWorker(store, TEAM).run()
    check_whole(store, account, [])
    (event,) = store_days_ago(store, account, 0, 1)
    assert event.sequence == 21
    check_whole(store, account, [event])


def test_usage_is_what_was_stored_and_an_id_that_is_gone_is_free(store: Store) -> None:
    account = account_with_key(store, "one")
    (old,) = store_days_ago(store, account, 11, 1)
    draft = a_new_event(id=old.id)
    RetentionWorker(store, TEAM).run()
    with store.reading() as snapshot:
        assert snapshot.event(account, old.id) is None
        assert snapshot.account(account, month_of(old.received_at)).stored_in_month == 1
    outcomes = [summary_of(each) for each in store_all(store, account, [draft, draft])]
    assert [kind for kind, _ in outcomes] == ["stored", "replayed"]
    check_whole(store, account, [outcomes[0][1]])  # type: ignore[list-item]


def test_accounts_without_a_chosen_plan_keep_all_events(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    embedded = store.ensure_account("embedded", "growth")
    strange = account_with_key(store, "strange", "gold")
    kept = {each: store_days_ago(store, each, 4_000, 3) for each in (embedded, strange)}
    done = RetentionWorker(store, BUILT_IN)
    assert [done.run(), done.run()] == [0, 0]
    for account, events in kept.items():
        check_whole(store, account, events)
    told_once = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert told_once == ["plan gold is not defined: its accounts have no limit and keep all events"]


def test_readers_under_way_are_not_disturbed(store: Store) -> None:
    account = account_with_key(store, "one")
    old, young = store_days_ago(store, account, 11, 60), store_days_ago(store, account, 1, 60)
    with store.snapshot() as export, store.snapshot() as page:
        scan = export.search(account, Filters()).batches("asc", None, 25)
        seen = next(scan)
        assert page.search(account, Filters()).count() == 120
        assert RetentionWorker(store, TEAM).run() == 60
        assert [*seen, *(each for some in scan for each in some)] == old + young
        assert export.search(account, Filters()).count() == 120
        assert page.search(account, Filters(actor_id="u")).count() == 120
        assert page.event(account, old[0].id) == old[0]
    check_whole(store, account, young)


def test_a_page_continues_after_a_deleted_event(store: Store) -> None:
    account = account_with_key(store, "one")
    old, young = store_days_ago(store, account, 11, 6), store_days_ago(store, account, 1, 6)
    after = old[3].timestamp, old[3].sequence
    RetentionWorker(store, TEAM).run()
    with store.reading() as snapshot:
        position = SortKey(*after)
        assert snapshot.search(account, Filters()).page("asc", after=position, offset=0, limit=9) == young
        assert snapshot.search(account, Filters()).page("desc", after=position, offset=0, limit=9) == []
        assert snapshot.search(account, Filters()).page_by_sequence(old[3].sequence, 4).events == young[:4]


def test_every_snapshot_is_whole_while_events_come_and_go(store_url: str, store: Store) -> None:
    """A writer appends, two readers count in every way, and retention deletes all that is older than now."""
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 400)
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            with contextlib.closing(open_store(store_url)) as own:
                while not done.is_set():
                    with own.snapshot() as snapshot:
                        events = [
                            each
                            for some in snapshot.search(account, Filters()).batches("asc", None, 50)
                            for each in some
                        ]
                        numbers = sorted(each.sequence for each in events)
                        assert numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
                        for filters in (Filters(), Filters(actor_id="u"), Filters(start=0)):
                            assert snapshot.search(account, filters).count() == len(events)
        except BaseException as error:  # noqa: BLE001 - it would be lost in a thread
            faults.append(error)

    def write() -> None:
        try:
            with contextlib.closing(open_store(store_url)) as own:
                for _ in range(60):
                    store_all(own, account, [a_new_event() for _ in range(10)])
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writer = threading.Thread(target=write)
    for thread in (*readers, writer):
        thread.start()
    assert RetentionWorker(store, TEAM).run() == 400
    writer.join()
    done.set()
    for thread in readers:
        thread.join()
    assert faults == []
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters()).count() == 600


def _delete_until_killed(url: str) -> None:
    worker._PAUSE_PER_STEP, worker._STEP_EVENTS = 0, 3
    with contextlib.closing(open_store(url)) as store:
        RetentionWorker(store, TEAM).run()
        time.sleep(60)


def test_a_killed_process_leaves_a_correct_state_and_another_continues(store_url: str, store: Store) -> None:
    accounts = [account_with_key(store, name) for name in ("one", "other")]
    old = {each: store_days_ago(store, each, 11, 3_000) for each in accounts}
    kept = {each: store_days_ago(store, each, 1, 20) for each in accounts}

    def left() -> int:
        with store.reading() as snapshot:
            return sum(snapshot.search(each, Filters()).count() for each in accounts)

    for _ in range(3):
        before = left()
        process = multiprocessing.get_context("spawn").Process(target=_delete_until_killed, args=(store_url,))
        process.start()
        deadline = time.monotonic() + 30
        while left() == before and time.monotonic() < deadline:
            time.sleep(0.002)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert 40 < left() < before
        for account in accounts:
            events = all_of(store, account)
            check_whole(store, account, (old[account] + kept[account])[-len(events) :])
    deadline = time.monotonic() + 10
    done = RetentionWorker(store, TEAM)
    while done.run() == 0:  # PostgreSQL may take a moment to see that a process is gone
        assert time.monotonic() < deadline
    for account in accounts:
        check_whole(store, account, kept[account])


def test_processes_agree_that_one_deletes_at_a_time(store_url: str, store: Store) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 300)
    with contextlib.closing(open_store(store_url)) as other:
        results: list[int] = []
        both = [RetentionWorker(each, TEAM) for each in (store, other)]
        threads = [threading.Thread(target=lambda each=each: results.append(each.run())) for each in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(results) == 300
        if not isinstance(store, SQLiteStore):
            with store.expiring() as one, other.expiring() as another:
                assert one is not None
                assert another is None
            with other.expiring() as another:
                assert another is not None
    check_whole(store, account, [])


def test_a_failure_is_logged_and_retried(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "_FIRST_PASS_AFTER_S", 0)
    monkeypatch.setattr(worker, "_PASS_EVERY_S", 0.01)
    account = account_with_key(store, "one")
    young = store_days_ago(store, account, 11, 5) and store_days_ago(store, account, 1, 5)
    failing = RetentionWorker(store, TEAM)
    monkeypatch.setattr(store, "expiring", _broken(store, failing))
    failing.start()
    deadline = time.monotonic() + 20
    while failing.stats.deleted < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    failing.close()
    assert failing.stats.failures == 1
    assert "expired events can't be deleted now: disk I/O error" in caplog.text
    assert store.background.failures == {}, "it was to be expected"
    check_whole(store, account, young)


def test_a_ledger_applies_it_and_reports_how_much(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_FIRST_PASS_AFTER_S", 0)
    store = open_store(store_url)
    store_days_ago(store, account_with_key(store, "one"), 11, 9)
    with contextlib.closing(Ledger(store, TEAM, RetentionWorker(store, TEAM))) as ledger:
        deadline = time.monotonic() + 20
        while ledger.retention_stats and ledger.retention_stats.passes == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert ledger.retention_stats
        assert ledger.retention_stats[:3] == (9, 1, 0)
    with contextlib.closing(Ledger(open_store(store_url))) as other:
        assert other.retention_stats is None


def _broken(store: Store, failing: RetentionWorker) -> Any:
    original = store.expiring

    def expiring() -> Any:
        if failing.stats.failures == 0:
            raise StoreUnavailableError("disk I/O error")
        return original()

    return expiring


def test_a_served_ledger_deletes_by_itself(store_url: str, tmp_path: Path) -> None:
    key = a_key(store_url)
    with contextlib.closing(open_store(store_url)) as store:
        served_until_now(store)
        store_days_ago(store, 1, 366, 2_500)
        young = store_days_ago(store, 1, 364, 20)
    headers = {"Authorization": f"Bearer {key}"}
    with (
        server_process(store_url) as (_, url),
        server_process(store_url) as (_, other),
        httpx.Client(headers=headers) as client,
    ):
        deadline = time.monotonic() + 20
        total = 2_520
        while total != 20 and time.monotonic() < deadline:
            total = client.get(f"{url}/events").json()["total"]
            assert client.post(f"{other}/events", json={}).status_code == 400
            time.sleep(0.02)
        assert client.post(f"{other}/events", json=MINIMAL).status_code == 201
    assert stored_in(store_url)[:-1] == young
