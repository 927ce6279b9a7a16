"""Segments: files appended to by one writer, read by one reader, and deleted when acknowledged."""

import errno
import os
import threading
import time
from pathlib import Path

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.folder import Folder

_CHUNK = 1 << 18


def segment_name(index: int) -> str:
    """The name of the segment with this number."""
    return f"{index:08d}.seg"


def segment_numbers(folder: Folder) -> list[int]:
    """The numbers of the segments in a folder, ascending."""
    return sorted(int(each.stem) for each in folder.path.glob("*.seg") if each.stem.isdigit())


class SegmentWriter:
    """Appends lines to a segment, for one thread at a time."""

    def __init__(self, folder: Folder, index: int) -> None:
        """Create the file. Raises OSError, FileExistsError if it exists."""
        self.index = index
        self.path: Path = folder.path / segment_name(index)
        # Readable, too: if someone deletes the file, its bytes can still be saved through this descriptor.
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self.fd: int = folder.open_file(segment_name(index), flags)
        self.size: int = 0
        self.records: int = 0
        self.created: float = time.monotonic()
        self._dirty = False
        self._synced = 0
        self._failure: OSError | None = None
        self._sync_lock = threading.RLock()

    def append_line(self, record: bytes) -> int:
        """Write a record in one call; returns the offset of its end. If it raises OSError, nothing is added.

        A signal handler or a finalizer may call this while its own thread is in here. It then ends what is
        half done with an LF. At worst, the record it interrupted is unreadable, and no caller has been told
        that it is stored.
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
        """Remove the part of a record that a full disk accepted, unless something was written after it."""
        self.size = os.fstat(self.fd).st_size
        if self.size == start + written:
            os.ftruncate(self.fd, start)
            self.size = start
            self._dirty = False

    def sync(self, end: int) -> None:
        """Return when everything before `end` is on the disk. Raises OSError.

        Callers that arrive during a flush wait for it, and then one of them flushes for all.
        """
        if self._synced >= end:
            return
        with self._sync_lock:
            if self._synced < end:
                self._flush(self.fd)

    def _flush(self, fd: int) -> None:
        """Flush the file. Raises OSError, and from then on always.

        After a failure, the operating system may drop the data that it could not write and report success
        for the next flush (as Linux does for fsync).
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
        """Close the file; with `durable`, flush it first. Raises OSError if that fails."""
        with self._sync_lock:
            if self.fd < 0:
                return
            fd, self.fd = self.fd, -1
            try:
                if durable:
                    self._flush(fd)
            finally:
                os.close(fd)

    def close_in_child(self) -> None:
        """Close the file in a forked child, without the lock, whose holder does not exist there."""
        os.close(self.fd)

    def exists(self) -> bool:
        """Whether the file still has its name, that is, has not been deleted."""
        try:
            return os.path.samestat(os.fstat(self.fd), self.path.stat())
        except OSError:
            return False


class SegmentReader:
    """Reads the lines of a segment from `position`."""

    def __init__(self, folder: Folder, index: int, position: int) -> None:
        """Open the file. Raises OSError, FileNotFoundError if it is gone; UnsafePathError."""
        self.index = index
        self.position: int = position
        self._fd = folder.open_file(segment_name(index), os.O_RDONLY)
        self._rest = b""

    def read(self) -> tuple[list[bytes], list[int]]:
        """The next complete lines without their LF, and the offset of each; empty if there are none yet.

        Raises OSError if the disk fails.
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
        """Read again from the start of a line."""
        self.position = position
        self._rest = b""

    @property
    def tail(self) -> bytes:
        """The bytes after the last LF: a record that is being written, or that was never completed."""
        return self._rest

    def read_from(self, offset: int) -> bytes:
        """Everything from `offset` to the end; the position stays the same. Raises OSError."""
        return read_to_end(self._fd, offset)

    def close(self) -> None:
        """Close the file; can be called again."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)


def read_to_end(fd: int, offset: int) -> bytes:
    """The bytes of an open file from `offset` to its end. Raises OSError."""
    os.lseek(fd, offset, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(fd, _CHUNK), b""))
