"""Raw connections to a server in its own process, and how long it takes to stop."""

import contextlib
import http.client
import json
import socket
import subprocess
from collections.abc import Iterator

import httpx

from server.samples import event

SLACK = 3.0  # seconds, for a busy machine


def ended_within(process: "subprocess.Popen[str]", seconds: float) -> int:
    """The exit code of a process that ends in time."""
    return process.wait(seconds + SLACK)


@contextlib.contextmanager
def connected(url: str) -> Iterator[socket.socket]:
    address = httpx.URL(url)
    with socket.create_connection((address.host, address.port or 0), timeout=30) as connection:
        yield connection


def head(key: str, line: str, *more: str) -> bytes:
    lines = [f"{line} HTTP/1.1", "Host: ledger", f"Authorization: Bearer {key}", *more]
    return "\r\n".join([*lines, "", ""]).encode()


def read_all(connection: socket.socket) -> bytes:
    """What the server sends until it closes or resets the connection."""
    text = b""
    with contextlib.suppress(ConnectionError):
        while some := connection.recv(1 << 16):
            text += some
    return text


def response_on(connection: socket.socket) -> tuple[int, bytes]:
    """The status and body of the next response. Raises HTTPException or OSError if it is incomplete."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    return response.status, response.read()


def post_head(key: str, body: bytes) -> bytes:
    length = f"Content-Length: {len(body)}"
    return head(key, "POST /v1/events", "Content-Type: application/json", length)


def fill(url: str, key: str, batches: int) -> None:
    """Store batches of a thousand events of one kilobyte."""
    body = json.dumps({"events": [event(metadata={"t": "x" * 1_000})] * 1_000})
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    for _ in range(batches):
        assert httpx.post(f"{url}/events/batch", content=body, headers=headers, timeout=60).is_success


def stalled_export(connection: socket.socket, key: str) -> bytes:
    """Request an export, and read only its start; returns that."""
    connection.sendall(head(key, "GET /v1/events/export"))
    return connection.recv(100)
