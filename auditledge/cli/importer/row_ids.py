"""Ids derived from the content of a row, so that a row is the same event in every run."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from auditledge.contract.derived_ids import event_id_of


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
        return event_id_of(event.get("timestamp"), row + times.to_bytes(8))

    def close(self) -> None:
        """Delete the temporary database."""
        self._seen.close()
