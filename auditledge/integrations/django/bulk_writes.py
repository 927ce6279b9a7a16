"""Bulk writes of tracked models: statements of the ORM that write many objects, and send no signals."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.subqueries import DeleteQuery, UpdateQuery

from auditledge.integrations.django.tracked_models import Tracked, all_tracked, id_of, record_insert, tracked
from auditledge.integrations.django.transactions import Transaction, transaction_of
from auditledge.integrations.tracking import BulkVerb, bulk_event

MAX_SINGLE_EVENTS = 100
"""Objects of a `bulk_create` that get an event each."""
MAX_KEYS = 100


def install() -> None:
    """Wrap the methods. Models that are not tracked pass through."""
    _wrap(QuerySet, "bulk_create", _bulk_create)
    _wrap(QuerySet, "bulk_update", _bulk_update)
    _wrap(QuerySet, "update", _update)
    _wrap(QuerySet, "_raw_delete", _raw_delete)
    _wrap(UpdateQuery, "update_batch", _update_batch)
    _wrap(DeleteQuery, "delete_batch", _delete_batch)


def _wrap(owner: Any, name: str, wrapper: Callable[..., Any]) -> None:
    original = getattr(owner, name)
    if getattr(original, "is_auditledge", False):
        return

    @wraps(original)
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return wrapper(original, self, *args, **kwargs)

    method.is_auditledge = True  # type: ignore[attr-defined]
    setattr(owner, name, method)


def _affected(model: Any) -> list[Tracked]:
    """The tracked models whose tables a write of `model` reaches: itself, and its parents."""
    if (found := all_tracked()) and model is not None:
        return [each for each in found if issubclass(model, each.model)]
    return []


def _capturing(transaction: Transaction, affected: Iterable[Tracked]) -> ExitStack:
    stack = ExitStack()
    for each in affected:
        stack.enter_context(transaction.capturing(each.table))
    return stack


def _keys(rows: Any) -> list[str]:
    """The first primary keys of a queryset."""
    return [id_of(pk) for pk in rows.order_by().values_list("pk", flat=True)[:MAX_KEYS]]


def _record(
    transaction: Transaction,
    found: Tracked,
    verb: BulkVerb,
    rows: int | None,
    keys: Iterable[str],
    **more: Any,
) -> None:
    transaction.record(bulk_event(found.definition, verb, rows=rows, keys=keys, **more))


def _bulk_create(original: Any, self: Any, objs: Any, *args: Any, **kwargs: Any) -> Any:
    found = tracked(self.model)
    if found is None:
        return original(self, objs, *args, **kwargs)
    objects = list(objs)
    self._for_write = True
    using = self.db
    transaction = transaction_of(using)
    with transaction.capturing(found.table):
        result = original(self, objects, *args, **kwargs)
        handles_conflicts = any(kwargs.get(name) for name in ("ignore_conflicts", "update_conflicts")) or any(
            each is True for each in args[1:]
        )
        keys = [each.pk for each in objects if each.pk is not None]
        if not handles_conflicts and len(objects) <= MAX_SINGLE_EVENTS and len(keys) == len(objects):
            for each in objects:
                record_insert(found, each, using, {})
        elif objects:
            names = [field.name for field in found.fields.values()]
            rows = None if handles_conflicts else len(objects)
            _record(transaction, found, "bulk_created", rows, map(id_of, keys[:MAX_KEYS]), fields=names)
        if handles_conflicts:
            transaction.forget_loaded(found.table)
    return result


def _bulk_update(original: Any, self: Any, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> Any:
    affected = _affected(self.model)
    if not affected:
        return original(self, objs, fields, *args, **kwargs)
    objects, names = tuple(objs), list(fields)
    self._for_write = True
    transaction = transaction_of(self.db)
    with _capturing(transaction, affected):
        rows = original(self, objects, names, *args, **kwargs)
        if objects:
            keys = [id_of(each.pk) for each in objects[:MAX_KEYS]]
            _record_update(
                transaction, self.model, affected, dict.fromkeys(names, _UNKNOWN), rows=rows, keys=keys
            )
    return rows


def _update(original: Any, self: Any, **kwargs: Any) -> Any:
    affected = _affected(self.model)
    if not affected or self.query.is_sliced or not kwargs:
        return original(self, **kwargs)
    self._for_write = True
    transaction = transaction_of(self.db)
    if any(transaction.is_captured(each.table) for each in affected):
        return original(self, **kwargs)  # a part of bulk_update
    with _capturing(transaction, affected):
        keys = _keys(self.using(self.db))
        rows = original(self, **kwargs)
        if rows:
            _record_update(transaction, self.model, affected, kwargs, rows=rows, keys=keys)
    return rows


def _update_batch(original: Any, self: Any, pk_list: Any, values: Any, using: str) -> Any:
    affected = _affected(self.get_meta().model)
    if not affected:
        return original(self, pk_list, values, using)
    transaction = transaction_of(using)
    with _capturing(transaction, affected):
        result = original(self, pk_list, values, using)
        keys = [id_of(pk) for pk in pk_list[:MAX_KEYS]]
        _record_update(transaction, self.get_meta().model, affected, values, rows=len(pk_list), keys=keys)
    return result


class _Unknown:
    """A value that differs from row to row."""

    def resolve_expression(self) -> None:
        """Like an expression, it has no value."""


_UNKNOWN = _Unknown()


def _record_update(
    transaction: Transaction,
    model: Any,
    affected: Iterable[Tracked],
    values: Any,
    *,
    rows: int,
    keys: list[str],
) -> None:
    """Add the event of a bulk update, for each tracked model that has any of the fields."""
    for each in affected:
        transaction.forget_loaded(each.table)
        written = {}
        for name, value in values.items():
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
            if field.attname in each.fields:
                written[field.name] = value
        plain = {
            name: getattr(value, "pk", value)
            for name, value in written.items()
            if not hasattr(value, "resolve_expression")
        }
        if written:
            _record(transaction, each, "bulk_updated", rows, keys, fields=written, values=plain)


def _raw_delete(original: Any, self: Any, using: str) -> Any:
    found = tracked(self.model)
    if found is None:
        return original(self, using)
    transaction = transaction_of(using)
    with transaction.capturing(found.table):
        keys = _keys(self.using(using))
        rows = original(self, using)
        if rows:
            _record(transaction, found, "bulk_deleted", rows, keys)
            transaction.forget_loaded(found.table)
    return rows


def _delete_batch(original: Any, self: Any, pk_list: Any, using: str) -> Any:
    """The last step of a deletion that sends signals, by which its objects are recorded."""
    found = tracked(self.get_meta().model)
    if found is None:
        return original(self, pk_list, using)
    with transaction_of(using).capturing(found.table):
        return original(self, pk_list, using)
