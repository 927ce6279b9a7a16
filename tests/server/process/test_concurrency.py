"""Many at once: threads, processes, and a server that is killed."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from server.conftest import Served
from server.samples import MINIMAL, event, new_id, record
from server.server_process import MAIN, REPO, a_key, server_process, stored_in


def test_threads_leave_no_gap_and_no_double(ledger_server: Served) -> None:
    key = ledger_server.key()
    same = [event(id=new_id(), metadata={"n": n}) for n in range(40)]

    def work(number: int) -> list[str]:
        client = ledger_server.client(key)
        own = [record(client, event(actor={"id": f"u{number}", "name": f"Name {n}"})) for n in range(15)]
        own += [record(client, each) for each in same]
        own += [
            each["event"]
            for each in client.post("/events/batch", json={"events": [MINIMAL] * 20}).json()["results"]
        ]
        return [each["id"] for each in own]

    with ThreadPoolExecutor(8) as pool:
        batches = pool.map(work, range(8))
        ids = [each for some in batches for each in some]
    client = ledger_server.client(key)
    found = client.get("/events/export?order=asc").json()
    assert len(found) == 8 * 35 + 40 == client.get("/events").json()["total"]
    assert {each["id"] for each in found} == set(ids)
    received = [each["received_at"] for each in found]
    assert received == sorted(received)


def test_readers_never_miss_an_acknowledged_event(ledger_server: Served) -> None:
    key = ledger_server.key()
    answered: list[str] = []
    stop = threading.Event()

    def write() -> None:
        client = ledger_server.client(key)
        while not stop.is_set():
            answered.append(record(client, MINIMAL)["id"])

    def read() -> None:
        client = ledger_server.client(key)
        for _ in range(15):
            known = list(answered)
            page = client.get("/events", params={"limit": 1000, "order": "asc"}).json()
            assert page["total"] == len(page["events"])
            assert {each["id"] for each in page["events"]} >= set(known)

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write) for _ in range(2)]
        for reader in [pool.submit(read) for _ in range(2)]:
            reader.result()
        stop.set()
        for writer in writers:
            writer.result()


def test_two_processes_share_one_store(store_url: str) -> None:
    key = a_key(store_url)
    same = [event(id=new_id()) for _ in range(20)]
    headers = {"Authorization": f"Bearer {key}"}
    with server_process(store_url) as (_, one), server_process(store_url) as (_, other):

        def work(url: str) -> list[str]:
            with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
                own = [record(client, event(actor={"id": "u", "name": f"N{n % 7}"}))["id"] for n in range(60)]
                return own + [record(client, each)["id"] for each in same]

        with ThreadPoolExecutor(6) as pool:
            batches = pool.map(work, [one, other] * 3)
            ids = [each for some in batches for each in some]
        totals = [httpx.get(f"{url}/events", headers=headers).json()["total"] for url in (one, other)]
        usage = httpx.get(f"{one}/usage", headers=headers).json()
    stored = stored_in(store_url)
    assert [each.sequence for each in stored] == list(range(1, 6 * 60 + 20 + 1))
    assert {each.id for each in stored} == set(ids)
    assert totals == [len(stored)] * 2
    assert usage["events_this_month"] == len(stored)
    received = [each.received_at for each in stored]
    assert received == sorted(received)


@pytest.mark.parametrize("command", ["revoke", "rotate"])
def test_a_key_that_another_process_ended_is_refused_at_once_by_all(store_url: str, command: str) -> None:
    key = a_key(store_url)
    headers = {"Authorization": f"Bearer {key}"}
    with (
        server_process(store_url) as (_, one),
        server_process(store_url) as (_, other),
        httpx.Client(headers=headers) as client,
    ):
        for url in (one, other):
            assert client.post(f"{url}/events", json=MINIMAL).status_code == 201
            assert client.get(f"{url}/events").status_code == 200
        ended = [sys.executable, "-c", MAIN, "keys", command, "--store", store_url, key[:11]]
        subprocess.run(ended, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(REPO)})
        for url in (one, other):
            assert client.post(f"{url}/events", json=MINIMAL).status_code == 401
            assert client.get(f"{url}/events").status_code == 401
            assert client.get(f"{url}/usage").status_code == 401


def test_a_killed_server_loses_no_acknowledged_event(store_url: str) -> None:
    key = a_key(store_url)
    answered: dict[str, dict[str, object]] = {}
    for _ in range(3):
        with server_process(store_url) as (process, url):
            asyncio.run(_hammer_and_kill(process, url, key, answered))
    stored = stored_in(store_url)
    assert [each.sequence for each in stored] == list(range(1, len(stored) + 1))
    ids = [each.id for each in stored]
    assert len(set(ids)) == len(ids)
    assert set(ids) >= answered.keys()
    with server_process(store_url) as (_, url):
        headers = {"Authorization": f"Bearer {key}"}
        found = httpx.get(f"{url}/events/export", headers=headers, timeout=30).json()
    assert {each["id"]: each for each in found}.items() >= answered.items()


async def _hammer_and_kill(
    process: "subprocess.Popen[str]", url: str, key: str, answered: dict[str, dict[str, object]]
) -> None:
    enough = asyncio.Event()
    goal = len(answered) + 150

    async def write(client: httpx.AsyncClient) -> None:
        with contextlib.suppress(httpx.TransportError):
            while True:
                sent = event(id=new_id(), metadata={"text": "x" * 500})
                answer = await client.post("/events", json=sent)
                assert answer.status_code == 201
                answered[sent["id"]] = answer.json()["event"]
                if len(answered) >= goal:
                    enough.set()

    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:
        writers = [asyncio.ensure_future(write(client)) for _ in range(8)]
        await enough.wait()
        process.send_signal(signal.SIGKILL)
        await asyncio.gather(*writers)
