"""The file with the progress of an import."""

import json
from pathlib import Path

import pytest

from auditledge.cli.importer.checkpoint import ImportCheckpoint, ImportProgress
from cli.conftest import Cli
from cli.importer.rows_to_import import FILE, actions, row, write_rows


def checkpoint_of(cli: Cli) -> ImportCheckpoint:
    """The checkpoint for importing FILE without options."""
    ledger = f"AuditLedge(base_url={cli.environment['AUDITLEDGE_BASE_URL']!r})"
    return ImportCheckpoint(FILE, [ledger, "embedded", None, "jsonl", [], []])


@pytest.mark.parametrize("change", ["file", "target", "options", "checkpoint"])
def test_starts_over_after_a_change(cli: Cli, change: str, tmp_path: Path) -> None:
    write_rows(*map(row, range(3)))
    checkpoint_of(cli).save(ImportProgress(2, 2))
    if change == "file":
        write_rows(*map(row, range(4)))
    elif change == "checkpoint":
        Path("events.jsonl.import").write_text("{}")
    else:
        cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/ledger.db.other"
    cli("import", "events.jsonl", *(["--org", "org_1"] if change == "options" else []))
    assert len(actions(cli)) == (4 if change == "file" else 3)


def test_resumes_without_a_change(cli: Cli) -> None:
    write_rows(*map(row, range(3)))
    checkpoint_of(cli).save(ImportProgress(2, 1, rejected=1))
    result = cli("import", "events.jsonl", code=1)
    assert "3 rows, 2 stored, 1 rejected, 2 rows by an earlier run" in result.stderr
    assert actions(cli) == ["a.2"]


def test_unwritable_checkpoint_loses_no_events(cli: Cli) -> None:
    Path("events.jsonl.import.new").mkdir()
    write_rows(row(1))
    cli("import", "events.jsonl")
    assert actions(cli) == ["a.1"]


def test_file_has_the_names_of_earlier_versions(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    checkpoint = ImportCheckpoint(path, "target")
    checkpoint.save(ImportProgress(3, 2, rejected=1))
    saved = json.loads(path.with_name("events.jsonl.import").read_text())
    earlier = {"rows": 3, "stored": 2, "refused": 1}
    assert saved["progress"] == {**earlier, "known": 0, "reserved": 0, "rejects_size": 0}
    path.with_name("events.jsonl.import").write_text(json.dumps({**saved, "progress": earlier}))
    assert checkpoint.load() == ImportProgress(3, 2, rejected=1)
    assert ImportCheckpoint(path, "another target").load() == ImportProgress()
    checkpoint.delete()
    assert checkpoint.load() == ImportProgress()
    assert list(tmp_path.iterdir()) == [path]
