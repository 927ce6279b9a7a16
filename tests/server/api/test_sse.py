"""Server-sent events: messages that a client can parse line by line."""

import json

from auditledge.server.api import sse
from auditledge.server.stores.models import Actor, Event, EventKind, SequencePage


def an_event(sequence: int, text: str) -> Event:
    metadata = json.dumps({"text": text})
    return Event(
        "evt_x", sequence, 0, 0, None, Actor("u", text, None), EventKind("a", "t"), "r", None, metadata
    )


def token(sequence: int) -> str:
    return f"token-{sequence}"


def test_each_event_is_a_message_with_its_own_token() -> None:
    page = SequencePage([an_event(3, "one"), an_event(5, "two")], 9, more=True)
    first, second, rest = sse.encode(page, token).decode().split("\n\n")
    for message, sequence, text in ((first, 3, "one"), (second, 5, "two")):
        id_, kind, data = message.split("\n")
        assert (id_, kind) == (f"id: token-{sequence}", "event: event")
        assert json.loads(data.removeprefix("data: "))["actor"]["name"] == text
    assert rest == ""


def test_line_breaks_in_an_event_do_not_end_its_data() -> None:
    page = SequencePage([an_event(1, "a\n\nid: forged\r\n\r\nb")], 1, more=False)
    (message,) = sse.encode(page, token).decode().removesuffix("\n\n").split("\n\n")
    assert len(message.splitlines()) == 3
    assert "\r" not in message


def test_a_heartbeat_moves_the_token_to_the_end_of_the_page() -> None:
    assert sse.encode(SequencePage([], 9, more=True), token) == b":\nid: token-9\n\n"
