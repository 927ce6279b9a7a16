"""Parsing event streams."""

from auditledge._core.sse import EventStreamParser


def test_messages_are_parsed_however_they_are_split() -> None:
    text = b": c\r\nid: 1\r\nevent: event\r\ndata: {\r\ndata: }\r\n\r\n\r\n"
    text += b"id\ndata:a\n\n:\nid: 3\n\nevent: later\ndata: x\nid: 4\n\n"
    expected = [
        ("event", "1", b"{\n}"),
        ("message", "", b"a"),
        ("message", "3", None),
        ("later", "4", b"x"),
    ]
    for size in range(1, len(text)):
        reader = EventStreamParser()
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        found = [each for piece in pieces for each in reader.feed(piece)]
        assert [tuple(each) for each in found] == [(kind, token, data) for kind, token, data in expected], (
            size
        )
