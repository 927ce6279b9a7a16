"""The cost of the middlewares to a request that records nothing, and of completing an event.

A request of an application that does almost nothing is the hardest comparison: a real one takes longer. The
applications are called in this process, without a socket, and take turns. `served` is the same on a socket.
"""

import asyncio
import contextlib
import re
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastapi
import flask
import httpx

from auditledge import audit
from auditledge.asgi import AuditMiddleware
from auditledge.flask import init_app
from auditledge.integrations.audit import Audit
from benchmarks.measure import compare, goal, show

CALLS = 2_000
HEADERS = {
    "host": "shop.example",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0",
    "accept": "*/*",
}
EVENT = {"action": "invoice.deleted", "resource": {"type": "invoice", "id": "7"}}
MAX_RATIO = 1.05
MAX_MICROSECONDS = 20


def main() -> None:
    audit.configure(base_url="sqlite://")
    asgi()
    wsgi()
    events()
    served()
    audit.close()


def asgi() -> None:
    """A FastAPI application, with and without the middleware."""
    loop = asyncio.new_event_loop()
    headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        pass

    async def request(app: Any) -> None:
        connection = {
            "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"",
            "scheme": "http", "http_version": "1.1", "headers": headers, "client": ("192.0.2.1", 4711),
            "server": ("shop.example", 80),
        }  # fmt: skip
        await app(connection, receive, send)

    async def batch(app: Any) -> None:
        for _ in range(100):
            await request(app)

    def run(app: Any) -> Any:
        return lambda: loop.run_until_complete(batch(app))

    plain, with_middleware = _fastapi(), _fastapi()
    with_middleware.add_middleware(AuditMiddleware)
    costs = compare({"FastAPI": run(plain), "with AuditMiddleware": run(with_middleware)}, calls=CALLS // 100)
    _report("a request of FastAPI, per 100", costs, "FastAPI", 100)
    loop.close()


def wsgi() -> None:
    """A Flask application, with and without `init_app`."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "SERVER_NAME": "shop.example",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": None,
        "REMOTE_ADDR": "192.0.2.1", "HTTP_HOST": "shop.example", "HTTP_USER_AGENT": HEADERS["user-agent"],
    }  # fmt: skip

    def run(app: flask.Flask) -> Any:
        def request() -> None:
            body = app.wsgi_app(dict(environ), lambda *_: None)
            for _ in body:
                pass
            body.close()

        def batch() -> None:
            for _ in range(100):
                request()

        return batch

    plain, audited = _flask(), _flask()
    init_app(audited)
    costs = compare({"Flask": run(plain), "with init_app": run(audited)}, calls=CALLS // 100)
    _report("a request of Flask, per 100", costs, "Flask", 100)


def events() -> None:
    """The cost of completing an event, apart from recording it."""
    full = {
        **EVENT,
        "actor": {"id": "alice", "type": "user"},
        "organization_id": "org_1",
        "context": {"ip": "::1"},
    }
    with audit.context(
        actor=lambda: {"id": "alice", "type": "user"}, organization_id="org_1", context={"ip": "::1"}
    ):
        contenders = {
            "client.prepare, everything written": lambda: audit.client.prepare(full),
            "audit.prepare, from the scope": lambda: audit.prepare(EVENT),
        }
        show("preparing an event", compare(contenders, calls=CALLS), "client.prepare, everything written")


def served() -> None:
    """Requests to uvicorn on one connection, with and without the middleware: CPU time of the server."""
    with _uvicorn() as server:
        _served(server, "/", "that does nothing", 200)
        _served(server, "/invoice", "that reads two rows from SQLite", 100)


def _served(server: "_Server", path: str, title: str, count: int) -> None:
    found: dict[str, list[float]] = {path: [], f"/audited{path}": []}
    for _ in range(30):
        for each, costs in found.items():
            costs.append(server.cpu_of_requests(each, count))
    before, after = (statistics.median(costs) for costs in found.values())
    print(f"a request to uvicorn {title}: {before:.0f} us, with AuditMiddleware {after:.0f} us (CPU)")
    goal("with AuditMiddleware, as a multiple (CPU of the server)", after / before, MAX_RATIO)


class _Server:
    """A running server, and a client of it."""

    def __init__(self, pid: int, url: str) -> None:
        self._pid = pid
        self._client = httpx.Client(base_url=url)

    def cpu_of_requests(self, path: str, count: int) -> float:
        """Microseconds of CPU time that the server takes for a request."""
        start = self._cpu()
        for _ in range(count):
            self._client.get(path)
        return (self._cpu() - start) / count * 1e6

    def close(self) -> None:
        self._client.close()

    def _cpu(self) -> float:
        times = Path(f"/proc/{self._pid}/schedstat").read_text().split()
        return int(times[0]) / 1e9


def _fastapi() -> fastapi.FastAPI:
    app = fastapi.FastAPI()
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE TABLE shop (id INTEGER PRIMARY KEY, name TEXT)")
    database.execute("INSERT INTO shop VALUES (1, 'alice'), (2, 'Invoice #1042')")

    def read(number: int) -> dict[str, Any]:
        row = database.execute("SELECT id, name FROM shop WHERE id = ?", [number]).fetchone()
        return {"id": row[0], "name": row[1]}

    def current_user() -> dict[str, Any]:
        return read(1)

    @app.get("/")
    async def index() -> dict[str, str]:
        return {"hello": "world"}

    @app.get("/invoice", dependencies=[fastapi.Depends(current_user)])
    def invoice() -> dict[str, Any]:
        return read(2)

    return app


def _flask() -> flask.Flask:
    app = flask.Flask(__name__)
    app.get("/")(lambda: "hello")
    return app


plain: Any = _fastapi()
audited: Any = AuditMiddleware(_fastapi(), audit=Audit(), base_url="sqlite://")


async def both(scope: Any, receive: Any, send: Any) -> None:
    """One process for both, so that their memory and connections are the same."""
    app = plain
    if scope["type"] == "http" and scope["path"].startswith("/audited/"):
        app = audited
    await app(scope | {"path": scope.get("path", "").removeprefix("/audited")}, receive, send)


@contextlib.contextmanager
def _uvicorn() -> Iterator[_Server]:
    command = [sys.executable, "-m", "uvicorn", "benchmarks.capture:both", "--port", "0", "--no-access-log"]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        lines = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stderr)
        address = next(filter(None, lines))
        with contextlib.closing(_Server(process.pid, address[0])) as server:
            yield server
        process.terminate()


def _report(title: str, costs: Any, base: str, batch: int) -> None:
    show(title, costs, base)
    (name,) = costs.keys() - {base}
    goal("more microseconds per request (CPU)", (costs[name].cpu - costs[base].cpu) / batch, MAX_MICROSECONDS)
