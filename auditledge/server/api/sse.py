"""Server-sent events (WHATWG HTML, section 9.2): how a page of a stream is encoded."""

from collections.abc import Callable

from auditledge.server.api.event_json import to_json
from auditledge.server.stores.models import SequencePage

HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would hold messages back until it has some kilobytes
)

HEAD = b"retry: 1000\n"
"""The start of a stream: milliseconds after which a client reconnects."""


def encode(page: SequencePage, token: Callable[[int], str]) -> bytes:
    """A message for each event, with its resume token. Without events, a heartbeat with the last token.

    Heartbeats are timed independently of events that don't match, so they reveal nothing about those.
    """
    if not page.events:
        return f":\nid: {token(page.last)}\n\n".encode()
    # Our JSON contains no line break, which would end the data.
    messages = [
        f"id: {token(event.sequence)}\nevent: event\ndata: {to_json(event)}\n\n" for event in page.events
    ]
    return "".join(messages).encode()
