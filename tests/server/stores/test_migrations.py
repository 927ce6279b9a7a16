"""Ledgers of earlier versions are brought up by today's code, whole or not at all; later ones are refused."""

import contextlib
import importlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.accounts.plans import PLANS
from auditledge.server.stores import interning, migrations
from auditledge.server.stores.columnar.source import NewSegment
from auditledge.server.stores.errors import StoreError, StoreMigratedError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.postgres import schema as postgres_schema
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from server.conftest import serving
from server.postgres import PostgreSQL
from server.server_process import REPO, a_key, server_process, stored_in
from server.stores.appending import a_new_event, all_of, store_all
from server.stores.golden import make
from server.stores.golden_ledgers import EARLIER, GOLDEN, VERSIONS, Load, facts_of


def named(golden: list[tuple[str, int]]) -> Any:
    return pytest.mark.parametrize(("engine", "version"), golden, ids=[f"{a}-{b}" for a, b in golden])


def version_of(url: str, request: pytest.FixtureRequest) -> int:
    """The version of the tables in a store, read without our code."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    with request.getfixturevalue("postgresql").admin(url) as admin:
        return int(admin.execute("SELECT version FROM auditledge.ledger").fetchone()[0])


def tables_of(url: str, request: pytest.FixtureRequest) -> set[Any]:
    """What tables, columns, indexes and policies a store has; partitions come and go with time."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return set(connection.execute("SELECT type, name, sql FROM sqlite_schema"))
    with request.getfixturevalue("postgresql").admin(url) as admin:
        ours = "schemaname = 'auditledge' AND tablename !~ '_[0-9]{4}_[0-9]{2}$'"
        columns = "table_name, column_name, data_type, is_nullable, column_default, collation_name"
        return {
            *admin.execute(f"SELECT indexdef FROM pg_indexes WHERE {ours}"),
            *admin.execute(f"SELECT tablename, policyname, qual FROM pg_policies WHERE {ours}"),
            *admin.execute(
                f"SELECT {columns} FROM information_schema.columns"
                " WHERE table_schema = 'auditledge' AND table_name !~ '_[0-9]{4}_[0-9]{2}$'"
            ),
        }


def assert_responses(url: str, facts: Any) -> None:
    """Every key and every page is what it was, to the byte; a new event continues the sequence."""
    with serving(url) as base:
        assert make.responses(base, facts["keys"]) == facts["answers"]
        with make.client(base, facts["revoked"]) as asking:
            assert asking.get("/events").status_code == 401
        for name, cursor in facts["cursors"].items():
            with make.client(base, facts["keys"][name]) as asking:
                page = make.shortened(asking.get(f"{make.PAGES[1]}&cursor={cursor}"))
            assert page in facts["answers"][name].values()
            assert page != "400"
        with make.client(base, facts["keys"]["acme"]) as asking:
            asking.post("/events", json=make.sent(3)).raise_for_status()  # it is already stored
            asking.post("/events", json=make.sent(200)).raise_for_status()
    assert [each.sequence for each in stored_in(url, 1)] == list(range(1, 98))


def keeping_everything(file: Path) -> Path:
    """Plans that never delete golden events, written to a file."""
    file.write_text("".join(f'[plans.{name}]\nretention_days = "forever"\n' for name in PLANS))
    return file


@pytest.mark.parametrize("engine", VERSIONS)
def test_every_version_has_a_golden_ledger(engine: str) -> None:
    for version in range(1, VERSIONS[engine] + 1):
        for suffix in ("sql", "json"):
            file = make.HERE / f"{engine}-{version}.{suffix}"
            assert file.exists(), f"run: .venv/bin/python tests/server/stores/golden/make.py {engine}"


@named(GOLDEN)
def test_a_golden_ledger_responds_as_it_did(
    engine: str, version: int, load: Load, request: pytest.FixtureRequest
) -> None:
    url = load(engine, version)
    assert version_of(url, request) == version
    assert_responses(url, facts_of(engine, version))
    assert version_of(url, request) == VERSIONS[engine]


@named([each for each in GOLDEN if "members" in facts_of(*each)])
def test_a_golden_ledger_has_every_member_of_its_events(engine: str, version: int, load: Load) -> None:
    facts = facts_of(engine, version)["members"]
    with contextlib.closing(open_store(load(engine, version))) as store:
        stored = [event._asdict() for event in all_of(store, facts["account"])]
    for event, kept in zip(json.loads(json.dumps(stored)), facts["events"], strict=True):
        assert {name: event[name] for name in kept} == kept


@named(EARLIER)
def test_tables_that_were_brought_up_are_those_of_a_new_ledger(
    engine: str, version: int, load: Load, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = load(engine, version)
    open_store(url).close()
    with contextlib.ExitStack() as opened:
        new = f"sqlite:///{tmp_path / 'new.db'}"
        if engine == "postgresql":
            new = opened.enter_context(request.getfixturevalue("postgresql").database())
        open_store(new).close()
        assert tables_of(url, request) == tables_of(new, request)


# Each statement of the opening, one after the other, is the last that a process begins.
KILLED = """
import os, signal, sqlite3, sys
import psycopg
from auditledge.server.stores.urls import open_store

left = 0

def counting(base):
    class Counting(base):
        def execute(self, *arguments, **options):
            global left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().execute(*arguments, **options)
    return Counting

plain, sqlite3.connect = sqlite3.connect, lambda *a, **k: plain(*a, **k, factory=counting(sqlite3.Connection))
psycopg.connect = counting(psycopg.Connection).connect
for line in sys.stdin:
    child = os.fork()
    if not child:
        left = int(line)
        open_store(sys.argv[1]).close()
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@named(EARLIER)
def test_a_killed_process_leaves_one_version_or_the_other(
    engine: str, version: int, load: Load, request: pytest.FixtureRequest
) -> None:
    url = load(engine, version)
    seen = []
    command, environment = [sys.executable, "-c", KILLED, url], {**os.environ, "PYTHONPATH": str(REPO)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        killed = True
        while killed:
            process.stdin.write(f"{len(seen) + 1}\n")
            process.stdin.flush()
            killed = int(process.stdout.readline()) == signal.SIGKILL
            seen.append(version_of(url, request))
        process.stdin.close()
    assert len(seen) > 10
    assert set(seen) == {version, VERSIONS[engine]}
    assert seen == sorted(seen)
    assert_responses(url, facts_of(engine, version))


@named(EARLIER)
def test_processes_that_start_at_once_bring_it_up_once(
    engine: str, version: int, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITLEDGE_PLANS", str(keeping_everything(tmp_path / "plans.toml")))
    url, facts = load(engine, version), facts_of(engine, version)
    with contextlib.ExitStack() as running, ThreadPoolExecutor(3) as pool:
        urls = list(pool.map(lambda _: running.enter_context(server_process(url))[1], range(3)))
        for base in urls:
            assert make.responses(base, facts["keys"]) == facts["answers"]


def test_a_later_version_is_refused_and_not_touched(store_url: str, request: pytest.FixtureRequest) -> None:
    store = open_store(store_url)
    create_key(store, account="a", organization=None, bound=False, scopes=frozenset(["read"]), plan=None)
    store.close()
    if store_url.startswith("sqlite"):
        known = VERSIONS["sqlite"]
        with contextlib.closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as connection:
            connection.execute(f"PRAGMA user_version = {known + 1}")
    else:
        known = VERSIONS["postgresql"]
        with request.getfixturevalue("postgresql").admin(store_url) as admin:
            admin.execute("UPDATE auditledge.ledger SET version = version + 1")
    before = tables_of(store_url, request)
    words = f"this ledger has version {known + 1}, but this program knows only {known}: upgrade auditledge"
    with pytest.raises(StoreError, match=words):
        open_store(store_url)
    command = [sys.executable, "-c", make.MAIN, "serve", "--port", "0", "--store", store_url]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=REPO)
    assert done.returncode == 1
    assert re.fullmatch(f"error: .*{words}\n", done.stderr)
    assert tables_of(store_url, request) == before
    assert version_of(store_url, request) == known + 1


def migrate_to_the_next_version(url: str, request: pytest.FixtureRequest) -> None:
    """Give the tables the number of the next version, as another process would."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(f"PRAGMA user_version = {VERSIONS['sqlite'] + 1}")
    else:
        with request.getfixturevalue("postgresql").admin(url) as admin:
            admin.execute("UPDATE auditledge.ledger SET version = version + 1")


def test_a_store_that_was_migrated_meanwhile_is_neither_read_nor_written(
    store_url: str, request: pytest.FixtureRequest
) -> None:
    with contextlib.closing(open_store(store_url)) as store:
        account = store.ensure_account("acme", "growth")
        store_all(store, account, [a_new_event() for _ in range(10)])
        with store.snapshot() as before:
            migrate_to_the_next_version(store_url, request)
            with before.step():
                assert before.search(account, Filters()).count() == 10
        for begin in (store.reading, store.snapshot, store.writing):
            with pytest.raises(StoreMigratedError, match="start it again with the new version"), begin():
                pass
        with pytest.raises(StoreMigratedError):
            store.ensure_account("another", "growth")
        with pytest.raises(StoreMigratedError):
            _compact(store, account)
        with store.expiring() as expiry:
            assert expiry is not None
            with pytest.raises(StoreMigratedError):
                expiry.step(account, 2**62, 10)


def _compact(store: Store, account: int) -> None:
    segment = NewSegment([], 1, 1, 1, 0, 0, [])
    with store.compacting(account) as target:  # type: ignore[attr-defined]
        target.replace_segment(segment)


def test_an_earlier_version_writes_no_segments(store_url: str, request: pytest.FixtureRequest) -> None:
    """It would leave out columns that it does not know. It wrote segments by this statement."""
    open_store(store_url).close()
    columns = {"account": 1, "segment": 1, "first": 1, "last": 2, "events": 2, "oldest": 0, "newest": 0}
    names, values = ", ".join(columns), ", ".join(map(str, columns.values()))
    if store_url.startswith("sqlite"):
        with (
            contextlib.closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as connection,
            pytest.raises(sqlite3.IntegrityError, match="migrated by a later version"),
        ):
            connection.execute(f"INSERT INTO segments ({names}) VALUES ({values})")
    else:
        with (
            request.getfixturevalue("postgresql").admin(store_url) as admin,
            pytest.raises(psycopg.errors.NotNullViolation, match="format"),
        ):
            admin.execute(f"INSERT INTO auditledge.segments ({names}) VALUES ({values})")


# What version 0.2.0 reads for every request of a key, in the same transaction.
KEY_USE_OF_0_2_0 = "SELECT used_at, revoked_at, expires_at FROM {} WHERE key = 1"


def test_version_0_2_0_handles_no_request(store_url: str, request: pytest.FixtureRequest) -> None:
    """It doesn't look at the version of the tables."""
    a_key(store_url)
    if store_url.startswith("sqlite"):
        with (
            contextlib.closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as connection,
            pytest.raises(sqlite3.OperationalError, match="no such column: used_at"),
        ):
            connection.execute(KEY_USE_OF_0_2_0.format("keys"))
    else:
        with (
            request.getfixturevalue("postgresql").admin(store_url) as admin,
            pytest.raises(psycopg.errors.UndefinedColumn, match="used_at"),
        ):
            admin.execute(KEY_USE_OF_0_2_0.format("auditledge.keys"))


def test_a_server_whose_store_was_migrated_meanwhile_is_unavailable(
    store_url: str, request: pytest.FixtureRequest
) -> None:
    key = a_key(store_url)
    with serving(store_url) as base, make.client(base, key) as asking:
        asking.post("/events", json=make.sent(1)).raise_for_status()
        migrate_to_the_next_version(store_url, request)
        responses = [
            asking.post("/events", json=make.sent(1)),
            asking.post("/events", json=make.sent(2)),
            asking.get("/events"),
            asking.get(f"/events/{make.sent(1)['id']}"),
            asking.get("/events/export?format=json"),
            asking.get("/usage"),
        ]
        assert [(each.status_code, each.json()["code"]) for each in responses] == [(503, "unavailable")] * 6
        assert asking.get("/health/ready").json()["store"]["state"] == "incompatible"


def test_a_migration_waits_for_transactions_in_progress(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise one that began before could write what the new tables don't expect."""
    with (
        postgresql.database() as url,
        contextlib.closing(open_store(url)) as store,
        ThreadPoolExecutor(1) as pool,
    ):
        account = store.ensure_account("acme", "growth")
        with monkeypatch.context() as patched:
            with store.writing() as transaction:
                patched.setattr(postgres_schema, "_MIGRATIONS", (*postgres_schema._MIGRATIONS, "SELECT"))
                migrating = pool.submit(open_store, url)
                with pytest.raises(TimeoutError):
                    migrating.result(0.5)
                transaction.ensure_account("acme", "starter", "growth")
            migrating.result(30).close()
        with pytest.raises(StoreMigratedError), store.reading() as snapshot:
            snapshot.account(account, 0)


@pytest.mark.parametrize(
    "files", [[], ["0002_b.sql"], ["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"], ["0000_a.sql"]]
)
def test_migrations_with_a_number_missing_or_used_twice_are_refused(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "misnumbered_engine"
    (package / "migrations").mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in files:
        (package / "migrations" / name).write_text("SELECT 1;")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "misnumbered_engine", raising=False)
    with pytest.raises(RuntimeError, match="not numbered from 0001"):
        migrations.load("misnumbered_engine")


@pytest.mark.parametrize("table", [*(each.name for each in interning.TABLES), "events"])
def test_a_column_without_a_migration_is_refused(
    table: str, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = "sqlite" if store_url.startswith("sqlite") else "postgres"
    open_store(store_url).close()
    schema = importlib.import_module(f"auditledge.server.stores.{folder}.schema")
    if table == "events":
        monkeypatch.setattr(schema, "COLUMNS", (*schema.COLUMNS, "planted"))
    else:
        (found,) = (each for each in interning.TABLES if each.name == table)
        monkeypatch.setattr(schema, "TABLES", (found._replace(columns=(*found.columns, "planted")),))
    with pytest.raises(StoreError) as refusal:
        open_store(store_url)
    assert str(refusal.value).endswith(
        f"the table {table} has no column planted: "
        f"add a migration to auditledge/server/stores/{folder}/migrations"
    )
