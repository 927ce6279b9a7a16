"""What the ledger and its stores exchange."""

from auditledge.server.stores.models import Actor, Event, EventKind, Resource


def test_the_length_of_an_events_texts_is_that_of_the_long_ones() -> None:
    event = Event("evt_1", 1, 0, 0, None, Actor("u", None, None), EventKind("a", "t"), "r", None, '{"a":1}')
    assert event.text_length == 7
    targets = (Resource("doc", "d1", "name"), Resource("doc", "d2"))
    assert event._replace(changes='{"n":{}}', targets=targets).text_length == 7 + 8 + 14
