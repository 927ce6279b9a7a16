"""Segments: files that are appended to by one writer, read by one reader, and unlinked when acknowledged."""

import errno
import os
import threading
import time
from pathlib import Path

from auditledge.outbox.spool import filesystem

_CHUNK = 1 << 18


def segment_path(folder: Path, index: int) -> Path:
    """Where the segment with this number lives."""
    return folder / f"{index:08d}.seg"


def segment_numbers(folder: Path) -> list[int]:
    """The numbers of the segments in a folder, ascending."""
    return sorted(int(each.stem) for each in folder.glob("*.seg") if each.stem.isdigit())


class SegmentWriter:
    """The writing end of a segment. The caller sees to it that one thread at a time appends."""

    def __init__(self, folder: Path, index: int) -> None:
        """Create the file. Raises OSError."""
        self.index = index
        self.path: Path = segment_path(folder, index)
        # Readable too: when somebody deletes the file, its bytes can still be saved through this descriptor.
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | filesystem.BINARY
        self.fd: int = os.open(self.path, flags, filesystem.PRIVATE_FILE)
        self.size: int = 0
        self.records: int = 0
        self.born: float = time.monotonic()
        self._dirty = False
        self._synced = 0
        self._failure: OSError | None = None
        self._sync_lock = threading.RLock()

    def append(self, record: bytes) -> int:
        """Write one record in one call; the offset of its end. Raises OSError, and then nothing was added.

        A signal handler or a finalizer may append while its own thread is in here. What it finds half done is
        then ended by an LF, so that at worst the record it interrupted is unreadable, which has not been
        promised to anybody yet.
        """
        if self._dirty:
            record = b"\n" + record
        self._dirty = True
        start = self.size
        written = os.write(self.fd, record)
        if written < len(record):
            self._cut(start, written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.size += written
        self.records += 1
        self._dirty = False
        return self.size

    def _cut(self, start: int, written: int) -> None:
        """Take back what a full disk let through of a record, unless something stands behind it."""
        self.size = os.fstat(self.fd).st_size
        if self.size == start + written:
            os.ftruncate(self.fd, start)
            self.size = start
            self._dirty = False

    def sync(self, end: int) -> None:
        """Return when everything before `end` is on the filesystem. Raises OSError.

        Callers that arrive while a flush runs wait for it, and one of them then flushes for all.
        """
        if self._synced >= end:
            return
        with self._sync_lock:
            if self._synced < end:
                self._flush(self.fd)

    def _flush(self, fd: int) -> None:
        """Flush, unless that failed before. Raises OSError.

        An operating system may forget what it could not write, and then say that all is well.
        """
        if self._failure is not None:
            raise OSError(*self._failure.args)
        covered = self.size
        try:
            filesystem.flush(fd)
        except OSError as error:
            self._failure = error
            raise
        self._synced = covered

    def close(self, *, durable: bool = False) -> None:
        """Close the file, flushed first when `durable`. Raises OSError when that fails."""
        with self._sync_lock:
            if self.fd < 0:
                return
            fd, self.fd = self.fd, -1
            try:
                if durable:
                    self._flush(fd)
            finally:
                os.close(fd)

    def abandon(self) -> None:
        """Close the file in a forked child: whoever holds the lock is not there to let go of it."""
        os.close(self.fd)

    def exists(self) -> bool:
        """Whether the file still has its name, that is, whether nobody deleted it."""
        try:
            return os.path.samestat(os.fstat(self.fd), self.path.stat())
        except OSError:
            return False


class SegmentReader:
    """The reading end of a segment, at `position`."""

    def __init__(self, folder: Path, index: int, position: int) -> None:
        """Open the file. Raises FileNotFoundError when it is gone, OSError."""
        self.index = index
        self.position: int = position
        self._fd = os.open(segment_path(folder, index), os.O_RDONLY | filesystem.BINARY)
        self._rest = b""

    def read(self) -> tuple[list[bytes], list[int]]:
        """The next complete lines without their LF, and the offset of each; empty when there is none yet.

        Raises OSError when the medium fails.
        """
        lines: list[bytes] = []
        while not lines and (chunk := self._read_chunk()):
            *lines, self._rest = (self._rest + chunk).split(b"\n")
        starts = []
        for line in lines:
            starts.append(self.position)
            self.position += len(line) + 1
        return lines, starts

    def _read_chunk(self) -> bytes:
        os.lseek(self._fd, self.position + len(self._rest), os.SEEK_SET)
        return os.read(self._fd, _CHUNK)

    def rewind(self, position: int) -> None:
        """Read again from an offset at which a line begins."""
        self.position = position
        self._rest = b""

    @property
    def tail(self) -> bytes:
        """What stands behind the last LF: a record still being written, or one that never was completed."""
        return self._rest

    def read_from(self, offset: int) -> bytes:
        """Everything from `offset` to the end, without moving. Raises OSError."""
        return read_all(self._fd, offset)

    def close(self) -> None:
        """Close the file; again is allowed."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)


def read_all(fd: int, offset: int) -> bytes:
    """The bytes of an open file from `offset` to its end. Raises OSError."""
    os.lseek(fd, offset, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(fd, _CHUNK), b""))
