"""`auditledge serve --workers`: several processes on one store and one port."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.http.limits import END_S
from auditledge.server.http.server import _REPLACED_IDLE_S
from server.http.connections import SLACK, connected, ended_within, fill, stalled_export
from server.process.worker_processes import PLAN, eventually, gone, workers_of
from server.samples import MINIMAL, event, new_id
from server.server_process import REPO, a_key, server_process, stored_in

CONNECTIONS = 64
SECONDS = float(os.environ.get("AUDITLEDGE_TEST_LOAD_SECONDS", "2"))


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


async def hammer(url: str, key: str, seconds: float) -> dict[str, list[int]]:
    """Post single events on many connections for a while; returns the statuses by event id.

    A client that is so slow that the server could take its connection for an idle one sends the event again.
    """
    answers: dict[str, list[int]] = {}
    deadline = time.monotonic() + seconds

    async def post(client: httpx.AsyncClient) -> None:
        began = time.monotonic()
        while time.monotonic() < deadline:
            sent = event(id=new_id(), metadata={"text": "x" * 200})
            idle_since, began = began, time.monotonic()
            try:
                answer = await client.post("/events", json=sent)
            except httpx.TransportError:
                if time.monotonic() - idle_since < _REPLACED_IDLE_S:
                    raise
                answer = await client.post("/events", json=sent)
            answers.setdefault(sent["id"], []).append(answer.status_code)

    headers = {"Authorization": f"Bearer {key}"}
    # One connection each: its own last request says how long it was idle.
    clients = [
        httpx.AsyncClient(base_url=url, headers=headers, timeout=30, verify=False) for _ in range(CONNECTIONS)
    ]
    async with contextlib.AsyncExitStack() as opened:
        for client in clients:
            await opened.enter_async_context(client)
        await asyncio.gather(*map(post, clients))
    return answers


def test_a_load_on_many_connections_loses_and_doubles_nothing_and_is_never_refused(store_url: str) -> None:
    key = a_key(store_url)
    with server_process(store_url, "--workers", "4") as (process, url):
        workers = workers_of(process, 4)
        answers = asyncio.run(hammer(url, key, SECONDS))
        assert workers_of(process, 4) == workers
    assert {status for statuses in answers.values() for status in statuses} == {201}
    stored = stored_in(store_url)
    assert sorted(each.id for each in stored) == sorted(answers)
    assert [each.sequence for each in stored] == list(range(1, len(answers) + 1))


def test_a_worker_that_dies_is_replaced(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--workers", "2") as (process, url):
        before = workers_of(process, 2)
        victim = min(before)
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: gone(victim))
        after = eventually(lambda: found if victim not in (found := workers_of(process, 2)) else None)
        assert len(after & before) == 1
        headers = {"Authorization": f"Bearer {key}"}
        for _ in range(10):  # each on a connection of its own
            assert httpx.post(f"{url}/events", json=MINIMAL, headers=headers).status_code == 201
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
        assert process.stderr is not None
        assert f"worker {victim} ended with -9; another starts" in process.stderr.read()
    assert len(stored_in(database)) == 10


def test_all_end_in_order(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--workers", "2", "--grace-period", "0.5") as (process, url):
        workers = workers_of(process, 2)
        with connected(url) as reader:
            fill(url, key, 8)
            stalled_export(reader, key)
            for worker in workers:
                os.kill(worker, signal.SIGTERM)  # systemd and others signal every process of a service
            process.send_signal(signal.SIGTERM)
            assert ended_within(process, 0.5 + END_S) == -signal.SIGTERM
        assert all(gone(worker) for worker in workers)
    assert not Path(database.removeprefix("sqlite:///") + "-wal").exists(), "the store was closed"


def test_ctrl_c_reaches_all_and_ends_them_in_order(database: str) -> None:
    with server_process(database, "--workers", "2") as (process, url):
        workers = workers_of(process, 2)
        eventually(lambda: httpx.get(f"{url}/health").is_success or None)
        for each in (*workers, process.pid):
            os.kill(each, signal.SIGINT)
        assert ended_within(process, 1) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert all(gone(worker) for worker in workers)


def test_a_second_signal_ends_all_at_once(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--workers", "2") as (process, url), connected(url) as reader:
        workers = workers_of(process, 2)
        fill(url, key, 8)
        stalled_export(reader, key)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert process.poll() is None, "the reader holds it up"
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 0) == -signal.SIGTERM
        assert all(gone(worker) for worker in workers)


def test_workers_do_not_outlive_their_supervisor(database: str) -> None:
    with server_process(database, "--workers", "2") as (process, url):
        workers = workers_of(process, 2)
        eventually(lambda: httpx.get(f"{url}/health").is_success or None)
        process.kill()
        process.wait()
        for worker in workers:
            eventually(lambda worker=worker: gone(worker))


STILLBORN = """
import os, socket, sys
from auditledge.server.http.limits import ShutdownTimeouts
from auditledge.server.process.supervisor import Supervisor

def work(listener, supervisor, predecessors):
    os.write(1, b"started ")
    sys.exit(3)

Supervisor([socket.create_server(("127.0.0.1", 0))], work, ShutdownTimeouts()).run()
"""


def test_a_worker_that_can_not_live_is_tried_again_less_and_less_often() -> None:
    command = [sys.executable, "-c", STILLBORN]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(REPO)}, **pipes) as process:
        time.sleep(2.5)
        process.send_signal(signal.SIGTERM)
        out, complaints = process.communicate(timeout=SLACK)
    assert 2 <= out.count("started") <= 3, "at once, after half a second, after a second more"
    assert "ended with 3; another starts in 0.5 s" in complaints


def test_sighup_replaces_workers_and_no_request_notices(tmp_path: Path, database: str) -> None:
    """With other plans from then on, while clients write on connections that they keep."""
    key, plans = a_key(database), tmp_path / "plans.toml"
    plans.write_text(PLAN.format(400))
    with server_process(database, "--workers", "2", "--plans", str(plans)) as (process, url):
        before = workers_of(process, 2)

        async def reload_under_load() -> dict[str, list[int]]:
            load = asyncio.create_task(hammer(url, key, 4))
            await asyncio.sleep(1)
            plans.write_text(PLAN.format(500))
            process.send_signal(signal.SIGHUP)
            return await load

        answers = asyncio.run(reload_under_load())
        assert {status for statuses in answers.values() for status in statuses} == {201}
        after = eventually(lambda: found if not before & (found := workers_of(process, 2)) else None)
        headers = {"Authorization": f"Bearer {key}"}
        assert {httpx.get(f"{url}/usage", headers=headers).json()["retention_days"] for _ in range(8)} == {
            500
        }
        plans.write_text("nonsense")
        process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert workers_of(process, 2) == after, "a file that is wrong changes nothing"
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
        assert process.stderr is not None
        text = process.stderr.read()
        assert "the workers are replaced" in text
        assert "the workers are not replaced" in text
        assert "another starts" not in text
    assert sorted(each.id for each in stored_in(database)) == sorted(answers)


def test_a_worker_that_is_replaced_ends_what_it_has_begun(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--workers", "2", "--shutdown-delay", "5") as (process, url):
        fill(url, key, 8)
        before = workers_of(process, 2)
        with connected(url) as reader:
            beginning = stalled_export(reader, key)
            process.send_signal(signal.SIGHUP)
            eventually(lambda: True if len(before & children_of(process)) <= 1 else None)
            assert httpx.get(f"{url}/health/ready").status_code == 200
            text = beginning
            while not text.endswith(b"0\r\n\r\n"):
                some = reader.recv(1 << 16)
                assert some, "the export was cut"
                text += some
        eventually(lambda: True if not before & children_of(process) else None)


def children_of(process: "subprocess.Popen[Any]") -> set[int]:
    return {*map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())}
