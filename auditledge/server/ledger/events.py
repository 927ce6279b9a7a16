"""New events: from a validated EventInput to what is stored."""

import json
from typing import Any, NamedTuple

from auditledge import contract
from auditledge.contract import compact_json
from auditledge.contract.coverage import check_properties, example_event
from auditledge.server.stores.models import Actor, Event, EventKind

_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
).encode


class Draft(NamedTuple):
    """An event that is valid, and not stored yet.

    `sent_id` tells that the client made the id; `timestamp` is microseconds since 1970 in UTC, or None for
    the time of receipt; `metadata` is compact JSON in the order in which it was sent.
    """

    id: str
    sent_id: bool
    timestamp: int | None
    organization: str | None
    actor: Actor
    kind: EventKind
    resource_id: str
    resource_name: str | None
    metadata: str


def draft(cleaned: dict[str, Any], organization: str | None) -> Draft:
    """The draft of a cleaned EventInput; `organization` is the one it will belong to."""
    actor, resource = cleaned["actor"], cleaned["resource"]
    sent_id, timestamp, metadata = cleaned.get("id"), cleaned.get("timestamp"), cleaned.get("metadata")
    return Draft(
        sent_id or contract.new_id("evt"),
        sent_id is not None,
        None if timestamp is None else contract.parse_instant(timestamp),
        organization,
        Actor(*map(actor.get, Actor._fields)),
        EventKind(cleaned["action"], resource["type"]),
        resource["id"],
        resource.get("name"),
        compact_json.spell(metadata) if metadata else "{}",
    )


def event_of(sent: Draft, sequence: int, received_at: int) -> Event:
    """The event that a draft becomes when it is stored."""
    return Event(
        id=sent.id,
        sequence=sequence,
        timestamp=received_at if sent.timestamp is None else sent.timestamp,
        received_at=received_at,
        organization=sent.organization,
        actor=sent.actor,
        kind=sent.kind,
        resource_id=sent.resource_id,
        resource_name=sent.resource_name,
        metadata=sent.metadata,
    )


def has_content_of(event: Event, sent: Draft) -> bool:
    """Whether `sent` is the event again. A timestamp left out stands for the time of receipt."""
    timestamp = event.received_at if sent.timestamp is None else sent.timestamp
    return (
        event.timestamp == timestamp
        and event.organization == sent.organization
        and event.actor == sent.actor
        and event.kind == sent.kind
        and event.resource_id == sent.resource_id
        and event.resource_name == sent.resource_name
        and _same_json(event.metadata, sent.metadata)
    )


def _same_json(one: str, other: str) -> bool:
    """Equal but for the order of keys. Spelled out, so that 1, 1.0 and true are three values."""
    return one == other or _encode_sorted(json.loads(one)) == _encode_sorted(json.loads(other))


def example_of(sent: dict[str, Any]) -> Event:
    """The event that a valid EventInput becomes: what the layers above handle when they check themselves."""
    return event_of(draft(sent, sent["organization_id"]), sequence=1, received_at=0)


_STORED = example_of(example_event())
check_properties(example_of, file=__file__)
check_properties(
    lambda sent: has_content_of(_STORED, draft(sent, sent["organization_id"])),
    file=__file__,
    other_than={"id"},
)
