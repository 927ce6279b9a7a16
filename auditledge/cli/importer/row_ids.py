"""Ids derived from a row or from its id in another system, so that a row is the same event in every run."""

import hashlib
import json
import re
import sqlite3
import uuid
from collections.abc import Mapping
from typing import Any

from auditledge.contract import parse_instant

_MAX_MS = (1 << 48) - 1
_EVENT_ID = re.compile(r"evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class RowIds:
    """Generates ids. Identical rows differ by how many came before, not by their position in the file.

    So if a row is fixed, moved or deleted, the ids of all other rows stay the same.
    """

    def __init__(self) -> None:
        # A SQLite database without a name is a temporary file, which keeps the memory small.
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("CREATE TABLE seen (row BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def next_id(self, event: Mapping[str, Any]) -> str:
        """The id of the next row with this event, in the format of the contract: `evt_` and a UUIDv7."""
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        row = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        (times,) = self._seen.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
            (row[:16],),
        ).fetchone()
        return _event_id(event.get("timestamp"), row + times.to_bytes(8))

    def close(self) -> None:
        """Delete the temporary database."""
        self._seen.close()


def derived_id(source: str, source_id: str, timestamp: object) -> str:
    """The id for an event that has the id `source_id` in another system, or that id if it is valid as it is.

    It is the same whenever the event is delivered. `source` distinguishes systems with the same ids.
    """
    if _EVENT_ID.fullmatch(source_id):
        return source_id
    return _event_id(timestamp, json.dumps([source, source_id]).encode())


def _event_id(timestamp: object, content: bytes) -> str:
    digest = int.from_bytes(hashlib.sha256(content).digest()[:16])
    # RFC 9562, section 5.7: 48 bits of time, the version, 12 bits, the variant, 62 bits.
    value = _milliseconds(timestamp) << 80 | digest & ((1 << 80) - 1)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return f"evt_{uuid.UUID(int=value)}"


def _milliseconds(timestamp: object) -> int:
    """The time in an id: the event's timestamp, or 0 without one. The current time would change the id."""
    try:
        return min(max(parse_instant(str(timestamp)) // 1000, 0), _MAX_MS)
    except ValueError:
        return 0
