"""What differs between operating systems: locks that end with their process, and flushing to the disk."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    from contextlib import suppress

    def try_lock(fd: int) -> bool:
        """Lock the open file for this process; returns False if another one has locked it."""
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def remove_locked(fd: int, path: Path) -> None:
        """Delete a file that this process has locked, and unlock it. Raises OSError."""
        os.close(fd)  # first: open files can't be deleted or renamed on Windows
        with suppress(PermissionError):  # another process has it open, and will delete it
            path.unlink(missing_ok=True)

    def rename_locked(fd: int, path: Path, new: Path) -> None:
        """Rename a file that this process has locked, and unlock it. Raises OSError."""
        os.close(fd)
        path.rename(new)

    def flush(fd: int) -> None:
        """Return when the data written to the file survives a power cut. Raises OSError."""
        os.fsync(fd)

    def flush_folder(path: Path) -> None:
        """Return when the names in the folder survive a power cut, which Windows ensures by itself."""

else:
    import fcntl

    def try_lock(fd: int) -> bool:
        """Lock the open file; returns False if it is locked by another opening of the file.

        `flock(2)` belongs to the open file description and ends with its last descriptor, that is, with the
        process, however it ends.
        """
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def remove_locked(fd: int, path: Path) -> None:
        """Delete a file that this process has locked, and unlock it. Raises OSError."""
        try:
            path.unlink(missing_ok=True)
        finally:
            os.close(fd)

    def rename_locked(fd: int, path: Path, new: Path) -> None:
        """Rename a file that this process has locked, and unlock it. Raises OSError."""
        try:
            path.rename(new)
        finally:
            os.close(fd)

    def flush(fd: int) -> None:
        """Return when the data written to the file survives a power cut. Raises OSError."""
        if sys.platform == "darwin":
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's cache there
        else:
            os.fdatasync(fd)

    def flush_folder(path: Path) -> None:
        """Return when the names in the folder survive a power cut. Raises OSError."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Flags for every `os.open`: no translation of line ends, and not inherited by child programs."""
