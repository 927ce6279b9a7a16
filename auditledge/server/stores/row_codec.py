"""Events as rows of the table `events`: the one place where an event's fields are read by position."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from auditledge.contract import compact_json
from auditledge.contract.mismatch import check_names
from auditledge.server.stores.models import (
    NO_CONTEXT,
    OUTCOMES,
    Actor,
    Event,
    EventContext,
    EventKind,
    Resource,
)


class EventRow(NamedTuple):
    """An event as it is stored: fields that repeat are numbers of interned values (see `interning`).

    `outcome` is a number too, and `details` is JSON with those of the members in DETAILS that the event has.
    Most events have none of the columns after `metadata`.
    """

    id: bytes
    sequence: int
    timestamp: int
    received_at: int
    organization: int | None
    actor: int
    kind: int
    resource_id: str
    resource_name: str | None
    metadata: str
    actor_type: int | None
    on_behalf_of: int | None
    outcome: int | None
    ip: int | None
    changes: str | None
    details: str | None

    @property
    def text_length(self) -> int:
        """The characters of the columns that can be long."""
        return len(self.metadata) + len(self.changes or "") + len(self.details or "")


class EventColumns(NamedTuple):
    """Events field by field: every field has one item for each event.

    Before they are interned, fields that repeat have tuples of texts, or None.
    """

    id: Sequence[Any]
    sequence: Sequence[int]
    timestamp: Sequence[int]
    received_at: Sequence[int]
    organization: Sequence[Any]
    actor: Sequence[Any]
    kind: Sequence[Any]
    resource_id: Sequence[str]
    resource_name: Sequence[str | None]
    metadata: Sequence[str]
    actor_type: Sequence[Any]
    on_behalf_of: Sequence[Any]
    outcome: Sequence[int | None]
    ip: Sequence[Any]
    changes: Sequence[str | None]
    details: Sequence[str | None]


class InternedValues(NamedTuple):
    """The values of all numbers in some rows, by the columns that the numbers are in."""

    organization: Mapping[int, str]
    actor: Mapping[int, Actor]
    kind: Mapping[int, EventKind]
    actor_type: Mapping[int, str]
    on_behalf_of: Mapping[int, Actor]
    ip: Mapping[int, str]


DETAILS = ("reason", "context", "targets", "source_id")
"""The fields of an event that are stored as members of `details`; of `context`, all but the IP address."""

check_names("Event", Event._fields, {*EventRow._fields, *DETAILS}, file=__file__)
check_names("EventRow", EventRow._fields, EventColumns._fields, file=__file__)

_RARE = EventRow._fields[EventRow._fields.index("metadata") + 1 :]

# Events are stored with these numbers: add others after them, and never change one.
OUTCOME_OF: dict[int | None, str | None] = {None: None, **dict(enumerate(OUTCOMES, 1))}
_OUTCOME_NUMBERS = {outcome: number for number, outcome in OUTCOME_OF.items()}
_NO_DETAILS = (None, NO_CONTEXT, (), None)
_INTERNED_ACTOR = itemgetter(slice(Actor._fields.index("type")))  # the type is interned separately


def to_columns(events: Sequence[Event]) -> EventColumns:
    """The fields of events, of which there is at least one. Repeating fields have yet to be interned."""
    fields: dict[str, Any] = dict(zip(Event._fields, zip(*events, strict=True), strict=True))
    absent = (None,) * len(events)
    reasons, contexts, targets, source_ids = map(fields.pop, DETAILS)
    has_context = contexts.count(NO_CONTEXT) < len(events)
    details: Sequence[str | None] = absent
    if has_context or any(targets) or reasons != absent or source_ids != absent:
        details = [*map(_encode_details, reasons, contexts, targets, source_ids)]
    actor: dict[str, Any] = dict(zip(Actor._fields, zip(*fields["actor"], strict=True), strict=True))
    types = actor.pop("type")  # interned separately
    outcomes: Sequence[int | None] = absent
    if fields["outcome"] != absent:
        outcomes = [*map(_OUTCOME_NUMBERS.__getitem__, fields["outcome"])]
    return EventColumns(
        **fields
        | {
            "id": [id_to_bytes(event_id) for event_id in fields["id"]],
            "organization": _tuples(fields["organization"]),
            "actor": [*zip(*actor.values(), strict=True)],
            "actor_type": _tuples(types) if types.count(None) < len(types) else absent,
            "outcome": outcomes,
            "ip": _tuples([context.ip for context in contexts]) if has_context else absent,
            "details": details,
        }
    )


def given_columns(columns: EventColumns) -> dict[str, Sequence[Any]]:
    """The columns by name, except those that few events have and none of these does."""
    return {
        name: values
        for name, values in columns._asdict().items()
        if name not in _RARE or values.count(None) < len(values)
    }


def to_events(rows: Iterable[EventRow], values: InternedValues) -> list[Event]:
    """Decode rows, with the interned values of all numbers in them."""
    organizations, actors, kinds, actor_types, on_behalf_of_, ips = values
    # Positional for speed: by keywords an event takes twice as long to build.
    return [
        Event._make(
            (
                id_of(id_),
                sequence,
                timestamp,
                received_at,
                None if organization is None else organizations[organization],
                actors[actor] if actor_type is None else _typed(actors[actor], actor_types[actor_type]),
                kinds[kind],
                resource_id,
                resource_name,
                metadata,
                None if on_behalf_of is None else on_behalf_of_[on_behalf_of],
                OUTCOME_OF[outcome],
                changes,
                *(
                    _NO_DETAILS
                    if details is None and ip is None
                    else _decode_details(details, None if ip is None else ips[ip])
                ),
            )
        )
        for (
            id_,
            sequence,
            timestamp,
            received_at,
            organization,
            actor,
            kind,
            resource_id,
            resource_name,
            metadata,
            actor_type,
            on_behalf_of,
            outcome,
            ip,
            changes,
            details,
        ) in rows
    ]


def outcome_numbers(is_wanted: Callable[[str], bool]) -> list[int]:
    """The numbers that wanted outcomes are stored with."""
    return [number for number, outcome in enumerate(OUTCOMES, 1) if is_wanted(outcome)]


def id_of(blob: bytes) -> str:
    """The id of an event from its 16 bytes."""
    digits = blob.hex()
    return f"evt_{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def id_to_bytes(event_id: str) -> bytes:
    """The 16 bytes of an event's id; empty if the id is malformed: no event has that id."""
    try:
        return bytes.fromhex(event_id[4:].replace("-", ""))
    except ValueError:
        return b""


def _tuples(texts: Sequence[str | None]) -> list[tuple[str] | None]:
    return [None if text is None else (text,) for text in texts]


def _typed(actor: Actor, type_: str) -> Actor:
    return Actor._make((*_INTERNED_ACTOR(actor), type_))


def _encode_details(
    reason: str | None, context: EventContext, targets: Sequence[Resource], source_id: str | None
) -> str | None:
    members = {
        "reason": reason,
        "context": _given(context._replace(ip=None)),
        "targets": [_given(target) for target in targets],
        "source_id": source_id,
    }
    given = {name: value for name, value in members.items() if value not in (None, {}, [])}
    return compact_json.dumps(given) if given else None


def _decode_details(details: str | None, ip: str | None) -> tuple[Any, ...]:
    members = {} if details is None else compact_json.decode(details)
    context = EventContext(ip, **members.get("context", {}))
    targets = tuple(Resource(**target) for target in members.get("targets", ()))
    return members.get("reason"), context, targets, members.get("source_id")


def _given(fields: EventContext | Resource) -> dict[str, str]:
    return {name: text for name, text in fields._asdict().items() if text is not None}
