"""The position of a tail, in a file, so that the next run continues after it."""

import os
from pathlib import Path

from auditledge.cli.exit_codes import FAILED, CommandFailed

_WIDTH = 127
"""Minimum characters of the line. So tokens of usual length are replaced in place, within one disk sector."""


class TailCheckpoint:
    """The file whose only line is the resume token of the last event that was written out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = path.with_name(f"{path.name}.new")
        self._size = 0

    def load(self) -> str | None:
        """The token to resume from; None if the file does not exist.

        Raises CommandFailed if it contains anything else, because starting over could skip events.
        """
        try:
            token = self._path.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            token = ""
        if not token or len(token.splitlines()) > 1:
            raise CommandFailed(f"{self._path} contains no position: delete it to start with now", FAILED)
        return token

    def save(self, token: str) -> None:
        """Save the token. Whenever the process or the power ends, the file has the old token or the new one.

        Raises OSError.
        """
        line = f"{token:<{_WIDTH}}\n".encode()
        if len(line) == self._size and self._path.exists():
            with self._path.open("r+b", buffering=0) as file:
                file.write(line)  # not flushed: a flush per event would make the tail lag on a busy ledger
        else:
            self._replace(line)

    def _replace(self, line: bytes) -> None:
        with self._new.open("wb") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())  # before renaming: a power cut could leave an empty file with the name
        self._new.replace(self._path)
        self._size = len(line)
