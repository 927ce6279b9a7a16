"""The end of a transaction: its events go to the outbox table with it, or to the client's outbox after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import ExceptionContext

from auditledge._core.requests import encode_event
from auditledge.errors import ConfigurationError
from auditledge.integrations.audit import audit
from auditledge.integrations.context import Scope, entered
from auditledge.integrations.sqlalchemy.outbox_table import store
from auditledge.integrations.sqlalchemy.transactions import end_transaction
from auditledge.integrations.tracking import RecordedEvent, recorded_events

_KEY = "auditledge_committing"


@dataclass(frozen=True, slots=True)
class _Committing:
    """What to do once a commit has succeeded."""

    enqueue: list[dict[str, Any]]
    wake: Callable[[], None] | None


class CommitRecorder:
    """Handlers of the events of engines and pools.

    `tables` are the outbox tables that `track` or `outbox_table` added, and `wakers` wake the thread that
    delivers the events of an engine. `filled` are the engines that have stored events; tests deliver these at
    once.
    """

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.wakers: dict[Engine, Callable[[], None]] = {}
        self.filled: WeakSet[Engine] = WeakSet()

    def begin(self, connection: Connection, *_: object) -> None:
        """A transaction begins. What a connection that was not closed properly left is forgotten."""
        self._succeeded(connection.info)
        end_transaction(connection)

    def commit(self, connection: Connection, *_: object) -> None:
        """A transaction is about to be committed."""
        transaction = end_transaction(connection)
        if transaction is None or not transaction.journal.entries:
            return
        events = [_prepared(each) for each in recorded_events(transaction.journal)]
        if not events:
            return
        if audit.settings.outbox == "disk":
            connection.info[_KEY] = _Committing(events, None)
            return
        store(connection, self._table(), map(encode_event, events))
        self.filled.add(connection.engine)
        connection.info[_KEY] = _Committing([], self.wakers.get(connection.engine))

    def commit_twophase(self, connection: Connection, _xid: object, is_prepared: bool) -> None:
        """A two-phase transaction is about to be committed; its events were stored when it was prepared."""
        if not is_prepared:
            self.commit(connection)

    def rollback(self, connection: Connection, *_: object) -> None:
        """A transaction is rolled back."""
        if connection.invalidated:  # the journal went with the connection to the database
            return
        if _is_autocommit(connection):  # nothing is rolled back
            self.commit(connection)
            return
        end_transaction(connection)
        connection.info.pop(_KEY, None)

    def failed(self, context: ExceptionContext) -> None:
        """A statement, or the commit, failed."""
        if context.connection is not None and not context.connection.invalidated:
            context.connection.info.pop(_KEY, None)

    def checkin(self, _dbapi_connection: object, record: Any) -> None:
        """A connection returns to its pool, after its transaction."""
        self._succeeded(record.info)

    def _succeeded(self, info: dict[Any, Any]) -> None:
        """The last commit of a connection, if there was one since this was called, has succeeded."""
        committed: _Committing | None = info.pop(_KEY, None)
        if committed is None:
            return
        for event in committed.enqueue:
            try:
                audit.client.enqueue(event)  # type: ignore[arg-type]
            except Exception as error:  # noqa: BLE001 - the transaction is committed
                audit.report("not_recorded", "an event could not be enqueued after the commit", error)
        if committed.wake is not None:
            committed.wake()

    def _table(self) -> Table:
        if not self.tables:
            raise ConfigurationError(
                'there is no outbox table: call outbox_table(Base.metadata), or set OUTBOX="disk"'
            )
        return self.tables[0]


def _is_autocommit(connection: Connection) -> bool:
    """Whether each statement is committed by itself, although SQLAlchemy speaks of a transaction."""
    level = connection.get_execution_options().get("isolation_level")
    if level is None:  # then it is that of the engine, which has no public name
        level = getattr(connection.dialect, "_on_connect_isolation_level", None)
    return level == "AUTOCOMMIT"


def _prepared(recorded: RecordedEvent) -> dict[str, Any]:
    """An event as it will be sent. One without a scope is prepared already."""
    if not isinstance(recorded.scope, Scope):
        return recorded.event
    with entered(recorded.scope):
        return audit.prepare(recorded.event)
