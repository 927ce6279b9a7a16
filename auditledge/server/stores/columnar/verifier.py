"""Looking at single events: whether they match an expression, where no index is certain."""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from auditledge.contract.timestamps import format_instant
from auditledge.server.query_language import Expression, matcher
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.models import Event

_AT_ONCE = 256  # events that are read, of sixteen megabytes at most


class Verifier:
    """Reads events of one account and matches them with an expression."""

    def __init__(self, source: AccountSource, interned: InternCache, expression: Expression) -> None:
        self._source = source
        self._interned = interned
        self._matches = matcher(expression)

    def matching(self, sequences: Sequence[int]) -> Collection[int]:
        """The sequences of those of some events that match."""
        found: set[int] = set()
        for start in range(0, len(sequences), _AT_ONCE):
            self._source.cancel_scope.check()
            rows = self._source.event_rows(sequences[start : start + _AT_ONCE])
            for event in self._interned.events(self._source, rows):
                if self._matches(_Fields(event)):
                    found.add(event.sequence)
        return found


class _Fields:
    """An event as its JSON: a member is made when it is asked for."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._made: dict[str, Any] = {}

    def get(self, name: str, /) -> Any:
        """A member; None if the event has none."""
        if name not in self._made:
            make = _MEMBERS.get(name)
            self._made[name] = make and make(self._event)
        return self._made[name]


_MEMBERS: dict[str, Callable[[Event], Any]] = {
    "id": lambda event: event.id,
    "timestamp": lambda event: format_instant(event.timestamp),
    "received_at": lambda event: format_instant(event.received_at),
    "organization_id": lambda event: event.organization,
    "actor": lambda event: event.actor._asdict(),
    "action": lambda event: event.kind.action,
    "resource": lambda event: {
        "type": event.kind.resource_type,
        "id": event.resource_id,
        "name": event.resource_name,
    },
    "metadata": lambda event: json.loads(event.metadata),
}
