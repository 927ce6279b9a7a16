"""Units: the parts of an event that can be erased independently, each under its JSON pointer (RFC 6901).

The flat form of an event is one object of its units, such as `/actor/email` and `/metadata/plan`, and of
the unit `event`, which can't be erased: who keeps an erased event still knows what was done, and when.
"""

from collections.abc import Collection, Mapping
from typing import Any

from auditledge.transparency.canonical_json import format_string, sort_names

EVENT_UNIT = "event"
REQUIRED_UNITS = (EVENT_UNIT, "/actor/id", "/resource/id")

MAX_SEPARATE_MEMBERS = 64
"""If changes, metadata and targets together have more members, each of the three is one unit."""

MAX_UNITS = 1_024

ERASED = "[erased]"
"""The value of an erased unit that every event has, such as `/actor/id`; others are absent once erased."""

_TEXTS = ("reason", "source_id")
_ACTOR = ("id", "type", "name", "email")
_CONTEXT = ("ip", "user_agent", "request_id", "trace_id", "session_id", "location")
_OBJECTS = {"actor": _ACTOR, "on_behalf_of": _ACTOR, "context": _CONTEXT, "resource": ("id", "name")}
_POINTERS: dict[str, dict[str, str | None]] = {
    name: {each: f"/{name}/{each}" for each in members} for name, members in _OBJECTS.items()
}
_POINTERS["resource"]["type"] = None  # which is part of the unit `event`
_COLLECTIONS = ("changes", "metadata", "targets")
_COLLECTION_PREFIXES = tuple(f"/{name}/" for name in _COLLECTIONS)
_NOT_ERASABLE = ("action", "id", "organization_id", "outcome", "received_at", "timestamp")
EVENT_MEMBERS = (*_NOT_ERASABLE[:5], "resource_type", "timestamp")
"""The members of the unit `event`, in canonical order: a text each, or null where the event has none."""

_EVENT_FORMAT = "{" + ",".join(f'"{name}":%s' for name in EVENT_MEMBERS) + "}"
_KNOWN = {*_TEXTS, *_OBJECTS, *_COLLECTIONS, *_NOT_ERASABLE, "erased"}


def flatten(event: Mapping[str, Any], closed: Collection[str] = ()) -> dict[str, Any]:
    """The flat form of an event as the API returns it: its units in canonical order.

    `closed` are units that were erased from it, so that the others are named as when it was recorded. Raises
    ValueError for an event with a member that this version does not know, since its proof would not cover
    that member.
    """
    units = erasable_units(event, closed)
    units[EVENT_UNIT] = event_unit(event)
    return {name: units[name] for name in sort_names(units)}


def erasable_units(event: Mapping[str, Any], closed: Collection[str] = ()) -> dict[str, Any]:
    """All units except `event`, in no particular order. Raises ValueError, as `flatten` does."""
    if not event.keys() <= _KNOWN:
        raise ValueError(f"the event has the unknown member {min(event.keys() - _KNOWN)!r}")
    units = {f"/{name}": event[name] for name in _TEXTS if event.get(name) is not None}
    for name, pointers in _POINTERS.items():
        for member, value in (event.get(name) or {}).items():
            if member not in pointers:
                raise ValueError(f"{name} has the unknown member {member!r}")
            pointer = pointers[member]
            if pointer is not None and value is not None:
                units[pointer] = value
    units |= _collection_units(event, closed)
    return units


def event_unit(event: Mapping[str, Any]) -> dict[str, Any]:
    """The value of the unit `event`."""
    unit = {name: event.get(name) for name in _NOT_ERASABLE}
    unit["resource_type"] = event["resource"]["type"]
    return {name: unit[name] for name in EVENT_MEMBERS}


def check_names(names: Collection[str]) -> None:
    """Raise ValueError unless these can be all units of an event, open and closed."""
    if len(names) > MAX_UNITS:
        raise ValueError(f"has more than {MAX_UNITS} units")
    for required in REQUIRED_UNITS:
        if required not in names:
            raise ValueError(f"has no unit {required}")
    if not all(name.startswith("/") for name in names if name != EVENT_UNIT):
        raise ValueError("has a unit whose name is not a JSON pointer")


def format_event_unit(value: object) -> str:
    """The canonical text of the unit `event`. Raises ValueError unless it has exactly the known members."""
    if type(value) is not dict or tuple(value) != EVENT_MEMBERS:
        raise ValueError("the unit `event` does not have the known members")
    try:
        return _EVENT_FORMAT % tuple(
            ["null" if each is None else format_string(each) for each in value.values()]
        )
    except TypeError:
        raise ValueError("the unit `event` has a member that is no text") from None


def _collection_units(event: Mapping[str, Any], closed: Collection[str]) -> dict[str, Any]:
    separate = {
        f"/{collection}/{_escape(name)}": value
        for collection in _COLLECTIONS
        for name, value in _members(event.get(collection) or {})
    }
    closed_members = {name for name in closed if name.startswith(_COLLECTION_PREFIXES)}
    if len(separate.keys() | closed_members) <= MAX_SEPARATE_MEMBERS:
        return separate
    return {f"/{each}": event[each] for each in _COLLECTIONS if event.get(each)}


def _members(collection: Mapping[str, Any] | list[Any]) -> list[tuple[str, Any]]:
    if isinstance(collection, list):
        return [(str(number), value) for number, value in enumerate(collection)]
    return list(collection.items())


def _escape(name: str) -> str:
    """A name as a part of a JSON pointer: RFC 6901, section 3."""
    return name.replace("~", "~0").replace("/", "~1")
