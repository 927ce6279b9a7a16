"""Ids for rows without one, derived from the row, so that a row is the same event in every run."""

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Mapping
from typing import Any

from auditledge.contract import parse_instant

_MAX_MS = (1 << 48) - 1


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
        digest = int.from_bytes(hashlib.sha256(row + times.to_bytes(8)).digest()[:16])
        # RFC 9562, section 5.7: 48 bits of time, the version, 12 bits, the variant, 62 bits.
        value = _milliseconds(event.get("timestamp")) << 80 | digest & ((1 << 80) - 1)
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0b11 << 62) | 0b10 << 62
        return f"evt_{uuid.UUID(int=value)}"

    def close(self) -> None:
        """Delete the temporary database."""
        self._seen.close()


def _milliseconds(timestamp: object) -> int:
    """The time in an id: the event's timestamp, or 0 without one. The current time would change the id."""
    try:
        return min(max(parse_instant(str(timestamp)) // 1000, 0), _MAX_MS)
    except ValueError:
        return 0
