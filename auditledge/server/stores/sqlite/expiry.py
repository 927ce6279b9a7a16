"""Deleting an account's oldest events from the SQLite store, in small steps between other writes."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from auditledge.server.stores.clock_tables import REPAIRS
from auditledge.server.stores.columnar import expiry
from auditledge.server.stores.columnar.segment_builder import fits
from auditledge.server.stores.columnar.source import NewSegment
from auditledge.server.stores.models import ClockRepair
from auditledge.server.stores.sqlite.schema import PLACE_BITS
from auditledge.server.stores.sqlite.source import SQLiteSource, write_segment

_ENDS = """
SELECT (SELECT min(place) FROM events WHERE place > ?1 AND place < ?2) - ?1, sequence
FROM accounts WHERE account = ?3"""
_RECEIVED_AT = "SELECT received_at FROM events WHERE place >= ? ORDER BY place LIMIT 1"


def expired_sequences(
    connection: sqlite3.Connection, account: int, before: int, *, limit: int | None = None
) -> range:
    """The sequences of the account's first events that were received before an instant, up to `limit`."""
    base = account << PLACE_BITS

    def received_at(sequence: int) -> int:
        return int(connection.execute(_RECEIVED_AT, [base | sequence]).fetchone()[0])

    ends = connection.execute(_ENDS, [base, base + (1 << PLACE_BITS), account]).fetchone()
    repairs = [ClockRepair(*row) for row in connection.execute(REPAIRS, [account])]
    return expiry.expired_sequences(expiry.Ends(*ends), limit, before, received_at, repairs)


class SQLiteExpiry:
    """Deletes expired events. Reads on `connection`; `writing` gives a connection in a write transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._connection = connection
        self._writing = writing

    def step(self, account: int, before: int, limit: int) -> int | None:
        """Delete up to `limit` events that were received before an instant. Returns how many; None if none.

        Returns 0 if a segment was split instead, or if another process replaced it meanwhile.
        """
        sequences = expired_sequences(self._connection, account, before, limit=limit)
        if not sequences:
            return None
        source, last = SQLiteSource(self._connection, account), sequences[-1]
        pieces = expiry.split(source, last, limit)
        if pieces:
            return self._replace(account, pieces, 0)
        return self._replace(account, [expiry.truncate(source, last)], last)

    def reclaim(self) -> None:
        """Nothing to do: SQLite reuses the pages by itself."""

    def _replace(self, account: int, segments: list[NewSegment], last: int) -> int:
        """Write segments in place of others and delete the events up to a sequence. Returns how many."""
        base = account << PLACE_BITS
        whole = segments[0]._replace(last=segments[-1].last)
        with self._writing() as writer:
            # The segments were read outside of this transaction: another process may have replaced them.
            if not fits(whole, SQLiteSource(writer, account).segments()):
                return 0
            for each in segments:
                write_segment(writer, account, each)
            deleted = writer.execute("DELETE FROM events WHERE place > ? AND place <= ?", [base, base | last])
            return deleted.rowcount
