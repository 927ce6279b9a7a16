"""Everything that 0.1.1 documents works against `auditledge serve`, with the published package."""

import csv
import importlib.metadata
import io
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docs.blocks import ROOT, blocks
from examples.serving import Served

from auditledge import AuditLedge


@pytest.fixture(scope="module")
def key(served: Served) -> str:
    return served.key("--organization", "org_default", "--plan", "starter")


@pytest.fixture(scope="module")
def report(published: Path, served: Served, key: str) -> dict[str, Any]:
    """The results that the published package got."""
    script = Path(__file__).with_name("walkthrough.py")
    command = [published, "-I", "-W", "error", script, served.url, key]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    results: dict[str, Any] = json.loads(done.stdout)
    return results


@pytest.fixture(scope="module")
def ours(served: Served, key: str) -> Any:
    """This SDK, on the same account."""
    with AuditLedge(key, base_url=served.url) as client:
        yield client


def test_it_is_the_published_version(report: dict[str, Any]) -> None:
    assert report["version"] == "0.1.1"
    assert importlib.metadata.version("auditledge") != "0.1.1"


def test_the_quickstart_works(report: dict[str, Any]) -> None:
    variables = report["variables"]
    (event,) = variables["events"]
    assert event["actor"] == {"id": "user_123", "name": "Alice", "email": "alice@example.com"}
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"}
    assert event["organization_id"] == "org_789"
    assert event["metadata"] == {"ip": "192.168.1.1"}
    (row,) = csv.DictReader(io.StringIO(variables["csv_data"], newline=""))
    assert row["id"] == event["id"]
    assert json.loads(row["metadata"]) == event["metadata"]
    # The quickstart searches in the year 2026.
    found = [event] if datetime.now(UTC).year == 2026 else []
    assert variables["result"] == {
        "events": found, "total": len(found), "limit": 20, "offset": 0, "next_cursor": None
    }  # fmt: skip
    assert variables["info"].pop("account").startswith("acct_")
    assert variables["info"] == {
        "plan": "starter", "events_this_month": 1, "events_limit": 100_000, "retention_days": 90
    }  # fmt: skip
    assert report["printed"] == f"{[event]}\n1\nstarter\n1\n100000\n"


def test_an_event_without_an_organization_gets_that_of_the_key(report: dict[str, Any]) -> None:
    assert report["created"]["success"] is True
    assert report["created"]["event"]["organization_id"] == "org_default"
    assert report["fetched"] == report["created"]["event"]


def test_every_documented_filter_works(report: dict[str, Any]) -> None:
    first, second = report["variables"]["events"][0]["id"], report["created"]["event"]["id"]
    expected = {
        "organization_id": [first],
        "actor_id": [first],
        "actor_name": [first],
        "action": [first],
        "resource_type": [second],
        "search": [first],
        "start_date": [second, first],
        "end_date": [],
        "limit": [second],
        "offset": [first],
    }
    for filters, page in report["queried"]:
        (name,) = filters
        assert [event["id"] for event in page["events"]] == expected.pop(name), name
        assert page["total"] == (2 if name in {"limit", "offset"} else len(page["events"]))
        assert page["limit"] == filters.get("limit", 20)
        assert page["offset"] == filters.get("offset", 0)
    assert not expected


def test_exports_have_every_event_in_both_formats(report: dict[str, Any]) -> None:
    exported = report["exported"]
    rows = list(csv.DictReader(io.StringIO(exported["csv"], newline="")))
    assert [row["id"] for row in rows] == [event["id"] for event in exported["json"]]
    assert {event["id"] for event in exported["json"]} == {
        report["created"]["event"]["id"], report["variables"]["events"][0]["id"]
    }  # fmt: skip
    assert exported["none"] == []


@pytest.mark.parametrize("field", ["actor", "actor.id", "action", "resource", "resource.type", "resource.id"])
def test_a_missing_field_is_rejected_before_anything_is_sent(report: dict[str, Any], field: str) -> None:
    assert report["missing"][field] == f"event.{field} is required"


def test_the_published_package_reports_the_errors_of_the_ledger(report: dict[str, Any]) -> None:
    rejected = report["rejected"]
    assert rejected["wrong key"] == "The API key is missing, malformed, unknown or revoked"
    assert rejected["unknown id"] == "There is no such event"
    assert "resuorce" in rejected["unknown field"]
    assert "limit" in rejected["bad filter"]
    assert rejected["no server"].startswith("Request failed:")


def test_rejected_events_are_not_stored(report: dict[str, Any], ours: AuditLedge) -> None:
    assert report["after"]["events_this_month"] == 2
    stored = [*report["variables"]["events"], report["created"]["event"]]
    assert list(ours.iter_events({"order": "asc"})) == stored


def test_the_readme_has_the_published_quickstart_unchanged(published: Path) -> None:
    (metadata,) = published.parents[1].glob("lib/**/auditledge-0.1.1.dist-info/METADATA")
    description = metadata.read_text("utf-8")
    documented = re.search(r"## Quickstart\n\n```python\n(.*?)```", description, re.DOTALL)
    assert documented
    (shown,) = (block.code for block in blocks(ROOT / "README.md") if "# Log an event" in block.code)
    assert shown == documented[1]
