"""An event as an expression asks for it: in the JSON form of a response, made member by member."""

import json
from collections.abc import Callable
from typing import Any

from auditledge.contract.mismatch import check_names
from auditledge.contract.timestamps import format_instant
from auditledge.server.stores.models import Event


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
            make = _MEMBERS.get(name)
            made = self._made[name] = None if make is None else make(self._event)
            return made


def _resource(event: Event) -> dict[str, str | None]:
    return {"type": event.kind.resource_type, "id": event.resource_id, "name": event.resource_name}


_MEMBERS: dict[str, Callable[[Event], Any]] = {
    "id": lambda event: event.id,
    "actor": lambda event: event.actor._asdict(),
    "action": lambda event: event.kind.action,
    "resource": _resource,
    "organization_id": lambda event: event.organization,
    "metadata": lambda event: json.loads(event.metadata),
    "timestamp": lambda event: format_instant(event.timestamp),
    "received_at": lambda event: format_instant(event.received_at),
}
_PARTS = {"kind", "organization", "resource_id", "resource_name", "sequence"}  # of members, or of no event
check_names("Event", Event._fields, {*_MEMBERS, *_PARTS}, file=__file__)
