"""The Django examples, with a real user and a real ledger, from which the events are read back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docs.blocks import ROOT, blocks

from auditledge import AuditLedge
from examples.serving import Served


@pytest.fixture(scope="module")
def key(served: Served) -> str:
    return served.key()


@pytest.fixture(scope="module")
def report(served: Served, key: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The responses of the views."""
    (example,) = (each.code for each in blocks(ROOT / "README.md") if "def delete_invoice" in each.code)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "DATABASE": str(tmp_path_factory.mktemp("shop") / "shop.db"),
        "AUDITLEDGE_BASE_URL": served.url,
        "AUDITLEDGE_API_KEY": key,
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", Path(__file__).with_name("django_walkthrough.py")],
        input=example.replace("your_api_key", key), env=environment, check=False,
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    responses: dict[str, Any] = json.loads(done.stdout)
    return responses


@pytest.fixture(scope="module")
def stored(report: dict[str, Any], served: Served, key: str) -> list[dict[str, Any]]:
    """The events that the views recorded, oldest first."""
    with AuditLedge(key, base_url=served.url) as client:
        return list(client.iter_events({"order": "asc"}))


def test_the_example_records_who_deleted_what(report: dict[str, Any], stored: list[dict[str, Any]]) -> None:
    assert report["deleted"] == 204
    event = stored[0]
    alice = {"id": str(report["ids"]["alice"]), "name": "Alice Åberg", "email": "alice@example.com"}
    assert event["actor"] == alice
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {
        "type": "invoice", "id": str(report["ids"]["mine"]), "name": "Invoice 1042"
    }  # fmt: skip
    assert event["organization_id"] == "org_789"
    assert event["metadata"] == {"ip": "192.168.1.1"}


def test_the_example_records_no_failed_requests(report: dict[str, Any], stored: list[dict[str, Any]]) -> None:
    assert report["again"] == report["by mallory"] == 404
    assert report["by nobody"] == 302
    assert report["by get"] == 405
    assert report["remaining"] == ["1043"]
    assert len(stored) == 2


def test_the_example_shows_history_only_to_its_organization(
    report: dict[str, Any], stored: list[dict[str, Any]]
) -> None:
    assert report["history"] == [stored[0]]
    assert report["history for mallory"] == []


def test_the_readme_example_works_unchanged(report: dict[str, Any], stored: list[dict[str, Any]]) -> None:
    assert report["readme"] == 204
    event = stored[1]
    assert event["actor"] == {"id": str(report["ids"]["alice"]), "name": "Alice Åberg"}
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {"type": "invoice", "id": str(report["ids"]["third"])}
    assert event["organization_id"] == "org_789"
    assert event["metadata"] == {"ip": "192.168.1.1"}
