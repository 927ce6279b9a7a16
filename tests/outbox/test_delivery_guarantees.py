"""Make every cell of the delivery guarantees in docs/delivery.md happen, then check the ledger."""

import json
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
from outbox.ledger_server import environment
from outbox.support import power
from outbox.support.orphaned_process import leave_events

DOCUMENT = Path(__file__).parents[2] / "docs" / "delivery.md"
ACTOR = str(Path(__file__).parent / "support" / "actor.py")
GOLDEN = Path(__file__).with_name("golden")
DOES_NOT_APPLY = "\N{EN DASH}"
MOMENTS = ["before", "after", "in flight", "acknowledged"]


def read_table() -> dict[str, dict[str, str]]:
    """The table in the document: what happens, the moment, the outcome."""
    section = DOCUMENT.read_text("utf-8").partition("## Delivery guarantees")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    assert rows[0][1:] == MOMENTS
    return {row[0]: dict(zip(MOMENTS, row[1:], strict=True)) for row in rows[2:]}


GUARANTEES = read_table()


def cells(row: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each cell of a row; `outcome` is the text of the cell."""
    TESTED.add(row)
    found = [(moment, outcome) for moment, outcome in GUARANTEES[row].items() if outcome != DOES_NOT_APPLY]
    return pytest.mark.parametrize(("moment", "outcome"), found, ids=[moment for moment, _ in found])


TESTED: set[str] = set()


def test_every_row_has_a_test() -> None:
    assert GUARANTEES.keys() == TESTED


class Scenario:
    """An event that this process enqueues, until a fault at a given moment; checks the outcome."""

    def __init__(self, harness: Harness, **options: Any) -> None:
        self.harness = harness
        self.client: AuditLedge = harness.client(**options)
        self.ids: list[str] = []

    def play(self, moment: str, fault: Callable[[], None], event: dict[str, Any] = EVENT) -> None:
        """Inject a fault at a moment in the life of an event."""
        proxy = self.harness.proxy
        proxy.fault = {"after": "down", "in flight": "hold"}.get(moment, "none")
        if moment == "before":
            fault()
            self.enqueue(event)
            return
        self.enqueue(event)
        if moment == "in flight":
            wait_until(lambda: set(self.ids) <= proxy.forwarded)
        if moment == "acknowledged":
            assert self.client.flush(10).waiting == 0
        fault()

    def enqueue(self, event: dict[str, Any]) -> None:
        self.ids.append(self.client.enqueue(event))

    def check(self, outcome: str) -> None:
        """Deliver what can be delivered, and compare the result with the table."""
        self.harness.proxy.fault = "none"
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
        check_sums(self.client)


def check_sums(client: AuditLedge) -> None:
    stats = client.outbox.stats()
    assert stats.enqueued + stats.adopted == stats.delivered + stats.dead + stats.waiting


@contextmanager
def running_actor(
    harness: Harness, moment: str, fault: str, durability: str = "process", spool: Path | None = None
):  # type: ignore[no-untyped-def]
    """A process that has enqueued an event, up to `moment`; with the ids of its events."""
    harness.proxy.fault = {"after": "down", "in flight": "hold"}.get(moment, "none")
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
    """The ids that a process has printed, up to a moment."""

    def __init__(self, harness: Harness, moment: str, process: "subprocess.Popen[str]") -> None:
        super().__init__()
        assert process.stdout is not None
        self.append(process.stdout.readline().strip())
        if moment != "before":
            assert process.stdout.readline() == "ready\n"
        if moment == "in flight":
            wait_until(lambda: self[0] in harness.proxy.forwarded)


PROCESS_FAULTS = {
    "an exception ends the process": "exception",
    "SIGTERM": "SIGTERM",
    "`kill -9`": "kill -9",
    "the process forks": "fork",
}


TESTED |= PROCESS_FAULTS.keys()
PROCESS_CELLS = [
    pytest.param(fault, moment, outcome, id=f"{fault}-{moment}")
    for row, fault in PROCESS_FAULTS.items()
    for moment, outcome in GUARANTEES[row].items()
]


@pytest.mark.parametrize(("fault", "moment", "outcome"), PROCESS_CELLS)
def test_a_process_ends_or_forks(harness: Harness, fault: str, moment: str, outcome: str) -> None:
    with running_actor(harness, moment, fault) as (process, ids):
        if fault != "fork" and moment == "in flight":
            process.stdin.write("go\n")
            process.stdin.flush()
            time.sleep(0.1)
            harness.proxy.fault = "down"
        rest, errors = process.communicate("go\n" if moment != "before" else None, timeout=20)
        ids += [line for line in rest.split() if line.startswith("evt_")]
    assert len(ids) == (3 if fault == "fork" else 1), errors
    harness.proxy.fault = "none"
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
TESTED |= set(POWER_ROWS.values())


@pytest.mark.usefixtures("has_power")
@pytest.mark.parametrize("durability", POWER_ROWS)
def test_power_cut(harness: Harness, tmp_path: Path, durability: str) -> None:
    row = GUARANTEES[POWER_ROWS[durability]]
    disk = power.Disk(tmp_path)
    found = {}
    try:
        for moment in ("acknowledged", "before", "in flight", "after"):
            with running_actor(harness, moment, "none", durability, disk.path / moment.replace(" ", "-")) as (
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
        harness.proxy.fault = "none"
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
    if durability == "process":  # otherwise, it was not a power cut
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
    scenario = Scenario(harness)
    scenario.client.enqueue(EVENT)  # creates the folder
    scenario.client.flush()
    scenario.play(moment, lambda: fill(small_disk), {**EVENT, "metadata": {"x": "x" * 60_000}})
    scenario.check(outcome)


@cells('the disk is full, `on_full="raise"`')
def test_the_disk_is_full_and_enqueue_raises(
    harness: Harness, small_disk: Path, moment: str, outcome: str
) -> None:
    harness.spool = small_disk / "spool"
    scenario = Scenario(harness, on_full="raise")
    scenario.client.enqueue(EVENT)
    scenario.client.flush()
    large = {**EVENT, "metadata": {"x": "x" * 60_000}}
    if outcome == "raises":
        with pytest.raises(OutboxFullError, match="No space left"):
            scenario.play(moment, lambda: fill(small_disk), large)
        (small_disk / "filler").unlink()
        scenario.ids = [scenario.client.enqueue(EVENT)]
        outcome = "once"
    else:
        scenario.play(moment, lambda: fill(small_disk), large)
    scenario.check(outcome)


@cells("someone deletes the spool")
def test_the_spool_is_deleted(harness: Harness, moment: str, outcome: str) -> None:
    scenario = Scenario(harness)
    scenario.client.enqueue(EVENT)
    scenario.client.flush()
    scenario.play(moment, lambda: delete_at_once(harness.spool))
    if moment == "after":  # it is saved into a new spool while the ledger is unreachable
        wait_until(lambda: bool(list(harness.spool.glob("p-*/*.seg"))))
    scenario.check(outcome)


def delete_at_once(folder: Path) -> None:
    """Delete a folder before a process can see that a part of it is missing, and create it again."""
    shutil.rmtree(folder.rename(folder.with_name("deleted")))


@cells("the spool is from an older version")
def test_spool_of_version_1(harness: Harness, moment: str, outcome: str) -> None:
    """`golden` has a spool as version 1 wrote it. It never changes."""
    shutil.copytree(GOLDEN / "v1", harness.spool)
    (folder,) = partition_paths(harness.spool)
    meta = json.loads((folder / "meta.json").read_bytes())
    (folder / "meta.json").write_text(json.dumps({**meta, **harness.meta}))  # of this ledger and key
    scenario = Scenario(harness)
    scenario.ids = re.findall(r"evt_[-0-9a-f]+", (folder / "00000001.seg").read_text())
    assert len(scenario.ids) == 3
    if moment != "after":  # the first of them was sent
        first = (folder / "00000001.seg").read_text().splitlines()[0]
        harness.server.post(harness.key, first.partition('"event":')[2][:-1])
    if moment != "acknowledged":  # `ack` says that it was sent
        (folder / "ack").unlink()
    scenario.check(outcome)
    assert scenario.client.outbox.stats().adopted == (2 if moment == "acknowledged" else 3)


@cells("a record is damaged")
def test_a_record_is_damaged(harness: Harness, moment: str, outcome: str) -> None:
    scenario = Scenario(harness)
    if moment == "after":
        scenario.ids = leave_events(harness.spool, 3, harness.meta)
    else:
        scenario.client.enqueue(EVENT)
        scenario.client.flush()  # from now on, events wait for others to share their batch
        harness.proxy.fault = "hold" if moment == "in flight" else "none"
        for _ in range(3):
            scenario.enqueue(EVENT)
        wait_until(lambda: set(scenario.ids) <= harness.proxy.forwarded)
    (segment,) = harness.spool.glob("p-*/*.seg")
    data = bytearray(segment.read_bytes())
    data[data.index(scenario.ids[1].encode()) + 10] ^= 1
    segment.write_bytes(data)
    if outcome == "quarantined":
        damaged = scenario.ids.pop(1)
        scenario.check("once")
        assert damaged not in harness.stored
        (kept,) = (harness.spool / "damaged").glob("*.ndjson")
        assert len(kept.read_bytes().splitlines()) == 1
        assert scenario.client.outbox.stats().damaged == 1
    scenario.check("once")


@cells("the clock jumps")
@pytest.mark.parametrize("days", [-400, 400])
def test_the_clock_jumps(
    harness: Harness, moment: str, outcome: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = Scenario(harness)
    now, now_ns = time.time, time.time_ns

    def jump() -> None:
        if moment == "after":  # after the delay until the next attempt has been set
            wait_until(lambda: scenario.client.outbox.stats().retried > 0)
        monkeypatch.setattr(time, "time", lambda: now() + days * 86400)
        monkeypatch.setattr(time, "time_ns", lambda: now_ns() + days * 86400 * 10**9)

    scenario.play(moment, jump)
    assert scenario.client.outbox.stats().oldest_waiting >= 0
    harness.proxy.fault = "none"
    wait_until(lambda: set(scenario.ids) <= harness.stored.keys(), 15)  # without a flush
    scenario.check(outcome)


@cells("the ledger is unreachable for a week")
def test_ledger_is_unreachable_for_a_week(harness: Harness, moment: str, outcome: str) -> None:
    scenario = Scenario(harness)

    def disconnect() -> None:
        harness.proxy.fault = "refuse"

    scenario.play(moment, disconnect)
    if outcome == "waits":
        breaker = scenario.client.outbox._current_engine()._loop.sender.breaker
        for day in range(1, 8):
            breaker._clock = lambda day=day: time.monotonic() + day * 86400
            assert scenario.client.flush(0.05).waiting == 1
        scenario.client.close(0.1)  # as if the process was restarted
        assert scenario.client.outbox.drain(0.1).waiting == 1
    scenario.check("once")


@cells("the ledger rejects one event (4xx)")
def test_ledger_rejects_one_event(harness: Harness, moment: str, outcome: str) -> None:
    scenario = Scenario(harness)
    taken = scenario.client.log(EVENT)["event"]["id"]
    if outcome == "once":
        scenario.play(moment, lambda: None)
    else:
        harness.proxy.fault = {"after": "down", "in flight": "drop"}.get(moment, "none")
        others = [scenario.client.enqueue(EVENT)]
        scenario.enqueue({**EVENT, "id": taken, "action": "other.content"})
        others.append(scenario.client.enqueue(EVENT))
        if moment != "before":
            scenario.client.flush(0.3)
    scenario.check(outcome)
    if outcome == "dead letter":
        assert all(harness.stored[each] == 1 for each in others)


@cells("the ledger rejects all events (4xx)")
def test_ledger_rejects_all_events(harness: Harness, moment: str, outcome: str) -> None:
    bound = harness.server.key("account-bound", bound_to="org_1")
    scenario = Scenario(harness, api_key=bound)
    organization = "org_1" if outcome == "once" else "org_2"
    harness.key = bound
    scenario.play(moment, lambda: None, {**EVENT, "organization_id": organization})
    scenario.check(outcome)


@cells("the key is revoked")
def test_the_key_is_revoked(harness: Harness, moment: str, outcome: str) -> None:
    account = f"account-{os.urandom(4).hex()}"
    old, new = harness.server.key(account), harness.server.key(account)
    scenario = Scenario(harness, api_key=old)
    harness.key = new
    scenario.client.enqueue(EVENT)
    scenario.client.flush()  # so that the ledger has confirmed the account of the old key
    wait_until((harness.spool / "accounts.json").exists)

    def revoke() -> None:
        harness.server.revoke(old)
        wait_until(lambda: harness.server.status(old) == 401)  # a server may cache a key for a second

    scenario.play(moment, revoke)
    if outcome == "waits":
        scenario.check(outcome)
        assert "401" in (scenario.client.flush(5).paused or "")
        scenario.client.close(0.1)
    scenario.client = harness.client(api_key=new)
    scenario.check("once")


def test_table_is_about_the_default_options() -> None:
    assert Outbox()._on_full == "send"
    assert Outbox()._durable is False
