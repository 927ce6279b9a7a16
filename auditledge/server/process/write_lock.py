"""A fair lock between worker processes that write to one SQLite file."""

import fcntl
import tempfile
from types import TracebackType

# Each is a byte of the file, which one process at a time locks.
_NEXT = 0
_WRITING = 1


class WriteLock:
    """A first-in, first-out lock among processes forked from one, released if its holder dies.

    SQLite's busy handler polls, with pauses of up to a tenth of a second, so that whoever has just written is
    first again: of four processes that write all the time, one gets nearly every turn and another waits for
    seconds. Here a process that waits holds the first byte until it gets the second, so the last holder has
    to queue. One thread of each process may use the lock.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process

    def __enter__(self) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _NEXT)
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _WRITING)
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _NEXT)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _WRITING)
