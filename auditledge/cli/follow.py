"""Following a ledger: the last events, then new ones as they are stored."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from auditledge.cli.terminal import say

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.errors import AuditLedgeError

Event = Mapping[str, Any]


def follow(client: "AuditLedge", filters: Mapping[str, Any], lines: int) -> Iterator[Event | None]:
    """Yield the last `lines` events, the oldest of them first, then None, then new events for ever.

    New ones are waited for before the last ones are asked for: so none falls between, and those that are
    found twice are left out.
    """
    teller = _Teller()
    with client.tail(filters, on_reconnect=teller) as new:
        last = client.query({**filters, "limit": lines})["events"] if lines else []
        yield from reversed(last)
        yield None
        known = {event["id"] for event in last}
        for event in new:
            teller.silent = False
            if event["id"] not in known:
                yield event


class _Teller:
    """Tells when the connection breaks, but not of each attempt to make it anew."""

    silent = False

    def __call__(self, error: "AuditLedgeError") -> None:
        if not self.silent:
            say(f"{error.message}; trying again until it answers")
        self.silent = True
