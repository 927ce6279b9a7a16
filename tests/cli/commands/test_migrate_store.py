"""The command `migrate-store`: its arguments and output."""

import re
from pathlib import Path

import pytest
from server.admin.ledger_files import fill, url_of
from server.commands import run
from server.server_process import stored_in


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("sqlite:///missing.db", "sqlite:///new.db", "there is no ledger missing.db"),
        ("sqlite://", "sqlite:///new.db", "in memory can't be migrated"),
        ("sqlite:///a.db", "sqlite://", "in memory can't be migrated"),
        ("sqlite:///a.db", "sqlite:///a.db", "are the same store"),
        ("mysql://user:secret@host/x", "sqlite:///new.db", "no store for mysql"),
    ],
)
def test_what_cannot_be_migrated_is_reported(
    source: str, target: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("migrate-store", source, target, code=1).stderr
    assert words in said
    assert "secret" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_complete_migration_says_what_to_serve_from_now_on(tmp_path: Path) -> None:
    source, target = tmp_path / "old.db", tmp_path / "new.db"
    fill(source, 3)
    result = run("migrate-store", url_of(source), url_of(target))
    copied, advice = result.stderr.splitlines()
    assert re.fullmatch("copied 3 events in .*; all 3 events of 1 account are verified", copied)
    assert advice.startswith("the ledger has moved: serve it from the new store only")
    assert stored_in(url_of(target)) == stored_in(url_of(source))
