"""Deleting an account's oldest events from the PostgreSQL store, in small steps between other writes.

Rows are deleted first, and their partitions dropped only when they are empty: what a snapshot sees stays
there for as long as the snapshot is open.
"""

import contextlib
from collections.abc import Iterator

import psycopg

from auditledge.server.stores.clock_tables import REPAIRS
from auditledge.server.stores.columnar import expiry
from auditledge.server.stores.models import ClockRepair
from auditledge.server.stores.postgres import schema
from auditledge.server.stores.postgres.connections import Connection, DatabaseURL, available
from auditledge.server.stores.postgres.partitions import drop_emptied
from auditledge.server.stores.postgres.source import PostgreSQLSegmentTarget
from auditledge.server.stores.postgres.tenant_scope import TenantScope

_LOCK = b"SELECT pg_try_advisory_lock(4705094)"
_UNLOCK = b"SELECT pg_advisory_unlock(4705094)"
# The first event is looked for after those that are known to be deleted, because the index has these until
# a vacuum.
_ENDS = """
SELECT (SELECT sequence FROM events WHERE account = %b AND sequence > %b ORDER BY sequence LIMIT 1), sequence
FROM heads WHERE account = %b"""
_RECEIVED_AT = """
SELECT received_at FROM events WHERE account = %b AND sequence >= %b ORDER BY sequence LIMIT 1"""
_DELETE = "DELETE FROM events WHERE account = %b AND sequence BETWEEN %b AND %b"


def expired_sequences(
    scope: TenantScope, account: int, before: int, *, deleted: int = 0, limit: int | None = None
) -> range:
    """The sequences of the account's first events that were received before an instant, up to `limit`.

    Events up to the sequence `deleted` are known to be deleted.
    """

    def received_at(sequence: int) -> int:
        ((instant,),) = scope.within(account, _RECEIVED_AT, [account, sequence])
        return int(instant)

    (ends,) = scope.within(account, _ENDS, [account, deleted, account])
    repairs = [ClockRepair(*row) for row in scope.execute_within(account, REPAIRS, [account])]
    return expiry.expired_sequences(expiry.Ends(*ends), limit, before, received_at, repairs)


class PostgreSQLExpiry:
    """Deletes expired events, on a separate connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._deleted: dict[int, int] = {}

    def step(self, account: int, before: int, limit: int) -> int | None:
        """Delete up to `limit` events that were received before an instant. Returns how many; None if none.

        Returns 0 if a segment was split instead.
        """
        with available(self._connection), self._transaction():
            scope = TenantScope(self._connection)
            deleted = self._deleted.get(account, 0)
            sequences = expired_sequences(scope, account, before, deleted=deleted, limit=limit)
            if not sequences:
                return None
            target, last = PostgreSQLSegmentTarget(scope, account), sequences[-1]
            target.lock()
            pieces = expiry.split(target, last, limit)
            for each in pieces or [expiry.truncate(target, last)]:
                target.replace_segment(each)
            if pieces:
                return 0
            count = scope.within(account, _DELETE, [account, sequences[0], last]).rowcount
        self._deleted[account] = last
        return count

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        schema.begin(self._connection, "BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(psycopg.Error):
                self._connection.execute("ROLLBACK")
            raise

    def reclaim(self) -> None:
        """Drop the partitions of past months that are empty."""
        with available(self._connection):
            drop_emptied(self._connection)


@contextlib.contextmanager
def expiring(address: DatabaseURL) -> Iterator[PostgreSQLExpiry | None]:
    """Deletes expired events, for the `with` block; None while another process does."""
    with contextlib.closing(address.connect()) as connection, available(connection):
        ((locked,),) = connection.execute(_LOCK)
        if not locked:
            yield None
            return
        try:
            yield PostgreSQLExpiry(connection)
        finally:
            # Closing the connection releases the lock too, but only once the server has ended its backend:
            # until then the next block would get None although nobody deletes.
            with contextlib.suppress(psycopg.Error):
                connection.execute(_UNLOCK)
