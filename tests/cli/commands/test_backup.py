"""The commands `backup` and `restore`: their arguments and output."""

import re
from pathlib import Path

import pytest
from server.admin.ledger_files import fill, url_of
from server.commands import run

from auditledge.cli import main
from cli.conftest import on_terminal


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The file of a ledger with some events, which nobody serves."""
    path = tmp_path / "ledger.db"
    fill(path, 40)
    return path


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_commands_of_its_own(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "x", "--store", "postgresql://user:secret@host/db", code=2)
    assert "pg_dump" in result.stderr
    assert "secret" not in result.stderr


def test_memory_can_not_be_backed_up(tmp_path: Path) -> None:
    assert "no file" in run("backup", tmp_path / "x", "--store", "sqlite://", code=2).stderr


def test_a_folder_that_is_missing_is_one_line(ledger: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "nowhere" / "x.db", "--store", url_of(ledger), code=1)
    assert result.stderr.count("\n") == 1
    assert "No such file" in result.stderr


def test_a_terminal_sees_how_far_it_is(ledger: Path, tmp_path: Path) -> None:
    for arguments in (
        ["backup", str(tmp_path / "copy.db"), "--store", url_of(ledger)],
        ["restore", str(tmp_path / "copy.db"), "--store", url_of(tmp_path / "restored.db")],
        ["migrate-store", url_of(ledger), url_of(tmp_path / "moved.db")],
    ):
        with on_terminal() as got, pytest.raises(SystemExit) as ended:
            main(arguments, prog_name="auditledge")
        assert ended.value.code == 0
        unit = "events" if arguments[0] == "migrate-store" else "MiB"
        assert re.search(rf"\d/\d+ {unit}", got())
