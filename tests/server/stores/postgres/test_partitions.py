"""Monthly partitions: created ahead of time, and not needed to store events."""

import contextlib
import logging

import pytest

from auditledge.server.stores.models import Filters
from auditledge.server.stores.postgres import PostgreSQLStore, partitions
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, all_of, store_all
from server.stores.partitions import At, held, id_at
from server.stores.postgres.two_accounts import NOTHING_OF_THEIRS, TwoAccounts


def test_a_month_has_a_partition_before_it_begins(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "time", At(2030, 11, 30))
    with contextlib.closing(PostgreSQLStore(url)) as store:
        account = store.ensure_account("acme", "growth")
        ids = [
            id_at(2030, 11, 1),
            id_at(2030, 12, 31),
            id_at(2031, 1, 1),
            id_at(1970, 1, 1),
            id_at(2031, 2, 1),
        ]
        store_all(store, account, [a_new_event(id=each) for each in ids])
        want = {"events_2030_11": 1, "events_2030_12": 1, "events_2031_01": 1, "events_other": 2}
        assert held(postgresql, url) == want
        monkeypatch.setattr(partitions, "time", At(2030, 12, 1))
        store_all(store, account, [a_new_event(id=id_at(2031, 2, 28))])
        # An event that arrived before its partition existed is moved there, and is still found by its id.
        assert held(postgresql, url) == want | {"events_2031_02": 2, "events_other": 1}
        outcomes = store_all(store, account, [a_new_event(id=each) for each in ids])
        assert [each.replayed for each in outcomes] == [True] * 5
        assert [each.id for each in all_of(store, account)] == [*ids, id_at(2031, 2, 28)]


def test_a_partition_that_cannot_be_created_now_is_created_later(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(partitions, "time", At(2030, 11, 30))
    with contextlib.closing(PostgreSQLStore(url)) as store:
        account = store.ensure_account("acme", "growth")
        store_all(store, account, [a_new_event()])
        with store.snapshot() as export:
            assert len(next(export.search(account, Filters()).batches("asc", None, 1))) == 1
            monkeypatch.setattr(partitions, "time", At(2030, 12, 1))
            store_all(store, account, [a_new_event(id=id_at(2031, 2, 1))])
            assert "events_2031_02" not in held(postgresql, url)
        assert "can't create the partition events_2031_02 now" in caplog.text
        store_all(store, account, [a_new_event(id=id_at(2031, 2, 1, "def012345679"))])
        assert held(postgresql, url)["events_2031_02"] == 2


def test_partitions_are_checked_once_an_hour(
    store: PostgreSQLStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(partitions, "_exists", lambda _, month: looked.append(month) or True)
    for _ in range(3):
        store_all(store, account, [a_new_event()])
    assert looked == []


def test_a_role_that_may_not_create_tables_can_keep_a_ledger(
    postgresql: PostgreSQL, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Its events lie with everything else, until the owner makes their partition."""
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        admin.execute("DROP TABLE auditledge.events_2026_12; CREATE ROLE clerk LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA auditledge TO clerk")
        admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA auditledge TO clerk")
        admin.execute("GRANT DELETE ON auditledge.segments, auditledge.columns TO clerk")
        admin.execute("ALTER TABLE auditledge.events DETACH PARTITION auditledge.events_2026_11")
        admin.execute("DROP TABLE auditledge.events_2026_11")
    with contextlib.closing(PostgreSQLStore(url.replace("ledger@", "clerk@"))) as store:
        account = store.ensure_account("acme", "growth")
        store_all(store, account, [a_new_event()])
        assert len(all_of(store, account)) == 1
        assert TwoAccounts(store).seen() == NOTHING_OF_THEIRS
    assert "can't create the partition" in caplog.text
    assert [r for r in caplog.records if r.levelno > logging.WARNING] == []
