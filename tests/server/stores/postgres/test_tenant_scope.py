"""Conditions on the account and row-level security each keep accounts apart without the other."""

import contextlib
from collections.abc import Iterator

import psycopg
import pytest

from auditledge.server.stores.postgres import PostgreSQLStore
from server.postgres import PostgreSQL
from server.stores.postgres.two_accounts import NOTHING_OF_THEIRS, TwoAccounts
from server.stores.row_level_security import first_defense_removed


@pytest.fixture
def without_conditions() -> Iterator[None]:
    """Every condition on the account is true in every statement."""
    with first_defense_removed():
        yield


@pytest.mark.usefixtures("without_conditions")
def test_row_level_security_holds_without_conditions(store: PostgreSQLStore) -> None:
    assert TwoAccounts(store).seen() == NOTHING_OF_THEIRS


@pytest.mark.usefixtures("without_conditions")
def test_without_either_everything_is_seen(postgresql: PostgreSQL, url: str, store: PostgreSQLStore) -> None:
    """So the test above does remove the first wall."""
    two = TwoAccounts(store)
    with postgresql.admin(url) as admin:
        for table in ("events", "organizations", "actors", "kinds", "heads", "usage", "segments", "columns"):
            admin.execute(f"ALTER TABLE auditledge.{table} DISABLE ROW LEVEL SECURITY")
    assert {name: count for name, count in two.seen().items() if count == 0} == {}


def test_conditions_hold_without_row_level_security(postgresql: PostgreSQL, store: PostgreSQLStore) -> None:
    two = TwoAccounts(store)
    with postgresql.ledger_with("BYPASSRLS"):
        assert two.seen() == NOTHING_OF_THEIRS


def test_a_transaction_without_an_account_sees_and_writes_nothing(url: str, store: PostgreSQLStore) -> None:
    two = TwoAccounts(store)
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as owner:
        owner.execute("SET search_path = auditledge")
        tables = owner.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        names = [name for (name,) in tables]
        assert {"events", "events_other", "heads", "usage", "organizations", "actors", "kinds"} <= set(names)
        assert {"segments", "columns"} <= set(names)
        assert len([name for name in names if name.startswith("events_20")]) == 3
        assert [name for name in names if owner.execute(f"SELECT FROM {name}").fetchall()] == []
        assert owner.execute("DELETE FROM events").rowcount == 0
        with owner.transaction():
            owner.execute("SELECT set_config('auditledge.account', %s, true)", [str(two.mine)])
            assert owner.execute("SELECT count(*) FROM events").fetchone() == (3,)
            assert owner.execute("UPDATE usage SET events = 0").rowcount == 1
            with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                owner.execute("INSERT INTO usage VALUES (%s, 0, 0)", [two.theirs])
            with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                owner.execute("UPDATE events SET account = %s", [two.theirs])
        assert owner.execute("SELECT count(*) FROM events").fetchone() == (0,)
