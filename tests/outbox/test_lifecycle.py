"""Forks and exits."""

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from auditledge import Outbox
from auditledge.outbox import lifecycle
from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.folder import Folder
from auditledge.outbox.spool.partition import Partition, partition_paths
from outbox.conftest import EVENT, Harness, jump_at_each_call
from outbox.support.running_apps import run
from outbox.support.scripted_transport import ScriptedTransport, accept_all, enqueue, make_outbox


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_children_of_multiprocessing_deliver_their_events(
    harness: Harness, app_environment: dict[str, str], method: str
) -> None:
    ids = run("run_multiprocessing", method, app_environment=app_environment)
    assert len(set(ids.values())) == 3
    assert harness.stored == dict.fromkeys(ids, 1)
    assert not list(partition_paths(harness.spool))


def test_fork_without_hooks_is_noticed(harness: Harness, app_environment: dict[str, str]) -> None:
    harness.proxy.fault = "refuse"
    ids = run("run_foreign_fork", app_environment=app_environment)
    harness.proxy.fault = "none"
    assert len(set(ids.values())) == 2
    assert len(list(partition_paths(harness.spool))) == 2
    harness.check_delivered_once(set(ids))


@pytest.mark.parametrize(("fault", "exit_seconds"), [("hang", 2), ("refuse", 60), ("none", 60)])
def test_exit_of_the_interpreter_is_bounded(
    harness: Harness, app_environment: dict[str, str], fault: str, exit_seconds: int
) -> None:
    """It waits at most for the time allowed, and not at all while the ledger is unreachable.

    What must not be waited for takes 60 s here, so that a slow machine is not mistaken for a fault.
    """
    harness.proxy.fault = fault
    started = time.monotonic()
    ids = run("run_once", str(exit_seconds), app_environment={**app_environment, "TEST_TIMEOUT": "60"})
    assert time.monotonic() - started < 30
    harness.proxy.fault = "none"
    assert harness.client().outbox.drain(20).waiting == 0
    assert ids.keys() <= harness.stored.keys()


def test_child_keeps_no_inherited_file_open(harness: Harness) -> None:
    """A child that enqueues nothing holds none of its parent's files, and so keeps no partition locked."""
    client = harness.client()
    client.enqueue(EVENT)
    client.flush()
    held = open_files(harness.spool)
    assert held
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        os.write(writer, str(len(open_files(harness.spool))).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    assert os.read(reader, 10) == b"0"
    os.close(reader)
    os.close(writer)
    assert open_files(harness.spool) == held


def test_fork_does_not_wait_for_the_disk(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread flushes while another forks. In the child, no thread would release its locks."""
    client = harness.client(durability="fsync")
    client.enqueue(EVENT)
    flushing = threading.Event()
    flush = filesystem.flush

    def slow(fd: int) -> None:
        flushing.set()
        time.sleep(0.5)
        flush(fd)

    monkeypatch.setattr(filesystem, "flush", slow)
    thread = threading.Thread(target=client.enqueue, args=(EVENT,))
    thread.start()
    flushing.wait()
    if (pid := os.fork()) == 0:
        monkeypatch.undo()
        client.enqueue(EVENT)
        os._exit(0)
    thread.join()
    wait_for_child(pid)
    monkeypatch.undo()
    assert client.outbox.drain(10).waiting == 0
    assert sorted(harness.stored.values()) == [1, 1, 1]


def test_fork_waits_while_a_partition_is_created(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise, the child would inherit the lock of the partition without knowing of it."""
    monkeypatch.setattr(lifecycle, "_FORK_SECONDS", 60)
    client = harness.client()
    locked = threading.Event()
    take_over = Partition.take_over

    def slow(root: Folder, name: str) -> Partition | None:
        partition = take_over(root, name)
        locked.set()
        time.sleep(0.3)  # while the main thread forks
        return partition

    monkeypatch.setattr(Partition, "take_over", slow)
    thread = threading.Thread(target=client.enqueue, args=(EVENT,))
    thread.start()
    locked.wait()
    if (pid := os.fork()) == 0:
        os._exit(len(open_files(harness.spool)))
    wait_for_child(pid)
    thread.join()
    assert client.flush(10).waiting == 0


def test_fork_waits_for_the_first_send_only(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first send imports modules and initializes TLS: the child could inherit their locks."""
    monkeypatch.setattr(lifecycle, "_FORK_SECONDS", 60)
    lock, sending, sent = threading.Lock(), threading.Event(), threading.Event()

    def slow(events: list[dict[str, Any]]) -> Any:
        with lock:
            sending.set()
            time.sleep(0.3)  # while the main thread forks
        sent.set()
        return accept_all(events)

    transport = ScriptedTransport()
    transport.on_batch = slow
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "first")
    sending.wait()
    if (pid := os.fork()) == 0:
        os._exit(0 if lock.acquire(timeout=1) else 1)
    wait_for_child(pid)
    assert outbox.flush(10).waiting == 0
    released = threading.Event()

    def hold(events: list[dict[str, Any]]) -> Any:
        sending.set()
        assert released.wait(60), "the fork waits for a send"
        return accept_all(events)

    transport.on_batch = hold
    sending.clear()
    enqueue(outbox, "second")
    sending.wait()
    if (pid := os.fork()) == 0:
        os._exit(0)
    wait_for_child(pid)
    released.set()
    assert outbox.flush(10).waiting == 0
    outbox.close()


def test_fork_does_not_wait_forever(outbox: Outbox, transport: ScriptedTransport) -> None:
    enqueue(outbox, "a")
    release, held = threading.Event(), threading.Event()

    def hold() -> None:
        with outbox._current_engine()._writer.lock:
            held.set()
            release.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    if (pid := os.fork()) == 0:
        enqueue(outbox, "b")
        os._exit(0)
    assert not release.is_set()
    release.set()
    thread.join()
    wait_for_child(pid)
    enqueue(outbox, "c")
    assert outbox.drain(10).waiting == 0
    assert len(transport.stored) == 3


def test_exit_does_not_depend_on_the_wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class Recorder:
        def at_exit(self, timeout: float) -> None:
            timeouts.append(timeout)

    timeouts: list[float] = []
    recorders = [Recorder(), Recorder()]
    monkeypatch.setattr(lifecycle, "_existing", lambda: recorders)
    monkeypatch.setattr(lifecycle, "EXIT_SECONDS", 100.0)
    jump_at_each_call(monkeypatch, 86_400)
    lifecycle._at_exit()
    assert all(0 < timeout <= 100 for timeout in timeouts)
    assert len(timeouts) == 2


def wait_for_child(pid: int) -> None:
    """Wait until a child has exited with status 0."""
    timer = threading.Timer(60, os.kill, (pid, signal.SIGKILL))
    timer.start()
    status = os.waitpid(pid, 0)[1]
    timer.cancel()
    assert os.waitstatus_to_exitcode(status) == 0, "the child hangs or fails"


def open_files(folder: Path) -> list[str]:
    links = []
    for fd in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # it is closed by now
            links.append(str(fd.readlink()))
    return sorted(link for link in links if link.startswith(str(folder)))
