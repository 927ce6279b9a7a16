"""Transactions of a PostgreSQL store: numbers, failed statements, and the lock on an account."""

import contextlib

import psycopg
import pytest

from auditledge.server.calendar_months import month_of
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.postgres import PostgreSQLStore
from server.stores.appending import a_new_event, all_of, store_all


def test_interned_values_are_numbered_for_each_account(store: PostgreSQLStore) -> None:
    accounts = [store.ensure_account(name, "free") for name in ("a", "b")]
    for account in accounts:
        store_all(store, account, [a_new_event(actor=Actor(str(n), None, None)) for n in range(3)])
        store_all(store, account, [a_new_event(actor=Actor(str(n), "new", None)) for n in (0, 1)])
        with store.reading() as snapshot:
            rows = snapshot._scope.within(account, "SELECT actor, id, name FROM actors ORDER BY actor", [])
            assert [row[:1] + row[2:] for row in rows] == [(n, None if n < 4 else "new") for n in range(1, 6)]


def test_a_transaction_with_an_ignored_error_is_not_committed(store: PostgreSQLStore) -> None:
    def pass_over(statement: str) -> None:
        with store.writing() as transaction:
            transaction.accounts.record_key_use(1, 1)
            with contextlib.suppress(psycopg.Error):
                transaction._scope.run(statement)

    pass_over("SELECT 1")
    with pytest.raises(StoreError, match="rolled back"):
        pass_over("SELECT nonsense")


def test_usage_is_read_after_the_lock(url: str, store: PostgreSQLStore, account: int) -> None:
    """A writer that waited for another must count what that one stored, or a quota would be overrun."""
    import threading

    month = month_of(0)
    event = Event(
        "evt_" + "1" * 32, 1, 0, 0, None, Actor("u", None, None), EventKind("a", "t"), "1", None, "{}"
    )
    waiting, counted = threading.Event(), []

    def wait() -> None:
        with contextlib.closing(PostgreSQLStore(url)) as other, other.writing() as transaction:
            waiting.set()
            counted.append(transaction.account(account, month).stored_in_month)

    thread = threading.Thread(target=wait)
    with store.writing() as transaction:
        transaction.account(account, month)
        thread.start()
        waiting.wait(10)
        locked = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
        )
        while not transaction._scope.run(locked).fetchall()[0][0]:
            pass
        transaction.append_events(account, [event], month)
    thread.join()
    assert counted == [1]


def test_values_with_the_same_text_in_other_fields_are_distinct(store: PostgreSQLStore, account: int) -> None:
    actors = [Actor("ab", "c", None), Actor("a", "bc", None), Actor("a", None, "bc"), Actor("a", "", "bc")]
    actors += [Actor("1;a", None, None), Actor("a", "-;", None), Actor("a", None, None)]
    store_all(store, account, [a_new_event(actor=actor) for actor in actors])
    assert [each.actor for each in all_of(store, account)] == actors
