"""Processes as in production: web servers and workers that fork, stopped and patched processes."""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from auditledge.outbox.spool.partition import is_owned, partition_paths
from outbox.conftest import EVENT, Harness
from outbox.support.running_apps import PYTHON, SUPPORT, run


def wait_for(harness: Harness, ids: set[str], seconds: float = 15) -> None:
    """Wait until the ledger has all of these, without a flush."""
    deadline = time.monotonic() + seconds
    while not ids <= harness.stored.keys():
        assert time.monotonic() < deadline, f"{len(ids - harness.stored.keys())} of {len(ids)} did not arrive"
        time.sleep(0.1)


@contextmanager
def serving(command: list[str], app_environment: dict[str, str]) -> Iterator[Callable[[], dict[str, str]]]:
    """A web server. Calling it makes requests; returns the ids of the events, with the process of each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [each.format(port=port) for each in command]
    process = subprocess.Popen(
        [*PYTHON, "-m", *command], env=app_environment, stderr=subprocess.PIPE, text=True
    )

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
    harness: Harness, app_environment: dict[str, str], name: str
) -> None:
    at_import = "preload" in name
    if at_import:
        app_environment["TEST_ENQUEUE_AT_IMPORT"] = "1"
    with serving(SERVERS[name], app_environment) as call:
        ids = call()
        assert len(set(ids.values())) >= 1
        wait_for(harness, set(ids))
    harness.client().outbox.drain(20)
    stored = harness.stored
    assert set(stored.values()) == {1}
    assert len(stored) == len(ids) + at_import


def test_workers_of_celery_deliver_their_events(
    harness: Harness, app_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "broker").mkdir()
    record = tmp_path / "record"
    app_environment |= {"TEST_BROKER": str(tmp_path / "broker"), "TEST_RECORD": str(record)}
    publish = "import apps\nfor _ in range(12): apps.celery.send_task('record')"
    subprocess.run([*PYTHON, "-c", publish], env=app_environment, check=True, capture_output=True)
    options = ["--pool", "prefork", "--concurrency", "2", "--max-tasks-per-child", "4", "--loglevel", "error"]
    command = [*PYTHON, "-m", "celery", "--app", "apps:celery", "worker", *options]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    process = subprocess.Popen([*command, *quiet], env=app_environment, stderr=subprocess.PIPE)
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
    harness.check_delivered_once({event_id for _, event_id in lines})


def test_process_patched_by_gevent_delivers(harness: Harness, app_environment: dict[str, str]) -> None:
    ids = run("run_gevent", app_environment=app_environment, patched=True)
    assert len(ids) == 50
    assert harness.stored == dict.fromkeys(ids, 1)


def test_signal_handler_can_enqueue(harness: Harness, app_environment: dict[str, str]) -> None:
    ids = run("run_signals", app_environment=app_environment)
    assert harness.stored == dict.fromkeys(ids, 1)


def test_stopped_process_keeps_its_events_and_delivers_them_later(
    harness: Harness, app_environment: dict[str, str]
) -> None:
    harness.proxy.fault = "down"
    command = [*PYTHON, str(SUPPORT / "apps.py"), "run_wait"]
    process = subprocess.Popen(
        command, env=app_environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        event_id = process.stdout.readline().split()[1]
        time.sleep(0.2)
        process.send_signal(signal.SIGSTOP)
        harness.proxy.fault = "none"
        harness.client().outbox.drain(0.5)
        assert harness.stored == {}
        assert is_owned(next(partition_paths(harness.spool)))
        process.send_signal(signal.SIGCONT)
        wait_for(harness, {event_id})
    finally:
        process.kill()
        process.communicate()
    harness.check_delivered_once({event_id})


def test_importing_and_making_a_client_start_no_thread(app_environment: dict[str, str]) -> None:
    program = "import apps, threading, auditledge.outbox; apps.client.outbox; print(threading.active_count())"
    done = subprocess.run(
        [*PYTHON, "-c", program], env=app_environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_flush_delivers_if_no_thread_can_be_started(
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
