"""Other transports for httpx, to find one that halves the cost of `log()`.

One that did, and behaved the same on every failure, would be worth an extra. So far none does.
"""

import asyncio
import http.client
from collections.abc import Callable, Mapping

import httpx
import pyqwest
from httpx_aiohttp import AiohttpTransport
from httpx_pycurl import AsyncPyCurlTransport, PyCurlTransport
from pyqwest.httpx import PyqwestTransport
from pyreqwest.compatibility.httpx import SyncHttpxTransport

from auditledge import AsyncAuditLedge, AuditLedge
from benchmarks.calls import EVENT
from benchmarks.measure import Cost, compare, goal, show
from benchmarks.sink import sink

DEFAULT = "httpx with httpcore (default)"
BATCH = 20
"""Calls in one run of an event loop, so that the cost of starting and ending the run is negligible."""


class StandardLibrary(httpx.BaseTransport):
    """http.client on one reused connection, without deadlines: less than a real transport has to do."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        self._connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers.raw:
            self._connection.putheader(name, value)
        self._connection.endheaders(request.read())
        response = self._connection.getresponse()
        return httpx.Response(response.status, headers=response.getheaders(), content=response.read())


def main() -> None:
    with sink() as port:
        _threads(port, f"http://127.0.0.1:{port}/v1")
        with asyncio.Runner() as runner:
            _loop(runner, f"http://127.0.0.1:{port}/v1")


def _threads(port: int, base_url: str) -> None:
    transports: dict[str, httpx.BaseTransport | None] = {
        DEFAULT: None,
        "http.client": StandardLibrary(port),
        "pyreqwest": SyncHttpxTransport(),
        "pyqwest": PyqwestTransport(pyqwest.SyncHTTPTransport()),
        "pycurl": PyCurlTransport(),
    }
    contenders = {name: _log_by(transport, base_url) for name, transport in transports.items()}
    _show("log(), by transport", compare(contenders, calls=200))


def _loop(runner: asyncio.Runner, base_url: str) -> None:
    transports: dict[str, httpx.AsyncBaseTransport | None] = {
        DEFAULT: None,
        "aiohttp": AiohttpTransport(),
        "pycurl": AsyncPyCurlTransport(),
    }
    contenders = {name: _logs_by(runner, transport, base_url) for name, transport in transports.items()}
    _show(f"{BATCH} x log() of AsyncAuditLedge, by transport", compare(contenders, calls=10))
    for transport in transports.values():
        if transport is not None:
            runner.run(transport.aclose())


def _show(title: str, costs: Mapping[str, Cost]) -> None:
    show(title, dict(costs), DEFAULT)
    best = min(cost.cpu for name, cost in costs.items() if name != DEFAULT)
    goal("the best of the others", best / costs[DEFAULT].cpu, 0.5)


def _log_by(transport: httpx.BaseTransport | None, base_url: str) -> Callable[[], object]:
    client = AuditLedge("key", base_url)
    if transport is not None:
        pooled = client.low_level.get_httpx_client()
        headers = dict(pooled.headers)
        client._pool._client = httpx.Client(base_url=base_url, headers=headers, transport=transport)  # noqa: SLF001
    return lambda: client.log(EVENT)


def _logs_by(
    runner: asyncio.Runner, transport: httpx.AsyncBaseTransport | None, base_url: str
) -> Callable[[], object]:
    client = AsyncAuditLedge("key", base_url)
    if transport is not None:
        pooled = client.low_level.get_async_httpx_client()
        headers = dict(pooled.headers)
        client._pool._client = httpx.AsyncClient(base_url=base_url, headers=headers, transport=transport)  # noqa: SLF001

    async def logs() -> None:
        for _ in range(BATCH):
            await client.log(EVENT)

    return lambda: runner.run(logs())


if __name__ == "__main__":
    main()
