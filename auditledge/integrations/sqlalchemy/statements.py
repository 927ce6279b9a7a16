"""What statements write outside of the unit of work: bulk methods, Core, and SQL as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext

from auditledge.integrations.audit import audit
from auditledge.integrations.context import current_scope
from auditledge.integrations.sqlalchemy.flushes import id_text
from auditledge.integrations.sqlalchemy.registry import Registry, TableModel
from auditledge.integrations.sqlalchemy.transactions import follow_savepoints, transaction_of
from auditledge.integrations.tracking import (
    BulkVerb,
    TableWrite,
    bulk_event,
    changed_unseen_event,
    report_unseen,
)

_SEEN = "auditledge_seen"
_UPSERT = re.compile(r"\bON (?:CONFLICT|DUPLICATE)\b")
_STATEMENTS: Mapping[BulkVerb, str] = {
    "bulk_created": "INSERT",
    "bulk_updated": "UPDATE",
    "bulk_deleted": "DELETE",
}


class StatementRecorder:
    """Handlers of the events of engines, for the tables that a registry tracks."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def before_execute(
        self,
        connection: Connection,
        _cursor: DBAPICursor,
        sql: str,
        _parameters: object,
        context: ExecutionContext | None,
        _many: bool,
    ) -> None:
        """Warn of what is about to change unseen, or refuse it, as the setting UNSEEN says."""
        writes = self._registry.detector.writes(sql)
        if not writes or _is_of_flush(connection, context) or _bulk_verb(writes, sql, context) is not None:
            return
        for write in writes:
            report_unseen(audit.settings.unseen, write.statement, write.table)

    def after_execute(
        self,
        connection: Connection,
        cursor: DBAPICursor,
        sql: str,
        _parameters: object,
        context: ExecutionContext | None,
        _many: bool,
    ) -> None:
        """Record what a statement wrote, and follow savepoints."""
        follow_savepoints(connection, sql)
        writes = self._registry.detector.writes(sql)
        if not writes or _is_of_flush(connection, context) or _is_seen(context):
            return
        verb = _bulk_verb(writes, sql, context)
        journal, scope = transaction_of(connection).journal, current_scope()
        if verb is not None:
            rows = _written_rows(cursor, sql, context)
            if rows != 0:
                model = self._registry.table_model(writes[0].table)
                journal.recorded(_bulk_event(model, verb, writes[0], rows, context), scope)
            return
        for table, statement, _ in writes:
            model = self._registry.table_model(table)
            rows = _row_count(cursor)
            event = changed_unseen_event(model.model, table=table, statement=statement, rows=rows)
            journal.recorded(event, scope)


def _is_of_flush(connection: Connection, context: ExecutionContext | None) -> bool:
    """Whether the unit of work executed this for objects that the journal gets."""
    if context is None or not transaction_of(connection).flushing:
        return False
    return "compiled_cache" in context.execution_options


def _is_seen(context: Any) -> bool:
    """Whether this is a further batch of a statement that is recorded already."""
    if context is None:
        return False
    seen = getattr(context, _SEEN, False)
    setattr(context, _SEEN, True)
    return bool(seen)


def _bulk_verb(writes: Sequence[TableWrite], sql: str, context: Any) -> BulkVerb | None:
    """What a statement of SQLAlchemy does to one table; None for SQL as text, and for more than that."""
    if context is None or context.compiled is None or len(writes) > 1:
        return None
    if context.isinsert and not _UPSERT.search(sql):
        verb: BulkVerb = "bulk_created"
    elif context.isupdate:
        verb = "bulk_updated"
    elif context.isdelete:
        verb = "bulk_deleted"
    else:
        return None
    return verb if writes[0].statement == _STATEMENTS[verb] else None  # else the write is in a CTE


def _bulk_event(
    model: TableModel, verb: BulkVerb, write: TableWrite, rows: int | None, context: Any
) -> dict[str, Any]:
    parameters: Sequence[Mapping[str, object]] = context.compiled_parameters
    values = dict(_common_values(model, write.columns, parameters)) if verb != "bulk_deleted" else {}
    fields = [model.fields[name] for name in write.columns if name in model.fields]
    keys = _keys(model, verb, parameters)
    return bulk_event(model.model, verb, rows=rows, fields=fields, values=values, keys=keys)


def _common_values(
    model: TableModel, columns: Sequence[str], parameters: Sequence[Mapping[str, object]]
) -> Iterator[tuple[str, object]]:
    """The new values that all rows have in common, by field."""
    if len(parameters) != 1:
        return
    for name in columns:
        if name in parameters[0] and name in model.fields:
            yield model.fields[name], parameters[0][name]


def _keys(model: TableModel, verb: BulkVerb, parameters: Sequence[Mapping[str, object]]) -> list[str]:
    """The primary keys that are among the parameters: of inserted rows, and of rows updated by key."""
    names = [name if verb == "bulk_created" else f"{model.table.name}_{name}" for name in model.key_columns]
    found = ([each.get(name) for name in names] for each in parameters)
    return [id_text(key) for key in found if key and None not in key]


def _written_rows(cursor: DBAPICursor, sql: str, context: Any) -> int | None:
    """How many rows a statement of SQLAlchemy wrote, None if that is unknown."""
    if context.isinsert and len(context.compiled_parameters) > 1:
        return len(context.compiled_parameters)
    if context.dialect.name == "sqlite" and " RETURNING " in sql:
        return None  # SQLite counts rows when they have been read
    return _row_count(cursor)


def _row_count(cursor: DBAPICursor) -> int | None:
    return cursor.rowcount if cursor.rowcount >= 0 else None
