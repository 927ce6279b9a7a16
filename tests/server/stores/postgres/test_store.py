"""A PostgreSQL store as a whole: its driver, its keys, and a new connection after a broken one."""

import json

import click.testing
import pytest

from auditledge.cli import main
from auditledge.server.ledger import append
from auditledge.server.ledger.append import AppendRequest
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Actor
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.urls import open_store
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, all_of, principal, store_all


def test_a_driver_that_is_not_installed_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("auditledge.server.stores.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'auditledge\[server,postgres\]'"):
        open_store(url)


def test_the_commands_for_keys_work(url: str) -> None:
    def invoke(*arguments: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["keys", *arguments, "--store", url])

    key = invoke("create", "--account", "acme", "--plan", "free", "--organization", "o", "--bound").stdout
    listed = json.loads(invoke("list").stdout)
    assert [listed[name] for name in ("prefix", "account", "plan", "organization_id", "bound")] == [
        key[:11],
        "acme",
        "free",
        "o",
        True,
    ]
    assert invoke("revoke", key[:11]).exit_code == 0
    assert invoke("revoke", key[:11]).exit_code == 1


def test_a_cache_is_dropped_with_its_connection(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    """The next server may be a standby that had not heard of all: numbers known here may be unknown there."""
    store_all(store, account, [a_new_event(actor=Actor("a", None, None))])
    with postgresql.admin(url) as admin:
        admin.execute("DELETE FROM auditledge.actors")
    postgresql.cut(url)
    with store.writing() as transaction:
        entries = [
            AppendRequest(principal(account), a_new_event(actor=Actor(name, None, None)))
            for name in ("b", "a")
        ]
        append.append(transaction, entries)
    assert [each.actor.id for each in all_of(store, account)][1:] == ["b", "a"]
