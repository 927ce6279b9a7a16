"""The commands `backup` and `restore`: whole and checked, or not there."""

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from auditledge.server.stores.sqlite.schema import _MIGRATIONS
from server.admin.ledger_files import fill, url_of
from server.commands import client, run
from server.conftest import serving
from server.postgres import PostgreSQL
from server.samples import event, new_id, record
from server.server_process import REPO, a_key, server_process, stored_in


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "ledger.db"
    fill(path, 40)
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Path:
    """The file of a ledger with some events, which nobody serves."""
    return Path(shutil.copy(filled, tmp_path))


def sql(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def damage(path: Path) -> None:
    """Overwrite what lies in the middle of a file."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 8_192)


def files(folder: Path) -> set[str]:
    """The names in a folder, except for what a killed server leaves next to its ledger."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


def test_a_ledger_is_backed_up_while_it_is_written(tmp_path: Path) -> None:
    """The copy is one state: all that was acknowledged before, and a first part of what arrived meanwhile."""
    ledger, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    fill(ledger, 30)
    key = a_key(url_of(ledger), "other")
    answered: list[str] = []
    stop = threading.Event()
    with server_process(url_of(ledger)) as (_, base), client(base, key) as asking:

        def write() -> None:
            while not stop.is_set():
                answered.append(record(asking, event(id=new_id()))["id"])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            while len(answered) < 20:
                assert writer.is_alive()
            before = answered[:]
            result = run("backup", copy, "--store", url_of(ledger))
            seen = len(answered)
            while len(answered) < seen + 20:
                assert writer.is_alive()
        finally:
            stop.set()
            writer.join()
    assert "of 2 accounts" in result.stderr
    assert "keep it as safe as the ledger" in result.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert len(stored_in(url_of(copy), 1)) == 30
    copied = [each.id for each in stored_in(url_of(copy), 2)]
    assert copied == answered[: len(copied)]
    assert len(before) <= len(copied) < len(answered)


def test_a_backup_is_a_ledger_with_the_same_keys_and_responses(ledger: Path, tmp_path: Path) -> None:
    key = a_key(url_of(ledger))
    copy, restored = tmp_path / "copy.db", tmp_path / "restored.db"
    run("backup", copy, "--store", url_of(ledger))
    run("restore", copy, "--store", url_of(restored))
    answers = []
    for path in (ledger, copy, restored):
        with server_process(url_of(path)) as (_, base), client(base, key) as asking:
            cursor = asking.get("/events", params={"limit": 7}).json()["next_cursor"]
            paths = ["/events", "/events/export?format=csv", "/usage", f"/events?limit=7&cursor={cursor}"]
            answers.append([asking.get(each).content for each in paths])
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0][1].splitlines()) == 41
    assert files(tmp_path) == {"ledger.db", "copy.db", "restored.db"}


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_nothing_is_replaced_unless_that_is_asked_for(command: str, ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    fill(other, 1)
    source, target = (ledger, other) if command == "backup" else (other, ledger)
    to, store = (target, source) if command == "backup" else (source, target)
    before = target.read_bytes()
    result = run(command, to, "--store", url_of(store), code=1)
    assert result.stderr == f"error: {target} exists: --force replaces it\n"
    assert target.read_bytes() == before
    run(command, to, "--store", url_of(store), "--force")
    assert stored_in(url_of(target)) == stored_in(url_of(source))


def test_a_replaced_ledger_is_kept_under_another_name(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy, "--store", url_of(ledger))
    key = a_key(url_of(ledger))
    with server_process(url_of(ledger)) as (process, base), client(base, key) as asking:
        record(asking, event())
        process.kill()  # what it wrote last lies in the write-ahead log
        process.wait()
    result = run("restore", copy, "--store", url_of(ledger), "--force")
    (aside,) = tmp_path.glob("ledger.db.replaced-*Z")
    assert result.stderr.splitlines()[-1] == f"the replaced ledger is now {aside}"
    assert len(stored_in(url_of(ledger))) == 40
    assert len(stored_in(url_of(aside))) == 41


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_ledger_that_is_served_is_never_replaced(command: str, ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy, "--store", url_of(ledger))
    arguments = (ledger, url_of(copy)) if command == "backup" else (copy, url_of(ledger))
    with server_process(url_of(ledger)) as (_, base):
        result = run(command, arguments[0], "--store", arguments[1], "--force", code=1)
        assert httpx.get(f"{base}/health").status_code == 200
    assert result.stderr == f"error: {ledger} is in use: stop what serves it first\n"
    assert files(tmp_path) == {"ledger.db", "copy.db"}
    run(command, arguments[0], "--store", arguments[1], "--force")


@pytest.mark.parametrize("harm", [Path.unlink, damage, lambda path: path.write_bytes(b"rubbish" * 9_000)])
def test_a_log_that_was_left_is_not_taken_for_a_part_of_the_backup(
    harm: Callable[[Path], object], ledger: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy, "--store", url_of(ledger))
    with server_process(url_of(ledger)) as (process, base), client(base, a_key(url_of(ledger))) as asking:
        [record(asking, event()) for _ in range(20)]
        process.kill()
        process.wait()
    assert (tmp_path / "ledger.db-wal").stat().st_size > 0
    harm(ledger)
    run("restore", copy, "--store", url_of(ledger), "--force")
    assert stored_in(url_of(ledger)) == stored_in(url_of(copy))


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (damage, "is damaged"),
        (lambda path: sql(path, "DELETE FROM events WHERE place & 1023 = 40"), "counts 40 events, not 39"),
        (lambda path: sql(path, "DELETE FROM accounts"), "events of no account"),
        (lambda path: sql(path, "UPDATE accounts SET sequence = 3"), "counts 3 events, not 40"),
    ],
    ids=["pages", "event", "account", "head"],
)
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_damage_is_reported_and_not_copied(
    command: str, harm: Callable[[Path], None], words: str, ledger: Path, tmp_path: Path
) -> None:
    harm(ledger)
    target = tmp_path / "target.db"
    arguments = (target, url_of(ledger)) if command == "backup" else (ledger, url_of(target))
    result = run(command, arguments[0], "--store", arguments[1], code=6)
    assert result.stderr.startswith("error: ")
    assert words in result.stderr
    assert files(tmp_path) == {"ledger.db"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "there is no ledger"),
        (lambda path: path.touch(), "is empty"),
        (lambda path: path.write_bytes(b"no database" * 500), "not a database"),
        (lambda path: sql(path, "CREATE TABLE theirs (x)"), "not a ledger"),
    ],
    ids=["missing", "empty", "text", "theirs"],
)
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_what_is_no_ledger_is_refused(
    command: str, make: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    source, target = tmp_path / "source.db", tmp_path / "target.db"
    make(source)
    before = files(tmp_path)
    arguments = (target, url_of(source)) if command == "backup" else (source, url_of(target))
    result = run(command, arguments[0], "--store", arguments[1], code=1)
    assert words in result.stderr
    assert files(tmp_path) == before


def test_a_later_version_is_refused(ledger: Path, tmp_path: Path) -> None:
    sql(ledger, f"PRAGMA user_version = {len(_MIGRATIONS) + 1}")
    for arguments in (["backup", tmp_path / "b.db"], ["restore", ledger]):
        store = ledger if arguments[0] == "backup" else tmp_path / "b.db"
        result = run(*arguments, "--store", url_of(store), code=1)
        assert f"version {len(_MIGRATIONS) + 1}, but this program knows only" in result.stderr


KILLED = """
import os, signal, sys
from auditledge.cli import main
from auditledge.server.stores.sqlite import files

real, left = os.fsync, int(sys.argv.pop(1))
files._PAGES = 1

def fsync(descriptor):
    global left
    left -= 1
    real(descriptor)
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

os.fsync = fsync
main()
"""


@pytest.fixture(params=[1, 5, "last"])
def killed_after(request: pytest.FixtureRequest, ledger: Path) -> int:
    """After how many flushes a command is killed: of pages, or of the names in the folder."""
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return int(pages) + 2 if request.param == "last" else int(request.param)


def test_a_killed_backup_is_missing_or_complete(ledger: Path, tmp_path: Path, killed_after: int) -> None:
    target = tmp_path / "target.db"
    command = [sys.executable, "-c", KILLED, str(killed_after), "backup", str(target)]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    done = subprocess.run([*command, "--store", url_of(ledger)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.exists() == (killed_after > 5)
    if target.exists():
        assert stored_in(url_of(target)) == stored_in(url_of(ledger))
    else:
        run("backup", target, "--store", url_of(ledger))


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk with little room."""
    folder = tmp_path / "full"
    folder.mkdir()
    mounted = os.geteuid() == 0 and shutil.which("mount")
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
    if not mounted or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_reported_and_leaves_nothing(ledger: Path, full_disk: Path) -> None:
    result = run("backup", full_disk / "copy.db", "--store", url_of(ledger), code=1)
    assert "full" in result.stderr
    assert files(full_disk) == set()


def test_pg_dump_and_pg_restore_move_a_ledger(postgresql: PostgreSQL, tmp_path: Path) -> None:
    """The commands that the page on PostgreSQL shows."""
    with postgresql.database() as url, postgresql.database() as restored:
        key = a_key(url)
        with serving(url) as base, client(base, key) as asking:
            stored = [record(asking, event(actor={"id": "u", "name": f"Name {n}"})) for n in range(30)]
            file = f"--file={tmp_path / 'ledger.dump'}"
            postgresql.run(
                "pg_dump", "--format=custom", "--schema=auditledge", file, postgresql.as_admin(url)
            )
        dbname = f"--dbname={postgresql.as_admin(restored)}"
        postgresql.run("pg_restore", dbname, str(tmp_path / "ledger.dump"))
        with serving(restored) as base, client(base, key) as asking:
            assert asking.get("/events", params={"order": "asc", "limit": 50}).json()["events"] == stored
            record(asking, event())
        assert len(stored_in(restored)) == 31
