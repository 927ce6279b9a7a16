"""Events as rows: what is written by field is read back by field."""

from typing import Any

import pytest

from auditledge.server.stores.models import Actor, Event, EventContext, EventKind, Resource
from auditledge.server.stores.row_codec import (
    EventRow,
    InternedValues,
    id_of,
    id_to_bytes,
    to_columns,
    to_events,
)

ID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
EVENTS = [
    Event(ID, 1, 10, 20, "org_1", Actor("u1", "Ann", None), EventKind("a.b", "doc"), "d1", "Doc", '{"n":1}'),
    Event(ID[:-1] + "f", 2, 11, 21, None, Actor("u2", None, ""), EventKind("a.c", "doc"), "d2", None, "{}"),
]
MEMBERS: dict[str, Any] = {
    "actor": Actor("u1", None, None, "service"),
    "on_behalf_of": Actor("u3", "", "c@d.e", "user"),
    "outcome": "denied",
    "changes": '{"name":{"before":null}}',
    "reason": "because",
    "context": EventContext("10.0.0.1", "curl/8", "req_1", "trace_1", "sess_1", "Vienna"),
    "targets": (Resource("doc", "d2", "Second"), Resource("doc", "d3"), Resource("", "", "")),
    "source_id": "src_1",
}
EVENTS.append(EVENTS[0]._replace(id=ID[:-1] + "d", sequence=3, **MEMBERS))


def test_events_are_read_back_from_rows() -> None:
    assert to_events(rows_of(EVENTS), values_of(EVENTS)) == EVENTS


def test_columns_that_no_event_has_are_null() -> None:
    for row in rows_of(EVENTS[:2]):
        assert row[EventRow._fields.index("actor_type") :] == (None,) * 6


@pytest.mark.parametrize("member", sorted(MEMBERS))
def test_every_member_is_kept_by_itself(member: str) -> None:
    events = [EVENTS[0], EVENTS[0]._replace(**{member: MEMBERS[member]})]
    assert to_events(rows_of(events), values_of(events)) == events


@pytest.mark.parametrize("name", EventContext._fields)
def test_every_member_of_the_context_is_kept_by_itself(name: str) -> None:
    events = [EVENTS[0]._replace(context=EventContext(**{name: text})) for text in ("", "x")]
    assert to_events(rows_of(events), values_of(events)) == events


def test_details_have_no_members_that_are_absent() -> None:
    event = EVENTS[0]._replace(
        context=EventContext(ip="::1", trace_id="t"), targets=(Resource("doc", "d2"),), reason=""
    )
    (row,) = rows_of([event])
    assert row.details == '{"reason":"","context":{"trace_id":"t"},"targets":[{"type":"doc","id":"d2"}]}'


def test_an_outcome_that_has_no_number_is_not_stored() -> None:
    with pytest.raises(KeyError):
        to_columns([EVENTS[0]._replace(outcome="unknown")])


def values_of(events: list[Event]) -> InternedValues:
    """The values of `rows_of`, by number."""
    columns = to_columns(events)
    texts = {
        name: {n: value[0] for n, value in enumerate(getattr(columns, name)) if value}
        for name in ("organization", "actor_type", "ip")
    }
    actors = {
        name: {n: Actor(*value) for n, value in enumerate(getattr(columns, name)) if value}
        for name in ("actor", "on_behalf_of")
    }
    return InternedValues(kind=dict(enumerate(columns.kind)), **texts, **actors)


def rows_of(events: list[Event]) -> list[EventRow]:
    """The rows of events, where the number of each value is the place of its event."""
    columns = to_columns(events)
    numbers = {
        name: [None if value is None else n for n, value in enumerate(getattr(columns, name))]
        for name in InternedValues._fields
    }
    return [EventRow._make(fields) for fields in zip(*columns._replace(**numbers), strict=True)]


def test_an_id_has_sixteen_bytes() -> None:
    assert id_to_bytes(ID) == bytes.fromhex("019ab0c45d107c3a9e214f5a6b7c8d9e")
    assert id_of(id_to_bytes(ID)) == ID


@pytest.mark.parametrize("malformed", ["evt_nonsense", "evt_019"])
def test_a_malformed_id_has_the_bytes_of_no_event(malformed: str) -> None:
    assert id_to_bytes(malformed) == b""
