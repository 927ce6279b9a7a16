"""The Flask examples, on gunicorn and with a real ledger."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
from docs.blocks import ROOT, blocks

from auditledge import AuditLedge
from examples.serving import Served


@contextlib.contextmanager
def running(code: str, folder: Path, **variables: str) -> Iterator[httpx.Client]:
    """Run the module `application` with gunicorn; the value is a client of it."""
    (folder / "application.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "gunicorn", "application:app", "-b", "127.0.0.1:0", "--threads", "4"]
    environment = os.environ | {"AUDITLEDGE_OUTBOX": str(folder / "outbox")} | variables
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        output = ""
        for line in server.stderr:
            output += line
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            raise AssertionError(output)
        try:
            with httpx.Client(base_url=address[0]) as client:
                yield client
        finally:
            server.terminate()
            _, rest = server.communicate(timeout=30)
    assert "Traceback" not in rest, rest


def test_the_example_records_every_refund_and_its_outcome(tmp_path: Path) -> None:
    code = (ROOT / "examples" / "flask_app.py").read_text("utf-8")
    with running(code, tmp_path) as client:
        assert client.post("/invoices/inv_456/refund").status_code == 401
        assert client.post("/login/alice", headers={"X-Forwarded-For": "6.6.6.6"}).status_code == 204
        responses = [client.post(f"/invoices/inv_{number}/refund") for number in (456, 457, 458)]
        assert [each.status_code for each in responses] == [204, 403, 404]
        assert client.get("/invoices/inv_456/history").status_code == 200
        assert client.post("/logout").status_code == 204
        assert client.get("/invoices/inv_456/history").status_code == 401
    with AuditLedge(base_url=f"sqlite:///{tmp_path / 'audit.db'}") as ledger:
        events = list(ledger.iter_events({"order": "asc"}))
    assert [event["action"] for event in events] == ["user.logged_in", *["invoice.refunded"] * 3]
    outcomes = [(event.get("outcome"), event.get("reason")) for event in events[1:]]
    assert outcomes == [
        ("success", None),
        ("denied", "403 Forbidden: over the limit of 500 EUR"),
        ("failure", "NotFound"),
    ]
    for event in events:
        assert event["actor"] == {"id": "alice", "type": "user"}
        assert event["context"]["ip"] == "127.0.0.1"
    ids = [event["context"]["request_id"] for event in events[1:]]
    assert ids == [each.headers["x-request-id"] for each in responses]


def test_the_readme_example_works_unchanged(served: Served, tmp_path: Path) -> None:
    key = served.key()
    (code,) = (each.code for each in blocks(ROOT / "README.md") if "from flask import" in each.code)
    with running(code, tmp_path, AUDITLEDGE_BASE_URL=served.url, AUDITLEDGE_API_KEY=key) as client:
        assert client.delete("/invoices/inv_456").status_code == 204
    with AuditLedge(key, base_url=served.url) as ledger:
        (event,) = ledger.query()["events"]
    assert event["action"] == "invoice.deleted"
    assert event["context"]["ip"] == "127.0.0.1"
    assert event["actor"]["id"] == "anonymous"
