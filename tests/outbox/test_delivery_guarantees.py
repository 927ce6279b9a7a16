"""Make every cell of the delivery guarantees in docs/delivery.md happen, then check the ledger."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from auditledge import AuditLedge, Outbox, OutboxFullError
from auditledge.outbox.spool.dead_letters import dead_letter_files, read_dead_letters
from auditledge.outbox.spool.partition import partition_paths
from outbox.conftest import EVENT, Harness, wait_until
from outbox.ledger import environment
from outbox.spool.test_spool import leave, left_by
from outbox.support import power

DOCUMENT = Path(__file__).parents[2] / "docs" / "delivery.md"
ACTOR = str(Path(__file__).parent / "support" / "actor.py")
GOLDEN = Path(__file__).with_name("golden")
DOES_NOT_APPLY = "\N{EN DASH}"
MOMENTS = ["before", "after", "in flight", "acknowledged"]


def read_promise() -> dict[str, dict[str, str]]:
    """The table in the document: what happens, the moment, the outcome."""
    section = DOCUMENT.read_text("utf-8").partition("## Delivery guarantees")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    assert rows[0][1:] == MOMENTS
    return {row[0]: dict(zip(MOMENTS, row[1:], strict=True)) for row in rows[2:]}


PROMISE = read_promise()


def cells(row: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each cell of a row; `outcome` is what the document says."""
    PLAYED.add(row)
    found = [(moment, outcome) for moment, outcome in PROMISE[row].items() if outcome != DOES_NOT_APPLY]
    return pytest.mark.parametrize(("moment", "outcome"), found, ids=[moment for moment, _ in found])


PLAYED: set[str] = set()


def test_every_row_is_played() -> None:
    assert PROMISE.keys() == PLAYED


class Stage:
    """Enqueues an event so far as the moment says, in this process, and looks for it in the end."""

    def __init__(self, harness: Harness, **options: Any) -> None:
        self.harness = harness
        self.client: AuditLedge = harness.client(**options)
        self.ids: list[str] = []

    def play(self, moment: str, fault: Callable[[], None], event: dict[str, Any] = EVENT) -> None:
        """Have a fault at a moment of an event's life."""
        proxy = self.harness.proxy
        proxy.fault = {"after": "down", "in flight": "hold"}.get(moment, "clear")
        if moment == "before":
            fault()
            self.enqueue(event)
            return
        self.enqueue(event)
        if moment == "in flight":
            wait_until(lambda: set(self.ids) <= proxy.passed)
        if moment == "acknowledged":
            assert self.client.flush(10).waiting == 0
        fault()

    def enqueue(self, event: dict[str, Any]) -> None:
        self.ids.append(self.client.enqueue(event))

    def check(self, outcome: str) -> None:
        """Deliver what can be delivered, and hold what came of it to the promise."""
        self.harness.proxy.fault = "clear"
        if outcome == "waits":
            result = self.client.flush(0.3)
            assert result.waiting == len(self.ids)
            assert result.dead == 0
            return
        assert self.client.outbox.drain(20).waiting == 0
        stored = self.harness.stored
        if outcome == "once":
            assert {each: stored.get(each) for each in self.ids} == dict.fromkeys(self.ids, 1)
        if outcome == "dead letter":
            letters = [
                content
                for path in dead_letter_files(self.harness.spool)
                for _, content in read_dead_letters(path)
            ]
            assert [
                each for each in self.ids if any(each.encode() in letter for letter in letters)
            ] == self.ids
        sums(self.client)


def sums(client: AuditLedge) -> None:
    stats = client.outbox.stats()
    assert stats.enqueued + stats.adopted == stats.delivered + stats.dead + stats.waiting


@contextmanager
def acting(harness: Harness, moment: str, fault: str, durability: str = "process", spool: Path | None = None):  # type: ignore[no-untyped-def]
    """A process that has enqueued so far as the moment says; its ids, and how to let the fault happen."""
    harness.proxy.fault = {"after": "down", "in flight": "hold"}.get(moment, "clear")
    arguments = [moment, fault, str(spool or harness.spool), harness.proxy.url, harness.key, durability]
    process = subprocess.Popen(
        [sys.executable, ACTOR, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        yield process, Ids(harness, moment, process)
    finally:
        process.kill()
        process.communicate()


class Ids(list[str]):
    """The ids that a process has printed so far."""

    def __init__(self, harness: Harness, moment: str, process: "subprocess.Popen[str]") -> None:
        super().__init__()
        assert process.stdout is not None
        self.append(process.stdout.readline().strip())
        if moment != "before":
            assert process.stdout.readline() == "ready\n"
        if moment == "in flight":
            wait_until(lambda: self[0] in harness.proxy.passed)


PROCESS_FAULTS = {
    "an exception ends the process": "exception",
    "SIGTERM": "SIGTERM",
    "`kill -9`": "kill -9",
    "the process forks": "fork",
}


PLAYED |= PROCESS_FAULTS.keys()
PROCESS_CELLS = [
    pytest.param(fault, moment, outcome, id=f"{fault}-{moment}")
    for row, fault in PROCESS_FAULTS.items()
    for moment, outcome in PROMISE[row].items()
]


@pytest.mark.parametrize(("fault", "moment", "outcome"), PROCESS_CELLS)
def test_a_process_ends_or_forks(harness: Harness, fault: str, moment: str, outcome: str) -> None:
    with acting(harness, moment, fault) as (process, ids):
        if fault != "fork" and moment == "in flight":
            process.stdin.write("go\n")
            process.stdin.flush()
            time.sleep(0.1)
            harness.proxy.fault = "down"
        rest, errors = process.communicate("go\n" if moment != "before" else None, timeout=20)
        ids += [line for line in rest.split() if line.startswith("evt_")]
    assert len(ids) == (3 if fault == "fork" else 1), errors
    harness.proxy.fault = "clear"
    client = harness.client()
    assert client.outbox.drain(20).waiting == 0
    stored = harness.stored
    assert set(stored) <= set(ids)
    assert set(stored.values()) <= {1}
    if outcome == "once":
        assert set(stored) == set(ids)


@pytest.fixture(scope="session")
def has_power(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not power.works(tmp_path_factory.mktemp("power") / "probe"):
        pytest.skip("needs root and a loop device")


POWER_ROWS = {durability: f'power cut, `durability="{durability}"`' for durability in ("process", "fsync")}
PLAYED |= set(POWER_ROWS.values())


@pytest.mark.usefixtures("has_power")
@pytest.mark.parametrize("durability", POWER_ROWS)
def test_the_power_is_cut(harness: Harness, tmp_path: Path, durability: str) -> None:
    row = PROMISE[POWER_ROWS[durability]]
    disk = power.Disk(tmp_path)
    found = {}
    try:
        for moment in ("acknowledged", "before", "in flight", "after"):
            with acting(harness, moment, "none", durability, disk.path / moment.replace(" ", "-")) as (
                _,
                ids,
            ):
                if moment == "after":
                    disk.cut_power()
                    after = list(ids)
                found[moment] = list(ids)
        assert after
    finally:
        disk.unmount()
    disk.mount()
    try:
        harness.proxy.fault = "clear"
        for folder in disk.path.iterdir():
            if folder.name != "lost+found":
                with AuditLedge(harness.key, harness.proxy.url, outbox=folder) as client:
                    assert client.outbox.drain(20).waiting == 0
    finally:
        disk.unmount()
    stored = harness.stored
    assert set(stored.values()) == {1}
    for moment, outcome in row.items():
        assert outcome in ("once", "at most once")
        if outcome == "once":
            assert found[moment][0] in stored, moment
    if durability == "process":  # or else it was no power cut
        assert found["after"][0] not in stored


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "small"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs root")
    yield path
    subprocess.run(["umount", "--lazy", path], check=True)


def fill(folder: Path) -> None:
    """Use up every byte of a disk."""
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


@cells("the disk is full")
def test_the_disk_is_full(harness: Harness, small_disk: Path, moment: str, outcome: str) -> None:
    harness.spool = small_disk / "spool"
    stage = Stage(harness)
    stage.client.enqueue(EVENT)  # the folder is there
    stage.client.flush()
    stage.play(moment, lambda: fill(small_disk), {**EVENT, "metadata": {"x": "x" * 60_000}})
    stage.check(outcome)


@cells('the disk is full, `on_full="raise"`')
def test_the_disk_is_full_and_the_caller_is_told(
    harness: Harness, small_disk: Path, moment: str, outcome: str
) -> None:
    harness.spool = small_disk / "spool"
    stage = Stage(harness, on_full="raise")
    stage.client.enqueue(EVENT)
    stage.client.flush()
    large = {**EVENT, "metadata": {"x": "x" * 60_000}}
    if outcome == "raises":
        with pytest.raises(OutboxFullError, match="No space left"):
            stage.play(moment, lambda: fill(small_disk), large)
        (small_disk / "filler").unlink()
        stage.ids = [stage.client.enqueue(EVENT)]
        outcome = "once"
    else:
        stage.play(moment, lambda: fill(small_disk), large)
    stage.check(outcome)


@cells("someone deletes the spool")
def test_the_spool_is_deleted(harness: Harness, moment: str, outcome: str) -> None:
    stage = Stage(harness)
    stage.client.enqueue(EVENT)
    stage.client.flush()
    stage.play(moment, lambda: shutil.rmtree(harness.spool))
    if moment == "after":  # it is saved into a new spool while the ledger is still unreachable
        wait_until(lambda: bool(list(harness.spool.glob("p-*/*.seg"))))
    stage.check(outcome)


@cells("the spool is from an older version")
def test_the_spool_is_of_version_1(harness: Harness, moment: str, outcome: str) -> None:
    """`golden` holds spools as version 1 wrote them. They never change."""
    shutil.copytree(GOLDEN / "v1", harness.spool)
    (folder,) = partition_paths(harness.spool)
    stage = Stage(harness)
    stage.ids = re.findall(r"evt_[-0-9a-f]+", (folder / "00000001.seg").read_text())
    assert len(stage.ids) == 3
    if moment != "after":  # the first of them was sent
        first = (folder / "00000001.seg").read_text().splitlines()[0]
        harness.ledger.post(harness.key, first.partition('"event":')[2][:-1])
    if moment != "acknowledged":  # that it was is what `ack` says
        (folder / "ack").unlink()
    stage.check(outcome)
    assert stage.client.outbox.stats().adopted == (2 if moment == "acknowledged" else 3)


@cells("a record is damaged")
def test_a_record_is_damaged(harness: Harness, moment: str, outcome: str) -> None:
    stage = Stage(harness)
    if moment == "after":
        process = leave(harness.spool, 3)
        stage.ids = left_by(process)
        process.communicate()
    else:
        stage.client.enqueue(EVENT)
        stage.client.flush()  # from now on events wait for others to share their batch
        harness.proxy.fault = "hold" if moment == "in flight" else "clear"
        for _ in range(3):
            stage.enqueue(EVENT)
        wait_until(lambda: set(stage.ids) <= harness.proxy.passed)
    (segment,) = harness.spool.glob("p-*/*.seg")
    data = bytearray(segment.read_bytes())
    data[data.index(stage.ids[1].encode()) + 10] ^= 1
    segment.write_bytes(data)
    if outcome == "quarantined":
        damaged = stage.ids.pop(1)
        stage.check("once")
        assert damaged not in harness.stored
        (kept,) = (harness.spool / "damaged").glob("*.ndjson")
        assert len(kept.read_bytes().splitlines()) == 1
        assert stage.client.outbox.stats().damaged == 1
    stage.check("once")


@cells("the clock jumps")
@pytest.mark.parametrize("days", [-400, 400])
def test_the_clock_jumps(
    harness: Harness, moment: str, outcome: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(harness)
    now, now_ns = time.time, time.time_ns

    def jump() -> None:
        if moment == "after":  # when it has been decided when to try again
            wait_until(lambda: stage.client.outbox.stats().retried > 0)
        monkeypatch.setattr(time, "time", lambda: now() + days * 86400)
        monkeypatch.setattr(time, "time_ns", lambda: now_ns() + days * 86400 * 10**9)

    stage.play(moment, jump)
    assert stage.client.outbox.stats().oldest_waiting >= 0
    harness.proxy.fault = "clear"
    wait_until(lambda: set(stage.ids) <= harness.stored.keys(), 15)  # nobody hurries it
    stage.check(outcome)


@cells("the ledger is unreachable for a week")
def test_the_ledger_is_away_for_a_week(harness: Harness, moment: str, outcome: str) -> None:
    stage = Stage(harness)

    def unreachable() -> None:
        harness.proxy.fault = "refuse"

    stage.play(moment, unreachable)
    if outcome == "waits":
        breaker = stage.client.outbox._current_engine()._loop.sender.breaker
        for day in range(1, 8):
            breaker._clock = lambda day=day: time.monotonic() + day * 86400
            assert stage.client.flush(0.05).waiting == 1
        stage.client.close(0.1)  # and the process is started again
        assert stage.client.outbox.drain(0.1).waiting == 1
    stage.check("once")


@cells("the ledger rejects one event (4xx)")
def test_the_ledger_refuses_one_event(harness: Harness, moment: str, outcome: str) -> None:
    stage = Stage(harness)
    taken = stage.client.log(EVENT)["event"]["id"]
    if outcome == "once":
        stage.play(moment, lambda: None)
    else:
        harness.proxy.fault = {"after": "down", "in flight": "drop"}.get(moment, "clear")
        others = [stage.client.enqueue(EVENT)]
        stage.enqueue({**EVENT, "id": taken, "action": "other.content"})
        others.append(stage.client.enqueue(EVENT))
        if moment != "before":
            stage.client.flush(0.3)
    stage.check(outcome)
    if outcome == "dead letter":
        assert all(harness.stored[each] == 1 for each in others)


@cells("the ledger rejects all events (4xx)")
def test_the_ledger_refuses_all_events(harness: Harness, moment: str, outcome: str) -> None:
    bound = harness.ledger.key("account-bound", bound_to="org_1")
    stage = Stage(harness, api_key=bound)
    organization = "org_1" if outcome == "once" else "org_2"
    harness.key = bound
    stage.play(moment, lambda: None, {**EVENT, "organization_id": organization})
    stage.check(outcome)


@cells("the key is revoked")
def test_the_key_is_revoked(harness: Harness, moment: str, outcome: str) -> None:
    account = f"account-{os.urandom(4).hex()}"
    old, new = harness.ledger.key(account), harness.ledger.key(account)
    stage = Stage(harness, api_key=old)
    harness.key = new

    def revoke() -> None:
        harness.ledger.revoke(old)
        wait_until(lambda: harness.ledger.status(old) == 401)  # a server may know a key for a second

    stage.play(moment, revoke)
    if outcome == "waits":
        stage.check(outcome)
        assert "401" in (stage.client.flush(5).paused or "")
        stage.client.close(0.1)
    stage.client = harness.client(api_key=new)
    stage.check("once")


def test_an_outbox_object_is_what_the_table_is_about() -> None:
    assert Outbox()._on_full == "send"
    assert Outbox()._durable is False
