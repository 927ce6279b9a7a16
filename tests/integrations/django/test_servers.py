"""Concurrent requests of many users to real servers: no event has the actor of another request."""

import http.client
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ServedLedger

from auditledge import AuditLedge

TESTS = Path(__file__).parents[2]
USERS = 20
REQUESTS = int(os.environ.get("AUDITLEDGE_TEST_DJANGO_REQUESTS", "100"))
"""For each kind of server; 400 every night."""

GUNICORN = ["gunicorn", "--workers", "2", "--log-level", "error", "--bind"]
APPLICATION = "integrations.django.serving:application"
SERVERS = {
    "gunicorn sync": [*GUNICORN, "{address}", APPLICATION],
    "gunicorn gthread": [*GUNICORN, "{address}", "--worker-class", "gthread", "--threads", "8", APPLICATION],
    "gunicorn gevent": [*GUNICORN, "{address}", "--worker-class", "gevent", APPLICATION],
    "uvicorn": [
        # By itself, uvicorn believes X-Forwarded-For from this machine.
        *("uvicorn", "--log-level", "error", "--no-proxy-headers", "--port", "{port}"),
        "integrations.django.serving:asgi_application",
    ],
}
PAGES = {"viewed": 1, "stream": 2, "async-viewed": 1, "async-stream": 2, "save": 1}
"""Paths, and how many events a request records."""


@pytest.fixture(scope="module")
def environment(ledger: ServedLedger, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("served")
    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)]),
        "AUDITLEDGE_TEST_DJANGO": str(folder),
        "AUDITLEDGE_TEST_DJANGO_LEDGER": ledger.url,
        "AUDITLEDGE_API_KEY": ledger.new_key("django-servers"),
        "AUDITLEDGE_OUTBOX": str(folder / "outbox"),
    }


@pytest.fixture(scope="module")
def sessions(environment: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "-m", "integrations.django.serving", str(USERS)]
    done = subprocess.run(
        command, env=environment, cwd=TESTS, check=True, capture_output=True, text=True, timeout=100
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def port(server: str, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [each.format(port=port, address=f"127.0.0.1:{port}") for each in SERVERS[server]]
    with subprocess.Popen([sys.executable, "-m", *options], env=environment, cwd=TESTS) as server:
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield port
        finally:
            server.terminate()


_serial = itertools.count(1)


def ask(port: int, page: str, user: str, session: str) -> tuple[str, str, str]:
    """One request. Returns its id, its page and its user."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    request_id = f"request-{next(_serial)}"
    headers = {"Cookie": f"sessionid={session}", "X-Request-ID": request_id, "X-Forwarded-For": "6.6.6.6"}
    connection.request("GET", f"/{page}", headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status == 200, body
    assert response.headers["X-Request-ID"] == request_id
    return request_id, page, user


def test_no_actors_are_mixed_up(
    server: str, port: int, environment: dict[str, str], sessions: dict[str, str], ledger: ServedLedger
) -> None:
    choose = random.Random(1)
    # Under gevent, a second event loop can't run in the thread of the first one; and while a greenlet waits
    # for SQLite's lock, no other one of its worker runs, even if it has the lock.
    pages = [page for page in PAGES if server != "gunicorn gevent" or not page.startswith(("async", "save"))]
    chosen = [(choose.choice(pages), *choose.choice(list(sessions.items()))) for _ in range(REQUESTS)]
    with ThreadPoolExecutor(USERS) as pool:
        asked = list(pool.map(lambda each: ask(port, *each), chosen))
    expected = Counter({(request_id, user): PAGES[page] for request_id, page, user in asked})
    with AuditLedge(environment["AUDITLEDGE_API_KEY"], ledger.url) as client:
        deadline = time.monotonic() + 90
        found: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            found = [dict(event) for event in client.iter_events()]
            wanted = {request_id for request_id, _ in expected}
            found = [each for each in found if each.get("context", {}).get("request_id") in wanted]
            if len(found) >= expected.total():
                break
            time.sleep(0.2)
    recorded = Counter((event["context"]["request_id"], event["actor"]["id"]) for event in found)
    assert recorded == expected
    assert {event["context"]["ip"] for event in found} == {"127.0.0.1"}
