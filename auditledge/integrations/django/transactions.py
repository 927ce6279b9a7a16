"""What the current transaction of each database connection has recorded, and its commit.

Django has no hook before a commit, and only its SQL shows savepoints. So each connection gets a wrapper of
its statements, which also finds writes to tracked tables that nothing has captured, and a wrapper of its
commit, which inserts the events into the outbox table in the same transaction.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from django.db import connections, transaction

from auditledge.errors import AuditLedgeError
from auditledge.integrations.context import entered
from auditledge.integrations.django import outbox
from auditledge.integrations.django.audit import audit
from auditledge.integrations.tracking import (
    Journal,
    TableWrite,
    TrackedModel,
    WriteDetector,
    changed_unseen_event,
    recorded_events,
    report_unseen,
)

Event = dict[str, Any]

_TRANSACTIONAL = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "UPSERT", "TRUNCATE", "COPY")
"""Statements that may be put into a transaction. Others could contain a COMMIT."""

_ATTRIBUTE = "_auditledge_transaction"


class TrackedTables:
    """The tables of all tracked models."""

    def __init__(self) -> None:
        self.models: dict[str, TrackedModel] = {}
        self.detector: WriteDetector = WriteDetector(())
        self.epochs: Counter[str] = Counter()
        """By table: how many statements have changed rows while their objects may be in memory."""
        self._families: dict[str, str] = {}

    def add(self, table: str, model: TrackedModel, family: str) -> None:
        """Watch a table. `family` is the table whose epoch the objects of the model keep."""
        self.models[table] = model
        self._families[table] = family
        self.detector = WriteDetector(self.models)

    def forget_loaded(self, table: str) -> None:
        """Values that were loaded from a table before can't be relied upon any more."""
        self.epochs[self._families[table]] += 1


tables: TrackedTables = TrackedTables()


class _Prepared:
    """Marks events of the journal that are complete, and need no scope."""


_PREPARED = _Prepared()

Undo = Callable[[], None]


class Transaction:
    """The current transaction of one connection, or none. Used by the connection's thread alone."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._journal = Journal()
        self._undo: list[Undo] = []
        self._marks: dict[str, tuple[int, int]] = {}
        self._captured: Counter[str] = Counter()
        self._stale: set[str] = set()
        self._has_hook = False
        self._is_paused = False
        self._commit: Callable[[], Any] = connection._commit
        self._rollback: Callable[[], Any] = connection._rollback

    @property
    def is_open(self) -> bool:
        """Whether there is a transaction that a rollback could undo."""
        return self._connection.in_atomic_block or not self._connection.get_autocommit()

    @property
    def journal(self) -> Journal:
        """Where changes are added. They become events at the commit. A transaction must be open."""
        if not self._has_hook and self._connection.in_atomic_block:
            # Runs after the commit, or in a TestCase, whose transactions are never committed, instead of it.
            transaction.on_commit(self.simulate_commit, using=self._connection.alias, robust=True)
            self._has_hook = True
        return self._journal

    def record_prepared(self, event: Event) -> None:
        """Add a complete event."""
        self.journal.recorded(event, _PREPARED)

    def record(self, event: Event) -> None:
        """Add an event without an actor, of a statement that was executed in the current scope."""
        self.journal.recorded(event, audit.snapshot())

    def undo_with(self, undo: Undo) -> None:
        """Call `undo` if what has just been added to the journal is rolled back."""
        self._undo.append(undo)

    def forget_loaded(self, table: str) -> None:
        """Rely on no values that were loaded from a table, also by other threads until the commit."""
        tables.forget_loaded(table)
        self._stale.add(table)

    def is_captured(self, table: str) -> bool:
        """Whether a caller captures writes to `table`."""
        return self._captured[table] > 0

    @contextlib.contextmanager
    def capturing(self, table: str) -> Iterator[None]:
        """Statements that write `table` inside are captured by the caller, in a transaction."""
        self._captured[table] += 1
        try:
            with self.opened():
                yield
        finally:
            self._captured[table] -= 1

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Statements inside are not watched."""
        self._is_paused = True
        try:
            yield
        finally:
            self._is_paused = False

    def opened(self) -> contextlib.AbstractContextManager[Any]:
        """A transaction, if none is open. Inside of one, an error stays as harmless as it was."""
        if self.is_open:
            return contextlib.nullcontext()
        atomic: Any = transaction.atomic(using=self._connection.alias, savepoint=False)
        return cast("contextlib.AbstractContextManager[Any]", atomic)

    def execute(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        """A wrapper of all statements of the connection."""
        text = sql if type(sql) is str else _text(sql)
        start = text[:6].upper()
        if start == "SELECT" and ";" not in text:
            return execute(sql, params, many, context)
        if start == "SAVEPO":
            result = execute(sql, params, many, context)
            self._marks[_savepoint(text)] = (len(self._journal.entries), len(self._undo))
            return result
        if start == "ROLLBA":
            result = execute(sql, params, many, context)
            self._roll_back_to(_savepoint(text))
            return result
        unseen = [each for each in tables.detector.writes(text) if not self._captured[each.table]]
        if unseen and not self._is_paused:
            return self._execute_unseen(
                unseen, execute=execute, sql=sql, params=params, many=many, context=context
            )
        return execute(sql, params, many, context)

    def _execute_unseen(
        self,
        writes: Sequence[TableWrite],
        *,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: Mapping[str, Any],
    ) -> Any:
        for write in writes:
            report_unseen(audit.settings.unseen, write.statement, write.table, stacklevel=4)
            self.forget_loaded(write.table)
        first = writes[0]
        can_wrap = all(each.statement in _TRANSACTIONAL for each in writes)
        with self.opened() if can_wrap else contextlib.nullcontext():
            result = execute(sql, params, many, context)
            rows = getattr(context["cursor"], "rowcount", -1)
            with self.opened():
                for write in writes:
                    event = changed_unseen_event(
                        tables.models[write.table],
                        table=write.table,
                        statement=write.statement,
                        rows=rows if rows >= 0 and write is first else None,
                    )
                    self.record(event)
        return result

    def _roll_back_to(self, savepoint: str) -> None:
        entries, undo = self._marks.get(savepoint, (0, 0))
        self._journal.rollback(entries)
        self._undo_from(undo)
        self._has_hook = False  # Django has dropped it if it was registered since

    def _undo_from(self, mark: int) -> None:
        while len(self._undo) > mark:
            self._undo.pop()()

    def commit(self) -> None:
        """Insert the events into the outbox table, then commit."""
        if not self._journal.entries:
            self._commit()
            self.clear()
            return
        try:
            events = self._events()
            in_table = bool(events) and outbox.is_used(self._connection)
            if in_table:
                outbox.insert(self._connection, events)
        except BaseException:
            self._connection.rollback()  # Django does so only for errors of the database
            raise
        self._commit()
        self.clear()
        if in_table:
            outbox.wake(self._connection)
        else:
            _enqueue(events)

    def rollback(self) -> None:
        """Roll back, and forget everything."""
        try:
            self._rollback()
        finally:
            self._undo_from(0)
            self.clear()

    def clear(self) -> None:
        """Begin a new transaction."""
        self._journal.rollback()
        self._undo.clear()
        self._marks.clear()
        self._has_hook = False
        while self._stale:  # another thread may have loaded the rows as they were before the commit
            tables.forget_loaded(self._stale.pop())

    def abandon(self) -> None:
        """The connection was lost, and with it the transaction."""
        self._undo_from(0)
        self.clear()

    def simulate_commit(self) -> None:
        """In a TestCase, where there is no commit: record what it would have recorded."""
        if self._journal.entries:
            events = self._events()
            self.clear()
            _enqueue(events)

    def _events(self) -> list[Event]:
        return [
            each.event if each.scope is _PREPARED else _prepared(each.event, each.scope)
            for each in recorded_events(self._journal)
        ]


def _prepared(event: Event, scope: Any) -> Event:
    """A complete event. One that is invalid is recorded without what may be the reason.

    Raises ValidationError with the setting `DEBUG`, for what is required and missing.
    """
    with entered(scope):
        try:
            return audit.prepare(event)
        except AuditLedgeError as error:
            if audit.settings.debug:
                raise
            audit.report(
                "not_recorded", "the changes of an object could not be recorded, only the fact", error
            )
            return audit.prepare({name: event[name] for name in ("id", "action", "resource", "timestamp")})


def _enqueue(events: list[Event]) -> None:
    for event in events:
        try:
            audit.enqueue_prepared(event)
        except Exception as error:  # noqa: BLE001 - the application's response stays as it was
            audit.report("not_recorded", "an event could not be recorded", error)


def _text(sql: Any) -> str:
    """The text of a statement: psycopg also takes bytes, and objects that are composed."""
    if isinstance(sql, bytes):
        return sql.decode(errors="replace")
    return str(sql.as_string(None)) if hasattr(sql, "as_string") else str(sql)


def _savepoint(sql: str) -> str:
    return sql.rstrip("; ").rpartition(" ")[2].strip('"`[]')


def transaction_of(using: str) -> Transaction:
    """The transaction of the current thread's connection to the database `using`."""
    return attach(connections[using])


def attach(connection: Any) -> Transaction:
    """The transaction of a connection, whose statements and commits are watched from now on."""
    found = vars(connection).get(_ATTRIBUTE)
    if found is not None:
        return found  # type: ignore[no-any-return]
    watched = Transaction(connection)
    vars(connection)[_ATTRIBUTE] = watched
    # The first is the outermost, and not the one that the context manager `execute_wrapper` removes.
    connection.execute_wrappers.insert(0, watched.execute)
    connection._commit, connection._rollback = watched.commit, watched.rollback
    empty_tables = connection.ops.execute_sql_flush

    def execute_sql_flush(sql_list: list[str]) -> None:
        with watched.paused():  # it empties the outbox table, too
            empty_tables(sql_list)

    connection.ops.execute_sql_flush = execute_sql_flush
    return watched


def on_connection_created(connection: Any, **_: Any) -> None:
    """A receiver: a new connection has no transaction of the previous one."""
    attach(connection).abandon()
