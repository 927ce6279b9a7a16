"""Servers that a ledger refuses: those that could lose events, and those that it can't use."""

import contextlib
from collections.abc import Iterator

import pytest

from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.urls import open_store
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, store_all


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_events_is_refused(
    postgresql: PostgreSQL, url: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turned_off(postgresql, setting):
        with pytest.raises(StoreError, match=f"has {setting} off.* AUDITLEDGE_ACCEPT_DATA_LOSS=1"):
            open_store(url)
        with postgresql.admin(url) as admin:
            assert admin.execute("SELECT to_regnamespace('auditledge')").fetchone() == (None,)
        monkeypatch.setenv("AUDITLEDGE_ACCEPT_DATA_LOSS", "0")
        with pytest.raises(StoreError, match=setting):
            open_store(url)
        monkeypatch.setenv("AUDITLEDGE_ACCEPT_DATA_LOSS", "1")
        open_store(url).close()
    monkeypatch.delenv("AUDITLEDGE_ACCEPT_DATA_LOSS")
    open_store(url).close()


@contextlib.contextmanager
def turned_off(postgresql: PostgreSQL, setting: str) -> Iterator[None]:
    if setting == "synchronous_commit":  # the others are of the server as a whole
        with postgresql.ledger_with("SET synchronous_commit = off"):
            yield
    else:
        postgresql.set(setting, "off")
        try:
            yield
        finally:
            postgresql.set(setting, None)


def test_a_server_that_became_unsafe_is_not_written_to(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    with turned_off(postgresql, "synchronous_commit"):
        postgresql.cut(url)
        with pytest.raises(StoreUnavailableError, match="synchronous_commit off"):
            store_all(store, account, [a_new_event()])
    store_all(store, account, [a_new_event()])


def test_a_database_of_another_encoding_is_refused(postgresql: PostgreSQL) -> None:
    encoding = "ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'"
    with postgresql.admin() as admin:
        admin.execute(f"CREATE DATABASE latin OWNER ledger TEMPLATE template0 {encoding}")
    with pytest.raises(StoreError, match="not encoded as UTF8"):
        open_store(postgresql.url("latin"))


def test_a_read_only_server_is_refused(postgresql: PostgreSQL, url: str) -> None:
    read_only = postgresql.ledger_with("SET default_transaction_read_only = on")
    with read_only, pytest.raises(StoreError, match="read-only"):
        open_store(url)


def test_an_older_server_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditledge.server.stores.postgres.preflight._MIN_VERSION", 99)
    with pytest.raises(StoreError, match="older than PostgreSQL 99"):
        open_store(url)


def test_a_role_without_rights_to_a_new_table_is_refused(postgresql: PostgreSQL, url: str) -> None:
    """As after an upgrade by the owner, because a grant is for the tables that there are."""
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        admin.execute("DROP ROLE IF EXISTS visitor; CREATE ROLE visitor LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA auditledge TO visitor")
        admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA auditledge TO visitor")
        admin.execute("REVOKE UPDATE ON auditledge.clock FROM visitor")
    theirs = url.replace("ledger@", "visitor@")
    with pytest.raises(StoreError, match="visitor may not use clock; as the owner of the tables, run GRANT"):
        open_store(theirs)
    with postgresql.admin(url) as admin:
        admin.execute("GRANT UPDATE ON auditledge.clock TO visitor")
    open_store(theirs).close()
