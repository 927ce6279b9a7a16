"""How far a tail has come, in a file, so that the next one goes on there."""

import os
from pathlib import Path

from auditledge.cli.exit_codes import FAILED, Ended

_WIDTH = 127
"""Letters of a line at least: usual tokens replace one another in place, within one sector of the disk."""


class Position:
    """The resume token behind the last event that was written out; the only line of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = path.with_name(f"{path.name}.new")
        self._size = 0

    def read(self) -> str | None:
        """Where to go on; None when there is no file yet. Raises Ended: to begin anew could skip events."""
        try:
            token = self._path.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            token = ""
        if not token or len(token.splitlines()) > 1:
            raise Ended(f"{self._path} holds no position: remove it to begin at the present", FAILED)
        return token

    def write(self, token: str) -> None:
        """Note where to go on. The file has an old token or the new one, though process or power end now."""
        line = f"{token:<{_WIDTH}}\n".encode()
        if len(line) == self._size and self._path.exists():
            with self._path.open("r+b", buffering=0) as file:
                file.write(line)  # to flush each would have a tail fall behind a busy ledger
        else:
            self._replace(line)

    def _replace(self, line: bytes) -> None:
        with self._new.open("wb") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())  # before the name: a power cut would leave an empty file behind it
        self._new.replace(self._path)
        self._size = len(line)
