"""The file with the position of a tail."""

import os
from pathlib import Path

import pytest

from auditledge.cli.tailing.checkpoint import TailCheckpoint
from cli.conftest import Cli


def test_position_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "position"
    path.write_text("beginning\n")
    position, flushed = TailCheckpoint(path), []

    def flush(_: int) -> None:
        flushed.append([file.read_text().strip() for file in (tmp_path / "position.new", path)])

    monkeypatch.setattr(os, "fsync", flush)
    position.save("first")
    assert flushed == [["first", "beginning"]]  # on the disk before it replaces the other
    before = path.stat()
    for token in ("second", "a" * 127):
        position.save(token)
        assert (position.load(), path.stat().st_ino, path.stat().st_size) == (token, before.st_ino, 128)
    assert len(flushed) == 1


@pytest.mark.parametrize("token", ["long" * 64, "short"])
def test_position_is_replaced_if_it_does_not_fit(tmp_path: Path, token: str) -> None:
    position = TailCheckpoint(tmp_path / "position")
    position.save("first")
    if token == "short":
        (tmp_path / "position").unlink()
    position.save(token)
    position.save("last")
    assert position.load() == "last"
    assert [file.name for file in tmp_path.iterdir()] == ["position"]


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", "\udcff"])
def test_invalid_position_file_is_reported(served: Cli, tmp_path: Path, text: str) -> None:
    position = tmp_path / "position"
    position.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert "contains no position" in served("tail", "--position", str(position), code=1).stderr


def test_unwritable_position_file_is_reported_at_once(served: Cli, tmp_path: Path) -> None:
    result = served("tail", "--position", str(tmp_path / "no" / "position"), code=1)
    assert "No such file or directory" in result.stderr


def test_position_of_another_ledger_is_reported(served: Cli, tmp_path: Path) -> None:
    position = tmp_path / "position"
    position.write_text("nonsense")
    assert (
        "resume token was not issued by this ledger"
        in served("tail", "--position", str(position), code=1).stderr
    )
