"""Files of a ledger that are removed, moved or replaced while it is open, or that all users can read."""

import contextlib
import logging
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.stores.errors import StoreError, StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.sqlite.ledger_file import make_private
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.urls import open_store
from server.conftest import serving
from server.load.scale import append, some_event
from server.samples import MINIMAL, event

Fault = Callable[[Path], None]


def remove(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replace(path: Path) -> None:
    """As `cp` to another name and `mv` over the first one do: the same bytes in another file."""
    shutil.copy(path, path.with_name("copy.db"))
    path.with_name("copy.db").replace(path)


def replace_by_nothing(path: Path) -> None:
    path.unlink()
    path.touch()


def side_file(fault: Fault, suffix: str) -> Fault:
    return lambda path: fault(Path(f"{path}{suffix}"))


FAULTS: dict[str, Fault] = {
    "removed": remove,
    "moved": move,
    "replaced": replace,
    "replaced by an empty file": replace_by_nothing,
    "log removed": side_file(remove, "-wal"),
    "log replaced": side_file(replace, "-wal"),
    "shared memory removed": side_file(remove, "-shm"),
}
faults = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with contextlib.closing(SQLiteStore(str(path))) as opened:
        yield opened


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@faults
def test_nothing_is_committed_to_a_file_that_was_lost(store: SQLiteStore, path: Path, fault: Fault) -> None:
    account = store.ensure_account("acme", "growth")
    append(store, account, [some_event()])
    fault(path)
    before = sorted(path.parent.iterdir())
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match=r"ledger\.db.* while the ledger is open; stop every"):
            append(store, account, [some_event()])
    assert sorted(path.parent.iterdir()) == before


@faults
def test_a_served_ledger_acknowledges_nothing_and_is_not_ready(path: Path, fault: Fault) -> None:
    url = f"sqlite:///{path}"
    with contextlib.closing(open_store(url)) as store:
        scopes = frozenset({"read", "write"})
        key = create_key(store, account="acme", organization=None, bound=False, scopes=scopes, plan=None)
    with (
        serving(url) as base,
        httpx.Client(base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client,
    ):
        assert client.post("/events", json=MINIMAL).status_code == 201
        assert client.get("/health/ready").status_code == 200
        fault(path)
        response = client.post("/events", json=event())
        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        time.sleep(1.1)  # for a second the last result is repeated
        ready = client.get("/health/ready")
        assert ready.status_code == 503
        assert "store" in {problem["field"] for problem in ready.json()["problems"]}
        assert client.get("/health/live").status_code == 200


def test_a_file_that_is_put_back_is_written_again(store: SQLiteStore, path: Path) -> None:
    account = store.ensure_account("acme", "growth")
    move(path)
    with pytest.raises(StoreUnavailableError):
        append(store, account, [some_event()])
    path.with_name("elsewhere.db").rename(path)
    append(store, account, [some_event()])
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters()).count() == 1


def test_a_commit_during_which_the_file_goes_is_not_acknowledged(store: SQLiteStore, path: Path) -> None:
    account = store.ensure_account("acme", "growth")

    def remove_before_commit(statement: str) -> None:
        if statement == "COMMIT":
            path.unlink()

    store._writer.set_trace_callback(remove_before_commit)
    with pytest.raises(StoreInterruptedError, match="is gone"):
        append(store, account, [some_event()])


def test_no_reader_opens_another_file_or_creates_one(store: SQLiteStore, path: Path) -> None:
    path.unlink()
    with pytest.raises(StoreUnavailableError, match="is gone"), store.snapshot():
        pass
    assert not path.exists()
    SQLiteStore(str(path)).close()  # another ledger
    with pytest.raises(StoreUnavailableError, match="was replaced"), store.snapshot():
        pass


@pytest.mark.parametrize(
    ("before", "after"), [(0o644, 0o600), (0o666, 0o600), (0o604, 0o600), (0o640, 0o640), (0o600, 0o600)]
)
def test_a_file_that_every_user_can_read_is_made_private(
    path: Path, before: int, after: int, caplog: pytest.LogCaptureFixture
) -> None:
    SQLiteStore(str(path)).close()
    path.chmod(before)
    with caplog.at_level(logging.WARNING), contextlib.closing(SQLiteStore(str(path))):
        assert [mode_of(each) for each in sorted(path.parent.iterdir())] == [after] * 3
    said = f"every user had access to {path} (mode {before:04o}): now only its owner has"
    assert caplog.messages == ([said] if before != after else [])


def test_a_log_that_every_user_can_read_is_made_private(path: Path, store: SQLiteStore) -> None:
    wal = Path(f"{path}-wal")
    wal.chmod(0o644)
    with contextlib.closing(SQLiteStore(str(path))):
        assert mode_of(wal) == 0o600


def test_another_users_file_that_every_user_can_read_is_refused() -> None:
    root = os.geteuid() == 0
    with contextlib.ExitStack() as stack:
        if root:  # who may change every file
            os.seteuid(65_534)
            stack.callback(os.seteuid, 0)
        with pytest.raises(StoreError, match="belongs to another user: run chmod o-rwx"):
            make_private(Path("/etc/passwd"))
