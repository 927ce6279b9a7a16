"""A producer's folder: what one incarnation of a process put into the spool, and who may work on it.

    p-<32 hexadecimal digits>/
        lock            locked (flock) by whoever owns the folder: the process that writes it, or its heir
        meta.json       who wrote it: format, process id, host, version, base URL, key fingerprint
        00000001.seg …  the segments
        ack             how far the ledger has acknowledged

A process id would not do as the name: in containers it is often the same for every incarnation.
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
from auditledge.outbox.spool.offset import Cursor, Position
from auditledge.outbox.spool.records import FORMAT
from auditledge.outbox.spool.segments import segment_numbers, segment_path

PREFIX = "p-"
_NEW = ".new-"
_SWEEP_AFTER = 600.0  # seconds; a live process needs less than one


class Producer:
    """A folder that this process owns, until it lets go of it or ends."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock
        self.cursor: Cursor = Cursor(path)

    @classmethod
    def create(cls, root: Path, meta: Mapping[str, Any], *, durable: bool) -> "Producer":
        """Make a folder and own it. Raises OSError, and then nothing is left of it."""
        while True:
            path = _make(root, meta)
            try:
                producer = cls.take_over(path)
            except OSError:
                shutil.rmtree(path, ignore_errors=True)
                raise
            if producer is not None:  # or else somebody took it for one that was left behind
                break
        if durable:
            filesystem.flush_folder(path)
            filesystem.flush_folder(root)
        return producer

    @classmethod
    def take_over(cls, path: Path) -> "Producer | None":
        """Own the folder of a process that ended; None when it is owned, or gone. Raises OSError."""
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
        acknowledged = self.cursor.load().segment
        return [number for number in segment_numbers(self.path) if number >= acknowledged]

    def acknowledged(self, position: Position) -> None:
        """Remember how far the ledger has it. Raises OSError."""
        self.cursor.save(position)

    def drop_segment(self, number: int) -> None:
        """Unlink a segment that has been dealt with, if nobody else did."""
        segment_path(self.path, number).unlink(missing_ok=True)

    def set_segment_aside(self, number: int) -> None:
        """Take a segment that can't be read out of the way, and leave it in the folder. Raises OSError."""
        path = segment_path(self.path, number)
        path.rename(path.with_suffix(".unreadable"))

    def remove(self) -> None:
        """Remove the folder, which has nothing left to deliver, and let go of it."""
        self.cursor.close()
        for name in ("ack", "meta.json"):
            (self.path / name).unlink(missing_ok=True)
        lock, self._lock = self._lock, -1
        filesystem.remove_locked(lock, self.path / "lock")  # last: whoever finds it gone finds nothing else
        try:
            self.path.rmdir()
        except OSError:
            return  # it is gone, or somebody put a file there that is not ours to delete

    def release(self) -> None:
        """Let go of the folder and leave it to others; again is allowed.

        In a forked child this closes its own descriptors only, and the parent goes on owning the folder.
        """
        self.cursor.close()
        if self._lock >= 0:
            lock, self._lock = self._lock, -1
            os.close(lock)


def is_owned(path: Path) -> bool:
    """Whether a process owns the folder now. Raises OSError."""
    lock = os.open(path / "lock", os.O_RDWR | filesystem.BINARY)
    try:
        return not filesystem.try_lock(lock)
    finally:
        os.close(lock)


def producers(root: Path) -> Iterator[Path]:
    """The producers' folders in a spool, oldest first."""
    yield from sorted(root.glob(f"{PREFIX}*"), key=_changed)


def sweep(root: Path) -> None:
    """Remove folders of processes that ended before they had given them their real name."""
    for path in root.glob(f"{_NEW}*"):
        old = _changed(path) < time.time() - _SWEEP_AFTER
        if old and (left := Producer.take_over(path)) is not None:
            left.remove()


def read_meta(path: Path) -> dict[str, Any]:
    """What the folder says about its writer; empty when that is damaged."""
    try:
        meta = json.loads((path / "meta.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _make(root: Path, meta: Mapping[str, Any]) -> Path:
    """A new folder, which gets its real name when it says what it is. Raises OSError."""
    name = secrets.token_hex(16)
    new, path = root / f"{_NEW}{name}", root / f"{PREFIX}{name}"
    new.mkdir(filesystem.PRIVATE_FOLDER)
    try:
        _write_meta(new, {"format": FORMAT, **meta})
        new.rename(path)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
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
    """Whether the open file still has that name: a former owner may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
