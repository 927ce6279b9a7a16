"""Whose turn it is to write, among processes that share a file."""

import fcntl
import tempfile
from types import TracebackType

_QUEUE = 0  # a byte of the file that the one who is next holds
_TURN = 1  # a byte that the one whose turn it is holds


class Turns:
    """Gives processes forked from one their turn as they come, at once; a process that dies gives its own up.

    Left to itself, SQLite has them look again after pauses of up to a tenth of a second, and whoever has
    just written is there first: of four that write all the time one took most turns, and another waited for
    seconds. The next one holds the queue until the turn is its own, so that nobody has two turns on end.
    One thread of each process may take part.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process

    def __enter__(self) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _QUEUE)
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _TURN)
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _QUEUE)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _TURN)
