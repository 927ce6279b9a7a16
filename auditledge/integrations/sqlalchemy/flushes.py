"""What the unit of work writes: one entry of the journal for each object, with the values before and after.

Values that aren't loaded are read from the database, in the transaction and before they are overwritten, so
that nothing depends on which attributes the application happened to load.
"""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstanceState, LoaderCallableStatus, Mapper, object_session
from sqlalchemy.orm.attributes import instance_state

from auditledge.integrations.context import current_scope
from auditledge.integrations.sqlalchemy.registry import MappedModel, Registry
from auditledge.integrations.sqlalchemy.transactions import transaction_of
from auditledge.integrations.tracking import json_value

NO_VALUE = LoaderCallableStatus.NO_VALUE


class FlushRecorder:
    """Handlers of the events of mappers, for the classes that a registry tracks."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def before_insert(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Note that an object is being inserted.

        If it takes the place of a deleted object with the same key, its row will be updated, and the other
        object not be deleted.
        """
        mapped = self._registry.mapped(mapper)
        if mapped is None:
            return
        replaced = _replaced(mapper, target)
        values = {} if replaced is None else _stored_values(mapped, connection, replaced)
        transaction_of(connection).flushing[instance_state(target)] = values

    def after_insert(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Record that an object was created."""
        mapped = self._registry.mapped(mapper)
        if mapped is None:
            return
        state, transaction = instance_state(target), transaction_of(connection)
        transaction.flushing.pop(state, None)
        key = mapper.primary_key_from_instance(target)
        missing = [key for key in mapped.set_by_database if key not in state.dict]
        values = dict.fromkeys(mapped.columns) | _loaded(mapped, state)
        if missing:
            values |= _read(mapped, connection, key, missing)
        name, scope = _name(mapped, values), current_scope()
        transaction.journal.created(mapped.model, id_text(key), values, name=name, scope=scope)

    def before_update(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Keep the values that an update may overwrite."""
        mapped = self._registry.mapped(mapper)
        if mapped is None:
            return
        state = instance_state(target)
        committed, current = state.committed_state, state.dict
        before = {key: committed[key] for key in committed if key in mapped.columns}
        before |= {key: current.get(key, NO_VALUE) for key in mapped.set_by_update if key not in before}
        unknown = [key for key, value in before.items() if value is NO_VALUE]
        if unknown and state.key is not None:
            before |= _read(mapped, connection, state.key[1], unknown)
        transaction_of(connection).flushing[state] = before

    def after_update(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Record which fields of an object have other values now."""
        mapped = self._registry.mapped(mapper)
        if mapped is None:
            return
        state, transaction = instance_state(target), transaction_of(connection)
        before = transaction.flushing.pop(state, None)
        if not before:
            return
        new_key = mapper.primary_key_from_instance(target)
        id_, new_id = id_text(state.key[1] if state.key else new_key), id_text(new_key)
        after = {key: state.dict[key] for key in before if key in state.dict}
        expired = [key for key in before if key not in after]
        if expired:  # set by an SQL expression, or by the database
            after |= _read(mapped, connection, new_key, expired)
        transaction.journal.updated(
            mapped.model,
            id_,
            before,
            after,
            name=_name(mapped, state.dict),
            new_id=None if new_id == id_ else new_id,
            scope=current_scope(),
        )

    def before_delete(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Keep all values of an object."""
        mapped = self._registry.mapped(mapper)
        if mapped is not None:
            state = instance_state(target)
            transaction_of(connection).flushing[state] = _stored_values(mapped, connection, state)

    def after_delete(self, mapper: Mapper[Any], connection: Connection, target: object) -> None:
        """Record that an object was deleted."""
        mapped = self._registry.mapped(mapper)
        if mapped is None:
            return
        state, transaction = instance_state(target), transaction_of(connection)
        values = transaction.flushing.pop(state, {})
        if state.key is not None:
            name, id_ = _name(mapped, values), id_text(state.key[1])
            transaction.journal.deleted(mapped.model, id_, values, name=name, scope=current_scope())


def id_text(key: Iterable[object]) -> str:
    """A primary key as `resource.id`: its columns, separated by commas."""
    return ",".join(value if isinstance(value, str) else str(json_value(value)) for value in key)


def _replaced(mapper: Mapper[Any], target: object) -> InstanceState[Any] | None:
    """The deleted object whose row will be updated instead of inserting a new one."""
    session = object_session(target)
    deleted = () if session is None else session.deleted
    if not deleted:
        return None
    key = mapper.identity_key_from_instance(target)
    return next((state for state in map(instance_state, deleted) if state.key == key), None)


def _loaded(mapped: MappedModel, state: InstanceState[Any]) -> dict[str, object]:
    return {key: state.dict[key] for key in mapped.columns if key in state.dict}


def _stored_values(
    mapped: MappedModel, connection: Connection, state: InstanceState[Any]
) -> dict[str, object]:
    """All values that the database has of an object, whatever was assigned to it since it was loaded."""
    values = _loaded(mapped, state)
    values |= {key: old for key, old in state.committed_state.items() if key in mapped.columns}
    missing = [key for key in mapped.columns if values.get(key, NO_VALUE) is NO_VALUE]
    if missing and state.key is not None:
        values |= _read(mapped, connection, state.key[1], missing)
    return values


def _read(
    mapped: MappedModel, connection: Connection, key: Iterable[object], fields: Iterable[str]
) -> dict[str, object]:
    """Values of an object from the database. A row that does not exist has none."""
    names = list(fields)
    mapper = mapped.mapper
    query = select(*(mapped.columns[name] for name in names)).select_from(mapper.persist_selectable)
    for column, value in zip(mapper.primary_key, key, strict=True):
        query = query.where(column == value)
    row = connection.execute(query).first()
    return {} if row is None else dict(zip(names, row, strict=True))


def _name(mapped: MappedModel, values: Any) -> str | None:
    """The object's name, if it is known."""
    field = mapped.model.name
    if field is None or field in mapped.model.masked:
        return None
    value = cast("dict[str, object]", values).get(field)
    return None if value is None else str(value)
