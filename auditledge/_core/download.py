"""An export into a file: resumable, and under its final name only when it is complete."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from auditledge._core import requests
from auditledge._core.arguments import as_dict, check_function
from auditledge._core.call import Call, StreamingResponse
from auditledge._core.export_parser import (
    CSVRowParser,
    JSONRowParser,
    RowParser,
    check_total,
    parse_errors,
    truncation_errors,
)
from auditledge._core.responses import read_total_count
from auditledge._core.retry import pause_before_retry
from auditledge.contract.problems import Problem
from auditledge.errors import APIConnectionError, AuditLedgeError, UnreadableAnswerError, ValidationError

Progress = Callable[[int, int], None]

_CHUNK_BYTES = 1 << 16


class Download:
    """The progress of an export into a file. A context manager, which opens and closes the file.

    Rows are written to `PATH.part`, which is renamed to PATH when it is complete. `progress` is called with
    the number of events and of bytes so far. With `resume`, the `PATH.part` of an earlier run is continued.
    Raises ValidationError before it touches a file.
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
        requests.export_stream(self._options)  # which validates them
        check_function("progress", progress)
        self._path = _file_path(path)
        self._part = self._path.with_name(self._path.name + ".part")
        self._progress = progress
        self._resume = resume
        is_csv, has_header = self._options.get("format") == "csv", self._options.get("after") is None
        self._parser: RowParser = CSVRowParser(header=has_header) if is_csv else JSONRowParser()
        self._failures = 0
        self.done = False

    @property
    def count(self) -> int:
        """The number of events in the file."""
        return self._parser.count

    def __enter__(self) -> Self:
        try:
            self._file = self._part.open("r+b" if self._resume and self._part.exists() else "w+b")
        except OSError as error:
            raise _write_error(error) from None
        try:
            self._size = self._keep_complete_rows() if self._resume else 0
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def next_call(self) -> Call[StreamingResponse]:
        """The request for everything, or for everything after the last event in the file."""
        last_id = self._parser.last_id
        return requests.export_stream(
            self._options if last_id is None else {**self._options, "after": last_id}
        )

    def start_response(self, response: StreamingResponse) -> None:
        """A response starts."""
        self._parser.start_response()
        total = read_total_count(response.headers)
        self._expected = None if total is None else self.count + total

    def receive(self, chunk: bytes) -> None:
        """Write the rows that a chunk completes. Raises UnreadableAnswerError if it is not an export."""
        before = self.count
        with parse_errors():
            rows = self._parser.feed(chunk)
        self._write(rows)
        if self.count > before:
            self._failures = 0
        if self._progress is not None:
            self._progress(self.count, self._size)

    def finish(self) -> None:
        """The response has ended: give the file its name. Raises APIConnectionError if it is incomplete."""
        with truncation_errors():
            self._parser.end()
            check_total(self.count, self._expected)
        self._write(self._parser.suffix if self.count else self._parser.prefix + self._parser.suffix)
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._part.replace(self._path)
        except OSError as error:
            raise _write_error(error) from None
        self.done = True

    def pause_before_resuming(self, error: APIConnectionError, retries: int) -> float:
        """Seconds to wait before the export resumes after a lost connection.

        Raises `error` if the connection was lost more than `retries` times without an event in between.
        """
        if self._failures >= retries:
            raise error
        self._failures += 1
        return pause_before_retry(error, self._failures - 1) or 0

    def _write(self, rows: bytes) -> None:
        if self._size == 0 and self.count:
            rows = self._parser.prefix + rows
        try:
            self._file.write(rows)
        except OSError as error:
            raise _write_error(error) from None
        self._size += len(rows)

    def _keep_complete_rows(self) -> int:
        """Truncate the part of an earlier run to its complete rows, and return its size in bytes."""
        size = 0
        try:
            with parse_errors():
                while chunk := self._file.read(_CHUNK_BYTES):
                    size += len(self._parser.feed(chunk))
            size += len(self._parser.prefix) if self.count else 0
            self._file.seek(size)
            self._file.truncate()
        except OSError as error:
            raise _write_error(error) from None
        except UnreadableAnswerError:
            message = f"{self._part.name} is not an export: remove it, or leave out resume"
            raise AuditLedgeError(message) from None
        return size


def _file_path(path: object) -> Path:
    """The path of a file. Raises ValidationError if it can't be one."""
    try:
        found = Path(os.fsdecode(path))  # type: ignore[arg-type] # checked by this very call
        if not found.name or "\0" in found.name or found.is_dir():
            raise ValueError
    except (TypeError, ValueError, UnicodeError):
        raise ValidationError.of([Problem("path", "must name a file, not a directory")]) from None
    return found


def _write_error(error: OSError) -> AuditLedgeError:
    return AuditLedgeError(f"The file can't be written: {error.strerror}")
