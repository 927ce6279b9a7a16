"""Events as rows of the table `events`: the one place where an event's fields are read by position."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from auditledge.contract.mismatch import check_names
from auditledge.server.stores.models import Actor, Event, EventKind


class EventRow(NamedTuple):
    """An event as it is stored: fields that repeat are numbers of interned values (see `interning`)."""

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


class EventColumns(NamedTuple):
    """Events field by field: every field has one item for each event."""

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


check_names("Event", Event._fields, EventRow._fields, file=__file__)
check_names("Event", Event._fields, EventColumns._fields, file=__file__)


def to_columns(events: Sequence[Event]) -> EventColumns:
    """The fields of events, of which there is at least one. Repeating fields have yet to be interned."""
    columns = EventColumns._make(zip(*events, strict=True))
    return columns._replace(id=[id_to_bytes(event_id) for event_id in columns.id])


def to_events(
    rows: Iterable[EventRow],
    organizations: Mapping[int, str],
    actors: Mapping[int, Actor],
    kinds: Mapping[int, EventKind],
) -> list[Event]:
    """Decode rows, with the interned values of all numbers in them."""
    organization_of = organizations.get  # None, where an event has no organization, is in no mapping
    # Positional for speed: by keywords an event takes twice as long to build.
    return [
        Event._make(
            (
                id_of(id_),
                sequence,
                timestamp,
                received_at,
                organization_of(organization),  # type: ignore[arg-type]
                actors[actor],
                kinds[kind],
                resource_id,
                resource_name,
                metadata,
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
        ) in rows
    ]


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
