"""An export into a file: atomic, resumable, and never called whole when it is not."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from auditledge._core import requests
from auditledge._core.arguments import as_dict, check_function
from auditledge._core.call import Call, StreamingResponse
from auditledge._core.export_parser import CSVRows, JSONRows, Rows, check_total, readable, whole
from auditledge._core.responses import read_total_count
from auditledge._core.retry import pause_before_retry
from auditledge.contract.problems import Problem
from auditledge.errors import APIConnectionError, AuditLedgeError, UnreadableAnswerError, ValidationError

Progress = Callable[[int, int], None]

_CHUNK = 1 << 16


class Download:
    """Where a download stands. It is a context manager, which opens and closes the file.

    What has arrived is kept in `PATH.part`, and takes the place of PATH when it is whole. `progress` is
    called with the number of events and of bytes so far. With `resume`, the part that an earlier run left
    is gone on with. Raises ValidationError before a file is touched.
    """

    def __init__(
        self,
        path: "str | os.PathLike[str]",
        options: Mapping[str, Any] | None,
        progress: Progress | None,
        *,
        resume: bool,
    ) -> None:
        self._options = as_dict("options", options)
        requests.export_stream(self._options)
        check_function("progress", progress)
        self._path = _file_path(path)
        self._part = self._path.with_name(self._path.name + ".part")
        self._progress = progress
        self._resume = resume
        is_csv, has_header = self._options.get("format") == "csv", self._options.get("after") is None
        self._rows: Rows = CSVRows(header=has_header) if is_csv else JSONRows()
        self._failures = 0
        self.done = False

    @property
    def count(self) -> int:
        """Events that are in the file."""
        return self._rows.count

    def __enter__(self) -> Self:
        try:
            self._file = self._part.open("r+b" if self._resume and self._part.exists() else "w+b")
        except OSError as error:
            raise _unwritable(error) from None
        try:
            self._size = self._go_on() if self._resume else 0
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def call(self) -> Call[StreamingResponse]:
        """What to ask for next: everything, or what comes behind the last event in the file."""
        last_id = self._rows.last_id
        return requests.export_stream(
            self._options if last_id is None else {**self._options, "after": last_id}
        )

    def begin(self, stream: StreamingResponse) -> None:
        """An answer begins."""
        self._rows.begin()
        total = read_total_count(stream.headers)
        self._expected = None if total is None else self.count + total

    def write(self, chunk: bytes) -> None:
        """Some bytes of the answer. Raises UnreadableAnswerError for what is no export."""
        before = self.count
        with readable():
            data = self._rows.write(chunk)
        self._append(data)
        if self.count > before:
            self._failures = 0
        if self._progress is not None:
            self._progress(self.count, self._size)

    def end(self) -> None:
        """The answer has ended: the file takes its place. Raises APIConnectionError if it is not whole."""
        with whole():
            self._rows.end()
            check_total(self.count, self._expected)
        self._append(self._rows.tail if self.count else self._rows.head + self._rows.tail)
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._part.replace(self._path)
        except OSError as error:
            raise _unwritable(error) from None
        self.done = True

    def failed(self, error: APIConnectionError, retries: int) -> float:
        """The connection broke: the seconds until it is made anew, to go on.

        Raises `error` if it broke too often without an event in between.
        """
        if self._failures >= retries:
            raise error
        self._failures += 1
        return pause_before_retry(error, self._failures - 1) or 0

    def _append(self, data: bytes) -> None:
        if self._size == 0:
            data = self._rows.head + data if self.count else data
        try:
            self._file.write(data)
        except OSError as error:
            raise _unwritable(error) from None
        self._size += len(data)

    def _go_on(self) -> int:
        """The size of the whole rows that the part holds already; what stands behind them goes."""
        size = 0
        try:
            with readable():
                while chunk := self._file.read(_CHUNK):
                    size += len(self._rows.write(chunk))
            size += len(self._rows.head) if self.count else 0
            self._file.seek(size)
            self._file.truncate()
        except OSError as error:
            raise _unwritable(error) from None
        except UnreadableAnswerError:
            message = f"{self._part.name} is no export: remove it, or leave out resume"
            raise AuditLedgeError(message) from None
        return size


def _file_path(path: object) -> Path:
    """The path of a file. Raises ValidationError for what can't be one, before a file is touched."""
    try:
        found = Path(os.fsdecode(path))  # type: ignore[arg-type] # which is found out here
        if not found.name or "\0" in found.name or found.is_dir():
            raise ValueError
    except (TypeError, ValueError, UnicodeError):
        raise ValidationError.of([Problem("path", "must name a file, and not a folder")]) from None
    return found


def _unwritable(error: OSError) -> AuditLedgeError:
    return AuditLedgeError(f"The file can't be written: {error.strerror}")
