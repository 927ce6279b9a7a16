"""Processes as they are run in the field: servers that fork, workers, children, frozen and patched ones."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge import AsyncAuditLedge, AuditLedge, Outbox
from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.partition import is_owned, partition_paths
from outbox.conftest import EVENT, Harness
from outbox.ledger import environment

HERE = Path(__file__).parent / "support"
PYTHON = [sys.executable, "-W", "default"]


@pytest.fixture
def surroundings(harness: Harness) -> dict[str, str]:
    """The environment that tells an application where it is."""
    path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return environment(
        TEST_SPOOL=str(harness.spool), TEST_URL=harness.proxy.url, TEST_KEY=harness.key, PYTHONPATH=path
    )


def run(
    function: str, *arguments: str, surroundings: dict[str, str], patched: bool = False
) -> dict[str, str]:
    """Run a function of `apps` in a process to its end; the events that it enqueued, and who did."""
    command = [*PYTHON, str(HERE / "apps.py"), function, *arguments]
    if patched:
        command[1:] = ["-m", "gevent.monkey", *command[3:]]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return dict(reversed(line.split()) for line in done.stdout.splitlines())  # type: ignore[misc]


def wait_for(harness: Harness, ids: set[str], seconds: float = 15) -> None:
    """Wait until the ledger has all of these; nobody helps."""
    deadline = time.monotonic() + seconds
    while not ids <= harness.stored.keys():
        assert time.monotonic() < deadline, f"{len(ids - harness.stored.keys())} of {len(ids)} did not come"
        time.sleep(0.1)


def check_once(harness: Harness, ids: set[str]) -> None:
    assert harness.client().outbox.drain(20).waiting == 0
    assert harness.stored == dict.fromkeys(ids, 1)


@contextmanager
def serving(command: list[str], surroundings: dict[str, str]) -> Iterator[Callable[[], dict[str, str]]]:
    """A web server; calling it makes requests, and gives the events and who enqueued them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [each.format(port=port) for each in command]
    process = subprocess.Popen([*PYTHON, "-m", *command], env=surroundings, stderr=subprocess.PIPE, text=True)

    def call() -> dict[str, str]:
        found = {}
        for _ in range(30):
            pid, event_id = httpx.get(f"http://127.0.0.1:{port}/", timeout=10).text.split()
            found[event_id] = pid
        return found

    try:
        wait_until_up(port)
        yield call
    finally:
        process.terminate()
        try:
            process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def wait_until_up(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


GUNICORN = ["gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "2", "--log-level", "error", "apps:wsgi"]
SERVERS = {
    "gunicorn sync": [*GUNICORN, "--worker-class", "sync"],
    "gunicorn sync preload": [*GUNICORN, "--worker-class", "sync", "--preload"],
    "gunicorn gthread preload": [*GUNICORN, "--worker-class", "gthread", "--threads", "4", "--preload"],
    "gunicorn gevent preload": [*GUNICORN, "--worker-class", "gevent", "--preload"],
    "uvicorn": ["uvicorn", "--port", "{port}", "--workers", "2", "--log-level", "error", "apps:asgi"],
}


@pytest.mark.parametrize("name", SERVERS)
def test_workers_of_a_web_server_deliver_their_events(
    harness: Harness, surroundings: dict[str, str], name: str
) -> None:
    at_import = "preload" in name
    if at_import:
        surroundings["TEST_ENQUEUE_AT_IMPORT"] = "1"
    with serving(SERVERS[name], surroundings) as call:
        ids = call()
        assert len(set(ids.values())) >= 1
        wait_for(harness, set(ids))
    harness.client().outbox.drain(20)
    stored = harness.stored
    assert set(stored.values()) == {1}
    assert len(stored) == len(ids) + at_import


def test_workers_of_celery_deliver_their_events(
    harness: Harness, surroundings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "broker").mkdir()
    record = tmp_path / "record"
    surroundings |= {"TEST_BROKER": str(tmp_path / "broker"), "TEST_RECORD": str(record)}
    publish = "import apps\nfor _ in range(12): apps.celery.send_task('record')"
    subprocess.run([*PYTHON, "-c", publish], env=surroundings, check=True, capture_output=True)
    options = ["--pool", "prefork", "--concurrency", "2", "--max-tasks-per-child", "4", "--loglevel", "error"]
    command = [*PYTHON, "-m", "celery", "--app", "apps:celery", "worker", *options]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    process = subprocess.Popen([*command, *quiet], env=surroundings, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 40
        while not record.exists() or len(record.read_text().splitlines()) < 12:
            assert time.monotonic() < deadline, "the tasks were not run"
            time.sleep(0.1)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    lines = [line.split() for line in record.read_text().splitlines()]
    assert len({pid for pid, _ in lines}) >= 2
    check_once(harness, {event_id for _, event_id in lines})


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_children_of_multiprocessing_deliver_their_events(
    harness: Harness, surroundings: dict[str, str], method: str
) -> None:
    ids = run("run_multiprocessing", method, surroundings=surroundings)
    assert len(set(ids.values())) == 3
    assert harness.stored == dict.fromkeys(ids, 1)
    assert not list(partition_paths(harness.spool))


def test_a_process_patched_by_gevent_delivers(harness: Harness, surroundings: dict[str, str]) -> None:
    ids = run("run_gevent", surroundings=surroundings, patched=True)
    assert len(ids) == 50
    assert harness.stored == dict.fromkeys(ids, 1)


def test_a_signal_handler_may_enqueue(harness: Harness, surroundings: dict[str, str]) -> None:
    ids = run("run_signals", surroundings=surroundings)
    assert harness.stored == dict.fromkeys(ids, 1)


def test_a_fork_past_the_hooks_is_noticed(harness: Harness, surroundings: dict[str, str]) -> None:
    ids = run("run_foreign_fork", surroundings={**surroundings, "TEST_URL": "http://127.0.0.1:9/v1"})
    assert len(set(ids.values())) == 2
    assert len(list(partition_paths(harness.spool))) == 2
    check_once(harness, set(ids))


def test_a_frozen_process_keeps_its_events_and_delivers_them_when_it_thaws(
    harness: Harness, surroundings: dict[str, str]
) -> None:
    harness.proxy.fault = "down"
    command = [*PYTHON, str(HERE / "apps.py"), "run_wait"]
    process = subprocess.Popen(
        command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        event_id = process.stdout.readline().split()[1]
        time.sleep(0.2)
        process.send_signal(signal.SIGSTOP)
        harness.proxy.fault = "clear"
        harness.client().outbox.drain(0.5)
        assert harness.stored == {}
        assert is_owned(next(partition_paths(harness.spool)))
        process.send_signal(signal.SIGCONT)
        wait_for(harness, {event_id})
    finally:
        process.kill()
        process.communicate()
    check_once(harness, {event_id})


@pytest.mark.parametrize(("kind", "most"), [("hang", 2.8), ("refuse", 1.0), ("clear", 1.0)])
def test_the_exit_of_the_interpreter_is_bounded(
    harness: Harness, surroundings: dict[str, str], kind: str, most: float
) -> None:
    started = time.monotonic()
    run("run_once", surroundings={**surroundings, "TEST_URL": "http://127.0.0.1:9/v1"})
    usual = time.monotonic() - started
    harness.proxy.fault = kind
    started = time.monotonic()
    ids = run("run_once", surroundings=surroundings)
    assert time.monotonic() - started < usual + most
    harness.proxy.fault = "clear"
    assert harness.client().outbox.drain(20).waiting == 0
    assert ids.keys() <= harness.stored.keys()


def test_importing_and_making_a_client_start_no_thread(surroundings: dict[str, str]) -> None:
    program = "import apps, threading, auditledge.outbox; apps.client.outbox; print(threading.active_count())"
    done = subprocess.run(
        [*PYTHON, "-c", program], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_where_no_thread_can_be_started_flush_delivers(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = harness.client()
    with monkeypatch.context() as patch:
        start = threading.Thread.start

        def start_others(thread: threading.Thread) -> None:
            if thread.name == "auditledge-outbox":
                raise RuntimeError("can't start new thread")
            start(thread)

        patch.setattr(threading.Thread, "start", start_others)
        ids = [client.enqueue(EVENT) for _ in range(3)]
        assert client.flush(10).waiting == 0
        assert harness.stored == dict.fromkeys(ids, 1)
        client.close()


def test_enqueueing_does_not_hold_up_the_event_loop(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk, in the mode that waits for it."""
    flush = filesystem.flush

    def slow(fd: int) -> None:
        time.sleep(0.2)
        flush(fd)

    async def measure() -> float:
        outbox = Outbox(harness.spool, durability="fsync")
        async with AsyncAuditLedge(harness.key, harness.proxy.url, outbox=outbox) as client:
            await client.enqueue(EVENT)
            monkeypatch.setattr(filesystem, "flush", slow)
            longest, last = 0.0, time.monotonic()
            task = asyncio.gather(*[client.enqueue(EVENT) for _ in range(5)])
            while not task.done():
                await asyncio.sleep(0.005)
                longest, last = max(longest, time.monotonic() - last), time.monotonic()
            monkeypatch.setattr(filesystem, "flush", flush)
            assert (await client.flush(10)).waiting == 0
        return longest

    assert asyncio.run(measure()) < 0.15
    assert len(harness.stored) == 6


def test_a_ledger_in_this_process_gets_what_is_enqueued() -> None:
    async def enqueue() -> dict[str, Any]:
        async with AsyncAuditLedge("key", "sqlite://") as client:
            event_id = await client.enqueue(EVENT)
            await client.flush()
            folder = client.outbox.folder
            found: dict[str, Any] = await client.get(event_id)  # type: ignore[assignment]
        assert not folder.exists()
        return found

    assert asyncio.run(enqueue())["action"] == EVENT["action"]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("used", [True, False])
def test_no_temporary_folder_is_left(
    named: bool, used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with AuditLedge("key", "sqlite://", outbox=tmp_path / "outbox" if named else None) as client:
        assert (client.outbox.folder == tmp_path / "outbox") is named
        if used:
            client.enqueue(EVENT)
            assert client.flush().waiting == 0
    assert list((tmp_path / "temporary").iterdir()) == []


def test_nothing_of_a_fork_is_left_open(harness: Harness) -> None:
    """A child that enqueues nothing holds none of its parent's files, and keeps nobody from taking over."""
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


def test_a_fork_does_not_wait_for_the_disk(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread flushes while another one forks: nobody will let go of its locks in the child."""
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
    patience = threading.Timer(10, os.kill, (pid, signal.SIGKILL))
    patience.start()
    assert os.waitpid(pid, 0)[1] == 0, "the child hangs"
    patience.cancel()
    monkeypatch.undo()
    assert client.outbox.drain(10).waiting == 0
    assert sorted(harness.stored.values()) == [1, 1, 1]


def open_files(folder: Path) -> list[str]:
    links = []
    for fd in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # it is closed by now
            links.append(str(fd.readlink()))
    return sorted(link for link in links if link.startswith(str(folder)))
