"""A partition: what one process put into the spool. One process at a time owns it.

    p-<32 hexadecimal digits>/
        lock            locked (flock) by the owner: the process that writes it, or the one that adopted it
        meta.json       who wrote it: format, process id, host, version, base URL, fingerprint of the key
        00000001.seg …  the segments
        ack             how far the ledger has acknowledged

The name is not the process id, which in containers is often the same for each run.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.offset import OffsetFile
from auditledge.outbox.spool.records import FORMAT
from auditledge.outbox.spool.segments import segment_numbers, segment_path

PREFIX = "p-"
_UNFINISHED = ".new-"
_UNFINISHED_SECONDS = 600.0
"""After this time, a partition without its final name is abandoned; creating one takes less than 1 s."""


class Partition:
    """A partition that this process owns until it releases it or ends."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock
        self.offset_file: OffsetFile = OffsetFile(path)

    @classmethod
    def create(cls, root: Path, meta: Mapping[str, Any], *, durable: bool) -> "Partition":
        """Create a partition and own it. Raises OSError, and then nothing is left of it."""
        while True:
            path = _create_folder(root, meta)
            try:
                partition = cls.take_over(path)
            except OSError:
                shutil.rmtree(path, ignore_errors=True)
                raise
            if partition is not None:
                break
            # Another process took it for an orphan before we had locked it, and removes it.
        if durable:
            filesystem.flush_folder(path)
            filesystem.flush_folder(root)
        return partition

    @classmethod
    def take_over(cls, path: Path) -> "Partition | None":
        """Own the partition of a process that has ended; None if it is owned or gone. Raises OSError."""
        try:
            lock = _open_lock(path)
        except FileNotFoundError:
            return None
        try:
            if filesystem.try_lock(lock) and _is_same_file(lock, path / "lock"):
                return cls(path, lock)
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
        return None

    def segments(self) -> list[int]:
        """The numbers of the segments that are not acknowledged, ascending."""
        acknowledged = self.offset_file.load().segment
        return [number for number in segment_numbers(self.path) if number >= acknowledged]

    def delete_segment(self, number: int) -> None:
        """Delete a segment, unless another process has done so."""
        segment_path(self.path, number).unlink(missing_ok=True)

    def set_unreadable(self, number: int) -> None:
        """Rename a segment that can't be read, so that it is skipped. Raises OSError."""
        path = segment_path(self.path, number)
        path.rename(path.with_suffix(".unreadable"))

    def remove(self) -> None:
        """Delete a partition that has nothing left to deliver."""
        self.offset_file.close()
        for name in ("ack", "meta.json"):
            (self.path / name).unlink(missing_ok=True)
        lock, self._lock = self._lock, -1
        filesystem.remove_locked(lock, self.path / "lock")  # last: no lock file means that nothing is left
        try:
            self.path.rmdir()
        except OSError:
            return  # it is gone, or it contains a file that is not ours to delete

    def release(self) -> None:
        """Leave the partition to other processes; can be called again.

        In a forked child, this only closes the child's descriptors: the parent still owns the partition.
        """
        self.offset_file.close()
        if self._lock >= 0:
            lock, self._lock = self._lock, -1
            os.close(lock)


def is_owned(path: Path) -> bool:
    """Whether a process owns the partition now. Raises OSError."""
    lock = os.open(path / "lock", os.O_RDWR | filesystem.BINARY)
    try:
        return not filesystem.try_lock(lock)
    finally:
        os.close(lock)


def partition_paths(root: Path) -> Iterator[Path]:
    """The partitions in a spool, oldest first."""
    yield from sorted(root.glob(f"{PREFIX}*"), key=_modified)


def remove_unfinished(root: Path) -> None:
    """Delete partitions of processes that ended while creating them."""
    for path in root.glob(f"{_UNFINISHED}*"):
        is_old = _modified(path) < time.time() - _UNFINISHED_SECONDS
        if is_old and (partition := Partition.take_over(path)) is not None:
            partition.remove()


def read_meta(path: Path) -> dict[str, Any]:
    """What a partition says about its writer; empty if that is damaged."""
    try:
        meta = json.loads((path / "meta.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _create_folder(root: Path, meta: Mapping[str, Any]) -> Path:
    """A new folder, which gets its final name once `meta.json` is written. Raises OSError."""
    name = secrets.token_hex(16)
    unfinished, path = root / f"{_UNFINISHED}{name}", root / f"{PREFIX}{name}"
    unfinished.mkdir(filesystem.PRIVATE_FOLDER)
    try:
        _write_meta(unfinished, {"format": FORMAT, **meta})
        unfinished.rename(path)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return path


def _open_lock(path: Path) -> int:
    return os.open(path / "lock", os.O_RDWR | os.O_CREAT | filesystem.BINARY, filesystem.PRIVATE_FILE)


def _write_meta(path: Path, meta: Mapping[str, Any]) -> None:
    fd = os.open(path / "meta.json", os.O_WRONLY | os.O_CREAT | filesystem.BINARY, filesystem.PRIVATE_FILE)
    try:
        os.write(fd, json.dumps(meta).encode() + b"\n")
    finally:
        os.close(fd)


def _is_same_file(fd: int, path: Path) -> bool:
    """Whether the open file still has this name: before we locked it, its owner may have deleted it."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
