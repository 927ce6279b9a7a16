"""The shared folder: who owns what, what is taken over, what is left alone, what bounds it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from auditledge import Outbox
from auditledge.errors import ConfigurationError, OutboxFullError
from auditledge.outbox.delivery import loop
from auditledge.outbox.spool import filesystem, partition
from auditledge.outbox.spool.partition import Partition, is_owned, partition_paths
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import SpoolFull, folder_size
from outbox.conftest import wait_until
from outbox.ledger import environment
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    enqueue,
    error_response,
    make_event,
    make_outbox,
    unreachable,
)

LEAVE = """
import sys, os
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from outbox.support.scripted_transport import ScriptedTransport, unreachable, make_outbox, enqueue
transport = ScriptedTransport()
transport.on_batch = unreachable
print(*enqueue(make_outbox(Path(sys.argv[1]), transport), *["left"] * int(sys.argv[3])), flush=True)
if sys.argv[4] == "die":
    os._exit(1)
sys.stdin.read()
"""


def leave(spool: Path, count: int, then: str = "die") -> subprocess.Popen[str]:
    """A process that enqueues events, cannot deliver them, and exits, or waits for its stdin."""
    tests = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", LEAVE, str(spool), tests, str(count), then]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )


def left_by(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


def test_everything_is_private(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.flush(0.05)
    found = {path: path.stat().st_mode & 0o777 for path in [spool, *spool.rglob("*")]}
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert len(found) >= 6
    outbox.close(0)


def test_what_waits_reads_as_json(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, "a", "b")
    (segment,) = spool.glob("p-*/*.seg")
    assert [json.loads(line)["event"]["id"] for line in segment.read_text().splitlines()] == ids
    outbox.close(0)


def test_a_closed_outbox_leaves_no_folder_when_all_is_delivered(spool: Path) -> None:
    outbox = make_outbox(spool, ScriptedTransport())
    enqueue(outbox, "a")
    outbox.close()
    assert [path.name for path in spool.iterdir()] == ["FORMAT"]


def test_what_a_dead_process_left_is_delivered_by_another(spool: Path) -> None:
    process = leave(spool, 5)
    ids = left_by(process)
    process.communicate()
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    mine = enqueue(outbox, "a")
    outbox.drain(10)
    assert sorted(transport.stored) == sorted(ids + mine)
    stats = outbox.stats()
    assert (stats.enqueued, stats.adopted, stats.delivered, stats.waiting) == (1, 5, 6, 0)
    outbox.close()
    assert not list(partition_paths(spool))


def test_what_a_live_process_holds_no_other_sends(spool: Path) -> None:
    process = leave(spool, 5, then="wait")
    ids = left_by(process)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    outbox.drain(0.5)
    assert transport.stored == []
    assert is_owned(next(partition_paths(spool)))
    process.kill()
    process.communicate()
    outbox.drain(10)
    assert sorted(transport.stored) == sorted(ids)
    outbox.close()


def test_it_is_taken_over_by_one_only(spool: Path) -> None:
    for _ in range(3):
        process = leave(spool, 200)
        left_by(process)
        process.communicate()
    transports = [ScriptedTransport() for _ in range(6)]
    outboxes = [make_outbox(spool, transport) for transport in transports]
    threads = [threading.Thread(target=outbox.drain, args=(10,)) for outbox in outboxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [event_id for transport in transports for event_id in transport.stored]
    assert len(taken) == len(set(taken)) == 600
    for outbox in outboxes:
        outbox.close()


def test_it_is_looked_for_again_and_again(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SCAN_SECONDS", 0.1)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.flush()
    process = leave(spool, 3)
    ids = left_by(process)
    process.communicate()
    deadline = time.monotonic() + 10
    while len(transport.stored) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored[1:]) == sorted(ids)
    outbox.close()


def test_an_idle_segment_is_removed(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SCAN_SECONDS", 0.05)
    outbox = make_outbox(spool, ScriptedTransport())
    enqueue(outbox, "a")
    deadline = time.monotonic() + 10
    while list(spool.glob("p-*/*.seg")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(spool.glob("p-*/*.seg"))
    enqueue(outbox, "b")
    assert outbox.flush().waiting == 0
    outbox.close()


def test_the_folder_of_a_newer_version_is_left_to_it(spool: Path) -> None:
    process = leave(spool, 3)
    ids = left_by(process)
    process.communicate()
    (folder,) = partition_paths(spool)
    meta = json.loads((folder / "meta.json").read_bytes())
    (folder / "meta.json").write_text(json.dumps({**meta, "format": 2}))
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.drain(5)
    assert len(transport.stored) == 1
    assert folder.exists()
    (folder / "meta.json").write_bytes(
        b"\0\0\0"
    )  # what a power cut may leave; the records speak for themselves
    outbox.drain(5)
    assert sorted(transport.stored[1:]) == sorted(ids)
    outbox.close()


def test_a_folder_of_something_else_is_refused(spool: Path) -> None:
    spool.mkdir()
    (spool / "FORMAT").write_text("auditledge-outbox 9\n")
    outbox = make_outbox(spool, ScriptedTransport())
    with pytest.raises(ConfigurationError, match="FORMAT"):
        enqueue(outbox, "a")


def test_a_folder_half_made_or_half_removed_does_no_harm(spool: Path) -> None:
    gone = spool / "p-00000000000000000000000000000000"
    gone.mkdir(parents=True)
    new = spool / ".new-1"
    new.mkdir()
    os.utime(new, (0, 0))
    (new / "lock").touch()
    os.utime(new, (0, 0))
    (spool / "p-file").touch()
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.drain(5)
    assert not gone.exists()
    assert not new.exists()
    assert len(transport.stored) == 1
    outbox.close()


def test_a_producer_that_lost_its_lock_file_is_not_taken(tmp_path: Path) -> None:
    """Between opening the lock and having it, another heir may have removed the folder."""
    first = Partition.create(tmp_path, {}, durable=True)
    first.release()
    heir = Partition.take_over(first.path)
    assert heir is not None
    assert Partition.take_over(first.path) is None
    heir.remove()
    assert Partition.take_over(first.path) is None


def test_a_folder_that_is_taken_as_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An heir is quicker to lock it, and finds nothing in it."""
    make, heirs = partition._create_folder, []

    def slow(root: Path, meta: Mapping[str, Any]) -> Path:
        path = make(root, meta)
        if not heirs:
            heirs.append(Partition.take_over(path))
        return path

    monkeypatch.setattr(partition, "_create_folder", slow)
    mine = Partition.create(tmp_path, {}, durable=False)
    assert heirs[0] is not None
    assert mine.path != heirs[0].path
    heirs[0].remove()
    assert list(partition_paths(tmp_path)) == [mine.path]
    mine.remove()
    assert list(partition_paths(tmp_path)) == []


def test_of_a_deleted_spool_what_is_open_is_saved(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is the segment that is being sent and the one that is being written."""
    monkeypatch.setattr("auditledge.outbox.outbox.SEGMENT_BYTES", 1000)
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, *["a"] * 30)
    outbox.flush(0.1)
    segments = [segment.read_text() for segment in sorted(spool.glob("p-*/*.seg"))]
    assert len(segments) > 3
    shutil.rmtree(spool)
    wait_until(lambda: bool(list(spool.glob("p-*/*.seg"))))
    transport.on_batch = accept_all
    assert outbox.flush(10).waiting == 0
    assert transport.stored == [each for each in ids if each in segments[0] or each in segments[-1]]
    stats = outbox.stats()
    assert (stats.delivered, stats.dead, stats.damaged) == (
        len(transport.stored),
        *[30 - len(transport.stored)] * 2,
    )
    outbox.close()


def test_no_event_is_promised_that_a_failed_flush_was_to_cover(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next flush says that all is well, though the system may have forgotten what it could not write."""
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, durability="fsync", on_full="raise")
    enqueue(outbox, "a")
    failing = iter([5])
    flush = filesystem.flush

    def fail_once(fd: int) -> None:
        if next(failing, None):
            time.sleep(0.2)  # the others have written, and wait
            raise OSError(5, "Input/output error")
        flush(fd)

    monkeypatch.setattr(filesystem, "flush", fail_once)
    results: list[str] = []

    def try_enqueue() -> None:
        try:
            results.extend(enqueue(outbox, "a"))
        except OutboxFullError as error:
            results.append(str(error))

    threads = [threading.Thread(target=try_enqueue) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["Input/output error" in result for result in results] == [True] * 3
    enqueue(outbox, "a")
    assert len(list(spool.glob("p-*/*.seg"))) == 2
    transport.on_batch = accept_all
    assert outbox.flush(10).waiting == 0
    outbox.close()


@pytest.mark.parametrize("broken", ["flock", "mkdir"])
def test_where_no_folder_can_be_made_or_locked_nothing_is_left(
    spool: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network file system without locks, for one: events are sent at once, and it does not fill up."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(37, "No locks available")

    spool.mkdir()
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    monkeypatch.setattr(*((fcntl, "flock") if broken == "flock" else (partition, "_write_meta")), fail)
    assert enqueue(outbox, "a", "a") == transport.singles
    assert [path.name for path in spool.iterdir()] == ["FORMAT"]
    monkeypatch.undo()
    enqueue(outbox, "a")
    assert outbox.flush(10).delivered == 1
    outbox.close()


def test_a_spool_keeps_to_its_bound_over_all_processes(spool: Path) -> None:
    process = leave(spool, 400, then="wait")
    left_by(process)
    bound = folder_size(spool) + 20_000
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=bound, on_full="raise")
    with pytest.raises(OutboxFullError, match="full"):
        enqueue(outbox, *["a"] * 1000)
    assert folder_size(spool) < bound * 1.02
    outbox.close(0)
    process.kill()
    process.communicate()


class Full:
    """An outbox whose spool holds one event more or less, and whose ledger is unreachable for batches."""

    def __init__(self, spool: Path, on_full: str, **options: float) -> None:
        self.transport = ScriptedTransport()
        self.transport.on_batch = unreachable
        self.outbox: Outbox = make_outbox(spool, self.transport, max_bytes=2000, on_full=on_full, **options)
        with suppress(SpoolFull):
            while True:
                self.outbox._store(encode(make_event()))


def test_when_full_an_event_is_sent_at_once(spool: Path) -> None:
    full = Full(spool, "send")
    ids = enqueue(full.outbox, "now")
    assert full.transport.singles == ids
    assert full.outbox.stats().sent_now == 1
    full.outbox.close(0)


def test_when_full_and_sending_fails_the_caller_is_told(spool: Path) -> None:
    full = Full(spool, "send")
    full.transport.on_single = lambda _: error_response(503, "unavailable")
    with pytest.raises(OutboxFullError, match="503"):
        enqueue(full.outbox, "now")
    full.transport.on_single = unreachable
    with pytest.raises(OutboxFullError, match="connection"):
        enqueue(full.outbox, "now")
    stats = full.outbox.stats()
    assert stats.enqueued == stats.waiting
    full.outbox.close(0)


def test_when_full_and_it_is_refused_for_good_the_reason_is_raised(spool: Path) -> None:
    from auditledge import ConflictError

    full = Full(spool, "send")
    full.transport.on_single = lambda _: error_response(409, "id_conflict")
    with pytest.raises(ConflictError):
        enqueue(full.outbox, "now")
    full.outbox.close(0)


def test_when_full_blocking_ends_in_an_error(spool: Path) -> None:
    full = Full(spool, "block", block_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(OutboxFullError):
        enqueue(full.outbox, "now")
    assert 0.2 <= time.monotonic() - started < 2
    full.outbox.close(0)


def test_when_full_blocking_lasts_until_there_is_room(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=20_000, on_full="block", block_seconds=20)
    threading.Timer(0.3, lambda: setattr(transport, "on_batch", accept_all)).start()
    ids = enqueue(outbox, *["a"] * 500)
    assert outbox.flush(20).waiting == 0
    assert transport.stored == ids
    outbox.close()


def test_when_full_a_callback_is_told(spool: Path) -> None:
    told = []
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=1000, on_full="raise", on_full_spool=told.append)
    with pytest.raises(OutboxFullError):
        enqueue(outbox, *["a"] * 100)
    outbox.flush(0.3)
    assert told[0].kind == "full"
    outbox.close(0)


def test_an_outbox_belongs_to_one_client(spool: Path) -> None:
    outbox = make_outbox(spool, ScriptedTransport())
    outbox.attach(ScriptedTransport(), spool, {})
    with pytest.raises(ConfigurationError, match="one client"):
        outbox.attach(ScriptedTransport(), spool, {"key": "another"})
    with pytest.raises(ConfigurationError, match="no client yet"):
        Outbox(spool).enqueue_json(make_event())


@pytest.mark.parametrize("options", [{"durability": "none"}, {"on_full": "drop"}, {"max_bytes": 0}])
def test_options_are_checked(options: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        Outbox(**options)  # type: ignore[arg-type]
