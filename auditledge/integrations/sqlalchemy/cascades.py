"""Rows of tracked tables that the database deletes or changes by itself, for ON DELETE of a foreign key.

No statement names them, so each DELETE of a table that such a key refers to is recorded as a change of the
other table unseen, except if the unit of work has taken care of its rows: it does so for a relationship
without `passive_deletes`.
"""

from collections.abc import Iterator
from functools import cached_property

from sqlalchemy import Connection, Table
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import Mapper, RelationshipProperty

from auditledge.integrations.audit import audit
from auditledge.integrations.context import current_scope
from auditledge.integrations.sqlalchemy.registry import Registry
from auditledge.integrations.sqlalchemy.transactions import transaction_of
from auditledge.integrations.tracking import WriteDetector, changed_unseen_event, report_unseen

_ACTIONS = frozenset({"CASCADE", "SET NULL", "SET DEFAULT"})
_DELETING = frozenset({"DELETE", "TRUNCATE", "REPLACE", "MERGE", "DO", "CALL", "EXECUTE", "EXEC"})
"""Kinds of statements that may delete rows."""


class CascadeRecorder:
    """Handlers of the events of engines, for the tables that keys of tracked tables refer to."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def forget(self) -> None:
        """Drop what follows from the tables known so far."""
        vars(self).pop("_targets", None)
        vars(self).pop("_detector", None)

    def before_execute(
        self,
        _connection: Connection,
        _cursor: DBAPICursor,
        sql: str,
        _parameters: object,
        context: ExecutionContext | None,
        _many: bool,
    ) -> None:
        """Warn of what is about to change unseen, or refuse it, as the setting UNSEEN says."""
        for table in self._changed_unseen(sql, context):
            report_unseen(audit.settings.unseen, "ON DELETE", table.name)

    def after_execute(
        self,
        connection: Connection,
        cursor: DBAPICursor,
        sql: str,
        _parameters: object,
        context: ExecutionContext | None,
        _many: bool,
    ) -> None:
        """Record that rows of other tables may be gone, if a statement deleted any."""
        for table in self._changed_unseen(sql, context) if cursor.rowcount != 0 else ():
            model = self._registry.table_model(table.name).model
            event = changed_unseen_event(model, table=table.name, statement="ON DELETE", rows=None)
            transaction_of(connection).journal.recorded(event, current_scope())

    def _changed_unseen(self, sql: str, context: ExecutionContext | None) -> list[Table]:
        """The tracked tables that may change with what a statement deletes, each once."""
        found: dict[Table, None] = {}
        for write in self._detector.writes(sql):
            if write.statement in _DELETING:
                is_of_flush = context is not None and "compiled_cache" in context.execution_options
                found |= dict.fromkeys(self._referring(write.table, is_of_flush=is_of_flush))
        return list(found)

    def _referring(self, name: str, *, is_of_flush: bool) -> Iterator[Table]:
        """The tables that refer to one, and those that refer to them where their rows are deleted."""
        pending, seen = [name], {name}
        while pending:
            target = pending.pop()
            for table in self._targets.get(target, ()):
                # The unit of work sees the rows that it deletes, and not those that the database deletes.
                is_handled = is_of_flush and target == name and self._is_handled(name, table)
                if table.name not in seen and not is_handled:
                    seen.add(table.name)
                    pending.append(table.name)
                    yield table

    def _is_handled(self, target: str, table: Table) -> bool:
        """Whether the unit of work deletes or changes the rows of `table` before those of `target`."""
        return any(
            _handles(mapper, table)
            for mapper in self._registry.mappers
            if isinstance(mapper.local_table, Table) and mapper.local_table.name == target
        )

    @cached_property
    def _targets(self) -> dict[str, list[Table]]:
        """The tracked tables that refer to each table with ON DELETE, by its name."""
        targets: dict[str, list[Table]] = {}
        for table in self._registry.tables:
            for key in table.foreign_keys:
                if (key.ondelete or "").upper() in _ACTIONS:
                    targets.setdefault(key.target_fullname.split(".")[-2], []).append(table)
        return targets

    @cached_property
    def _detector(self) -> WriteDetector:
        return WriteDetector(self._targets)


def _handles(mapper: Mapper[object], table: Table) -> bool:
    if any(each.local_table is table for each in mapper.self_and_descendants):
        return True  # joined table inheritance
    return any(_deletes(each, table) for each in mapper.relationships)


def _deletes(relationship: "RelationshipProperty[object]", table: Table) -> bool:
    """Whether the unit of work deletes or changes rows of `table` for a relationship."""
    is_of_table = relationship.secondary is table or relationship.mapper.local_table is table
    return is_of_table and not relationship.passive_deletes
