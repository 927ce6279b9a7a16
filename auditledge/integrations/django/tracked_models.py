"""Tracked models: what `audit.track` adds to a model class, so that each write of an object is captured.

The values that an object was loaded with are kept with it, so that saving it needs no query to know what
changed. They are what the database has, as far as this process knows: they are updated after each write, and
restored if that is rolled back. Where they are not known, they are read before the write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import signals
from django.db.models.fields.files import FieldFile

from auditledge.errors import ConfigurationError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.transactions import tables, transaction_of
from auditledge.integrations.tracking import TrackedModel, detached, is_same

_LOADED = "_auditledge_loaded"
_PARENTS = "_auditledge_parents"

_PLAIN = frozenset({bool, int, float, str, Decimal, UUID, date, datetime, time, timedelta})
"""Types of values that are unchanged if they are equal. In JSON, 1 equals true, and is something else."""


class TrackOptions(NamedTuple):
    """The arguments of `audit.track`."""

    exclude: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    m2m: tuple[str, ...] = ()
    name: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tracked:
    """A tracked model. `fields` are its concrete fields by attribute, with those of its parents.

    Generated fields are not among them: their values follow from others. `family` is the table of the model,
    itself or a parent, whose class was wrapped.
    """

    model: Any
    definition: TrackedModel
    fields: Mapping[str, Any]
    m2m: tuple[str, ...]
    family: str

    @property
    def table(self) -> str:
        """The name of its own table."""
        return str(self.model._meta.db_table)

    def named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values by attribute as values by the names of the fields."""
        return {self.fields[attribute].name: value for attribute, value in values.items()}

    def name_of(self, instance: Any) -> str | None:
        """What fills `resource.name`, if it is loaded."""
        name = self.definition.name
        if name is None:
            return None
        value = vars(instance).get(self.model._meta.get_field(name).attname)
        return None if value is None else str(value)


_registry: dict[Any, Tracked] = {}
"""By concrete model."""


def tracked(model: Any) -> Tracked | None:
    """How a model is tracked, or the one of which it is a proxy."""
    return _registry.get(model._meta.concrete_model) if _registry else None


def all_tracked() -> list[Tracked]:
    """Every tracked model."""
    return list(_registry.values())


def track_model(model: Any, options: TrackOptions) -> None:
    """Track a model. Raises ImproperlyConfigured."""
    if not apps.is_installed("auditledge.django"):
        raise ImproperlyConfigured("audit.track: add 'auditledge.django' to INSTALLED_APPS")
    meta = model._meta
    if meta.abstract:
        raise ImproperlyConfigured(f"audit.track: {meta.label} is abstract: track those that inherit")
    model = meta.concrete_model
    meta = model._meta
    m2m = {field.name for field in meta.many_to_many}
    fields = {field.attname: field for field in meta.concrete_fields if not field.generated}
    if unknown := sorted(set(options.m2m) - m2m):
        raise ImproperlyConfigured(f"audit.track({meta.label}): m2m: no many-to-many field {unknown[0]!r}")
    try:
        definition = TrackedModel(
            type=meta.model_name,
            fields=frozenset({field.name for field in fields.values()} | set(options.m2m)),
            exclude=frozenset(options.exclude),
            mask=frozenset(options.mask),
            name=options.name,
            action=options.action or "",
        )
    except ConfigurationError as error:
        raise ImproperlyConfigured(f"audit.track({meta.label}): {error.message}") from None
    found = Tracked(model, definition, fields, options.m2m, _hook_class(model))
    _registry[model] = found
    _mutable.clear()
    tables.add(meta.db_table, definition, found.family)
    for each in _all_subclasses(model):
        _hook_deletion(each)
    signals.class_prepared.connect(_on_class_prepared, dispatch_uid="auditledge")
    if apps.models_ready:
        _connect_relations(found)


def on_models_ready() -> None:
    """Connect what needs the models on both sides of a relation."""
    for each in _registry.values():
        _connect_relations(each)


def _connect_relations(found: Tracked) -> None:
    from auditledge.integrations.django.many_to_many import connect  # noqa: PLC0415 - imports this module

    for name in found.m2m:
        connect(found, found.model._meta.get_field(name))


def _all_subclasses(model: Any) -> Iterator[Any]:
    yield model
    for each in model.__subclasses__():
        yield from _all_subclasses(each)


def _on_class_prepared(sender: Any, **_: Any) -> None:
    if any(issubclass(sender, each) for each in _registry):
        _hook_deletion(sender)


def _hook_deletion(model: Any) -> None:
    """Listen to deletions: with a listener, Django loads what it deletes."""
    if not model._meta.abstract:
        signals.post_delete.connect(_on_post_delete, sender=model, dispatch_uid="auditledge")


class Loaded:
    """What the database has of one object, by attribute, as of `epoch`; -1 if that is not known any more."""

    __slots__ = ("_row", "database", "epoch")

    def __init__(self, names: Iterable[str], row: Iterable[Any], database: str | None, epoch: int) -> None:
        self._row: Any = (names, row)  # becomes a dict when it is needed: most objects are never saved
        self.database: str | None = database
        self.epoch: int = epoch

    @property
    def values(self) -> dict[str, Any]:
        """The values."""
        if type(self._row) is not dict:
            self._row = dict(zip(*self._row, strict=False))
        return self._row

    def invalidate(self) -> None:
        """What was written was rolled back."""
        self.epoch = -1

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle nothing: cached objects stay small, and readable where this package is not installed."""
        return tuple, ()


def _loaded_of(instance: Any) -> Loaded | None:
    loaded = vars(instance).get(_LOADED)
    return loaded if type(loaded) is Loaded else None


_mutable: dict[Any, frozenset[str]] = {}


def _mutable_attributes(model: Any) -> frozenset[str]:
    """Attributes whose values the application may modify in place."""
    kinds = {"JSONField", "ArrayField", "HStoreField"}
    fields = model._meta.concrete_fields
    found = frozenset(field.attname for field in fields if field.get_internal_type() in kinds)
    _mutable[model] = found
    return found


def _hook_class(model: Any) -> str:
    """Wrap what loads and saves objects. Proxies, and models that inherit from this one, inherit that.

    Returns the table of the class that was wrapped, which is a parent if that is tracked already.
    """
    family: str | None = getattr(model._do_update, "family", None)
    if family is not None:
        return family
    family = str(model._meta.db_table)
    from_db, refresh = model.from_db.__func__, model.refresh_from_db
    do_update, do_insert = model._do_update, model._do_insert
    epochs, mutable = tables.epochs, _mutable

    @wraps(from_db)
    def load(cls: Any, db: str | None, field_names: Any, values: Any, **options: Any) -> Any:
        instance = from_db(cls, db, field_names, values, **options)
        found = mutable.get(cls)
        if found or (found is None and _mutable_attributes(cls)):
            pairs = zip(field_names, values, strict=False)
            values = [detached(value) if name in mutable[cls] else value for name, value in pairs]
        instance.__dict__[_LOADED] = Loaded(field_names, values, db, epochs[family])
        return instance

    @wraps(refresh)
    def refresh_from_db(self: Any, using: Any = None, fields: Any = None, *rest: Any, **options: Any) -> Any:
        result = refresh(self, using, fields, *rest, **options)
        _after_refresh(self, fields, epochs[family])
        return result

    @wraps(do_update)
    def update(self: Any, base_qs: Any, using: str, pk_val: Any, values: Any, *rest: Any, **more: Any) -> Any:
        with transaction_of(using).capturing(base_qs.model._meta.db_table):
            loaded = (
                _known_before(self, base_qs, using, pk=pk_val, values=values, epoch=epochs[family])
                if values
                else None
            )
            result = do_update(self, base_qs, using, pk_val, values, *rest, **more)
            if result:
                written = _written(base_qs, pk_val, loaded, values) if loaded else Written({}, {})
                _record_update(self, base_qs.model, using, pk=pk_val, loaded=loaded, written=written)
        return result

    @wraps(do_insert)
    def insert(
        self: Any, manager: Any, using: str, fields: Any, returning: Any, *rest: Any, **more: Any
    ) -> Any:
        with transaction_of(using).capturing(manager.model._meta.db_table):
            results = do_insert(self, manager, using, fields, returning, *rest, **more)
            returned = zip(returning, results[0], strict=True) if results else ()
            values = {field.attname: value for field, value in returned}
            if (found := tracked(manager.model)) is not None:
                record_insert(found, self, using, values)
        return results

    update.family = family  # type: ignore[attr-defined]
    model.from_db = classmethod(cast("Any", load))
    model.refresh_from_db, model._do_update, model._do_insert = refresh_from_db, update, insert
    return family


class Written(NamedTuple):
    """Values that an update has changed, by attribute."""

    before: dict[str, Any]
    after: dict[str, Any]


def _known_before(
    instance: Any, queryset: Any, using: str, *, pk: Any, values: Any, epoch: int
) -> Loaded | None:
    """What the database has of the fields to be written; None if it has no such object."""
    loaded = _loaded_of(instance)
    names = [field.attname for field, _, _ in values]
    if loaded is not None and loaded.epoch == epoch and loaded.database == using:
        known = loaded.values
        if known.get(instance._meta.pk.attname) == pk and all(name in known for name in names):
            return loaded
    row = next(iter(queryset.filter(pk=pk).values_list(*names)), None)
    if row is None:
        return None
    known = {**dict(zip(names, map(detached, row), strict=True)), instance._meta.pk.attname: pk}
    instance.__dict__[_LOADED] = loaded = Loaded(known, known.values(), using, epoch)
    return loaded


def _written(queryset: Any, pk: Any, loaded: Loaded, values: Any) -> Written:
    """What an update has changed. The results of expressions, such as F("stock") - 1, are read."""
    written = Written({}, {})
    known = loaded.values
    expressions = [field.attname for field, _, value in values if hasattr(value, "resolve_expression")]
    results: dict[str, Any] = {}
    if expressions:
        row = queryset.filter(pk=pk).values_list(*expressions).get()
        results = dict(zip(expressions, row, strict=True))
    for field, _, value in values:
        name = field.attname
        before = known[name]
        after = results.get(name, value)
        if after is before or (type(after) is type(before) and type(after) in _PLAIN and after == before):
            continue
        after = detached(python_value(field, after))
        if not is_same(before, after):
            written.before[name], written.after[name] = before, after
    return written


def python_value(field: Any, value: Any) -> Any:
    """A value as the database will return it: the application may have set a date as text."""
    if isinstance(value, FieldFile):
        return str(value)
    try:
        value = field.to_python(value)
        if isinstance(value, Decimal) and (places := getattr(field, "decimal_places", None)) is not None:
            value = value.quantize(Decimal(1).scaleb(-places))
    except (ValidationError, TypeError, ValueError, ArithmeticError):
        pass
    return value


def _record_update(
    instance: Any, table_model: Any, using: str, *, pk: Any, loaded: Loaded | None, written: Written
) -> None:
    """Add an update of one table to the journal. Those of parents wait for the object's own table."""
    table_model = table_model._meta.concrete_model
    transaction = transaction_of(using)
    for each in _registry.values():
        if not isinstance(instance, each.model) or not issubclass(each.model, table_model):
            continue
        parents: dict[Any, Written] = instance.__dict__.setdefault(_PARENTS, {})
        if each.model is not table_model:
            parts = parents.setdefault(each, Written({}, {}))
            parts.before.update(written.before)
            parts.after.update(written.after)
            continue
        parts = parents.pop(each, Written({}, {}))
        before, after = {**parts.before, **written.before}, {**parts.after, **written.after}
        if after:
            transaction.journal.updated(
                each.definition, id_of(pk), each.named(before), each.named(after),
                name=each.name_of(instance), scope=audit.snapshot(),
            )  # fmt: skip
    if loaded is not None and written.after:
        loaded.values.update(written.after)
        transaction.undo_with(loaded.invalidate)


def record_insert(found: Tracked, instance: Any, using: str, returned: Mapping[str, Any]) -> None:
    """Add to the journal that an object was created. `returned` are values that the database has chosen."""
    values = {
        name: returned[name] if name in returned else python_value(field, field.value_from_object(instance))
        for name, field in found.fields.items()
    }
    pk_name = found.model._meta.pk.attname
    pk = values.get(pk_name, instance.pk)
    expressions = [name for name, value in values.items() if hasattr(value, "resolve_expression")]
    if expressions:
        rows = found.model._base_manager.using(using).filter(pk=pk).values_list(*expressions)
        values.update(zip(expressions, rows.get(), strict=True))
    values = {name: detached(value) for name, value in values.items()}
    transaction = transaction_of(using)
    transaction.journal.created(
        found.definition, id_of(pk), found.named(values), name=found.name_of(instance), scope=audit.snapshot()
    )
    instance.__dict__.pop(_PARENTS, None)
    loaded = Loaded(values, values.values(), using, tables.epochs[found.family])
    instance.__dict__[_LOADED] = loaded
    transaction.undo_with(loaded.invalidate)


def _on_post_delete(sender: Any, instance: Any, using: str, **_: Any) -> None:
    found = tracked(sender)
    if found is None:
        return  # a part of it, such as its parent, is tracked, and sends a signal, too
    loaded = _loaded_of(instance)
    is_known = loaded is not None and loaded.epoch == tables.epochs[found.family] and loaded.database == using
    known = loaded.values if loaded is not None and is_known else {}
    values = {
        name: known[name]
        if name in known
        else detached(python_value(field, field.value_from_object(instance)))
        for name, field in found.fields.items()
        if name in known or name in vars(instance)
    }
    transaction = transaction_of(using)
    transaction.journal.deleted(
        found.definition, id_of(instance.pk), found.named(values), name=found.name_of(instance),
        scope=audit.snapshot(),
    )  # fmt: skip
    if loaded is not None:
        loaded.invalidate()


def _after_refresh(instance: Any, fields: Iterable[str] | None, epoch: int) -> None:
    attributes = vars(instance)
    concrete = instance._meta.concrete_fields
    wanted = None if fields is None else set(fields)
    refreshed = {
        field.attname: detached(python_value(field, attributes[field.attname]))
        for field in concrete
        if field.attname in attributes and (wanted is None or {field.attname, field.name} & wanted)
    }
    loaded = _loaded_of(instance)
    if wanted is not None and loaded is not None and loaded.epoch == epoch:
        loaded.values.update(refreshed)
        return
    refreshed.setdefault(instance._meta.pk.attname, instance.pk)
    attributes[_LOADED] = Loaded(refreshed, refreshed.values(), instance._state.db, epoch)


def id_of(pk: Any) -> str:
    """A primary key as the id of a resource. A composite one is joined with commas."""
    return ",".join(map(str, pk)) if isinstance(pk, tuple) else str(pk)
