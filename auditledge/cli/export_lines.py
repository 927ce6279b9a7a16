"""Exports to a JSON Lines file: atomic and resumable, as `export_to` is for JSON and CSV."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from auditledge.cli.exit_codes import FAILED, CommandFailed
from auditledge.cli.progress import Advance
from auditledge.cli.terminal import escape_json
from auditledge.errors import APIConnectionError

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.types import JSONExportOptions

_MAX_FAILURES = 3
_PROGRESS_EVERY = 1000


def export_lines(
    client: "AuditLedge", path: str, options: Mapping[str, Any], advance: Advance, *, resume: bool
) -> int:
    """Export events to a file, one per line, and return their number.

    If the connection is lost, the export reconnects and continues after the last event. Raises
    APIConnectionError after three failures in a row without a new event; CommandFailed if the file to resume
    is not an export; OSError.
    """
    part = Path(f"{path}.part")
    with part.open("r+b" if resume and part.exists() else "w+b") as file:
        lines = _Lines(file)
        failures = 0
        while True:
            before = lines.count
            try:
                remaining = cast("JSONExportOptions", {**options, "after": lines.last_id})
                for event in client.export_stream(remaining):
                    lines.append_event(event)
                    if lines.count % _PROGRESS_EVERY == 0:
                        advance(lines.count)
                break
            except APIConnectionError:
                failures = 1 if lines.count > before else failures + 1
                if failures == _MAX_FAILURES:
                    raise
        advance(lines.count)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return lines.count


class _Lines:
    """The lines of a file: `count` complete ones, of which the last is the event with the id `last_id`."""

    def __init__(self, file: BinaryIO) -> None:
        self.count = 0
        self.last_id: str | None = None
        self._file = file
        self._keep_complete_lines()

    def append_event(self, event: Mapping[str, Any]) -> None:
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
        self._file.write(escape_json(text).encode() + b"\n")
        self.count += 1
        self.last_id = event["id"]

    def _keep_complete_lines(self) -> None:
        """Count the complete lines of an earlier run, and cut off an incomplete one after them."""
        size, last = 0, b""
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            size, last, self.count = size + len(line), line, self.count + 1
        try:
            self.last_id = json.loads(last)["id"] if last else None
        except (ValueError, LookupError, TypeError):
            message = f"{self._file.name} is not an export: delete it, or omit --resume"
            raise CommandFailed(message, FAILED) from None
        self._file.seek(size)
        self._file.truncate()
