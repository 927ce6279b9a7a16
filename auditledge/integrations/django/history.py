"""The history of an object: the events about it, and how people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.tracked_models import id_of, tracked

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One changed field, with its values as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event for a page: when, who (and for whom), what, and which fields."""

    id: str
    timestamp: datetime
    actor: str
    on_behalf_of: str | None
    action: str
    outcome: str | None
    reason: str | None
    changes: list[HistoryChange]


def history_filters(instance: Any) -> dict[str, Any]:
    """The filters that find the events of an object."""
    found = tracked(type(instance))
    kind = found.definition.type if found is not None else instance._meta.concrete_model._meta.model_name
    return {"resource_type": kind, "resource_id": id_of(instance.pk)}


def history_entries(instance: Any, limit: int) -> list[HistoryEntry]:
    """The newest events of an object. Raises AuditLedgeError."""
    return [_entry(event) for event in islice(audit.history(instance), limit)]


def _entry(event: Mapping[str, Any]) -> HistoryEntry:
    on_behalf_of = event.get("on_behalf_of")
    changes = event.get("changes") or {}
    return HistoryEntry(
        id=event["id"],
        timestamp=datetime.fromisoformat(event["timestamp"]),
        actor=_name(event["actor"]),
        on_behalf_of=None if on_behalf_of is None else _name(on_behalf_of),
        action=event["action"],
        outcome=event.get("outcome"),
        reason=event.get("reason"),
        changes=[
            HistoryChange(field, _text(change, "before"), _text(change, "after"))
            for field, change in changes.items()
        ],
    )


def _name(actor: Mapping[str, Any]) -> str:
    return str(actor.get("name") or actor["id"])


def _text(change: Mapping[str, Any], side: str) -> str:
    value = change.get(side)
    return _NOTHING if value is None else str(value)
