"""Following a ledger: events as they are received. To be replaced once the ledger can stream them."""

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from auditledge.cli.terminal import say
from auditledge.contract import parse_boundary
from auditledge.errors import APIConnectionError, RateLimitError, ServerError

if TYPE_CHECKING:
    from auditledge import AuditLedge

Event = Mapping[str, Any]

_LONGEST_PAUSE_S = 30.0


def follow(
    client: "AuditLedge", filters: Mapping[str, Any], lines: int, interval: float, lag: float
) -> Iterator[list[Event]]:
    """Yield the last `lines` events, then new ones as they are received, some at a time, for ever.

    The ledger lists events by their timestamp, and an event may be received long after it happened. So each
    poll asks for everything that happened up to `lag` seconds before the newest receipt, and passes on what
    it has not seen. An event that is received later than that after it happened is missed.
    """
    window = _Window(lag)
    latest = client.query({**filters, "order": "desc", "limit": max(lines, 100)})["events"]
    window.take(latest)
    window.take(client.iter_events({**filters, **window.filters(filters), "order": "asc"}))
    yield list(reversed(latest[:lines]))
    failures = 0
    while True:
        started = time.monotonic()
        try:
            new = window.take(client.iter_events({**filters, **window.filters(filters), "order": "asc"}))
        except (APIConnectionError, ServerError, RateLimitError) as error:
            failures += 1
            if failures == 1:
                say(f"{error.message}; trying again until it answers")
            time.sleep(max(min(interval * 2**failures, _LONGEST_PAUSE_S), error.retry_after or 0))
            continue
        failures = 0
        yield new
        # A busy ledger is asked for no more than half of the time.
        time.sleep(max(interval, time.monotonic() - started))


class _Window:
    """What was seen of the events that the next poll will find again.

    It is reckoned from when the ledger received events: that clock alone is nobody's to forge.
    """

    def __init__(self, lag: float) -> None:
        self._lag = timedelta(seconds=lag)
        self._newest: str | None = None
        self._seen: dict[str, str] = {}

    def take(self, events: Iterable[Event]) -> list[Event]:
        """Those of the events that are new, in the order in which they were received."""
        new = [event for event in events if event["id"] not in self._seen]
        for event in new:
            self._seen[event["id"]] = event["timestamp"]
            self._newest = max(self._newest or "", event["received_at"])
        if new and (start := self._start()) is not None:
            self._seen = {id_: at for id_, at in self._seen.items() if at >= start}
        return sorted(new, key=lambda event: event["received_at"])

    def filters(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        """Where the next poll begins; no earlier than the caller wants."""
        start = self._start()
        wanted = filters.get("start_date")
        if start is None or (wanted is not None and parse_boundary(wanted) > parse_boundary(start)):
            return {}
        return {"start_date": start}

    def _start(self) -> str | None:
        if self._newest is None:
            return None
        start = datetime.fromisoformat(self._newest).astimezone(UTC) - self._lag
        return start.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
