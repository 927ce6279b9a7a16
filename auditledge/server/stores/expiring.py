"""Deleting an account's oldest events from the SQLite store, in small steps beside the writer.

The order of receipt is that of the sequence, so what is too old is always a beginning of it. A step deletes
some of that beginning, and in the same transaction the segments that held it give way to one that covers the
same sequences and has what is left of them. A large segment at the boundary is cut into small ones first.
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from contextlib import AbstractContextManager

from auditledge.server.stores import sealing
from auditledge.server.stores.schema import PLACE_BITS

_ENDS = """
SELECT (SELECT min(place) FROM events WHERE place > ?1 AND place < ?2), sequence
FROM accounts WHERE account = ?3"""


def expired(connection: sqlite3.Connection, account: int, before: int, *, most: int | None = None) -> range:
    """The sequences of the account's first events that were received before an instant, up to `most`."""
    base = account << PLACE_BITS
    first, last = connection.execute(_ENDS, [base, base + (1 << PLACE_BITS), account]).fetchone()
    if first is None:
        return range(0)

    def received_at(sequence: int) -> int:
        statement = "SELECT received_at FROM events WHERE place >= ? ORDER BY place LIMIT 1"
        return int(connection.execute(statement, [base | sequence]).fetchone()[0])

    sequences = range(first - base, last + 1)[:most]
    return sequences[: bisect_left(sequences, before, key=received_at)]


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
        last = sequences[-1]
        boundary = self._boundary(account, last)
        if boundary is not None and boundary[1] - last > most:
            self._cut(account, boundary, sequences[0], most)
            return 0
        return self._delete(account, last, max(last, 0 if boundary is None else boundary[1]))

    def tidy(self) -> None:
        """Nothing: SQLite uses the pages again by itself."""

    def _boundary(self, account: int, sequence: int) -> tuple[int, int] | None:
        """The sequences that are covered by the segment of this one."""
        row: tuple[int, int] | None = self._connection.execute(
            "SELECT first, last FROM segments WHERE account = ? AND last >= ? ORDER BY last LIMIT 1",
            [account, sequence],
        ).fetchone()
        return row

    def _cut(self, account: int, boundary: tuple[int, int], start: int, most: int) -> None:
        first, last = boundary
        ends = [*range(start + most - 1, last, most), last]
        starts = [first, *(end + 1 for end in ends[:-1])]
        pieces = [sealing.build(self._connection, account, *each) for each in zip(starts, ends, strict=True)]
        with self._writing() as writer:
            sealing.write(writer, *pieces)

    def _delete(self, account: int, last: int, end: int) -> int:
        base = account << PLACE_BITS
        left = sealing.build(self._connection, account, 1, end, deleted=last)
        with self._writing() as writer:
            if not sealing.write(writer, left):
                return 0
            gone = writer.execute("DELETE FROM events WHERE place BETWEEN ? AND ?", [base | 1, base | last])
            return gone.rowcount
