"""Other transports under httpx's interface, looking for one that halves what `log()` costs its caller.

One that did, with the same behaviour under every fault, would be worth an extra. So far none does.
"""

import http.client
from collections.abc import Callable

import httpx
import pyqwest
from pyqwest.httpx import PyqwestTransport
from pyreqwest.compatibility.httpx import SyncHttpxTransport

from auditledge import AuditLedge
from benchmarks.calls import EVENT
from benchmarks.measure import compare, goal, show
from benchmarks.sink import sink


class StandardLibrary(httpx.BaseTransport):
    """http.client on one kept connection, without deadlines: less than a real transport would have to do."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        self._connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers.raw:
            self._connection.putheader(name, value)
        self._connection.endheaders(request.read())
        answer = self._connection.getresponse()
        return httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read())


def main() -> None:
    with sink() as port:
        base_url = f"http://127.0.0.1:{port}/v1"
        transports: dict[str, httpx.BaseTransport | None] = {
            "httpx with httpcore (what is used)": None,
            "http.client": StandardLibrary(port),
            "pyreqwest": SyncHttpxTransport(),
            "pyqwest": PyqwestTransport(pyqwest.SyncHTTPTransport()),
        }
        rivals = {name: _log_by(transport, base_url) for name, transport in transports.items()}
        costs = compare(rivals, calls=200)
    used, *others = costs
    show("log(), by transport", costs, used)
    goal("the best of the others", min(costs[name].cpu for name in others) / costs[used].cpu, 0.5)


def _log_by(transport: httpx.BaseTransport | None, base_url: str) -> Callable[[], object]:
    client = AuditLedge("key", base_url)
    if transport is not None:
        pooled = client.low_level.get_httpx_client()
        headers = dict(pooled.headers)
        client._pool._client = httpx.Client(base_url=base_url, headers=headers, transport=transport)  # noqa: SLF001
    return lambda: client.log(EVENT)


if __name__ == "__main__":
    main()
