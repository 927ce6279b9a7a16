"""What operating systems spell differently: locks that die with their holder, and flushing to the disk."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    from contextlib import suppress

    def try_lock(fd: int) -> bool:
        """Lock the open file for this process, or return False when another one holds it."""
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def remove_locked(fd: int, path: Path) -> None:
        """Remove a file that we have locked, and let go of it. Raises OSError."""
        os.close(fd)  # first: what is open can't be removed here, nor renamed
        with suppress(PermissionError):  # somebody has a look at it, and will see to it
            path.unlink(missing_ok=True)

    def rename_locked(fd: int, path: Path, new: Path) -> None:
        """Rename a file that we have locked, and let go of it. Raises OSError."""
        os.close(fd)
        path.rename(new)

    def flush(fd: int) -> None:
        """Return when what was written to the file survives a power cut."""
        os.fsync(fd)

    def flush_folder(path: Path) -> None:
        """Return when the names in the folder survive a power cut (which Windows sees to by itself)."""

else:
    import fcntl

    def try_lock(fd: int) -> bool:
        """Lock the open file for its opener, or return False when another one holds it.

        The lock is `flock(2)`: it belongs to what `open` returned and ends with the last descriptor of that,
        thus with the process, however it ends.
        """
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def remove_locked(fd: int, path: Path) -> None:
        """Remove a file that we have locked, and let go of it. Raises OSError."""
        try:
            path.unlink(missing_ok=True)
        finally:
            os.close(fd)

    def rename_locked(fd: int, path: Path, new: Path) -> None:
        """Rename a file that we have locked, and let go of it. Raises OSError."""
        try:
            path.rename(new)
        finally:
            os.close(fd)

    def flush(fd: int) -> None:
        """Return when what was written to the file survives a power cut."""
        if sys.platform == "darwin":
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's cache there
        else:
            os.fdatasync(fd)

    def flush_folder(path: Path) -> None:
        """Return when the names in the folder survive a power cut."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Flags for every `os.open`: no translation of line ends, and no inheritance by programs that we start."""
