"""The file of rejected rows: a JSON line for each, with the reasons and the record as it was read."""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from auditledge.cli.exit_codes import FAILED, CommandFailed, usage_error
from auditledge.cli.importer.records import Record

REJECTED = "rejected"
RESERVED = "reserved_action"


class RejectsFile:
    """The file at `path`, or none.

    Only this user can read it, because events may be confidential. `keep` is the number of bytes that an
    interrupted run had written when it saved its progress; the rest is written again.
    Raises click.UsageError.
    """

    def __init__(self, path: Path | None, keep: int = 0) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self.size: int = 0
        """Bytes that were added so far."""
        if path is not None:
            try:
                fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
                self._file = os.fdopen(fd, "r+b")
                end = self._file.seek(0, os.SEEK_END)
                if end > keep:
                    self._file.truncate(keep)
                self.size = self._file.seek(min(keep, end))
            except OSError as error:
                usage_error(f"{path}: {error.strerror}")

    def __enter__(self) -> "RejectsFile":
        """The file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def add(self, heading: str, record: Record, reasons: Sequence[str]) -> None:
        """Add a row. Raises CommandFailed if the file can't be written."""
        if self._file is not None:
            row = {"heading": heading, "line": record.line, "reasons": reasons, "row": record.value}
            line = _encode(row) + b"\n"
            with self._naming_file():
                self._file.write(line)
            self.size += len(line)

    def save(self) -> None:
        """Write what was added to the file. Raises CommandFailed."""
        if self._file is not None:
            with self._naming_file():
                self._file.flush()

    def close(self) -> None:
        """Close the file. Raises CommandFailed."""
        if self._file is not None:
            with self._naming_file():
                self._file.close()

    @contextlib.contextmanager
    def _naming_file(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CommandFailed(f"{self._path}: {error.strerror}", FAILED) from None


def _encode(value: object) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # parts of the file are not UTF-8
        return json.dumps(value, separators=(",", ":")).encode()
