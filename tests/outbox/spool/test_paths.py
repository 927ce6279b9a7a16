"""The default location of the spool."""

import sys
from pathlib import Path

import pytest

from auditledge.outbox.spool.paths import default_root, fingerprint, roots_of_other_keys

URL = "https://audit.example.com/v1"


@pytest.fixture(autouse=True)
def _parent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def test_each_ledger_and_key_has_its_own_folder(tmp_path: Path) -> None:
    roots = [default_root(url, key) for url in (URL, URL + "2") for key in ("key-1", "key-2")]
    assert len(set(roots)) == 4
    assert {root.parent for root in roots} == {tmp_path}
    assert all(root.name.startswith("audit.example.com-") for root in roots)
    assert not any("key-1" in str(root) for root in roots)


def test_names_of_version_1() -> None:
    assert default_root(URL, "key-1").name == "audit.example.com-f035e52e63935b44"
    assert fingerprint(URL, "key-1") == "f035e52e63935b44"


def test_relative_files_are_different_ledgers_in_different_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = default_root("sqlite:///audit.db", "key")
    assert default_root(f"sqlite:///{tmp_path}/audit.db", "key") == here
    assert here.name.startswith("embedded-")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert default_root("sqlite:///audit.db", "key") != here


@pytest.mark.skipif(sys.platform != "linux", reason="the folder for state differs by system")
def test_without_the_variable_it_is_the_state_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AUDITLEDGE_OUTBOX")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert default_root(URL, "k").parent == tmp_path / "state" / "auditledge" / "outbox"
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert default_root(URL, "k").parent == tmp_path / "home" / ".local" / "state" / "auditledge" / "outbox"


def test_roots_of_other_keys(tmp_path: Path) -> None:
    mine, other = default_root(URL, "key-1"), default_root(URL, "key-2")
    elsewhere = default_root("https://other.example.com/v1", "key-1")
    for root in (mine, other, elsewhere):
        root.mkdir()
    assert roots_of_other_keys(mine) == [other]
    assert roots_of_other_keys(tmp_path / "chosen") == []
