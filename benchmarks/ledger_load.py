"""HTTP load from a separate process: each connection sends the same request repeatedly."""

import asyncio
import http.client
import itertools
import json
import multiprocessing
import time
from typing import Any

import uvloop

from benchmarks.ledger_servers import Server

NEW = "000000000000"
"""A placeholder for the last digits of ids in a body, which each request replaces by a unique number."""

_numbers = itertools.count((time.time_ns() >> 12) % 2**48)


def posts(
    server: Server, path: str, body: object, connections: int, seconds: float
) -> tuple[float, list[float]]:
    """Requests per second, and the seconds that each took, in ascending order. All have to get 2xx.

    The body is sent as the SDK sends it. Its ids can end with NEW.
    """
    content = json.dumps(body, separators=(",", ":")).encode()
    prefer = "Prefer: return=minimal\r\n" if path.endswith("/batch") else ""
    head = (
        f"POST /v1{path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {server.key}\r\n{prefer}"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (server.port, head.encode() + content, connections, seconds))


def get(server: Server, paths: list[str]) -> list[float]:
    """The seconds that each path took, in ascending order; requested one by one on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    taken = []
    for path in paths:
        started = time.perf_counter()
        fetch(connection, server, path)
        taken.append(time.perf_counter() - started)
    connection.close()
    return sorted(taken)


def fetch(connection: http.client.HTTPConnection, server: Server, path: str) -> Any:
    """The JSON response to one request. Raises AssertionError unless its status is 200."""
    status, content = _response(connection, server, path)
    assert status == 200, content
    return json.loads(content)


def status(connection: http.client.HTTPConnection, server: Server, path: str) -> int:
    """The status of the response to one request, after all of it."""
    return _response(connection, server, path)[0]


def _response(connection: http.client.HTTPConnection, server: Server, path: str) -> tuple[int, bytes]:
    connection.request("GET", f"/v1{path}", headers={"Authorization": f"Bearer {server.key}"})
    response = connection.getresponse()
    return response.status, response.read()


def download(server: Server, path: str) -> tuple[int, float]:
    """The size in bytes and the seconds of a response, which is read and discarded."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    started = time.perf_counter()
    connection.request("GET", f"/v1{path}", headers={"Authorization": f"Bearer {server.key}"})
    response = connection.getresponse()
    size = 0
    while chunk := response.read(1 << 18):
        size += len(chunk)
    assert response.status == 200
    return size, time.perf_counter() - started


class _Connection(asyncio.Protocol):
    def __init__(
        self, request: bytes, until: float, taken: list[float], done: "asyncio.Future[None]"
    ) -> None:
        self._request, self._until, self._taken, self._done = request, until, taken, done
        self._response = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._send()

    def data_received(self, data: bytes) -> None:
        self._response += data
        head, found, body = self._response.partition(b"\r\n\r\n")
        if not found or len(body) < int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]):
            return
        assert head.startswith(b"HTTP/1.1 2"), self._response
        self._taken.append(time.perf_counter() - self._started)
        self._send()

    def connection_lost(self, _: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)

    def _send(self) -> None:
        self._response, self._started = b"", time.perf_counter()
        if self._started < self._until:
            self._transport.write(self._request.replace(NEW.encode(), b"%012x" % next(_numbers)))
        else:
            self._transport.close()


def _run(port: int, request: bytes, connections: int, seconds: float) -> tuple[float, list[float]]:
    async def main() -> tuple[float, list[float]]:
        loop, taken = asyncio.get_running_loop(), []
        started = time.perf_counter()
        every = [loop.create_future() for _ in range(connections)]
        for done in every:
            each = _Connection(request, started + seconds, taken, done)
            await loop.create_connection(lambda each=each: each, "127.0.0.1", port)
        await asyncio.gather(*every)
        return len(taken) / (time.perf_counter() - started), sorted(taken)

    return uvloop.run(main())
