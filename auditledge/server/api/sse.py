"""Server-sent events (the WHATWG's HTML, section 9.2): how events become messages."""

from collections.abc import Callable

from auditledge.server.api.event_json import to_json
from auditledge.server.stores.models import SequencePage

HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would hold messages back until it has some kilobytes
)

HEAD = b"retry: 1000\n"
"""What a stream begins with: milliseconds that a client waits before it connects anew."""


def encode(stretch: SequencePage, token: Callable[[int], str]) -> bytes:
    """A message for each event, with the token of its place; or else a sign of life, with that of the end.

    It stands by itself, and comes at times that have nothing to do with events that don't match: so tokens
    can be sent with it to those who must not learn of others' events.
    """
    if not stretch.events:
        return f":\nid: {token(stretch.last)}\n\n".encode()
    # JSON of ours holds no line break, which would end the data.
    messages = [
        f"id: {token(event.sequence)}\nevent: event\ndata: {to_json(event)}\n\n" for event in stretch.events
    ]
    return "".join(messages).encode()
