"""Many-to-many fields of tracked models: a change of the relation changes the object that has the field."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models.signals import m2m_changed

from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.tracked_models import Tracked, id_of
from auditledge.integrations.django.transactions import transaction_of

_BEFORE = {"pre_add", "pre_remove", "pre_clear"}


def connect(found: Tracked, field: Any) -> None:
    """Record changes of a field, from both sides of the relation."""
    m2m_changed.connect(
        _Receiver(found, field), sender=field.remote_field.through, weak=False,
        dispatch_uid=f"auditledge:{found.table}.{field.name}",
    )  # fmt: skip


class _Receiver:
    """Reads the related keys of each object before and after a change."""

    def __init__(self, found: Tracked, field: Any) -> None:
        self._found = found
        self._field = field
        self._source, self._target = field.m2m_field_name() + "_id", field.m2m_reverse_field_name() + "_id"

    def __call__(self, instance: Any, action: str, reverse: bool, pk_set: Any, using: str, **_: Any) -> None:
        transaction = transaction_of(using)
        pending = vars(instance).setdefault("_auditledge_m2m", {})
        if action in _BEFORE:
            owners = self._owners(instance, reverse, pk_set, using)
            pending[self._field] = self._related(owners, using)
            return
        before = pending.pop(self._field, {})
        after = self._related(before, using)
        name = self._field.name
        for owner, keys in before.items():
            if keys != after[owner]:
                transaction.journal.updated(
                    self._found.definition, id_of(owner), {name: keys}, {name: after[owner]},
                    name=None if reverse else self._found.name_of(instance), scope=audit.snapshot(),
                )  # fmt: skip

    def _owners(self, instance: Any, reverse: bool, pk_set: Any, using: str) -> Iterable[Any]:
        """The primary keys of the objects whose field changes."""
        if not reverse:
            return [instance.pk]
        if pk_set is not None:
            return list(pk_set)
        rows = self._field.remote_field.through._base_manager.using(using)
        return list(rows.filter(**{self._target: instance.pk}).values_list(self._source, flat=True))

    def _related(self, owners: Iterable[Any], using: str) -> dict[Any, list[Any]]:
        """The related keys of each object, sorted."""
        found: dict[Any, list[Any]] = defaultdict(list, {owner: [] for owner in owners})
        rows = self._field.remote_field.through._base_manager.using(using)
        rows = rows.filter(**{f"{self._source}__in": list(found)})
        for owner, key in rows.values_list(self._source, self._target).order_by(self._target):
            found[owner].append(key)
        return dict(found)
