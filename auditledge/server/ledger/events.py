"""New events: from a validated EventInput to what is stored."""

import json
from typing import Any, NamedTuple

from auditledge import contract
from auditledge.contract import compact_json
from auditledge.contract.coverage import check_properties, example_event
from auditledge.server.stores.models import NO_CONTEXT, Actor, Event, EventContext, EventKind, Resource

_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
).encode


class NewEvent(NamedTuple):
    """An event that is valid, and not stored yet.

    `is_id_sent` means that the client made the id. `timestamp` is in microseconds since 1970 in UTC, None for
    the time of receipt. `metadata` and `changes` are compact JSON, with keys in the order in which they were
    sent. Empty members are absent: NO_CONTEXT, no changes, no targets.
    """

    id: str
    is_id_sent: bool
    timestamp: int | None
    organization: str | None
    actor: Actor
    kind: EventKind
    resource_id: str
    resource_name: str | None
    metadata: str
    on_behalf_of: Actor | None = None
    outcome: str | None = None
    changes: str | None = None
    reason: str | None = None
    context: EventContext = NO_CONTEXT
    targets: tuple[Resource, ...] = ()
    source_id: str | None = None


def new_event(cleaned: dict[str, Any], organization: str | None) -> NewEvent:
    """The new event of a validated EventInput, in `organization`."""
    actor, resource = cleaned["actor"], cleaned["resource"]
    sent_id, timestamp, metadata = cleaned.get("id"), cleaned.get("timestamp"), cleaned.get("metadata")
    return NewEvent(
        id=sent_id or contract.new_id("evt"),
        is_id_sent=sent_id is not None,
        timestamp=None if timestamp is None else contract.parse_instant(timestamp),
        organization=organization,
        actor=Actor(*map(actor.get, Actor._fields)),
        kind=EventKind(cleaned["action"], resource["type"]),
        resource_id=resource["id"],
        resource_name=resource.get("name"),
        metadata=compact_json.dumps(metadata) if metadata else "{}",
        **({} if cleaned.keys().isdisjoint(NewEvent._field_defaults) else _optional_fields(cleaned)),
    )


def _optional_fields(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The fields that few events have."""
    on_behalf_of, changes, context = map(cleaned.get, ("on_behalf_of", "changes", "context"))
    return {
        "on_behalf_of": None if on_behalf_of is None else Actor(*map(on_behalf_of.get, Actor._fields)),
        "outcome": cleaned.get("outcome"),
        "changes": compact_json.dumps(changes) if changes else None,
        "reason": cleaned.get("reason"),
        "context": EventContext(*map(context.get, EventContext._fields)) if context else NO_CONTEXT,
        "targets": tuple(Resource(*map(each.get, Resource._fields)) for each in cleaned.get("targets") or ()),
        "source_id": cleaned.get("source_id"),
    }


def stored_event(new: NewEvent, sequence: int, received_at: int) -> Event:
    """The event as it is stored."""
    return Event(
        id=new.id,
        sequence=sequence,
        timestamp=received_at if new.timestamp is None else new.timestamp,
        received_at=received_at,
        organization=new.organization,
        actor=new.actor,
        kind=new.kind,
        resource_id=new.resource_id,
        resource_name=new.resource_name,
        metadata=new.metadata,
        on_behalf_of=new.on_behalf_of,
        outcome=new.outcome,
        changes=new.changes,
        reason=new.reason,
        context=new.context,
        targets=new.targets,
        source_id=new.source_id,
    )


def has_content_of(event: Event, new: NewEvent) -> bool:
    """Whether `new` is a repetition of `event`. A missing timestamp means the time of receipt."""
    timestamp = event.received_at if new.timestamp is None else new.timestamp
    return (
        event.timestamp == timestamp
        and event.organization == new.organization
        and event.actor == new.actor
        and event.kind == new.kind
        and event.resource_id == new.resource_id
        and event.resource_name == new.resource_name
        and _is_same_json(event.metadata, new.metadata)
        and event.on_behalf_of == new.on_behalf_of
        and event.outcome == new.outcome
        and _is_same_json(event.changes or "{}", new.changes or "{}")
        and event.reason == new.reason
        and event.context == new.context
        and event.targets == new.targets
        and event.source_id == new.source_id
    )


def _is_same_json(one: str, other: str) -> bool:
    """Whether two texts are equal except for the order of keys. As text, 1, 1.0 and true are three values."""
    return one == other or _encode_sorted(json.loads(one)) == _encode_sorted(json.loads(other))


def example_of(sent: dict[str, Any]) -> Event:
    """The event that a valid EventInput becomes: what the layers above handle when they check themselves."""
    return stored_event(new_event(sent, sent["organization_id"]), sequence=1, received_at=0)


_STORED = example_of(example_event())
check_properties(example_of, file=__file__)
check_properties(
    lambda sent: has_content_of(_STORED, new_event(sent, sent["organization_id"])),
    file=__file__,
    other_than={"id"},
)
