"""The file of rejected rows."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from auditledge.cli.importer.checkpoint import ImportCheckpoint, ImportProgress
from cli.conftest import Cli
from cli.importer.rows_to_import import FILE, actions, row, write_rows

REJECTS = Path("rejects.jsonl")


def rejects() -> list[dict[str, Any]]:
    return [json.loads(line) for line in REJECTS.read_text("utf-8").splitlines()]


def test_every_row_with_its_reasons(cli: Cli) -> None:
    (taken,) = cli.log_events({})
    unknown = {"actor": {"id": "ü", "color": "red"}, "received_at": "x"}
    lines = [
        json.dumps(row(1)),
        "{",
        json.dumps(unknown),
        json.dumps(row(2, id=taken)),
        *["[" for _ in range(30)],
    ]
    FILE.write_text("\n".join(lines))
    result = cli("import", "events.jsonl", "--rejects", "rejects.jsonl", code=1)
    assert "1 stored, 33 rejected" in result.stderr
    found = rejects()
    assert len(found) == 33
    assert {each["heading"] for each in found} == {"rejected"}
    assert found[0]["line"] == 2
    assert found[0]["row"] == "{"
    assert found[0]["reasons"][0].startswith("is not JSON: ")
    assert found[1]["row"] == unknown, "as it was read"
    assert sorted(found[1]["reasons"])[:2] == [
        "action is required",
        "actor.color is not known; known are id, name, email, type",
    ]
    assert found[2]["reasons"] == ["The id is already used by an event with different content"]
    assert stat.S_IMODE(REJECTS.stat().st_mode) == 0o600


def test_fixed_rows_can_be_imported(cli: Cli) -> None:
    write_rows(row(1), {**row(2), "color": "red"})
    cli("import", "events.jsonl", "--rejects", "rejects.jsonl", code=1)
    (rejected,) = rejects()
    del rejected["row"]["color"]
    write_rows(rejected["row"])
    cli("import", "events.jsonl", "--rejects", "rejects.jsonl")
    assert actions(cli) == ["a.1", "a.2"]
    assert rejects() == []


def test_csv_rows_are_objects(cli: Cli) -> None:
    Path("e.csv").write_text("action,actor_id,resource_type,resource_id\nx,,t,1\ny,u\n")
    cli("import", "e.csv", "--rejects", "rejects.jsonl", code=1)
    assert [each["row"] for each in rejects()] == [
        {"action": "x", "actor_id": "", "resource_type": "t", "resource_id": "1"},
        {"action": "y", "actor_id": "u"},
    ]


def test_dry_run_writes_them(cli: Cli) -> None:
    write_rows(row(1), {"action": "x"})
    cli("import", "events.jsonl", "--rejects", "rejects.jsonl", "--dry-run", code=1)
    (rejected,) = rejects()
    assert rejected["reasons"] == ["actor is required", "resource is required"]


def test_bytes_that_are_not_utf_8_are_kept_readable(cli: Cli) -> None:
    Path("e.csv").write_bytes(b"action,actor_id,resource_type,resource_id\nx\xff,u,t,1\n")
    cli("import", "e.csv", "--rejects", "rejects.jsonl", code=1)
    assert rejects()[0]["row"]["action"] == "x\udcff"


def test_a_resumed_import_has_each_row_once(cli: Cli) -> None:
    """What an interrupted run wrote after it saved its progress is written again."""
    write_rows({"n": 1}, {"n": 2}, {"n": 3})
    cli("import", "events.jsonl", "--rejects", "rejects.jsonl", code=1)
    first = len(REJECTS.read_bytes().splitlines(keepends=True)[0])
    ledger = f"AuditLedge(base_url={cli.environment['AUDITLEDGE_BASE_URL']!r})"
    target = [ledger, "embedded", None, "jsonl", [], [], "rejects.jsonl"]
    ImportCheckpoint(FILE, target).save(ImportProgress(1, rejected=1, rejects_size=first))
    result = cli("import", "events.jsonl", "--rejects", "rejects.jsonl", code=1)
    assert "3 rejected, 1 row by an earlier run" in result.stderr
    assert [each["row"]["n"] for each in rejects()] == [1, 2, 3]


def test_a_file_that_can_not_be_written(cli: Cli) -> None:
    write_rows(row(1))
    message = cli("import", "events.jsonl", "--rejects", "none/x", code=2).stderr
    assert "none/x: No such file or directory" in message
    assert actions(cli) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_ends_the_import(cli: Cli) -> None:
    write_rows(row(1), {"n": 1})
    result = cli("import", "events.jsonl", "--rejects", "/dev/full", code=1)
    assert "error: /dev/full: No space left on device" in result.stderr
    assert "done" not in result.stderr
