"""What a connection can make the server hold, however much it sends ahead and however slowly it reads."""

import contextlib
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from server.http.raw_client import Wire
from server.server_process import a_key, server_process

CONNECTIONS = 60
AHEAD = 254_000  # bytes, as in an attack that took 1.4 GB
TINY = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
MB = 2**20


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def most_memory(pid: int) -> int:
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
        wires = [held.enter_context(Wire(url)) for _ in range(CONNECTIONS)]
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
        assert most_memory(process.pid) < 400 * MB
        assert max(durations) < 2
