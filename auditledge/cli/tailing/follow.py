"""Following a ledger: the last events, then new ones as they are stored."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from auditledge.cli.tailing.checkpoint import Position
from auditledge.cli.terminal import say

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.errors import AuditLedgeError

Event = Mapping[str, Any]


def follow(
    client: "AuditLedge", filters: Mapping[str, Any], lines: int, position: Position | None = None
) -> Iterator[Event | None]:
    """Yield the last `lines` events, the oldest of them first, then None, then new events for ever.

    New ones are waited for before the last ones are asked for: so none falls between, and those that are
    found twice are left out. Where an earlier run has left its position, all events behind it are the new
    ones. An event is behind the position once the next one is asked for.
    """
    teller = _Teller()
    place = None
    if position is not None:
        place = position.read()
        lines = lines if place is None else 0
        place = place or _present(client)
        position.write(place)  # before anything is shown: so it is told at once if it can't be kept
    with client.tail(filters, after=place, on_reconnect=teller) as new:
        last = client.query({**filters, "limit": lines})["events"] if lines else []
        yield from reversed(last)
        yield None
        known = {event["id"] for event in last}
        for event in new:
            teller.silent = False
            if event["id"] not in known:
                yield event
            if position is not None:
                position.write(cast("str", new.resume_token))


def _present(client: "AuditLedge") -> str:
    """The place behind everything that is stored."""
    with client.tail(follow=False) as stored:
        for _ in stored:
            pass
        return cast("str", stored.resume_token)


class _Teller:
    """Tells when the connection breaks, but not of each attempt to make it anew."""

    silent = False

    def __call__(self, error: "AuditLedgeError") -> None:
        if not self.silent:
            say(f"{error.message}; trying again until it answers")
        self.silent = True
