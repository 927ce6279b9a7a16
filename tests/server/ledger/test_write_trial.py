"""`ready` says what the next event of ordinary size would meet, on a disk that is full or can't be read."""

import asyncio
import contextlib
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.errors import LedgerError
from auditledge.server.ledger import write_trial
from auditledge.server.ledger.append import AppendRequest, Stored
from auditledge.server.ledger.writer import Writer
from auditledge.server.stores.errors import StoreUnavailableError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite import ledger_file
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.sqlite.transaction import SQLiteTransaction
from auditledge.server.stores.urls import open_store
from server import pread_fault
from server.conftest import serving
from server.samples import MINIMAL, event
from server.server_process import MAIN, REPO, a_key, server_process, stored_in
from server.stores.appending import a_new_event, all_of, principal

LARGE = '{"text":"' + "x" * 20_000 + '"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with contextlib.closing(SQLiteStore(str(path))) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials as often as somebody asks."""
    monkeypatch.setattr(write_trial, "_AFTER_FAILURE_S", 0.0)
    monkeypatch.setattr(write_trial, "_LITTLE_SPACE_S", 0.0)


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, as if the disk was full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def run(store: Store, work: Callable[[Writer], Awaitable[None]]) -> None:
    async def inside() -> None:
        with contextlib.closing(Writer(store, monitor=store.background)) as writer:
            await work(writer)

    asyncio.run(asyncio.wait_for(inside(), 60))


async def outcome(writer: Writer, account: int, metadata: str = "{}") -> Any:
    """The event that was stored, or the code of the error."""
    try:
        (each,) = await writer.submit([AppendRequest(principal(account), a_new_event(metadata=metadata))], 1)
    except LedgerError as error:
        return error.code
    return each.event if isinstance(each, Stored) else each.code


async def check(writer: Writer) -> str:
    try:
        await writer.submit([], 0)
    except LedgerError as error:
        return error.code
    return "ok"


def test_room_for_small_events_alone_is_not_enough(store: SQLiteStore, path: Path) -> None:
    account = store.ensure_account("acme", "growth")

    async def work(writer: Writer) -> None:
        kept = [await outcome(writer, account)]
        with files_of_at_most(size_of_log(path) + 40_000):  # a small event takes 30,000 bytes of the log
            assert await check(writer) == "ok", "there was no failure yet, and there is much space"
            assert await outcome(writer, account, LARGE * 4) == "unavailable"
            assert await check(writer) == "unavailable"
            kept.append(await outcome(writer, account))
            assert await check(writer) == "unavailable", "a smaller one shows nothing"
        assert await check(writer) == "ok"
        kept.append(await outcome(writer, account, LARGE))
        assert all_of(store, account) == kept

    run(store, work)


def test_little_space_is_tried_before_anything_fails(
    store: SQLiteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = store.ensure_account("acme", "growth")

    async def work(writer: Writer) -> None:
        await outcome(writer, account)
        with files_of_at_most(size_of_log(path) + 40_000):
            assert await check(writer) == "ok"
            monkeypatch.setattr(ledger_file, "_LITTLE_SPACE", 2**62)
            assert await check(writer) == "unavailable"
        assert await check(writer) == "ok"

    run(store, work)


def test_trials_leave_nothing_and_take_no_space(
    store: SQLiteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the check itself would fill a disk that is nearly full."""
    monkeypatch.setattr(ledger_file, "_LITTLE_SPACE", 2**62)
    account = store.ensure_account("acme", "growth")

    async def work(writer: Writer) -> None:
        kept = await outcome(writer, account)
        sizes = []
        for _ in range(50):
            assert await check(writer) == "ok"
            sizes.append(sum(each.stat().st_size for each in path.parent.iterdir()))
        assert sizes[-1] == sizes[10]
        assert all_of(store, account) == [kept]
        rows = store._writer.execute("SELECT name FROM settings").fetchall()
        assert rows == [("pepper",)]

    run(store, work)


def test_trials_are_limited_in_their_rate(store: SQLiteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anyone may ask for `health`, as often as they like."""
    monkeypatch.undo()
    monkeypatch.setattr(ledger_file, "_LITTLE_SPACE", 2**62)
    trials: list[int] = []
    real = store.try_write
    monkeypatch.setattr(store, "try_write", lambda size: (trials.append(size), real(size)))

    async def work(writer: Writer) -> None:
        for _ in range(200):
            assert await check(writer) == "ok"

    run(store, work)
    assert trials == [65_536]


def test_what_an_append_reads_is_read_by_the_trial(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that only an append reads are broken: the committed trial alone would not notice."""
    one, other = (store.ensure_account(name, "growth") for name in ("one", "other"))
    broken = {one, other}
    real = SQLiteTransaction.append_events

    def append_events(self: SQLiteTransaction, account: int, *arguments: Any) -> None:
        if account in broken:
            raise StoreUnavailableError("disk I/O error")
        real(self, account, *arguments)

    monkeypatch.setattr(SQLiteTransaction, "append_events", append_events)

    async def work(writer: Writer) -> None:
        assert await check(writer) == "ok"
        assert await outcome(writer, one) == "unavailable"
        assert await check(writer) == "unavailable"
        broken.remove(other)
        assert await check(writer) == "unavailable"
        # The others are served: what is broken is one account's alone, and must not stop them.
        assert (await outcome(writer, other)).sequence == 1
        assert await check(writer) == "ok"
        assert await outcome(writer, one) == "unavailable"
        assert await check(writer) == "unavailable"
        broken.clear()
        assert await check(writer) == "ok"
        assert (await outcome(writer, one)).sequence == 1, "trials have taken no sequence"

    run(store, work)


def test_trials_on_each_engine(store_url: str) -> None:
    with contextlib.closing(open_store(store_url)) as store:
        a_key(store_url)
        account = store.ensure_account("acme", "growth")

        async def work(writer: Writer) -> None:
            kept = [await outcome(writer, account)]
            writer._trial.failed([AppendRequest(principal(account), a_new_event())])
            assert await check(writer) == "ok"
            assert not writer._trial._is_suspect
            kept.append(await outcome(writer, account))
            assert [each.sequence for each in kept] == [1, 2]
            assert all_of(store, account) == kept
            with store.reading() as snapshot:
                assert snapshot.search(account, Filters(action="trial")).count() == 0

        run(store, work)
        assert store.background.failures == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of a megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount")
    if not mounted or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def size_of_log(path: Path) -> int:
    return Path(f"{path}-wal").stat().st_size


def ready(url: str) -> int:
    return httpx.get(f"{url}/health/ready", timeout=30).status_code


def test_a_served_ledger_on_a_full_disk(small_disk: Path) -> None:
    """It is never ready and then refuses an event, however much of its files is left to be used again."""
    store_url = f"sqlite:///{small_disk / 'ledger.db'}"
    key = a_key(store_url)
    with serving(store_url) as url, httpx.Client(base_url=url, timeout=30) as client:
        client.headers["Authorization"] = f"Bearer {key}"

        def seen() -> tuple[int, int]:
            large = event(metadata={"text": "x" * 40_000})
            return client.get("/health").status_code, client.post("/events", json=large).status_code

        assert seen() == (200, 201)
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * shutil.disk_usage(small_disk).free)
        results = []
        while len(results) < 40 and (503, 503) not in results:
            results.append(seen())
        assert (503, 503) in results
        assert (200, 503) not in results
        assert client.post("/events", json={}).status_code == 400, "it is served nevertheless"
        assert client.get("/health").status_code == 503
        filler.unlink()
        assert seen() == (200, 201)


@pytest.mark.skipif(not pread_fault.IS_SUPPORTED, reason="needs Linux on x86-64 or arm64")
def test_a_served_ledger_on_a_disk_that_cannot_be_read(tmp_path: Path) -> None:
    store_url, fault = f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path / "fault"
    headers = {"Authorization": f"Bearer {a_key(store_url)}"}
    batch = {"events": [event(metadata={"text": "y" * 2_000})] * 300}
    with server_process(store_url) as (_, url):
        assert httpx.post(f"{url}/events/batch", json=batch, headers=headers, timeout=30).is_success
    # Another process, which has read little of it yet.
    begin = (
        "from pathlib import Path; from server.pread_fault import fail_preads_once_there_is as begin;"
        f" begin(Path({str(fault)!r}));"
    )
    environment = {**os.environ, "PYTHONPATH": f"{REPO}{os.pathsep}{REPO / 'tests'}"}
    command = [sys.executable, "-c", begin + MAIN, "serve", "--store", store_url, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            url = process.stderr.readline().rpartition(" ")[2].strip()
            assert ready(url) == 200
            assert httpx.get(f"{url}/usage", headers=headers).status_code == 200
            fault.touch()
            while fault.exists():
                time.sleep(0.02)
            posted = httpx.post(f"{url}/events", json=MINIMAL, headers=headers, timeout=30)
            assert (posted.status_code, posted.json()["code"]) == (503, "unavailable")
            time.sleep(1.1)
            assert ready(url) == 503
            assert httpx.get(f"{url}/health/live").status_code == 200
        finally:
            process.kill()
    assert len(stored_in(store_url)) == 300
