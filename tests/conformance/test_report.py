"""`make clients` reports gaps, failures and missing tools."""

import json
from pathlib import Path
from typing import Any

import pytest

import clients
import coverage_report
from conformance.contract import DECLARED


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coverage folder in which one client has covered every declared status."""
    folder = tmp_path / "seen"
    folder.mkdir()
    monkeypatch.setattr(clients, "SEEN", folder)
    monkeypatch.setattr(clients, "BUILD", tmp_path)
    note(folder, "go", DECLARED)
    return folder


def note(folder: Path, client: str, cells: list[tuple[str, str]], how: str = "typed") -> None:
    lines = [json.dumps([*cell, how]) for cell in cells]
    (folder / f"{client}.jsonl").write_text("\n".join(lines), "utf-8")


def without(*cells: tuple[str, str]) -> list[tuple[str, str]]:
    return [cell for cell in DECLARED if cell not in cells]


def test_every_declared_status_is_covered(seen: Path, tmp_path: Path) -> None:
    report, gaps = coverage_report.write(seen, tmp_path / "coverage.md")
    assert gaps == []
    assert report in (tmp_path / "coverage.md").read_text("utf-8")
    assert report.count("typed") == len(DECLARED)


def test_status_that_one_client_has_not_covered_is_a_gap(seen: Path, tmp_path: Path) -> None:
    note(seen, "java", without(("getEvent", "404")), how="raw")
    report, gaps = coverage_report.write(seen, tmp_path / "coverage.md")
    assert gaps == ["getEvent 404 by java"]
    (row,) = (line for line in report.splitlines() if "getEvent" in line and "404" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")] == ["getEvent", "404", "typed", "GAP"]


def test_an_embedded_ledger_has_no_keys(seen: Path, tmp_path: Path) -> None:
    out_of_reach = [cell for cell in DECLARED if cell[1] in {"401", "403", "429", "default"}]
    note(seen, "python-sync-embedded", without(*out_of_reach))
    assert coverage_report.write(seen, tmp_path / "coverage.md")[1] == []
    note(seen, "python-sync-embedded", without(*out_of_reach, ("createEvent", "409")))
    assert coverage_report.write(seen, tmp_path / "coverage.md")[1] == [
        "createEvent 409 by python-sync-embedded"
    ]


def test_language_without_its_tools_is_skipped_and_listed(seen: Path, monkeypatch, capsys) -> None:
    played: list[str] = []
    monkeypatch.setattr(clients.shutil, "which", lambda tool: None if tool in {"go", "mvn"} else tool)
    monkeypatch.setattr(clients, "install_generator", lambda: None)
    monkeypatch.setattr(clients.Language, "build", lambda language: None)
    monkeypatch.setattr(
        clients, "run_suite", lambda built: played.extend(each.name for each in built) or True
    )
    assert clients.main([]) == 0
    assert played == ["openapi-fetch", "typescript"]
    out = capsys.readouterr().out
    assert "SKIPPED: go: not installed: go\n" in out
    assert "SKIPPED: java: not installed: mvn\n" in out


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"build": lambda language: f"{language.name}: javac says no"}, "FAILED: java: javac says no"),
        ({"run_suite": lambda built: False}, ""),
        ({"cells": without(("createEvent", "413"))}, "FAILED: not covered: createEvent 413 by go"),
    ],
)
def test_anything_else_fails(seen: Path, monkeypatch, capsys, broken: dict[str, Any], said: str) -> None:
    monkeypatch.setattr(clients.shutil, "which", lambda tool: tool)
    monkeypatch.setattr(clients, "install_generator", lambda: None)
    monkeypatch.setattr(clients.Language, "build", broken.get("build", lambda language: None))
    monkeypatch.setattr(clients, "run_suite", broken.get("run_suite", lambda built: True))
    note(seen, "go", broken.get("cells", DECLARED))
    assert clients.main([]) == 1
    assert said in capsys.readouterr().out
