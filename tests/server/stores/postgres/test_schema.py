"""The tables of a PostgreSQL store: their versions, keys, indexes and collations."""

import contextlib

import pytest

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.postgres import PostgreSQLStore, schema
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, store_all


def test_a_later_version_is_refused(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        admin.execute("UPDATE auditledge.ledger SET version = version + 1")
    known = len(schema._MIGRATIONS)
    refused = f"this ledger has version {known + 1}, but this program knows only {known}: upgrade auditledge"
    with pytest.raises(StoreError, match=refused):
        PostgreSQLStore(url)


def test_an_earlier_version_is_migrated_once(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(PostgreSQLStore(url)) as store:
        pepper = store.pepper
    later = (*schema._MIGRATIONS, "CREATE TABLE later (x integer); ALTER TABLE usage RENAME TO used;")
    monkeypatch.setattr(schema, "_MIGRATIONS", later)
    for _ in range(2):
        with contextlib.closing(PostgreSQLStore(url)) as store:
            assert store.pepper == pepper
    with postgresql.admin(url) as admin:
        assert admin.execute("SELECT version FROM auditledge.ledger").fetchall() == [(len(later),)]
        assert admin.execute("SELECT to_regclass('auditledge.used') IS NULL").fetchone() == (False,)


def test_a_migration_that_fails_changes_nothing(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PostgreSQLStore(url).close()
    with monkeypatch.context() as patched:
        patched.setattr(
            schema, "_MIGRATIONS", (*schema._MIGRATIONS, "DROP TABLE usage; DROP TABLE nonsense;")
        )
        with pytest.raises(StoreError, match='"nonsense" does not exist'):
            PostgreSQLStore(url)
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        assert admin.execute("SELECT version FROM auditledge.ledger").fetchall() == [
            (len(schema._MIGRATIONS),)
        ]
        assert admin.execute("SELECT to_regclass('auditledge.usage') IS NULL").fetchone() == (False,)


def test_another_schema_of_that_name_is_not_touched(postgresql: PostgreSQL, url: str) -> None:
    with postgresql.admin(url) as admin:
        admin.execute("CREATE SCHEMA auditledge AUTHORIZATION ledger")
        admin.execute("CREATE TABLE auditledge.theirs (x integer)")
        with pytest.raises(StoreError, match="a schema auditledge that is not a ledger"):
            PostgreSQLStore(url)
        admin.execute("DROP TABLE auditledge.theirs")
        PostgreSQLStore(url).close()


def test_the_database_may_have_other_tables(postgresql: PostgreSQL, url: str) -> None:
    with postgresql.admin(url) as admin:
        admin.execute("CREATE TABLE public.events (x integer); CREATE TABLE public.ledger (x integer)")
        with contextlib.closing(PostgreSQLStore(url)) as store:
            store_all(store, store.ensure_account("acme", "growth"), [a_new_event()])
        assert admin.execute("SELECT count(*) FROM public.events").fetchone() == (0,)
        assert admin.execute("SELECT count(*) FROM auditledge.events").fetchone() == (1,)


def test_every_key_and_index_begins_with_the_account(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        indexes = admin.execute(
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'auditledge'"
        ).fetchall()
    of_none = ("accounts", "keys", "ledger", "clock", "clock_decisions")
    of_accounts = [(table, text) for table, text in indexes if table not in of_none]
    assert len(of_accounts) > 15
    assert [text for _, text in of_accounts if "(account" not in text] == []


def test_every_text_compares_by_bytes(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        rows = admin.execute(
            "SELECT table_name, column_name, collation_name FROM information_schema.columns"
            " WHERE table_schema = 'auditledge' AND data_type = 'text'"
        ).fetchall()
    assert len(rows) > 20
    assert [row for row in rows if row[2] != "C"] == []
