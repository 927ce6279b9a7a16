"""Deleting an account's oldest events from the SQLite store, in small steps beside the writer."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from auditledge.server.stores.columnar import expiry
from auditledge.server.stores.columnar.segment_builder import fits
from auditledge.server.stores.columnar.source import NewSegment
from auditledge.server.stores.sqlite.schema import PLACE_BITS
from auditledge.server.stores.sqlite.source import SQLiteSource, put

_ENDS = """
SELECT (SELECT min(place) FROM events WHERE place > ?1 AND place < ?2) - ?1, sequence
FROM accounts WHERE account = ?3"""


def expired(connection: sqlite3.Connection, account: int, before: int, *, most: int | None = None) -> range:
    """The sequences of the account's first events that were received before an instant, up to `most`."""
    base = account << PLACE_BITS

    def received_at(sequence: int) -> int:
        statement = "SELECT received_at FROM events WHERE place >= ? ORDER BY place LIMIT 1"
        return int(connection.execute(statement, [base | sequence]).fetchone()[0])

    first, last = connection.execute(_ENDS, [base, base + (1 << PLACE_BITS), account]).fetchone()
    return expiry.expired(first, last, most, before, received_at)


class SQLiteExpiry:
    """Deletes what is too old. `connection` reads, `writing` gives one in a transaction that writes."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._connection = connection
        self._writing = writing

    def step(self, account: int, before: int, most: int) -> int | None:
        """Delete up to `most` events that were received before an instant; how many, or None if none was.

        0 when a segment was cut instead, or when another process changed it meanwhile.
        """
        sequences = expired(self._connection, account, before, most=most)
        if not sequences:
            return None
        source, last = SQLiteSource(self._connection, account), sequences[-1]
        pieces = expiry.cut(source, last, most)
        if pieces:
            return self._replace(account, pieces, 0)
        return self._replace(account, [expiry.without(source, last)], last)

    def reclaim(self) -> None:
        """Nothing: SQLite uses the pages again by itself."""

    def _replace(self, account: int, segments: list[NewSegment], last: int) -> int:
        """Put segments in place of others and delete the events up to a sequence; how many those were."""
        base = account << PLACE_BITS
        whole = segments[0]._replace(last=segments[-1].last)
        with self._writing() as writer:
            if not fits(whole, SQLiteSource(writer, account).segments()):
                return 0
            for each in segments:
                put(writer, account, each)
            gone = writer.execute("DELETE FROM events WHERE place > ? AND place <= ?", [base, base | last])
            return gone.rowcount
