"""The command `migrate-store`: everything arrives, once, however often it is interrupted."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditledge.cli import main
from auditledge.server.retention.clock import repair
from auditledge.server.stores.interning import TABLES
from auditledge.server.stores.urls import open_store
from server.commands import client, run
from server.conftest import serving
from server.postgres import PostgreSQL
from server.retention.old_events import store_days_ago
from server.samples import event, new_id, record
from server.server_process import REPO, a_key, server_process, stored_in
from server.stores.golden import make
from server.stores.golden_ledgers import VERSIONS, facts_of

NewUrl = Callable[[str], str]


@pytest.fixture
def new_url(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewUrl]:
    """Returns the URL of a store that does not exist yet, by engine."""
    numbers = iter(range(100))
    with contextlib.ExitStack() as opened:

        def new(engine: str) -> str:
            if engine == "sqlite":
                return f"sqlite:///{tmp_path / f'new-{next(numbers)}.db'}"
            server: PostgreSQL = request.getfixturevalue("postgresql")
            return opened.enter_context(server.database())

        yield new


def move(source: str, target: str, code: int = 0) -> str:
    return str(run("migrate-store", source, target, code=code).stderr)


def sql(url: str, statement: str, request: pytest.FixtureRequest) -> None:
    """Change a store without its server."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            file.execute(statement)
    else:
        with request.getfixturevalue("postgresql").admin(url) as admin:
            admin.execute(f"SET search_path = auditledge; {statement}")


def filled(url: str, count: int = 30) -> str:
    """Fill a new ledger with events; a key to it."""
    key = a_key(url)
    with serving(url) as base, client(base, key) as asking:
        for n in range(count):
            record(asking, event(actor={"id": "u", "name": f"Name {n}"}, organization_id=f"o{n % 3}"))
    return key


def pages(url: str, key: str) -> list[bytes]:
    """The responses of a ledger, with its cursors and counts."""
    with serving(url) as base, client(base, key) as asking:
        first = asking.get("/events", params={"limit": 2})
        cursor = first.json()["next_cursor"]
        paths = ("/events/export", "/usage", *([f"/events?limit=2&cursor={cursor}"] if cursor else []))
        return [first.content, *(asking.get(path).content for path in paths)]


ROADS = [("sqlite", "postgresql"), ("postgresql", "sqlite")]
roads = pytest.mark.parametrize(("here", "there"), ROADS, ids=[f"{a}-{b}" for a, b in ROADS])


@roads
def test_a_migrated_ledger_responds_as_before(
    here: str,
    there: str,
    load: Callable[[str, int], str],
    new_url: NewUrl,
) -> None:
    """Keys, plans, cursors, bodies: to the byte."""
    version = VERSIONS[here]
    facts = facts_of(here, version)
    source, target = load(here, version), new_url(there)
    said = move(source, target)
    assert re.match(r"copied 185 events in .* all 185 events of 3 accounts are verified\n", said)
    assert catalog(target) == catalog(source)
    with serving(target) as base:
        assert make.responses(base, facts["keys"]) == facts["answers"]
        with make.client(base, facts["revoked"]) as asking:
            assert asking.get("/events").status_code == 401
    for account in (1, 2, facts["members"]["account"]):
        assert stored_in(target, account) == stored_in(source, account)


def catalog(url: str) -> Any:
    with contextlib.closing(open_store(url)) as store, store.reading() as snapshot:
        return snapshot.catalog()


@roads
def test_it_can_be_run_again_while_both_continue(here: str, there: str, new_url: NewUrl) -> None:
    source, target = new_url(here), new_url(there)
    key = filled(source)
    move(source, target)
    assert move(source, target).startswith("copied 0 events")
    assert pages(target, key) == pages(source, key)
    other = a_key(source, "new")
    with serving(source) as base, client(base, key) as one, client(base, other) as two:
        [record(each, event()) for each in (one, two, one)]
    assert move(source, target).startswith("copied 3 events")
    assert pages(target, key) == pages(source, key)
    assert pages(target, other) == pages(source, other)
    with serving(target) as base, client(base, key) as asking:
        record(asking, event())
    assert a_key(target, "account of a number that is free") != a_key(target, "new")
    assert [each.sequence for each in stored_in(target)] == list(range(1, 34))


@roads
def test_a_ledger_whose_clock_was_repaired(here: str, there: str, new_url: NewUrl) -> None:
    """The last receipt of an account is then that of the repair, and not that of its last event."""
    source, target = new_url(here), new_url(there)
    key = filled(source)

    def receive_ahead_and_repair() -> None:
        with contextlib.closing(open_store(source)) as store:
            store_days_ago(store, 1, -400, 3)
            assert len(repair(store).accounts) == 1

    receive_ahead_and_repair()
    for copied in (33, 0):
        assert move(source, target).startswith(f"copied {copied} events")
        assert catalog(target) == catalog(source)
    with serving(source) as base, client(base, key) as asking:
        record(asking, event())
    receive_ahead_and_repair()
    assert move(source, target).startswith("copied 4 events")
    assert catalog(target) == catalog(source)
    assert len(catalog(target).clock_repairs) == 2
    assert pages(target, key) == pages(source, key)


@pytest.mark.parametrize("here", ["sqlite", "postgresql"])
def test_a_ledger_is_moved_while_it_is_written(here: str, new_url: NewUrl) -> None:
    source, target = new_url(here), new_url("postgresql" if here == "sqlite" else "sqlite")
    key = filled(source, 200)
    answered: list[str] = []
    stop = threading.Event()
    with server_process(source) as (process, base), client(base, key) as asking:

        def write() -> None:
            while not stop.is_set():
                answered.append(record(asking, event(id=new_id()))["id"])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            said = move(source, target, code=1)
            seen = len(answered)
            while len(answered) < seen + 5:
                assert writer.is_alive()
        finally:
            stop.set()
            writer.join()
        assert re.fullmatch(
            "error: [0-9]+ events were copied, but the source is still being served: .*\n", said
        )
        with serving(target) as new, client(new, key) as early:
            assert early.get("/events").status_code == 401, "before it is whole"
        process.terminate()
        process.wait()
    move(source, target)
    stored = [each.id for each in stored_in(target)]
    assert stored[200:] == answered
    assert pages(target, key) == pages(source, key)


# Each transaction, and each batch that is read, is the last one before the process is killed.
KILLED = """
import os, signal, sys
from auditledge.cli import main
from auditledge.server.admin import migrate

left = int(sys.argv.pop(1))
migrate._MAX_EVENTS = 10

def counting(real):
    def call(*arguments):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)
    return call

def watched(store):
    for name in ("writing", "reading"):
        setattr(store, name, counting(getattr(store, name)))
    return store

opening, existing = migrate.open_store, migrate.open_existing
migrate.open_store = lambda url: watched(opening(url))
migrate.open_existing = lambda url: watched(existing(url))
main()
"""


@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_a_killed_migration_resumes(there: str, new_url: NewUrl) -> None:
    source, target = new_url("sqlite"), new_url(there)
    key = filled(source, 25)
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    rounds, code = 0, -signal.SIGKILL
    while code == -signal.SIGKILL:
        rounds += 1
        # As far as the last run and some steps further.
        command = [sys.executable, "-c", KILLED, str(4 + rounds * 3), "migrate-store", source, target]
        code = subprocess.run(command, check=False, env=environment, capture_output=True).returncode
        stored = stored_in(target) if catalog(target).accounts else []
        assert [each.sequence for each in stored] == list(range(1, len(stored) + 1))
        assert code == 0 or not catalog(target).keys or len(stored) == 25
    assert code == 0
    assert rounds > 4
    assert pages(target, key) == pages(source, key)
    assert catalog(target) == catalog(source)


def test_a_connection_that_breaks_ends_it_until_it_is_run_again(
    new_url: NewUrl, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditledge.server.admin import migrate

    source, target = new_url("sqlite"), new_url("postgresql")
    key = filled(source)
    server: PostgreSQL = request.getfixturevalue("postgresql")
    monkeypatch.setattr(migrate, "_MAX_EVENTS", 10)
    real = migrate.month_of

    def cutting(instant: int) -> int:
        server.cut(target)
        return real(instant)

    monkeypatch.setattr(migrate, "month_of", cutting)
    said = move(source, target, code=1)
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    monkeypatch.setattr(migrate, "month_of", real)
    move(source, target)
    assert pages(target, key) == pages(source, key)


OLDEST, NEWEST = (f"timestamp = (SELECT {end}(timestamp) FROM events)" for end in ("min", "max"))
HARM = [
    ("UPDATE events SET metadata = '{}' WHERE " + OLDEST, ("[]", "{}"), 1),
    ("UPDATE events SET received_at = received_at + {} WHERE " + NEWEST, (1, -1), 30),
    ("UPDATE actors SET name = '{}' WHERE name IN ('Name 7', 'Mallory')", ("Mallory", "Name 7"), 8),
]


@roads
def test_what_differs_is_found(
    here: str, there: str, new_url: NewUrl, request: pytest.FixtureRequest
) -> None:
    source, target = new_url(here), new_url(there)
    filled(source)
    move(source, target)
    differs = "error: the stores differ: account 'acme' differs at sequence {}\n"
    for harm, (wrong, right), sequence in HARM:
        sql(target, harm.format(wrong), request)
        assert move(source, target, code=6) == differs.format(sequence)
        sql(target, harm.format(right), request)
    move(source, target)
    sql(target, f"DELETE FROM events WHERE {NEWEST}", request)
    assert move(source, target, code=6) == differs.format(30)


@roads
def test_events_that_are_deleted_do_not_come_back(
    here: str, there: str, new_url: NewUrl, request: pytest.FixtureRequest
) -> None:
    """What retention has deleted is neither missing nor used again."""
    source, target, other = new_url(here), new_url(there), new_url(there)
    key = filled(source)
    move(source, other)
    place = "place & 1023" if here == "sqlite" else "sequence"
    sql(source, f"DELETE FROM events WHERE {place} <= 12", request)
    assert move(source, target).startswith("copied 18 events")
    assert pages(target, key) == pages(source, key)
    assert "all 18 events" in move(source, other), "which has more, that its own retention will delete"
    sql(source, "DELETE FROM events", request)
    empty = new_url(there)
    assert move(source, empty).startswith("copied 0 events")
    with serving(empty) as base, client(base, key) as asking:
        record(asking, event())
    assert [each.sequence for each in stored_in(empty)] == [31]


@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_another_ledger_is_not_touched(there: str, new_url: NewUrl) -> None:
    source, target = new_url("sqlite"), new_url(there)
    filled(source)
    key = filled(target, 3)
    before = pages(target, key)
    assert move(source, target, code=1) == "error: the target contains another ledger\n"
    assert pages(target, key) == before


@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_a_target_that_is_served_is_not_touched(there: str, new_url: NewUrl) -> None:
    source, target = new_url("sqlite"), new_url(there)
    filled(source)
    with server_process(target):
        assert "the target is being served" in move(source, target, code=1)
    assert catalog(target).accounts == []


@pytest.mark.parametrize("name", ["", "&application_name=billing"])
def test_a_source_that_is_served_is_known_by_any_name(name: str, new_url: NewUrl) -> None:
    source, target = new_url("postgresql"), new_url("sqlite")
    filled(source)
    with server_process(source + name):
        assert "the source is still being served" in move(source, target, code=1)
    assert catalog(target).keys == []
    move(source, target)


def test_a_role_that_does_not_own_the_tables_gets_an_error(new_url: NewUrl, postgresql: PostgreSQL) -> None:
    source, target = new_url("sqlite"), new_url("postgresql")
    filled(source)
    open_store(target).close()
    with postgresql.admin(target) as admin:
        admin.execute("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA auditledge TO guest")
        admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA auditledge TO guest")
    said = move(source, target.replace("ledger@", "guest@"), code=1)
    assert re.fullmatch("error: permission denied for .*; migrate a ledger as the role .*\n", said)
    assert catalog(target).accounts == []


@pytest.mark.parametrize("more", [0, 5])
def test_a_target_that_was_used_since_is_not_changed(more: int, new_url: NewUrl) -> None:
    source, target = new_url("sqlite"), new_url("postgresql")
    key = filled(source)
    move(source, target)
    for url, count in ((target, 2), (source, more)):
        with serving(url) as base, client(base, key) as asking:
            [record(asking, event()) for _ in range(count)]
    before = pages(target, key)
    assert "the target has been used since: account 'acme'" in move(source, target, code=1)
    assert pages(target, key) == before


def test_keys_that_were_made_or_revoked_in_the_target_are_not_undone(new_url: NewUrl) -> None:
    source = new_url("sqlite")
    key = filled(source)
    made, revoked = new_url("sqlite"), new_url("sqlite")
    for target in (made, revoked):
        move(source, target)
    a_key(made)
    CliRunner().invoke(main, ["keys", "revoke", key, "--store", revoked])
    for target in (made, revoked):
        before = catalog(target)
        assert "the target has been used since: it has other keys" in move(source, target, code=1)
        assert catalog(target) == before


def test_a_ledger_without_accounts_is_nothing_to_move(new_url: NewUrl) -> None:
    source = new_url("sqlite")
    open_store(source).close()
    assert "there is nothing to migrate" in move(source, new_url("sqlite"), code=1)


MOVED = {"accounts", "keys", "usage", "events", *(table.name for table in TABLES)}
MOVED |= {"clock", "clock_decisions", "clock_repairs"}
DERIVED = {"heads", "segments", "columns"}


@pytest.mark.parametrize(("engine", "own"), [("sqlite", "settings"), ("postgresql", "ledger")])
def test_no_table_is_forgotten(
    engine: str, own: str, new_url: NewUrl, request: pytest.FixtureRequest
) -> None:
    """Whoever makes a table decides whether it is moved, or follows from what is."""
    url = new_url(engine)
    open_store(url).close()
    if engine == "sqlite":
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            statement = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            tables = {name for (name,) in file.execute(statement)}
            assert file.execute("SELECT name FROM settings").fetchall() == [("pepper",)]
    else:
        with request.getfixturevalue("postgresql").admin(url) as admin:
            rows = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'auditledge'").fetchall()
        tables = {name for (name,) in rows if not name.startswith("events_")}
    assert tables <= MOVED | DERIVED | {own}
    assert tables >= MOVED
