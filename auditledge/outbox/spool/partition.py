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
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.folder import Folder, UnsafePathError
from auditledge.outbox.spool.offset import OffsetFile
from auditledge.outbox.spool.records import FORMAT
from auditledge.outbox.spool.segments import segment_name, segment_numbers

PREFIX = "p-"
_UNFINISHED = ".new-"
_UNFINISHED_SECONDS = 600.0
"""After this time, a partition without its final name is abandoned; creating one takes less than 1 s."""


class Partition:
    """A partition that this process owns until it releases it or ends."""

    def __init__(self, folder: Folder, lock: int) -> None:
        self.folder = folder
        self.path: Path = folder.path
        self._lock = lock
        self.offset_file: OffsetFile = OffsetFile(folder)

    @classmethod
    def create(cls, root: Folder, meta: Mapping[str, Any], *, durable: bool) -> "Partition":
        """Create a partition and own it. Raises OSError, and then nothing is left of it."""
        while True:
            name = _create_folder(root, meta, durable=durable)
            try:
                partition = cls.take_over(root, name)
            except OSError:
                shutil.rmtree(root.path / name, ignore_errors=True)
                raise
            if partition is not None:
                break
            # Another process took it for an orphan before we had locked it, and removes it.
        if durable:
            partition.folder.flush()
            root.flush()
        return partition

    @classmethod
    def take_over(cls, root: Folder, name: str) -> "Partition | None":
        """Own the partition of a process that has ended; None if it is owned or gone.

        Raises OSError; UnsafePathError if another user could have written it.
        """
        try:
            folder = root.open_folder(name)
        except (FileNotFoundError, NotADirectoryError):
            return None
        lock = -1
        try:
            lock = folder.open_file("lock", os.O_RDWR | os.O_CREAT)
            if filesystem.try_lock(lock) and _is_same_file(lock, folder.path / "lock"):
                return cls(folder, lock)
        except FileNotFoundError:
            pass  # its owner has just deleted it
        except BaseException:
            _close(folder, lock)
            raise
        _close(folder, lock)
        return None

    def segments(self) -> list[int]:
        """The numbers of the segments that are not acknowledged, ascending."""
        acknowledged = self.offset_file.load().segment
        return [number for number in segment_numbers(self.folder) if number >= acknowledged]

    def delete_segment(self, number: int) -> None:
        """Delete a segment, unless another process has done so."""
        self.folder.unlink(segment_name(number))

    def set_unreadable(self, number: int) -> None:
        """Rename a segment that can't be read, so that it is skipped. Raises OSError."""
        name = segment_name(number)
        self.folder.rename(name, name.replace(".seg", ".unreadable"))

    def remove(self) -> None:
        """Delete a partition that has nothing left to deliver."""
        self.offset_file.close()
        for name in ("ack", "meta.json"):
            self.folder.unlink(name)
        lock, self._lock = self._lock, -1
        filesystem.remove_locked(lock, self.path / "lock")  # last: no lock file means that nothing is left
        self.folder.close()
        try:
            self.path.rmdir()
        except OSError:
            return  # it is gone, or it contains a file that is not ours to delete

    def release(self) -> None:
        """Leave the partition to other processes; can be called again.

        In a forked child, this only closes the child's descriptors: the parent still owns the partition.
        """
        self.offset_file.close()
        self.folder.close()
        if self._lock >= 0:
            lock, self._lock = self._lock, -1
            os.close(lock)


def is_owned(path: Path) -> bool:
    """Whether a process owns the partition now. Raises OSError."""
    lock = os.open(path / "lock", os.O_RDWR | filesystem.BINARY | getattr(os, "O_NOFOLLOW", 0))
    try:
        return not filesystem.try_lock(lock)
    finally:
        os.close(lock)


def partition_paths(root: Path) -> Iterator[Path]:
    """The partitions in a spool, oldest first."""
    yield from sorted(root.glob(f"{PREFIX}*"), key=_modified)


def remove_unfinished(root: Folder) -> None:
    """Delete partitions of processes that ended while creating them."""
    for path in root.path.glob(f"{_UNFINISHED}*"):
        is_old = _modified(path) < time.time() - _UNFINISHED_SECONDS
        if is_old:
            with suppress(UnsafePathError):
                if (partition := Partition.take_over(root, path.name)) is not None:
                    partition.remove()


def read_meta(folder: Folder) -> dict[str, Any]:
    """What a partition says about its writer; empty if that is damaged. Raises UnsafePathError."""
    try:
        with os.fdopen(folder.open_file("meta.json", os.O_RDONLY), "rb") as file:
            meta = json.loads(file.read())
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _create_folder(root: Folder, meta: Mapping[str, Any], *, durable: bool) -> str:
    """The name of a new folder, which gets it once `meta.json` is written. Raises OSError."""
    token = secrets.token_hex(16)
    unfinished, name = f"{_UNFINISHED}{token}", f"{PREFIX}{token}"
    try:
        with root.open_folder(unfinished, create=True) as folder:
            _write_meta(folder, {"format": FORMAT, **meta}, durable=durable)
        root.rename(unfinished, name)
    except OSError:
        shutil.rmtree(root.path / unfinished, ignore_errors=True)
        raise
    return name


def _close(folder: Folder, lock: int) -> None:
    if lock >= 0:
        os.close(lock)
    folder.close()


def _write_meta(folder: Folder, meta: Mapping[str, Any], *, durable: bool) -> None:
    fd = folder.open_file("meta.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        os.write(fd, json.dumps(meta).encode() + b"\n")
        if durable:  # without it, nobody may deliver the events
            filesystem.flush(fd)
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
