"""The SQLite store: URLs, versions, and files that it must not touch."""

import contextlib
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.models import NewKey
from auditledge.server.stores.sqlite import schema
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.urls import open_store, sqlite_path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///audit.db", "audit.db"),
        ("sqlite:///sub/audit.db", "sub/audit.db"),
        ("sqlite:////var/lib/audit.db", "/var/lib/audit.db"),
        ("sqlite:///a%20b%23%3F.db", "a b#?.db"),
        ("sqlite://", None),
    ],
)
def test_a_url_names_a_path(url: str, path: str | None) -> None:
    assert sqlite_path(url) == path


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("audit.db", "a store needs a URL"),
        ("", "a store needs a URL"),
        ("mysql://user:secret@host/db", "no store for mysql:// URLs"),
        ("sqlite:audit.db", "a store needs a URL"),
        ("sqlite://audit.db", "should be sqlite:///relative.db"),
        ("sqlite:///audit.db?mode=ro", "should be sqlite:///relative.db"),
    ],
)
def test_another_url_is_an_error_that_says_so(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as error:
        open_store(url)
    assert "secret" not in str(error.value)


def test_a_file_is_made_for_its_owner_with_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "a b#?%.db"
    with contextlib.closing(SQLiteStore(str(path))):
        assert {file.name for file in tmp_path.iterdir()} >= {path.name, path.name + "-wal"}
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_commits_are_synced(tmp_path: Path) -> None:
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"))) as store:
        connection = store._writer
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_opens_again_with_its_pepper(tmp_path: Path) -> None:
    peppers = set()
    for _ in range(3):
        with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"))) as store:
            peppers.add(store.pepper)
    assert len(peppers) == 1
    with contextlib.closing(SQLiteStore(None)) as other:
        assert other.pepper not in peppers


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    SQLiteStore(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema._MIGRATIONS) + 1}")
    with pytest.raises(
        StoreError,
        match=f"version {len(schema._MIGRATIONS) + 1}, but this program knows only {len(schema._MIGRATIONS)}",
    ):
        SQLiteStore(path)


def test_an_earlier_version_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "x.db")
    SQLiteStore(path).close()
    monkeypatch.setattr(
        schema, "_MIGRATIONS", (*schema._MIGRATIONS, "CREATE TABLE later (x);\nDROP TABLE usage;\n")
    )
    with contextlib.closing(SQLiteStore(path)):
        pass
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema._MIGRATIONS),)
    assert "later" in tables
    assert "usage" not in tables


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "x.db")
    SQLiteStore(path).close()
    monkeypatch.setattr(
        schema, "_MIGRATIONS", (*schema._MIGRATIONS, "DROP TABLE usage;\nDROP TABLE nonsense;\n")
    )
    with pytest.raises(StoreError):
        SQLiteStore(path)
    monkeypatch.undo()
    SQLiteStore(path).close()


def test_another_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StoreError, match="not a ledger"):
        SQLiteStore(str(path))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match=r"can't open .*not a database"):
        SQLiteStore(str(path))


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file or directory"):
        SQLiteStore(str(tmp_path / "missing" / "x.db"))
    with pytest.raises(StoreError, match="can't open"):
        SQLiteStore(str(tmp_path))


def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    stores: list[SQLiteStore] = []
    threads = [threading.Thread(target=lambda: stores.append(SQLiteStore(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({store.pepper for store in stores}) == 1
    assert len(stores) == 8
    for store in stores:
        store.close()


def test_memory_is_private_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(SQLiteStore(None)) as one, contextlib.closing(SQLiteStore(None)) as other:
        one.ensure_account("a", "free")
        with other.reading() as snapshot:
            assert snapshot.accounts.list_keys() == []
        assert one.pepper != other.pepper
        assert os.listdir(tmp_path) == []  # noqa: PTH208 - hidden files too


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    new = NewKey(b"digest", "al_prefix", None, False, frozenset(["read"]))
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"))) as store:
        with pytest.raises(sqlite3.IntegrityError), store.writing() as transaction:
            [transaction.accounts.create_key(1, new, 1) for _ in range(2)]
        with store.reading() as snapshot:
            assert snapshot.accounts.list_keys() == []
        with store.writing() as transaction:
            account = transaction.ensure_account("acme", None, "growth")
            transaction.accounts.create_key(account, new, 1)
        with store.reading() as snapshot:
            (listed,) = snapshot.accounts.list_keys()
        assert (listed.account, listed.plan, listed.scopes) == ("acme", "growth", {"read"})


def test_a_closed_store_is_unavailable(tmp_path: Path) -> None:
    store = SQLiteStore(str(tmp_path / "x.db"))
    store.close()
    store.close()
    with pytest.raises(StoreUnavailableError), store.reading() as snapshot:
        snapshot.catalog()
    with pytest.raises(StoreUnavailableError), store.writing():
        pass
