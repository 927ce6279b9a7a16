"""The URL of a database, the settings of connections, and errors without passwords."""

import re

import click.testing
import pytest

from auditledge.cli import main
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.postgres.connections import DatabaseURL
from auditledge.server.stores.urls import open_store, without_password
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, all_of, store_all


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://u:secret@h:5433/db?sslmode=require", "postgresql://u@h:5433/db"),
        ("postgres://h/db?password=secret", "postgresql://h/db"),
        ("postgresql:///db", "postgresql:///db"),
        ("postgresql://u@/db?host=/run/x", "postgresql://u@/db?host=/run/x"),
        ("sqlite:///a.db", "sqlite:///a.db"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, told: str) -> None:
    assert without_password(url) == told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@secret@127.0.0.1/db",
        "postgresql://u:p/secret@127.0.0.1/db",
        "postgresql://u:12?secret@127.0.0.1/db",
        "postgresql://u:12#secret@127.0.0.1/db",
        "postgresql://u:12/x=secret@127.0.0.1/db",
        "postgresql://u:%zzsecret@127.0.0.1/db",
        "postgresql://127.0.0.1:secret/db",
        "postgresql://u:secret@127.0.0.1:1/db",
        "postgresql://127.0.0.1:1/db?password=secret",
        "postgresql://127.0.0.1:1/db?nonsense=secret",
        "postgresql://u:secret@127.0.0.1:1/db?connect_timeout=soon",
    ],
)
def test_no_error_contains_a_password(url: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url)
    seen: BaseException | None = error.value
    while seen is not None:
        assert "secret" not in str(seen)
        seen = None if seen.__suppress_context__ else seen.__context__
    result = click.testing.CliRunner().invoke(main, ["keys", "list", "--store", url])
    assert result.exit_code == 1
    assert re.fullmatch(r"error: .*\n", result.output)
    assert "secret" not in result.output


def test_a_password_in_an_error_of_the_server_is_left_out(url: str) -> None:
    # A password in quotes of the server's own text; libpq would repeat it.
    address = DatabaseURL(url.replace("?", "?password=ledger_9999&").replace("ledger_", "no_such_", 1))
    with pytest.raises(StoreUnavailableError, match="does not exist"):
        address.connect()
    assert "ledger_9999" not in address._without_password(Exception("of ledger_9999"))


def test_settings_of_roles_and_databases_do_not_matter(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    """Whatever the role or the database would have it."""
    strange = ["lock_timeout = 1", "statement_timeout = 1", "enable_seqscan = on", "search_path = x"]
    with postgresql.ledger_with(*(f"SET {each}" for each in strange)):
        postgresql.cut(url)
        store_all(store, account, [a_new_event() for _ in range(2_000)])
        assert len(all_of(store, account)) == 2_000
    with store.writing() as transaction:
        (told,) = transaction._scope.run(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),"
            " current_setting('idle_in_transaction_session_timeout'), current_setting('synchronous_commit')"
        )
        assert told == ("10s", "0", "30s", "on")
    with store.reading() as snapshot:
        (told,) = snapshot._scope.run(
            "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only'),"
            " current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        assert told == ("repeatable read", "on", "30s", "10s")
