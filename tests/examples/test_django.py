"""The Django examples and the code of `docs/django.md`, with real users and a real ledger."""

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

Events = list[dict[str, Any]]


@pytest.fixture(scope="module")
def key(served: Served) -> str:
    return served.key()


@pytest.fixture(scope="module")
def report(served: Served, key: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The responses of the views."""
    # These need a configured Django, and are marked `py` instead of `python`.
    documents = [ROOT / "README.md", ROOT / "docs" / "django.md"]
    example = "\n".join(
        block.code for document in documents for block in blocks(document) if block.language == "py"
    )
    folder = tmp_path_factory.mktemp("shop")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "DATABASE": str(folder / "shop.db"),
        "AUDITLEDGE_BASE_URL": served.url,
        "AUDITLEDGE_API_KEY": key,
        "AUDITLEDGE_OUTBOX": str(folder / "outbox"),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", Path(__file__).with_name("django_walkthrough.py")],
        input=example, env=environment, check=False, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    responses: dict[str, Any] = json.loads(done.stdout)
    return responses


@pytest.fixture(scope="module")
def stored(report: dict[str, Any], served: Served, key: str) -> Events:
    """The events that were recorded, oldest first."""
    with AuditLedge(key, base_url=served.url) as client:
        return list(client.iter_events({"order": "asc"}))


def found(stored: Events, action: str) -> Events:
    return [event for event in stored if event["action"] == action]


def test_the_example_records_who_deleted_what(report: dict[str, Any], stored: Events) -> None:
    assert report["deleted"] == 204
    (event,) = found(stored, "invoice.deleted")
    alice = {
        "id": str(report["ids"]["alice"]),
        "name": "Alice Åberg",
        "email": "alice@example.com",
        "type": "user",
    }
    assert event["actor"] == alice
    assert event["resource"] == {"type": "invoice", "id": str(report["ids"]["mine"]), "name": "1042"}
    assert event["organization_id"] == "org_789"
    assert event["context"]["ip"] == "192.168.1.1"
    assert event["changes"]["status"] == {"before": "refunded"}
    assert event["changes"]["iban"] == {"before": "[redacted]"}


def test_the_example_records_refunds_and_denials(report: dict[str, Any], stored: Events) -> None:
    assert (report["refunded"], report["refused"]) == (204, 403)
    refunded, refused = found(stored, "invoice.refunded")
    assert (refunded["outcome"], refused["outcome"]) == ("success", "denied")
    assert refused["reason"] == "over the limit of 500"
    assert refused["resource"]["id"] == str(report["ids"]["large"])
    (updated,) = found(stored, "invoice.updated")
    assert updated["changes"] == {"status": {"before": "open", "after": "refunded"}}
    assert updated["context"]["request_id"] == refunded["context"]["request_id"]


def test_the_example_records_users_without_their_passwords(stored: Events) -> None:
    created = found(stored, "user.created")
    assert len(created) == 3
    assert {event["changes"]["password"]["after"] for event in created} == {"[redacted]"}
    assert len(found(stored, "user.logged_in")) == 3


def test_the_example_records_no_failed_requests(report: dict[str, Any], stored: Events) -> None:
    assert report["again"] == report["by mallory"] == 404
    assert report["by nobody"] == 302
    assert report["by get"] == 405
    assert report["remaining"] == ["1043", "1044"]
    assert len(found(stored, "invoice.deleted")) == 1


def test_the_example_shows_history_only_to_its_organization(report: dict[str, Any]) -> None:
    assert "<del>open</del> → <ins>refunded</ins>" in report["history"]
    assert "Alice Åberg" in report["history"]
    assert "invoice.updated" in report["history for root"]
    assert report["history for mallory"] == 404


def test_the_readme_example_works_unchanged(report: dict[str, Any], stored: Events) -> None:
    assert report["readme"] == 204
    (event,) = found(stored, "report.sent")
    assert event["actor"]["id"] == str(report["ids"]["alice"])
    assert event["resource"] == {"type": "report", "id": "7"}
    assert event["organization_id"] == "org_789"
    (created,) = found(stored, "report.created")
    assert created["changes"]["title"] == {"after": "Q3"}


def test_the_documented_model_and_history_work(report: dict[str, Any], stored: Events) -> None:
    assert report["documented history"] == ["contract.updated", "contract.created"]
    created, updated = found(stored, "contract.created") + found(stored, "contract.updated")
    assert created["resource"]["name"] == "K-7"
    assert created["changes"]["iban"] == {"after": "[redacted]"}
    assert updated["changes"] == {"readers": {"before": [], "after": [report["ids"]["alice"]]}}
