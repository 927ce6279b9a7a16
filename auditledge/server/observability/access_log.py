"""The access log: a line of JSON for each request, without keys, query strings and bodies."""

import contextlib
import json
import logging
import os
import threading
import time
from enum import Enum, auto
from queue import Empty, SimpleQueue

from auditledge.server.accounts.api_keys import prefix_of
from auditledge.server.api.authentication import bearer_token
from auditledge.server.api.observer import ObservedRequest
from auditledge.server.background import BackgroundMonitor, Backoff
from auditledge.server.observability.logging import line_start

_MAX_WRITE = 4_096  # bytes, which a pipe takes in one piece, so that processes don't mix their lines
_MAX_LINE = 512  # bytes; a line has half as many
_PAUSE_S = 0.05  # in which lines gather: to wake the thread for each would cost the loop more than the line
_MAX_PENDING = 10_000  # lines; a slow disk must not fill the memory
_RETRY_S = 1.0

_encode = json.JSONEncoder(separators=(",", ":")).encode

_log = logging.getLogger(__name__)


def open_log(path: str) -> int:
    """A descriptor of the file at `path`, or of standard output if that is `-`. Raises OSError."""
    return os.dup(1) if path == "-" else os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


class _Command(Enum):
    REOPEN = auto()
    CLOSE = auto()


class AccessLog:
    """Appends to a file, which other processes may append to as well.

    A thread writes: requests never wait for a disk or a pipe. Lines that there is no room or no disk for are
    left out, and the next line that is written has their number. After an error, writing is tried again.
    """

    def __init__(self, path: str, monitor: BackgroundMonitor | None = None) -> None:
        self._path = path
        self._monitor = monitor or BackgroundMonitor()
        self._queue: SimpleQueue[bytes | _Command] = SimpleQueue()
        self._overflowed = 0  # lines left out by the event loop; all that follows belongs to the thread
        self._failed = 0  # lines left out by the thread
        self._reported = 0
        self._is_failing = False
        self._is_torn = False
        self._file: int | None = None
        self._thread = threading.Thread(target=self._work, name="auditledge-access-log", daemon=True)
        self._thread.start()

    def ended(self, observed: ObservedRequest) -> None:
        """Log a request that is over."""
        if self._queue.qsize() < _MAX_PENDING:
            self._queue.put(_encode(_members(observed)).encode() + b"\n")
        else:
            self._overflowed += 1

    def reopen(self) -> None:
        """Open the file again, as it was renamed: lines so far go to the old one. From any thread."""
        self._queue.put(_Command.REOPEN)

    def close(self) -> None:
        """Write what waits, and close the file. A reader that stalls is not waited for."""
        self._queue.put(_Command.CLOSE)
        self._thread.join(timeout=1)

    def _work(self) -> None:
        backoff = Backoff()
        while True:
            try:
                self._write_until_closed()
            except Exception as error:  # noqa: BLE001 - whatever it is, later requests have to be logged
                delay = backoff.next()
                self._monitor.failed("access_log", error, delay)
                time.sleep(delay)
            else:
                return

    def _write_until_closed(self) -> None:
        self._open()
        while True:
            lines, command = self._next_lines()
            if lines:
                self._write(lines)
            if command is _Command.CLOSE:
                break
            if command is _Command.REOPEN:
                self._open()
            elif self._queue.empty():
                time.sleep(_PAUSE_S)
        self._close_file()

    def _next_lines(self) -> tuple[list[bytes], _Command | None]:
        """Lines that can be written at once, and the command that follows them, if there is one."""
        lines: list[bytes] = []
        item = self._queue.get()
        size = 0
        with contextlib.suppress(Empty):
            while not isinstance(item, _Command):
                lines.append(item)
                size += len(item)
                if size > _MAX_WRITE - _MAX_LINE:
                    return lines, None
                item = self._queue.get_nowait()
            return lines, item
        return lines, None

    def _open(self) -> None:
        """Open the file. If that fails, the one that is open stays."""
        try:
            file = open_log(self._path)
        except OSError as error:
            self._fail(error)
        else:
            self._close_file()
            self._file = file

    def _close_file(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, lines: list[bytes]) -> None:
        left_out = self._overflowed + self._failed - self._reported
        if left_out:
            lines = [lines[0][:-2] + b',"left_out":%d}\n' % left_out, *lines[1:]]
        data = (b"\n" if self._is_torn else b"") + b"".join(lines)
        try:
            if self._file is None:
                self._file = open_log(self._path)
            written = os.write(self._file, data)
        except OSError as error:
            self._failed += len(lines)
            self._fail(error)
            self._close_file()
            time.sleep(_RETRY_S)
            return
        self._is_torn = data[written - 1 : written] != b"\n"
        self._reported += left_out
        self._failed += data.count(b"\n", written)
        if self._is_failing:
            self._is_failing = False
            _log.warning("the access log is written again; %d lines were left out", left_out)

    def _fail(self, error: OSError) -> None:
        if not self._is_failing:
            self._is_failing = True
            _log.error("the access log can't be written, and is tried again: %s", error.strerror)


def _members(observed: ObservedRequest) -> dict[str, object]:
    request = observed.request
    principal = request.principal
    named = principal is not None and principal.key is not None
    status = observed.status or None
    operation = request.operation and request.operation.name
    message = f"{request.method or '-'} {operation or '-'} {status or '-'}"
    return {
        **line_start(time.time(), "INFO", "auditledge.access", message),
        "request_id": request.id,
        "client": request.client,
        "key": prefix_of(bearer_token(request.authorization)) if named else None,
        "account": principal.account if principal is not None and named else None,
        "method": request.method or None,
        "operation": operation,
        "status": status,
        "ms": round(observed.seconds * 1_000, 3),
        "bytes_in": request.body_bytes,
        "bytes_out": observed.sent,
    }
