"""Monthly partitions of the events, by the time inside their id, created before the month begins."""

import contextlib
import logging
import time
from datetime import UTC, datetime

import psycopg

from auditledge.server.calendar_months import month_of
from auditledge.server.stores.postgres.connections import Connection
from auditledge.server.stores.postgres.schema import LOCK

_AHEAD = 3  # this month and the next two
_CHECK_EVERY_S = 3_600.0
_VACUUM_EVERY_S = 86_400.0

# The table is created separately and then attached, so that no reader or writer has to finish first, except
# on the default partition. A process that does not get its lock within a second tries again in an hour.
_CREATE = """
CREATE TABLE {name} (LIKE events INCLUDING ALL) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
LOCK TABLE events_other IN ACCESS EXCLUSIVE MODE;
ALTER TABLE events_other NO FORCE ROW LEVEL SECURITY;
WITH moved AS (DELETE FROM events_other WHERE id >= {start} AND id < {end} RETURNING *)
INSERT INTO {name} SELECT * FROM moved;
ALTER TABLE events_other FORCE ROW LEVEL SECURITY;
ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE events ATTACH PARTITION {name} FOR VALUES FROM ({start}) TO ({end});
"""

# A partition is dropped once a vacuum has left it without a page: then no snapshot sees an event in it. The
# wait for the lock on the parent is short, because all later queries have to wait for it.
#
# The statistics say which partitions are worth a vacuum. They can be too high: if a session reports what it
# inserted only after a vacuum has counted the rows, these are counted twice, until the next vacuum. So a
# partition that was changed is vacuumed once a day, whatever they say.
_PAST = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_[0-9]{4}_[0-9]{2}$' AND c.relname < %s
AND (
    pg_stat_get_live_tuples(c.oid) = 0
    OR pg_stat_get_dead_tuples(c.oid) + pg_stat_get_ins_since_vacuum(c.oid) > 0
    AND GREATEST('-infinity', pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid))
        < now() - make_interval(secs => %s)
)
ORDER BY c.relname"""
_DROP = """
BEGIN; SET LOCAL lock_timeout = '50ms'; {lock};
LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE;
LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"""

_log = logging.getLogger(__name__)


class Partitions:
    """Creates partitions ahead of time. Nothing depends on it: other events go to the default partition."""

    def __init__(self) -> None:
        self._due = 0.0

    def keep_ahead(self, connection: Connection) -> None:
        """Create the missing partitions of this month and the next ones. Looks for them once an hour.

        Raises psycopg.OperationalError if the connection is gone.
        """
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _CHECK_EVERY_S
        month = month_of(time.time_ns() // 1_000)
        for each in range(month, month + _AHEAD):
            if not _exists(connection, each):
                self._create(connection, each)

    def _create(self, connection: Connection, month: int) -> None:
        statement = _CREATE.format(name=_name(month), start=_bound(month), end=_bound(month + 1))
        try:
            connection.execute(f"BEGIN; SET LOCAL lock_timeout = '1s'; {LOCK}".encode())
            if not _exists(connection, month):
                connection.execute(statement.encode())
            connection.execute("COMMIT")
        except psycopg.Error as error:
            with contextlib.suppress(psycopg.Error):
                connection.execute("ROLLBACK")
            if connection.closed:
                raise
            _log.warning("can't create the partition %s now: %s", _name(month), error)


def drop_emptied(connection: Connection) -> None:
    """Drop the empty partitions of past months, except those that can't be dropped now.

    Raises psycopg.OperationalError if the connection is gone.
    """
    connection.execute("SET vacuum_cost_delay = '2ms'; SELECT pg_stat_force_next_flush()")
    this_month = _name(month_of(time.time_ns() // 1_000))
    for (name,) in connection.execute(_PAST, [this_month, _VACUUM_EVERY_S]).fetchall():
        connection.execute(f"VACUUM {name}".encode())
        if _is_empty(connection, name):
            _drop(connection, name)


def _drop(connection: Connection, name: str) -> None:
    try:
        connection.execute(_DROP.format(lock=LOCK, name=name).encode())
        if _is_empty(connection, name):
            connection.execute(f"DROP TABLE {name}".encode())
        connection.execute("COMMIT")
    except psycopg.Error as error:
        with contextlib.suppress(psycopg.Error):
            connection.execute("ROLLBACK")
        if connection.closed:
            raise
        _log.info("can't drop the partition %s now: %s", name, error)


def _is_empty(connection: Connection, name: str) -> bool:
    row = connection.execute("SELECT pg_relation_size(%s::regclass) = 0", [name]).fetchone()
    return row is not None and bool(row[0])


def _exists(connection: Connection, month: int) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [_name(month)]).fetchone()
    return row is not None and bool(row[0])


def _name(month: int) -> str:
    return f"events_{month // 12}_{month % 12 + 1:02}"


def _bound(month: int) -> str:
    """The first 6 bytes of ids from a month's first millisecond on: the timestamp of a UUIDv7."""
    first = datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return f"'\\x{int(first.timestamp()) * 1_000:012x}'::bytea"
