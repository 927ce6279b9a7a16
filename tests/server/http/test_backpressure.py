"""What a connection can make the server hold, however much it sends ahead and however slowly it reads."""

import contextlib
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from server.http.raw_client import RawClient
from server.samples import MINIMAL, event
from server.server_process import a_key, server_process

CONNECTIONS = 60
READERS = 40
AHEAD = 254_000  # bytes, as in an attack that took 1.4 GB
TINY = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
MB = 2**20


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def peak_memory(pid: int) -> int:
    """The most bytes that a process has held."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]) * 1_024


def send_some(connection: socket.socket, data: bytes) -> None:
    """Send as much as is taken."""
    connection.settimeout(0.5)
    with contextlib.suppress(OSError):
        connection.sendall(data)


def test_requests_that_are_sent_ahead_take_little_memory_and_time(database: str) -> None:
    a_key(database)
    with server_process(database) as (process, url), contextlib.ExitStack() as held:
        wires = [held.enter_context(RawClient(url)) for _ in range(CONNECTIONS)]
        senders = [
            threading.Thread(target=send_some, args=[wire.socket, TINY * (AHEAD // len(TINY))])
            for wire in wires
        ]
        for sender in senders:
            sender.start()
        durations = []
        with httpx.Client() as client:
            for _ in range(50):
                began = time.perf_counter()
                assert client.get(f"{url}/health/live").status_code == 200
                durations.append(time.perf_counter() - began)
        for sender in senders:
            sender.join()
        assert peak_memory(process.pid) < 400 * MB
        assert max(durations) < 2


def test_every_request_that_was_sent_ahead_gets_its_response(database: str) -> None:
    a_key(database)
    number = AHEAD // len(TINY)
    with server_process(database) as (_, url), RawClient(url) as wire:
        sender = threading.Thread(target=wire.socket.sendall, args=[TINY * number])
        sender.start()
        assert {wire.response().status for _ in range(number)} == {404}
        sender.join()


def test_slow_readers_of_long_pages_take_little_memory_and_leave_others_alone(database: str) -> None:
    """40 readers of 1,000 events with 60 kB each asked for 2.4 GB, and got it."""
    key, other = a_key(database, "fat"), a_key(database, "other")
    with server_process(database) as (process, url), contextlib.ExitStack() as held:
        fill_with_large_events(url, key)
        for _ in range(READERS):
            reader = held.enter_context(RawClient(url, key))
            reader.send(reader.head("GET /v1/events?limit=1000 HTTP/1.1"))
        deadline = time.monotonic() + 8
        headers = {"Authorization": f"Bearer {other}"}
        with httpx.Client(base_url=url, headers=headers, timeout=10) as client:
            while time.monotonic() < deadline:
                assert client.get("/health/live").status_code == 200
                assert client.get("/events?limit=100").status_code == 200
                assert client.post("/events", json=MINIMAL).status_code == 201
                time.sleep(0.05)
        assert peak_memory(process.pid) < 600 * MB


def fill_with_large_events(url: str, key: str) -> None:
    batch = {"events": [event(metadata={"text": "x" * 60_000}) for _ in range(100)]}
    headers = {"Authorization": f"Bearer {key}", "Prefer": "return=minimal"}
    with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
        for _ in range(10):
            assert client.post("/events/batch", json=batch).json()["succeeded"] == 100


def test_a_page_of_large_events_is_read_whole(database: str) -> None:
    key = a_key(database)
    with server_process(database) as (_, url):
        fill_with_large_events(url, key)
        response = httpx.get(
            f"{url}/events?limit=1000", headers={"Authorization": f"Bearer {key}"}, timeout=60
        )
        assert len(response.json()["events"]) == 1_000
