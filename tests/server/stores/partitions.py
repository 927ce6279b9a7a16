"""Partitions of the PostgreSQL store, and events of a given month."""

import itertools
from datetime import UTC, datetime

from server.postgres import PostgreSQL


def held(postgresql: PostgreSQL, url: str) -> dict[str, int]:
    """The number of events in each partition."""
    with postgresql.admin(url) as admin:
        rows = admin.execute(
            "SELECT c.relname, (SELECT count(*) FROM auditledge.events WHERE tableoid = c.oid)"
            " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'auditledge.events'::regclass"
        ).fetchall()
    return dict(rows)


def id_at(year: int, month: int, day: int, tail: str = "def012345678") -> str:
    """An event id that was made on a day."""
    digits = f"{int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1_000):012x}"
    return f"evt_{digits[:8]}-{digits[8:]}-7abc-8abc-{tail}"


class At:
    """Replaces the module `time`: it is always one day, and the monotonic clock advances an hour per call."""

    hours = itertools.count(10**6)

    def __init__(self, year: int, month: int, day: int) -> None:
        self._now = int(datetime(year, month, day, tzinfo=UTC).timestamp())

    def time_ns(self) -> int:
        return self._now * 1_000_000_000

    def monotonic(self) -> float:
        return next(self.hours) * 3_600.0
