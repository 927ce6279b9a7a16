"""The outbox table: events wait in the database of the changes, from their transaction until the delivery."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connections, transaction

from auditledge.contract.compact_json import dumps
from auditledge.integrations.django.audit import audit
from auditledge.integrations.drainer import CurrentTransport, DeadEvent, Drainer, DrainerThread, PendingEvent

TABLE = "auditledge_outbox"

_has_table: dict[str, bool] = {}
"""By the alias of a database: whether its migration was applied."""
_threads: dict[str, DrainerThread] = {}


def is_used(connection: Any) -> bool:
    """Whether events of this database go to its outbox table, and not to the disk.

    Not in a test that has redirected `audit`: it wants to see them when it asks.
    """
    if audit.settings.outbox == "disk" or audit.is_redirected:
        return False
    alias = connection.alias
    if not _has_table.get(alias):
        with connection.cursor() as cursor:
            _has_table[alias] = TABLE in connection.introspection.table_names(cursor)
        if not _has_table[alias]:
            audit.report(
                "no_outbox_table",
                f"the database {alias!r} has no table {TABLE}, so that events are enqueued on disk after the "
                f"commit: run `manage.py migrate auditledge --database {alias}`",
            )
    return _has_table[alias]


def insert(connection: Any, events: Sequence[dict[str, Any]]) -> None:
    """Insert events, in the current transaction. Raises DatabaseError."""
    quote = connection.ops.quote_name
    sql = f"INSERT INTO {quote(TABLE)} ({quote('event')}) VALUES (%s)"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        if len(events) == 1:
            cursor.execute(sql, [dumps(events[0])])
        else:
            cursor.executemany(sql, [[dumps(each)] for each in events])


def wake(connection: Any) -> None:
    """Deliver what was committed, in a thread of this process."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        return  # only this thread should use it: `manage.py auditledge_drain` delivers
    alias = connection.alias
    if alias not in _threads:
        _threads.setdefault(alias, DrainerThread(lambda: drainer(alias)))
    _threads[alias].wake()


def drainer(alias: str) -> Drainer:
    """A drainer of the outbox table of a database, for one thread."""
    return Drainer(Table(alias), CurrentTransport(lambda: audit.client))


def _rows(alias: str) -> Any:
    return apps.get_model("auditledge", "OutboxEvent")._base_manager.using(alias)


class _Claim:
    def __init__(self, alias: str, events: Sequence[PendingEvent]) -> None:
        self._alias = alias
        self.events = events

    def settle(self, delivered: Sequence[int], dead: Sequence[DeadEvent]) -> None:
        rows = _rows(self._alias)
        rows.filter(pk__in=delivered).delete()
        for each in dead:
            rows.filter(pk=each.key).update(rejected=each.reason)


class Table:
    """The outbox table of one database, as the drainer sees it."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    @contextlib.contextmanager
    def claim(self, after: int, max_events: int) -> Iterator[_Claim]:
        """Claim pending events."""
        rows = self._pending().filter(pk__gt=after).order_by("pk")
        if not connections[self._alias].features.has_select_for_update_skip_locked:
            yield self._claimed(rows[:max_events])
            return
        atomic: Any = transaction.atomic(using=self._alias)
        with atomic:
            yield self._claimed(rows.select_for_update(skip_locked=True)[:max_events])

    def waiting(self) -> int:
        """How many events are pending."""
        return int(self._pending().count())

    def close(self) -> None:
        """Close the connection of this thread."""
        with contextlib.suppress(DatabaseError):
            connections[self._alias].close()

    def _pending(self) -> Any:
        return _rows(self._alias).filter(rejected=None)

    def _claimed(self, rows: Any) -> _Claim:
        values = rows.values_list("pk", "event")
        return _Claim(self._alias, [PendingEvent(key, event.encode()) for key, event in values])
