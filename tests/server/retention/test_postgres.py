"""Retention on PostgreSQL: its partitions, its lock, and what its role may not do."""

import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from auditledge.server.retention import worker as retention
from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.postgres import PostgreSQLStore, partitions
from server.postgres import PostgreSQL
from server.retention.old_events import TEAM, account_with_key, store_days_ago
from server.stores.appending import a_new_event, all_of, store_all
from server.stores.partitions import At, held, id_at

JANUARY = int(datetime(2026, 1, 20, tzinfo=UTC).timestamp() * 1_000_000)
PAST = {"events_2026_01", "events_2026_02", "events_2026_03"}


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of a database with a ledger that began in January 2026."""
    with postgresql.database() as empty, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(partitions, "time", At(2026, 1, 10))
        PostgreSQLStore(empty).close()
        monkeypatch.undo()
        yield empty


@pytest.fixture
def store(url: str) -> Iterator[PostgreSQLStore]:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        yield opened


def store_in_january(store: PostgreSQLStore, account: int, events: int) -> list[str]:
    ids = [id_at(2026, 1, 5, f"{account:06}{n:06}") for n in range(events)]
    store_all(store, account, [a_new_event(id=each) for each in ids], JANUARY)
    # The server counts rows up to ten seconds later, and then wrongly if it has vacuumed meanwhile.
    store._writer.execute("SELECT pg_stat_force_next_flush()")
    return ids


def partitions_of(postgresql: PostgreSQL, url: str) -> set[str]:
    return {name for name in held(postgresql, url) if name <= "events_2026_10"}


def expire_until_left(postgresql: PostgreSQL, url: str, store: PostgreSQLStore, left: set[str]) -> None:
    """Make passes, as a server does, until no other partitions are left.

    A pass may leave a partition to a later one if something else reads it then, such as autovacuum,
    or for a day if the statistics are too high.
    """
    deadline = time.monotonic() + 60
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(partitions, "_VACUUM_EVERY_S", 0.0)
        while True:
            RetentionWorker(store, TEAM).run()
            if (found := partitions_of(postgresql, url)) == left:
                return
            assert found > left
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_statistics_that_are_too_high_delay_a_drop_by_a_day(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_in_january(store, account_with_key(store, "one"), 3)
    january = "auditledge.events_2026_01"
    with postgresql.admin(url) as admin, postgresql.admin(url) as late:
        live = 0
        while live == 0:  # sessions report once a second, or when they are idle for longer
            late.execute(f"DROP TABLE IF EXISTS copied; CREATE TEMPORARY TABLE copied AS TABLE {january}")
            admin.execute(f"DELETE FROM {january}")
            late.execute(f"INSERT INTO {january} TABLE copied")
            admin.execute(f"DELETE FROM {january}")
            admin.execute("SELECT pg_stat_force_next_flush()")
            admin.execute(f"VACUUM {january}")
            late.execute("SELECT pg_stat_force_next_flush()")
            ((live,),) = admin.execute(f"SELECT pg_stat_get_live_tuples('{january}'::regclass)").fetchall()
            if live == 0:
                late.execute(f"INSERT INTO {january} TABLE copied")
    with store.expiring() as expiry:
        assert expiry is not None
        expiry.reclaim()
        assert partitions_of(postgresql, url) == {"events_2026_01"}
        monkeypatch.setattr(partitions, "_VACUUM_EVERY_S", 0.0)
        expiry.reclaim()
    assert partitions_of(postgresql, url) == set()


def test_a_past_month_that_nobody_needs_is_dropped(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore
) -> None:
    one, keeps = account_with_key(store, "one"), account_with_key(store, "keeps", "keeps")
    ids = store_in_january(store, one, 50)
    kept = store_in_january(store, keeps, 3)
    young = store_days_ago(store, one, 1, 2)
    # One account still needs January; February and March were never used.
    expire_until_left(postgresql, url, store, {"events_2026_01"})
    assert held(postgresql, url)["events_2026_01"] == 3
    with store.writing() as transaction:
        transaction.accounts.set_plan("keeps", "team")
    expire_until_left(postgresql, url, store, set())
    assert all_of(store, one) == young
    # A late event with an id of that month is stored in the default partition, once.
    before = held(postgresql, url)["events_other"]
    outcomes = [store_all(store, keeps, [a_new_event(id=kept[0])])[0] for _ in range(2)]
    assert [each.replayed for each in outcomes] == [False, True]
    assert held(postgresql, url)["events_other"] == before + 1
    assert len(ids) == 50


def test_a_month_that_a_snapshot_sees_is_not_dropped(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore
) -> None:
    account = account_with_key(store, "one")
    ids = store_in_january(store, account, 40)
    with store.snapshot() as snapshot:
        assert snapshot.account(account, 0).sequence == 40  # its view is fixed, no event is read yet
        for _ in range(2):
            RetentionWorker(store, TEAM).run()
        assert partitions_of(postgresql, url) == {"events_2026_01"}
        batches = snapshot.search(account, Filters()).batches("asc", None, 7)
        scanned = [each.id for some in batches for each in some]
        assert scanned == ids
        assert snapshot.search(account, Filters()).count() == 40
    expire_until_left(postgresql, url, store, set())


def test_a_month_that_is_being_read_is_dropped_later_without_blocking(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore
) -> None:
    account = account_with_key(store, "one")
    young = store_days_ago(store, account, 1, 30)
    with store.snapshot() as export:
        scan = export.search(account, Filters()).batches("asc", None, 10)
        seen = next(scan)
        began = time.monotonic()
        worker = threading.Thread(target=RetentionWorker(store, TEAM).run)
        worker.start()
        with contextlib.closing(PostgreSQLStore(url)) as other:
            store_all(other, account, [a_new_event()])
        worker.join()
        assert time.monotonic() - began < 10
        assert partitions_of(postgresql, url) == PAST
        assert [*seen, *(each for some in scan for each in some)] == young
    expire_until_left(postgresql, url, store, set())


def test_a_role_that_must_not_delete_gets_an_error(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore
) -> None:
    account = account_with_key(store, "one")
    store_in_january(store, account, 3)
    with postgresql.admin(url) as admin:
        admin.execute("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA auditledge TO reader")
        admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA auditledge TO reader")
    with contextlib.closing(PostgreSQLStore(url.replace("ledger@", "reader@"))) as clerk:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            RetentionWorker(clerk, TEAM).run()
        assert len(all_of(clerk, account)) == 3
        with postgresql.admin(url) as admin:
            admin.execute("GRANT DELETE ON ALL TABLES IN SCHEMA auditledge TO reader")
        assert RetentionWorker(clerk, TEAM).run() == 3
        assert partitions_of(postgresql, url) == PAST
    expire_until_left(postgresql, url, store, set())


def test_a_lock_goes_with_its_connection(postgresql: PostgreSQL, url: str, store: PostgreSQLStore) -> None:
    account = account_with_key(store, "one")
    store_in_january(store, account, 3)
    with store.expiring() as one:
        assert one is not None
        postgresql.cut(url)
        with pytest.raises(StoreError):
            one.step(account, JANUARY + 1, 1)
    assert RetentionWorker(store, TEAM).run() == 3


def test_a_step_that_waits_holds_up_no_stop(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_FIRST_PASS_AFTER_S", 0)
    monkeypatch.setattr(retention, "_MAX_STEP_S", 0.2)
    account = account_with_key(store, "one")
    store_in_january(store, account, 3)
    waiting = RetentionWorker(store, TEAM)
    with postgresql.admin(url) as admin, postgresql.admin(url) as other:
        admin.execute("BEGIN; LOCK TABLE auditledge.events")
        waiting.start()
        deadline = time.monotonic() + 20
        while not other.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall():
            assert time.monotonic() < deadline
        began = time.monotonic()
        waiting.close()
        assert time.monotonic() - began < 5
        admin.execute("ROLLBACK")
    waiting._thread.join()
    assert (waiting.stats.failures, waiting.stats.deleted) == (0, 3)


def test_counters_are_right_after_each_step(store: PostgreSQLStore) -> None:
    account = account_with_key(store, "one")
    store_in_january(store, account, 10)
    with store.expiring() as expiry:
        assert expiry is not None
        left = 10
        while (step := expiry.step(account, JANUARY + 1, 3)) is not None:
            left -= step
            with store.reading() as snapshot:
                assert snapshot.search(account, Filters()).count() == left
    assert left == 0


def test_the_lock_is_free_as_soon_as_the_block_ends(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore
) -> None:
    """The server ends a backend some time after its connection is closed: the lock must not wait for that."""
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND (classid, objid) = (0, 4705094)"
    with postgresql.admin(url) as admin:
        for _ in range(50):
            with store.expiring() as expiry, store.expiring() as second:
                assert expiry is not None
                assert second is None
                assert admin.execute(held).fetchone() == (1,)
            assert admin.execute(held).fetchone() == (0,)
