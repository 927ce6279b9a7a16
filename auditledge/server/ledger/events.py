"""What an event is: as it arrives, as it is stored, as it is answered."""

import functools
import json
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from auditledge import contract
from auditledge.contract import compact_json
from auditledge.server.stores.models import Actor, Event, EventKind

_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
).encode

MOST_SPELLED = 8_192
"""Texts of a kind that repeat in events, which are kept as they are spelled: some hundred bytes each."""


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
        Actor(actor["id"], actor.get("name"), actor.get("email")),
        EventKind(cleaned["action"], resource["type"]),
        resource["id"],
        resource.get("name"),
        compact_json.spell(metadata) if metadata else "{}",
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


def to_json(event: Event) -> str:
    """The event as the contract's Event: compact JSON, fields that were not given left out."""
    # Unpacked at once: this is done for each event of an export.
    id_, _, timestamp, received_at, organization, actor, kind, resource_id, resource_name, metadata = event
    happened = spell(timestamp)
    received = happened if received_at == timestamp else spell(received_at)
    name = "" if resource_name is None else f',"name":{encode_basestring(resource_name)}'
    return (
        f'{{"id":"{id_}","actor":{_actor(actor)},{_kind(kind)}{encode_basestring(resource_id)}{name}}},'
        f'"organization_id":{_organization(organization)},"metadata":{metadata},'
        f'"timestamp":"{happened}","received_at":"{received}"}}'
    )


def spell(instant: int) -> str:
    """`contract.format_instant`, quicker: instants of one hour, which come in flocks, share the work."""
    hours, rest = divmod(instant, 3_600_000_000)
    second, microseconds = divmod(rest, 1_000_000)
    return f"{_spell_hour(hours)}{_SECONDS[second]}{microseconds:06}Z"


_SECONDS = [f"{second // 60:02}:{second % 60:02}." for second in range(3_600)]


@functools.lru_cache(maxsize=4_096)
def _spell_hour(hours: int) -> str:
    return contract.format_instant(hours * 3_600_000_000).removesuffix("00:00.000000Z")


@functools.lru_cache(maxsize=MOST_SPELLED)
def _actor(actor: Actor) -> str:
    name = "" if actor.name is None else f',"name":{encode_basestring(actor.name)}'
    email = "" if actor.email is None else f',"email":{encode_basestring(actor.email)}'
    return f'{{"id":{encode_basestring(actor.id)}{name}{email}}}'


@functools.lru_cache(maxsize=MOST_SPELLED)
def _kind(kind: EventKind) -> str:
    """What lies between an event's actor and the id of its resource."""
    action, type_ = map(encode_basestring, kind)
    return f'"action":{action},"resource":{{"type":{type_},"id":'


@functools.lru_cache(maxsize=MOST_SPELLED)
def _organization(organization: str | None) -> str:
    return "null" if organization is None else encode_basestring(organization)


def _same_json(one: str, other: str) -> bool:
    """Equal but for the order of keys. Spelled out, so that 1, 1.0 and true are three values."""
    return one == other or _encode_sorted(json.loads(one)) == _encode_sorted(json.loads(other))
