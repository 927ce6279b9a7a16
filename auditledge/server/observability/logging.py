"""The log of a server: text for people, or JSON that begins as lines of the access log do."""

import json
import logging
from datetime import UTC, datetime
from typing import Literal

from auditledge.server.tracebacks import trace

Level = Literal["debug", "info", "warning", "error"]
Form = Literal["text", "json"]

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_encode = json.JSONEncoder(separators=(",", ":")).encode


def log_to_stderr(level: Level, form: Form) -> None:
    """Log to standard error what is of this level or a worse one."""
    handler = logging.StreamHandler()
    handler.setFormatter(JSONLines() if form == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=level.upper(), handlers=[handler])


class JSONLines(logging.Formatter):
    """An object a line. Of an exception it tells where it was raised, and not its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        facts = heading(record.created, record.levelname, record.name, record.getMessage())
        if record.exc_info and record.exc_info[1]:
            facts["exception"] = trace(record.exc_info[1])
        return _encode(facts)


def heading(seconds: float, level: str, logger: str, message: str) -> dict[str, object]:
    """What every line begins with. `seconds` count from 1970."""
    time = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"time": time, "level": level, "logger": logger, "message": message}
