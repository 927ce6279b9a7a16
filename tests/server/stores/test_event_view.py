"""The view of an event that expressions ask is the event in the form of a response."""

import json

from auditledge.contract.coverage import example_event
from auditledge.server.api.event_json import to_json
from auditledge.server.ledger.events import example_of
from auditledge.server.stores.event_view import _MEMBERS, EventView


def test_every_member_is_as_in_a_response() -> None:
    event = example_of(example_event())
    response = json.loads(to_json(event))
    assert {name: EventView(event).get(name) for name in response} == response
    assert {name for name in _MEMBERS if EventView(event).get(name) not in (None, [])} == set(response)


def test_member_is_made_once() -> None:
    view = EventView(example_of(example_event()))
    assert view.get("metadata") is view.get("metadata")
