"""Events as rows: what is written by field is read back by field."""

import pytest

from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.row_codec import EventRow, id_of, id_to_bytes, to_columns, to_events

ID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
EVENTS = [
    Event(ID, 1, 10, 20, "org_1", Actor("u1", "Ann", None), EventKind("a.b", "doc"), "d1", "Doc", '{"n":1}'),
    Event(ID[:-1] + "f", 2, 11, 21, None, Actor("u2", None, ""), EventKind("a.c", "doc"), "d2", None, "{}"),
]


def test_events_are_read_back_from_rows() -> None:
    columns = to_columns(EVENTS)
    organizations = {1: "org_1"}
    actors = dict(enumerate(columns.actor))
    kinds = dict(enumerate(columns.kind))
    numbers = columns._replace(organization=[1, None], actor=[0, 1], kind=[0, 1])
    rows = [EventRow._make(fields) for fields in zip(*numbers, strict=True)]
    assert to_events(rows, organizations, actors, kinds) == EVENTS


def test_an_id_has_sixteen_bytes() -> None:
    assert id_to_bytes(ID) == bytes.fromhex("019ab0c45d107c3a9e214f5a6b7c8d9e")
    assert id_of(id_to_bytes(ID)) == ID


@pytest.mark.parametrize("malformed", ["evt_nonsense", "evt_019"])
def test_a_malformed_id_has_the_bytes_of_no_event(malformed: str) -> None:
    assert id_to_bytes(malformed) == b""
