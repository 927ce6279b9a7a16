"""The file of a ledger: private to its owner, and still the one that was opened."""

import contextlib
import logging
import os
import shutil
import stat
from pathlib import Path

from auditledge.server.stores.errors import StoreError, StoreUnavailableError

SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps next to a ledger that is open: the write-ahead log, and its index in shared memory."""

_LITTLE_SPACE = 64 * 2**20  # bytes

_log = logging.getLogger(__name__)

_Identity = tuple[int, int]  # device and inode


class LedgerFile:
    """A ledger's file and the files next to it. Creates the ledger's file if it is missing.

    Raises StoreError for a file that can't be created, or that other users may read and we can't change.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path).absolute()
        try:
            # SQLite itself would create it with the permissions that the umask leaves.
            self._path.touch(mode=0o600)
        except OSError as error:
            raise StoreError(f"can't open {path}: {error.strerror}") from None
        make_private(self._path)
        # By texts and not by Paths, which take several times as long: this is checked around every commit.
        self._identities: dict[str, _Identity] = {str(self._path): _identity(str(self._path))}

    @property
    def uri(self) -> str:
        """What SQLite opens. It never creates a file: that would hide that the ledger's file is gone."""
        return f"{self._path.as_uri()}?mode=rw"

    def opened(self) -> None:
        """Note which files the first connection has open, to which it has written.

        Raises StoreUnavailableError if the ledger's file was replaced meanwhile.
        """
        for suffix in SIDE_FILES:
            path = f"{self._path}{suffix}"
            with contextlib.suppress(FileNotFoundError):
                self._identities[path] = _identity(path)
        self.check()

    def has_little_space(self) -> bool:
        """Whether the file system has so little room that the write-ahead log may not fit."""
        try:
            return shutil.disk_usage(self._path.parent).free < _LITTLE_SPACE
        except OSError:
            return True  # so that writing is tried

    def check(self) -> None:
        """Raise StoreUnavailableError if a file was removed, moved or replaced while it is open.

        SQLite does not notice, and would keep writing to a file that nobody finds any more.
        """
        for path, opened in self._identities.items():
            try:
                found = _identity(path)
            except OSError as error:
                raise _lost(path, "is gone" if isinstance(error, FileNotFoundError) else str(error)) from None
            if found != opened:
                raise _lost(path, "was replaced")


def make_private(ledger: Path) -> None:
    """Take the permissions of other users off a ledger and the files next to it.

    A mode that lets all users in is reduced to the owner. One that lets only the group in is left, because
    somebody chose it. Raises StoreError if the file belongs to another user.
    """
    if os.name != "posix":
        return
    for path in (ledger, *(Path(f"{ledger}{suffix}") for suffix in SIDE_FILES)):
        with contextlib.suppress(FileNotFoundError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if not mode & 0o007:
                continue
            try:
                path.chmod(mode & 0o700)
            except PermissionError:
                raise StoreError(
                    f"every user has access to {path} (mode {mode:04o}), and it belongs to another user:"
                    f" run chmod o-rwx on it as that user"
                ) from None
            _log.warning("every user had access to %s (mode %04o): now only its owner has", path, mode)


def _identity(path: str) -> _Identity:
    status = os.stat(path)  # noqa: PTH116 - see LedgerFile
    return status.st_dev, status.st_ino


def _lost(path: str, what: str) -> StoreUnavailableError:
    return StoreUnavailableError(
        f"{path} {what} while the ledger is open; stop every process that uses it, put the file back or"
        " restore a backup, and start again"
    )
