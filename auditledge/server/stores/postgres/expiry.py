"""Deleting an account's oldest events from the PostgreSQL store, in small steps beside the writers.

Rows are deleted, and only then their partitions dropped: what a snapshot sees stays there for as long as it
is open.
"""

import contextlib
from collections.abc import Iterator

from auditledge.server.stores.columnar import expiry as columnar
from auditledge.server.stores.postgres.connections import Connection, DatabaseURL, available
from auditledge.server.stores.postgres.partitions import drop_emptied
from auditledge.server.stores.postgres.source import PostgreSQLSegmentWriter
from auditledge.server.stores.postgres.tenant_scope import TenantScope

_ALONE = "SELECT pg_try_advisory_lock(4705094)"
# The first event is looked for behind what is known to be deleted: until a vacuum the index still has that.
_ENDS = """
SELECT (SELECT sequence FROM events WHERE account = %b AND sequence > %b ORDER BY sequence LIMIT 1), sequence
FROM heads WHERE account = %b"""
_RECEIVED = """
SELECT received_at FROM events WHERE account = %b AND sequence >= %b ORDER BY sequence LIMIT 1"""
_DELETE = "DELETE FROM events WHERE account = %b AND sequence BETWEEN %b AND %b"


def expired(
    scoped: TenantScope, account: int, before: int, *, beyond: int = 0, most: int | None = None
) -> range:
    """The sequences of the account's first events that were received before an instant, up to `most`.

    Events up to the sequence `beyond` are known to be deleted.
    """

    def received_at(sequence: int) -> int:
        ((instant,),) = scoped.within(account, _RECEIVED, [account, sequence])
        return int(instant)

    ((first, last),) = scoped.within(account, _ENDS, [account, beyond, account])
    return columnar.expired(first, last, most, before, received_at)


class PostgreSQLExpiry:
    """Deletes what is too old, on a connection of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._beyond: dict[int, int] = {}

    def step(self, account: int, before: int, most: int) -> int | None:
        """Delete up to `most` events that were received before an instant; how many, or None if none was.

        0 when a segment was cut instead.
        """
        with available(self._connection), self._connection.transaction():
            scoped = TenantScope(self._connection)
            beyond = self._beyond.get(account, 0)
            sequences = expired(scoped, account, before, beyond=beyond, most=most)
            if not sequences:
                return None
            source, last = PostgreSQLSegmentWriter(scoped, account), sequences[-1]
            source.wait()
            pieces = columnar.cut(source, last, most)
            for each in pieces or [columnar.without(source, last)]:
                source.put(each)
            if pieces:
                return 0
            gone = scoped.within(account, _DELETE, [account, sequences[0], last]).rowcount
        self._beyond[account] = last
        return gone

    def reclaim(self) -> None:
        """Drop the partitions of past months in which nothing is left."""
        with available(self._connection):
            drop_emptied(self._connection)


@contextlib.contextmanager
def expiring(address: DatabaseURL) -> Iterator[PostgreSQLExpiry | None]:
    """What deletes for the `with` block; None while another process does. A lock goes with its connection."""
    with contextlib.closing(address.connect()) as connection, available(connection):
        ((alone,),) = connection.execute(_ALONE)
        yield PostgreSQLExpiry(connection) if alone else None
