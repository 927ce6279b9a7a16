"""An event as an expression asks for it: in the JSON form of a response, made member by member."""

import json
from collections.abc import Callable
from typing import Any

from auditledge.contract.mismatch import check_names
from auditledge.contract.timestamps import format_instant
from auditledge.server.stores.models import NO_CONTEXT, Actor, Event, EventContext, Resource


class EventView:
    """The members of an event (see `query_language.EventFields`). Each is made when it is asked for, once."""

    __slots__ = ("_event", "_made")

    def __init__(self, event: Event) -> None:
        self._event = event
        self._made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The member, or None if the event has none."""
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = _MEMBERS[name](self._event)
            return made


def _resource(event: Event) -> dict[str, str | None]:
    return {"type": event.kind.resource_type, "id": event.resource_id, "name": event.resource_name}


def _given(fields: Actor | EventContext | Resource) -> dict[str, str]:
    return {name: text for name, text in fields._asdict().items() if text is not None}


_MEMBERS: dict[str, Callable[[Event], Any]] = {
    "id": lambda event: event.id,
    "actor": lambda event: _given(event.actor),
    "action": lambda event: event.kind.action,
    "resource": _resource,
    "organization_id": lambda event: event.organization,
    "metadata": lambda event: json.loads(event.metadata),
    "timestamp": lambda event: format_instant(event.timestamp),
    "received_at": lambda event: format_instant(event.received_at),
    "on_behalf_of": lambda event: None if event.on_behalf_of is None else _given(event.on_behalf_of),
    "outcome": lambda event: event.outcome,
    "changes": lambda event: None if event.changes is None else json.loads(event.changes),
    "reason": lambda event: event.reason,
    "context": lambda event: None if event.context == NO_CONTEXT else _given(event.context),
    "targets": lambda event: [_given(target) for target in event.targets],
    "source_id": lambda event: event.source_id,
}
_PARTS = {"kind", "organization", "resource_id", "resource_name", "sequence"}  # of members, or of no event
check_names("Event", Event._fields, {*_MEMBERS, *_PARTS}, file=__file__)
