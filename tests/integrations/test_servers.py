"""Real servers, and many users at once: no event has another one's actor."""

import contextlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from conftest import ServedLedger

from auditledge import AuditLedge

APPS = Path(__file__).parent / "apps"
USERS = 20
REQUESTS = 400
ASGI_PATHS = ("/async", "/sync", "/task", "/thread", "/stream", "/background")
WSGI_PATHS = ("/sync", "/thread", "/stream")
SERVERS = {
    # By default, uvicorn itself believes X-Forwarded-For from loopback, which is where the tests are.
    "uvicorn": (["uvicorn", "fastapi_shop:app", "--port", "0", "--no-proxy-headers"], ASGI_PATHS),
    "gunicorn-sync": (["gunicorn", "flask_shop:app", "-b", "127.0.0.1:0"], WSGI_PATHS),
    "gunicorn-gthread": (["gunicorn", "flask_shop:app", "-b", "127.0.0.1:0", "--threads", "8"], WSGI_PATHS),
    "gunicorn-gevent": (["gunicorn", "flask_shop:app", "-b", "127.0.0.1:0", "-k", "gevent"], WSGI_PATHS),
}


@contextlib.contextmanager
def running(command: list[str], **variables: str) -> Iterator[str]:
    """Run a server in a process of its own; the value is its URL."""
    environment = os.environ | variables
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=APPS, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        output = ""
        try:
            for line in server.stderr:
                output += line
                if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                    break
            else:
                raise AssertionError(output)
            yield address[0]
        finally:
            server.terminate()
            _, rest = server.communicate(timeout=30)
    assert "Traceback" not in output + rest, rest


@pytest.mark.parametrize("name", SERVERS)
def test_no_event_has_the_actor_of_another_request(name: str, ledger: ServedLedger, tmp_path: Path) -> None:
    command, paths = SERVERS[name]
    key = ledger.new_key(f"capture-{name}")
    variables = {
        "AUDITLEDGE_API_KEY": key,
        "AUDITLEDGE_BASE_URL": ledger.url,
        "AUDITLEDGE_OUTBOX": str(tmp_path / "outbox"),
    }
    with running(command, **variables) as url:
        limits = httpx.Limits(max_connections=USERS, max_keepalive_connections=USERS)
        with httpx.Client(base_url=url, limits=limits, timeout=60) as client:

            def visit(number: int) -> tuple[str, str]:
                user, path = f"user_{number % USERS}", paths[number // USERS % len(paths)]
                headers = {"X-User": user, "X-Request-ID": f"r{number}", "X-Forwarded-For": "6.6.6.6"}
                response = client.get(path, headers=headers)
                assert response.status_code == 200
                assert response.headers["x-request-id"] == f"r{number}"
                return f"r{number}", path

            with ThreadPoolExecutor(USERS) as pool:
                visited = dict(pool.map(visit, range(REQUESTS)))
            assert client.get("/flush", headers={"X-User": "nobody"}).json() == {"waiting": 0, "problems": {}}
    with AuditLedge(key, base_url=ledger.url) as reader:
        events = list(reader.iter_events())
    for event in events:
        assert event["actor"]["id"] == event["metadata"]["for"]
        assert event["actor"]["id"] == f"user_{int(event['context']['request_id'][1:]) % USERS}"
        assert event["context"]["ip"] == "127.0.0.1"
    counts = Counter(event["context"]["request_id"] for event in events)
    assert counts == {each: 2 if path == "/stream" else 1 for each, path in visited.items()}
