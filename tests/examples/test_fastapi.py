"""The FastAPI examples, on uvicorn and with a real ledger, from which the events are read back."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from docs.blocks import ROOT, blocks

from auditledge import AuditLedge
from examples.serving import Served


@contextlib.contextmanager
def running(code: str, folder: Path, **variables: str) -> Iterator[httpx.Client]:
    """Run the module `application` with uvicorn, with warnings as errors; the value is a client of it."""
    (folder / "application.py").write_text(code, "utf-8")
    command = [sys.executable, "-W", "error", "-m", "uvicorn", "application:app", "--port", "0"]
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
            with httpx.Client(base_url=address[0], headers={"X-User": "user_123"}) as client:
                yield client
        finally:
            server.terminate()
            _, rest = server.communicate(timeout=30)
    assert "Application shutdown complete" in rest
    assert "Traceback" not in rest, rest


@pytest.fixture
def key(served: Served) -> str:
    return served.key()


def test_the_example_records_who_deleted_what(served: Served, key: str, tmp_path: Path) -> None:
    code = (ROOT / "examples" / "fastapi_app.py").read_text("utf-8")
    variables = {"AUDITLEDGE_BASE_URL": served.url, "AUDITLEDGE_API_KEY": key}
    with running(code, tmp_path, **variables) as client:
        assert client.delete("/invoices/inv_456").status_code == 204
        assert client.delete("/invoices/inv_456").status_code == 404
        assert client.delete("/invoices/inv_457", headers={"X-User": ""}).status_code == 422
        assert client.delete("/invoices/inv_457", headers={"X-User": "auditor"}).status_code == 403
        history = client.get("/invoices/inv_456/history").json()
    with AuditLedge(key, base_url=served.url) as ledger:
        denied, event = ledger.query()["events"]
    assert (denied["actor"]["id"], denied["outcome"]) == ("auditor", "denied")
    assert denied["reason"] == "auditors only read"
    assert history == [event]
    assert event["actor"] == {"id": "user_123", "type": "user"}
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"}
    assert event["context"]["ip"] == "127.0.0.1"


def test_the_example_does_nothing_that_it_cannot_record(served: Served, tmp_path: Path) -> None:
    code = (ROOT / "examples" / "fastapi_app.py").read_text("utf-8")
    variables = {"AUDITLEDGE_BASE_URL": served.url, "AUDITLEDGE_API_KEY": "al_unknown"}
    with running(code, tmp_path, **variables) as client:
        for _ in range(2):  # the second time the invoice still exists
            response = client.delete("/invoices/inv_456")
            assert response.status_code == 503
            assert response.json() == {"detail": "The audit log is unreachable. Nothing was changed."}


def test_the_example_runs_without_a_server(tmp_path: Path) -> None:
    code = (ROOT / "examples" / "fastapi_app.py").read_text("utf-8")
    with running(code, tmp_path) as client:
        assert client.delete("/invoices/inv_456").status_code == 204
        assert len(client.get("/invoices/inv_456/history").json()) == 1
    with AuditLedge("any", base_url=f"sqlite:///{tmp_path / 'audit.db'}") as ledger:
        assert ledger.query()["total"] == 1


def test_the_readme_example_works_unchanged(served: Served, key: str, tmp_path: Path) -> None:
    (code,) = (each.code for each in blocks(ROOT / "README.md") if "fastapi import" in each.code)
    variables = {"AUDITLEDGE_BASE_URL": served.url, "AUDITLEDGE_API_KEY": key}
    with running(code, tmp_path, **variables) as client:
        assert client.delete("/invoices/inv_456").status_code == 204
    with AuditLedge(key, base_url=served.url) as ledger:
        (event,) = ledger.query()["events"]
    assert event["actor"] == {"id": "user_123", "type": "user"}
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {"type": "invoice", "id": "inv_456"}
    assert event["context"]["ip"] == "127.0.0.1"
