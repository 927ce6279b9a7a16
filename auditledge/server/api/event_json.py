"""Events as JSON, as the contract's Event. Formatted by hand, because an export formats millions of them."""

import functools
from json.encoder import encode_basestring

from auditledge import contract
from auditledge.contract.coverage import check_properties
from auditledge.server.ledger.events import example_of
from auditledge.server.stores.models import NO_CONTEXT, Actor, Event, EventContext, EventKind, Resource

MAX_CACHED_TEXTS = 8_192
"""Size of each cache of formatted values that repeat from event to event. An entry takes about 200 bytes, and
a few thousand at most: longer values are formatted each time.
"""

_MAX_CACHED_CHARACTERS = 512

OPTIONAL = slice(min(map(Event._fields.index, Event._field_defaults)), None)
"""The fields that few events have. An event whose `event[OPTIONAL]` equals NONE_GIVEN has none of them."""
NONE_GIVEN = tuple(Event._field_defaults.values())


def to_json(event: Event) -> str:
    """The event as compact JSON. Fields that were not given are left out."""
    timestamp = format_timestamp(event.timestamp)
    received_at = timestamp if event.received_at == event.timestamp else format_timestamp(event.received_at)
    name = "" if event.resource_name is None else f',"name":{encode_basestring(event.resource_name)}'
    return (
        f'{{"id":"{event.id}","actor":{_actor_json(event.actor)},'
        f"{_kind_json(event.kind)}{encode_basestring(event.resource_id)}{name}}},"
        f'"organization_id":{_organization_json(event.organization)},"metadata":{event.metadata},'
        f'"timestamp":"{timestamp}","received_at":"{received_at}"{_optional_json(event)}}}'
    )


def targets_json(targets: tuple[Resource, ...]) -> str:
    """An event's targets as a JSON array."""
    return f"[{','.join(map(_given_json, targets))}]"


def format_timestamp(instant: int) -> str:
    """The same as `contract.format_instant`, but faster: instants within one hour share most of the work."""
    hours, rest = divmod(instant, 3_600_000_000)
    second, microseconds = divmod(rest, 1_000_000)
    return f"{_format_hour(hours)}{_SECONDS[second]}{microseconds:06}Z"


_SECONDS = [f"{second // 60:02}:{second % 60:02}." for second in range(3_600)]


@functools.lru_cache(maxsize=4_096)
def _format_hour(hours: int) -> str:
    return contract.format_instant(hours * 3_600_000_000).removesuffix("00:00.000000Z")


def _optional_json(event: Event) -> str:
    """The members that few events have, each after a comma."""
    if event[OPTIONAL] == NONE_GIVEN:
        return ""
    members = {
        "on_behalf_of": None if event.on_behalf_of is None else _actor_json(event.on_behalf_of),
        "outcome": _text_json(event.outcome),
        "reason": _text_json(event.reason),
        "context": None if event.context == NO_CONTEXT else _given_json(event.context),
        "changes": event.changes,
        "targets": targets_json(event.targets) if event.targets else None,
        "source_id": _text_json(event.source_id),
    }
    return "".join(f',"{name}":{json}' for name, json in members.items() if json is not None)


def _text_json(text: str | None) -> str | None:
    return None if text is None else encode_basestring(text)


def _given_json(fields: Actor | EventContext | Resource) -> str:
    """The fields that were given, as a JSON object."""
    given = ((name, text) for name, text in zip(fields._fields, fields, strict=True) if text is not None)
    return "{" + ",".join(f'"{name}":{encode_basestring(text)}' for name, text in given) + "}"


def is_short(actor: Actor) -> bool:
    """Whether what is formatted of an actor may be cached. Its other fields are short."""
    return len(actor.id) + len(actor.name or "") <= _MAX_CACHED_CHARACTERS


def _actor_json(actor: Actor) -> str:
    return _short_actor_json(actor) if is_short(actor) else _given_json(actor)


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _short_actor_json(actor: Actor) -> str:
    return _given_json(actor)


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _kind_json(kind: EventKind) -> str:
    """The part between an event's actor and the id of its resource."""
    action, type_ = map(encode_basestring, kind)
    return f'"action":{action},"resource":{{"type":{type_},"id":'


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _organization_json(organization: str | None) -> str:
    return "null" if organization is None else encode_basestring(organization)


check_properties(lambda sent: to_json(example_of(sent)), file=__file__)
