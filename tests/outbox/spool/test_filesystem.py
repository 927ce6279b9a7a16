"""Locks that end with their process, and files that are renamed or deleted while they are locked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditledge.outbox.spool import filesystem

HOLDER = """
import os, sys, time
from auditledge.outbox.spool.filesystem import try_lock
print(try_lock(os.open(sys.argv[1], os.O_RDWR)), flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lock"
    path.touch()
    return path


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | filesystem.BINARY)


def test_a_killed_process_releases_its_lock(path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        fd = opened(path)
        assert not filesystem.try_lock(fd)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert filesystem.try_lock(fd)
    os.close(fd)


def test_a_removed_file_is_gone_and_its_lock_released(path: Path) -> None:
    fd = opened(path)
    assert filesystem.try_lock(fd)
    filesystem.remove_locked(fd, path)
    assert not path.exists()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)


def test_removing_a_file_that_is_gone_releases_its_lock(path: Path) -> None:
    fd = opened(path)
    path.unlink()
    filesystem.remove_locked(fd, path)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)


def test_a_renamed_file_keeps_its_content_and_can_be_locked_again(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"content")
    fd = opened(path)
    assert filesystem.try_lock(fd)
    filesystem.rename_locked(fd, path, tmp_path / "new")
    assert not path.exists()
    assert (tmp_path / "new").read_bytes() == b"content"
    again = opened(tmp_path / "new")
    assert filesystem.try_lock(again)
    os.close(again)


def test_a_rename_that_fails_releases_the_lock(path: Path, tmp_path: Path) -> None:
    fd = opened(path)
    assert filesystem.try_lock(fd)
    with pytest.raises(FileNotFoundError):
        filesystem.rename_locked(fd, path, tmp_path / "missing" / "new")
    again = opened(path)
    assert filesystem.try_lock(again)
    os.close(again)


def test_flushing_what_is_not_a_folder_raises(path: Path) -> None:
    filesystem.flush_folder(path.parent)
    with pytest.raises(NotADirectoryError):
        filesystem.flush_folder(path)
