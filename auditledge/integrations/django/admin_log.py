"""Changes in Django's admin. Its bulk deletion sends no signal of its log, so the log itself is wrapped."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.apps import apps

from auditledge.errors import AuditLedgeError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.tracked_models import id_of, tracked
from auditledge.integrations.tracking.values import clean_text, json_value

MAX_NAME = 200

_VERBS = {1: "created", 2: "updated", 3: "deleted"}  # ADDITION, CHANGE, DELETION


def install() -> None:
    """Wrap `LogEntryManager.log_actions`, if the admin is installed."""
    if not apps.is_installed("django.contrib.admin"):
        return
    from django.contrib.admin.models import LogEntryManager  # noqa: PLC0415 - needs the registry of apps

    original: Any = LogEntryManager.log_actions
    if getattr(original, "is_auditledge", False):
        return

    @wraps(original)
    def log_actions(
        self: Any, user_id: Any, queryset: Iterable[Any], action_flag: int, *args: Any, **kwargs: Any
    ) -> Any:
        objects = list(queryset)
        result = original(self, user_id, objects, action_flag, *args, **kwargs)
        message = kwargs.get("change_message", args[0] if args else "")
        for each in objects:
            if tracked(type(each)) is None:  # what it changes is recorded by itself, with all values
                _record(each, _VERBS.get(action_flag, "changed"), message, self.db)
        return result

    log_actions.is_auditledge = True  # type: ignore[attr-defined]
    LogEntryManager.log_actions = log_actions


def _record(instance: Any, verb: str, message: Any, using: str) -> None:
    meta = instance._meta
    metadata: dict[str, Any] = {"source": "admin"}
    if message:
        metadata["message"] = json_value(message)
    event = {
        "action": f"{meta.model_name}.{verb}",
        "resource": {
            "type": meta.model_name,
            "id": id_of(instance.pk),
            "name": clean_text(str(instance))[:MAX_NAME] or None,
        },
        "metadata": metadata,
    }
    try:
        audit.log_on_commit(event, using)
    except AuditLedgeError as error:
        audit.report("not_recorded", "a change in the admin could not be recorded", error)
