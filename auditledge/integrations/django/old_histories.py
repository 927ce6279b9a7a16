"""What django-auditlog, django-simple-history and django-easy-audit have recorded, as events.

Each event keeps its time and actor, and an id derived from its row, so that importing again changes nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps

from auditledge._core.redaction import REDACTED
from auditledge.contract.derived_ids import derived_id
from auditledge.integrations.completion import ANONYMOUS
from auditledge.integrations.django.tracked_models import tracked
from auditledge.integrations.django.users import actor_of
from auditledge.integrations.tracking import json_value
from auditledge.integrations.tracking.secret_names import is_secret

Event = dict[str, Any]
Pairs = Mapping[str, tuple[Any, Any]]

_ABSENT = object()
_CHUNK = 1000


def auditlog_events(label: str | None) -> Iterator[Event]:
    """The entries of django-auditlog, oldest first. `label` restricts them to one model."""
    model = apps.get_model("auditlog", "LogEntry")
    verbs = {0: "created", 1: "updated", 2: "deleted", 3: "accessed"}
    rows = _of_model(model._base_manager.select_related("actor"), label)
    for row in rows.order_by("pk").iterator(_CHUNK):
        actor = actor_of(row.actor)
        if actor is None and row.actor_email:
            actor = {"id": row.actor_email, "type": "user", "email": row.actor_email}
        context = {"ip": row.remote_addr, "request_id": row.cid}
        yield _event(
            ("auditlog", row.pk), row.timestamp, actor, kind=row.content_type.model,
            verb=verbs[row.action], key=row.object_pk, name=row.object_repr,
            changes=_auditlog_changes(row.changes), context={k: v for k, v in context.items() if v},
            metadata={"additional_data": json_value(row.additional_data)} if row.additional_data else {},
        )  # fmt: skip


def _auditlog_changes(changes: Any) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for name, change in (changes or {}).items():
        if isinstance(change, Mapping):  # of a many-to-many field, with the names of the objects
            objects = change.get("objects")
            found[name] = (_ABSENT, objects) if change.get("operation") == "add" else (objects, _ABSENT)
        else:
            before, after = (_ABSENT if value == "None" else value for value in change)
            found[name] = (before, after)
    return found


def simple_history_events(label: str | None) -> Iterator[Event]:
    """The records of django-simple-history, object by object."""
    from simple_history.models import registered_models  # noqa: PLC0415 - optional

    verbs = {"+": "created", "~": "updated", "-": "deleted"}
    for model in list(registered_models.values()):
        if label is not None and model._meta.label_lower != label.lower():
            continue
        history = getattr(model, model._meta.simple_history_manager_attribute).model
        fields = [(field.name, field.attname) for field in history.tracked_fields]
        key = model._meta.pk.attname
        previous: Any = None
        rows = history._base_manager.order_by(key, "history_date", "history_id")
        for row in rows.iterator(_CHUNK):
            if previous is not None and getattr(previous, key) != getattr(row, key):
                previous = None
            values = {name: getattr(row, attribute) for name, attribute in fields}
            before = {name: getattr(previous, attribute) for name, attribute in fields} if previous else {}
            is_deleted = row.history_type == "-"
            pairs = {
                name: (value, _ABSENT) if is_deleted else (before.get(name, _ABSENT), value)
                for name, value in values.items()
                if is_deleted or before.get(name, _ABSENT) != value
            }
            user = getattr(row, "history_user", None)
            reason = {"reason": row.history_change_reason} if row.history_change_reason else {}
            yield _event(
                (history._meta.db_table, row.history_id), row.history_date, actor_of(user),
                kind=model._meta.model_name, verb=verbs[row.history_type], key=getattr(row, key), name=None,
                changes=pairs, **reason,
            )  # fmt: skip
            previous = row


def easyaudit_events(label: str | None) -> Iterator[Event]:
    """The events of django-easy-audit: changes of models and, for all models together, logins."""
    model = apps.get_model("easyaudit", "CRUDEvent")
    verbs = {1: "created", 3: "deleted"}
    rows = _of_model(model._base_manager.select_related("user"), label)
    for row in rows.order_by("pk").iterator(_CHUNK):
        actor = actor_of(row.user)
        if actor is None and row.user_pk_as_string:
            actor = {"id": row.user_pk_as_string, "type": "user"}
        verb = verbs.get(row.event_type, "updated")
        changed = json.loads(row.changed_fields) if row.changed_fields else None
        if isinstance(changed, dict):
            pairs = {name: (change[0], change[1]) for name, change in changed.items()}
        else:
            pairs = _easyaudit_values(row.object_json_repr, verb)
        yield _event(
            ("easyaudit", row.pk), row.datetime, actor, kind=row.content_type.model, verb=verb,
            key=row.object_id, name=row.object_repr, changes=pairs,
        )  # fmt: skip
    if label is None:
        yield from _easyaudit_logins()


def _easyaudit_values(text: str, verb: str) -> dict[str, tuple[Any, Any]]:
    if verb == "updated" or not text:
        return {}
    values = json.loads(text)[0]["fields"]
    return {
        name: (value, _ABSENT) if verb == "deleted" else (_ABSENT, value) for name, value in values.items()
    }


def _easyaudit_logins() -> Iterator[Event]:
    actions = {0: "logged_in", 1: "logged_out", 2: "login_failed"}
    rows = apps.get_model("easyaudit", "LoginEvent")._base_manager.select_related("user")
    for row in rows.order_by("pk").iterator(_CHUNK):
        outcome = "failure" if row.login_type == 2 else "success"
        yield _event(
            ("easyaudit.login", row.pk), row.datetime, actor_of(row.user), kind="user",
            verb=actions[row.login_type], key=row.user_id or row.username or "unknown", name=row.username,
            outcome=outcome,
            context={"ip": row.remote_ip} if row.remote_ip else {},
        )  # fmt: skip


SOURCES: Mapping[str, Callable[[str | None], Iterable[Event]]] = {
    "auditlog": auditlog_events,
    "easyaudit": easyaudit_events,
    "simple_history": simple_history_events,
}
"""By the name of the app."""


def _of_model(rows: Any, label: str | None) -> Any:
    if label is None:
        return rows
    app_label, _, name = label.lower().partition(".")
    return rows.filter(content_type__app_label=app_label, content_type__model=name)


def _event(
    row: tuple[str, Any],
    time: Any,
    actor: Mapping[str, Any] | None,
    *,
    kind: str,
    verb: str,
    key: Any,
    name: str | None,
    changes: Pairs | None = None,
    **members: Any,
) -> Event:
    timestamp = json_value(time)
    found = _tracked_type(kind)
    masked = found.definition.masked if found is not None else frozenset()
    event = {
        "id": derived_id(f"django:{row[0]}", str(row[1]), timestamp),
        "timestamp": timestamp,
        "actor": dict(ANONYMOUS if actor is None else actor),
        "action": f"{kind if found is None else found.definition.action}.{verb}",
        "resource": {"type": kind, "id": str(key), **({"name": name[:1024]} if name else {})},
        **{member: value for member, value in members.items() if value},
    }
    if changes:
        event["changes"] = {field: _change(field, pair, masked) for field, pair in changes.items()}
    return event


def _tracked_type(kind: str) -> Any:
    models = (model for model in apps.get_models() if model._meta.model_name == kind)
    return next((found for model in models if (found := tracked(model)) is not None), None)


def _change(field: str, pair: tuple[Any, Any], masked: frozenset[str]) -> dict[str, Any]:
    hidden = field in masked or is_secret(field)
    return {
        side: REDACTED if hidden and value is not None else json_value(value)
        for side, value in zip(("before", "after"), pair, strict=True)
        if value is not _ABSENT
    }
