"""The access log: a line of JSON for each request, without keys, query strings and bodies."""

import contextlib
import json
import logging
import os
import threading
import time
from queue import Empty, SimpleQueue

from auditledge.server.accounts.api_keys import prefix_of
from auditledge.server.api.authentication import bearer_token
from auditledge.server.api.observer import ObservedRequest
from auditledge.server.observability.logging import heading

_AT_ONCE = (
    4_096  # bytes, which a pipe takes in one piece, so that processes don't write into each other's lines
)
_MOST_LINE = 512  # bytes; a line has half as many
_PAUSE_S = 0.05  # in which lines gather: to wake the thread for each would cost the loop more than the line
_MOST_WAITING = 10_000  # lines; a disk that is slow must not fill the memory

_encode = json.JSONEncoder(separators=(",", ":")).encode

_log = logging.getLogger(__name__)


def open_log(path: str) -> int:
    """A file to log to, or standard output if it is called `-`. Raises OSError."""
    return os.dup(1) if path == "-" else os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


class AccessLog:
    """Writes to an open file, which processes may share, and closes it.

    A thread writes: requests never wait for a disk or a pipe. When that falls behind, lines are left out, and
    the next one that is written says how many.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._left_out = 0
        self._thread = threading.Thread(target=self._work, name="auditledge-access-log", daemon=True)
        self._thread.start()

    def ended(self, observed: ObservedRequest) -> None:
        """Log a request that is over."""
        if self._lines.qsize() >= _MOST_WAITING:
            self._left_out += 1
            return
        facts = _facts(observed)
        if self._left_out:
            facts["left_out"], self._left_out = self._left_out, 0
        self._lines.put(_encode(facts).encode() + b"\n")

    def close(self) -> None:
        """Write what waits, and close the file. A reader that stalls is not waited for."""
        self._lines.put(None)
        self._thread.join(timeout=1)

    def _work(self) -> None:
        with contextlib.closing(os.fdopen(self._file, "wb", buffering=0)) as file:
            more = True
            try:
                while more and (line := self._lines.get()) is not None:
                    piece, more = self._take_along(line)
                    file.write(piece)
                    if self._lines.empty():
                        time.sleep(_PAUSE_S)
            except OSError as error:
                _log.error("the access log can't be written any more: %s", error.strerror)

    def _take_along(self, line: bytes) -> tuple[bytes, bool]:
        """What waits, as far as it can be written at once; and whether there may be more after it."""
        piece = line
        with contextlib.suppress(Empty):
            while len(piece) < _AT_ONCE - _MOST_LINE:
                following = self._lines.get_nowait()
                if following is None:
                    return piece, False
                piece += following
        return piece, True


def _facts(observed: ObservedRequest) -> dict[str, object]:
    request = observed.request
    principal = request.principal
    named = principal is not None and principal.key is not None
    status = observed.status or None
    operation = request.operation and request.operation.name
    message = f"{request.method or '-'} {operation or '-'} {status or '-'}"
    return {
        **heading(time.time(), "INFO", "auditledge.access", message),
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
