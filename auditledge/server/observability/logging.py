"""The server's log: text for people, or JSON whose lines begin as those of the access log do."""

import json
import logging
import threading
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

from auditledge.server.tracebacks import trace

Level = Literal["debug", "info", "warning", "error"]
Form = Literal["text", "json"]

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MAX_REPEATS = 20
_PERIOD_S = 60.0
_MAX_MESSAGES = 1_000  # of a process; a message is the text before its arguments are put in

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_encode = json.JSONEncoder(separators=(",", ":")).encode


def log_to_stderr(level: Level, form: Form) -> None:
    """Log to standard error what has this level or a higher one."""
    handler = logging.StreamHandler()
    handler.setFormatter(JSONLines() if form == "json" else TextLines(_TEXT))
    handler.addFilter(RepeatLimit())
    logging.basicConfig(level=level.upper(), handlers=[handler])


class _Period:
    """A minute in which a message is logged."""

    def __init__(self, start: float) -> None:
        self.start = start
        self.lines = 0
        self.left_out = 0


class RepeatLimit(logging.Filter):
    """Lets 20 lines a minute of each message pass, whatever its arguments, so that no one can fill a disk.

    The next line that passes has the number of those that did not, as the attribute `left_out`. What is
    logged for debugging always passes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._periods: dict[tuple[str, str], _Period] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line passes."""
        if record.levelno <= logging.DEBUG:
            return True
        with self._lock:
            period, left_out = self._period(record.name, str(record.msg), time.monotonic())
            if period.lines >= _MAX_REPEATS:
                period.left_out += 1
                return False
            period.lines += 1
        record.left_out = left_out
        return True

    def _period(self, logger: str, message: str, now: float) -> tuple[_Period, int]:
        """The current period of a message, and how many lines the one before it left out, if it is new."""
        key = (logger, message)
        period = self._periods.get(key)
        if period is None and len(self._periods) >= _MAX_MESSAGES:  # messages that are never the same
            key = (logger, "")
            period = self._periods.get(key)
        if period is not None and now - period.start < _PERIOD_S:
            return period, 0
        self._periods[key] = _Period(now)
        return self._periods[key], 0 if period is None else period.left_out


class TextLines(logging.Formatter):
    """Lines for people. An exception is shown as where it was raised: its text may quote an event."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as it is overridden
        """The line of a record, without an exception."""
        left_out = getattr(record, "left_out", 0)
        return super().formatMessage(record) + (f" ({left_out} more were left out)" if left_out else "")

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802
        """Where an exception was raised."""
        return trace(ei[1]) if ei[1] else ""


class JSONLines(logging.Formatter):
    """One object per line. An exception is shown as where it was raised: its text may quote an event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        members = line_start(record.created, record.levelname, record.name, record.getMessage())
        if left_out := getattr(record, "left_out", 0):
            members["left_out"] = left_out
        if record.exc_info and record.exc_info[1]:
            members["exception"] = trace(record.exc_info[1])
        return _encode(members)


def line_start(seconds: float, level: str, logger: str, message: str) -> dict[str, object]:
    """What every line begins with. `seconds` are since 1970."""
    moment = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"time": moment, "level": level, "logger": logger, "message": message}
