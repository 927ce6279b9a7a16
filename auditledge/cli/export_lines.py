"""An export into a file of JSON Lines: atomic and resumable, as `export_to` is for JSON and CSV."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from auditledge.cli.exit_codes import FAILED, Ended
from auditledge.cli.progress import Advance
from auditledge.cli.terminal import escape_json
from auditledge.errors import APIConnectionError

if TYPE_CHECKING:
    from auditledge import AuditLedge

_ATTEMPTS = 3
_EVERY = 1000


def export_lines(
    client: "AuditLedge", path: str, options: Mapping[str, Any], advance: Advance, *, resume: bool
) -> int:
    """Export events into a file, one to a line, and return their number.

    A connection that breaks is made anew, and the export goes on behind the last event.
    """
    part = Path(f"{path}.part")
    with part.open("r+b" if resume and part.exists() else "w+b") as file:
        lines = _Lines(file)
        failures = 0
        while True:
            before = lines.count
            try:
                events = client.export_stream({**options, "after": lines.last_id})
                for event in cast("Iterator[Mapping[str, Any]]", events):
                    lines.append(event)
                    if lines.count % _EVERY == 0:
                        advance(lines.count)
                break
            except APIConnectionError:
                failures = 1 if lines.count > before else failures + 1
                if failures == _ATTEMPTS:
                    raise
        advance(lines.count)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return lines.count


class _Lines:
    """The lines of a file: `count` of them are whole, the last of them of the event `last_id`."""

    def __init__(self, file: BinaryIO) -> None:
        self.count = 0
        self.last_id: str | None = None
        self._file = file
        self._keep_whole_lines()

    def append(self, event: Mapping[str, Any]) -> None:
        """Write a line."""
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
        self._file.write(escape_json(text).encode() + b"\n")
        self.count += 1
        self.last_id = event["id"]

    def _keep_whole_lines(self) -> None:
        """Count the lines that an earlier run left, and cut off what stands behind the last whole one."""
        size, last = 0, b""
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            size, last, self.count = size + len(line), line, self.count + 1
        try:
            self.last_id = json.loads(last)["id"] if last else None
        except (ValueError, LookupError, TypeError):
            raise Ended(f"{self._file.name} is no export: remove it, or leave out --resume", FAILED) from None
        self._file.seek(size)
        self._file.truncate()
