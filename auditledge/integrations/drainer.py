"""Delivery of an outbox table: events that were stored in the same transaction as the changes.

Knows no framework. A table implements `OutboxTable`; each event in it is clean, has an id and a timestamp,
and is sent byte for byte as it was stored. The id makes a repeated delivery harmless: an event that was
delivered, but not yet deleted when the process died, is stored in the ledger once.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from traceback import format_tb
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from auditledge.errors import AuditLedgeError
from auditledge.outbox.delivery import outcomes
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from auditledge.outbox.delivery.outcomes import BatchOutcome, Disposition, Outcome
from auditledge.outbox.stats import log

if TYPE_CHECKING:
    from auditledge._core.call import LedgerResponse
    from auditledge.client import AuditLedge
    from auditledge.outbox.delivery.sender import EventTransport

POLL_SECONDS = 1.0
"""How often a drainer that follows looks for new events."""

EXIT_SECONDS = 2.0
"""How long the exit of the interpreter may be delayed by the thread."""

MAX_FAILURES = 3
"""Failed attempts in a row after which a drainer that does not follow gives up."""

_UNSETTLED = (Disposition.RETRY, Disposition.PAUSE)
_SINGLES_FOR_SECONDS = 3600.0


class PendingEvent(NamedTuple):
    """A row of the table: `key` is its place in the order of insertion, `content` the event as JSON."""

    key: int
    content: bytes


class DeadEvent(NamedTuple):
    """An event that the ledger rejected permanently. `reason` contains nothing of the event."""

    key: int
    reason: str


class Claim(Protocol):
    """Pending events that no other drainer has, where the database can lock rows."""

    @property
    def events(self) -> Sequence[PendingEvent]:
        """The events, oldest first."""
        ...

    def settle(self, delivered: Sequence[int], dead: Sequence[DeadEvent]) -> None:
        """Delete the events with the keys `delivered`, and mark those in `dead` as never to be sent."""
        ...


class OutboxTable(Protocol):
    """A table of events to deliver."""

    def claim(self, after: int, max_events: int) -> AbstractContextManager[Claim]:
        """Claim the oldest pending events with keys greater than `after`, at most `max_events`.

        Rows that another drainer holds are skipped (`FOR UPDATE SKIP LOCKED`). A database without row locks
        claims nothing, and two drainers may send the same event, which the ledger stores once. Leaving the
        context commits what was settled.
        """
        ...

    def waiting(self) -> int:
        """How many events are pending."""
        ...

    def close(self) -> None:
        """Close the connection of this thread. The next call opens another."""
        ...


@dataclass(frozen=True, slots=True)
class DrainResult:
    """What a drainer did. `waiting` events are left; `trouble` is why, if delivery failed."""

    delivered: int
    dead: int
    waiting: int
    trouble: str | None


class CurrentTransport:
    """Sends with the client that `client` returns at the time, which tests and new settings replace."""

    def __init__(self, client: "Callable[[], AuditLedge]") -> None:
        self._client = client

    def send_batch(self, events: Sequence[bytes]) -> "LedgerResponse":
        """Send events, each as compact JSON, in one batch. Raises AuditLedgeError without a response."""
        return self._transport().send_batch(events)

    def send_single(self, event: bytes) -> "LedgerResponse":
        """Send one event. Raises AuditLedgeError without a response."""
        return self._transport().send_single(event)

    def fetch_account(self) -> str | None:
        """Ask for the opaque id of the key's account; None if it can't be known. Raises AuditLedgeError."""
        return self._transport().fetch_account()

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        self._transport().close()

    def _transport(self) -> "EventTransport":
        return self._client()._event_transport()  # noqa: SLF001 - which is not for applications


class Drainer:
    """Delivers the events of `table` with `transport`. One thread at a time may use it."""

    def __init__(
        self, table: OutboxTable, transport: "EventTransport", breaker: CircuitBreaker | None = None
    ) -> None:
        self._table = table
        self._transport = transport
        self._breaker = breaker or CircuitBreaker()
        self._after = 0
        self._singles_until = 0.0
        self._delivered = 0
        self._dead = 0
        self._failures = 0

    def drain(self, stop: threading.Event | None = None) -> DrainResult:
        """Deliver all that is pending, then return.

        Gives up after `MAX_FAILURES` failed attempts in a row, at once if only a change of the settings can
        help, and when `stop` is set.
        """
        stop = stop or threading.Event()
        self._delivered = self._dead = self._failures = 0
        while (wait := self.step()) is not None:
            hopeless = self._failures >= MAX_FAILURES or self._breaker.paused is not None
            if hopeless or stop.wait(wait):
                break
        return DrainResult(self._delivered, self._dead, self._table.waiting(), self._breaker.trouble)

    def follow(self, stop: threading.Event) -> None:
        """Deliver events as they are committed, until `stop` is set."""
        while not stop.is_set():
            wait = self.step()
            stop.wait(POLL_SECONDS if wait is None else wait)
        self.close()

    def close(self) -> None:
        """Close the connection to the database."""
        self._table.close()

    def step(self) -> float | None:
        """Send one batch if it is due. Returns the seconds until the next, or None if nothing is pending."""
        if (delay := self._breaker.remaining()) > 0:
            return delay
        try:
            if not self._send_next():
                return None
        except Exception as error:  # noqa: BLE001 - a database raises its own; the events stay in the table
            # The traceback without the exception's text, which may contain parts of an event.
            name, where = type(error).__name__, "".join(format_tb(error.__traceback__))
            log.error("the outbox table could not be drained, events are kept: %s\n%s", name, where)
            self._record_failure(f"the outbox table: {name}", None)
            self.close()
        return self._breaker.remaining()

    def _send_next(self) -> bool:
        """Send one batch. Returns whether there was one."""
        with self._table.claim(self._after, self._breaker.max_events) as claim:
            batch = self._bounded(claim.events)
            if batch:
                self._send_claimed(claim, batch)
                return True
        # The end of the table: return to events that failed by themselves, and were passed over.
        start_over = self._after > 0
        self._after = 0
        return start_over

    def _bounded(self, events: Sequence[PendingEvent]) -> Sequence[PendingEvent]:
        """The first events that fit into one request, at least one."""
        size = 0
        for index, each in enumerate(events):
            size += len(each.content) + 1
            if index and size > self._breaker.max_bytes:
                return events[:index]
        return events

    def _send_claimed(self, claim: Claim, batch: Sequence[PendingEvent]) -> None:
        try:
            outcome = self._send([each.content for each in batch])
        except AuditLedgeError as error:
            self._record_failure(error.message, error.retry_after)
            return
        if outcome.whole is not None:
            self._handle_whole(outcome.whole, batch, outcome.retry_after)
            return
        self._handle_items(claim, batch[: len(outcome.items)], outcome)

    def _send(self, events: Sequence[bytes]) -> BatchOutcome:
        """Send events as a batch, or only the first if batches don't work. Raises AuditLedgeError."""
        if time.monotonic() < self._singles_until:
            return self._send_single(events[0])
        outcome = outcomes.outcome_of_batch(self._transport.send_batch(events), len(events))
        if outcome.whole is None:
            return outcome
        if outcome.whole.disposition is Disposition.UNKNOWN_OPERATION:
            single = self._send_single(events[0])
            # The same status for a single event would mean that the base URL is wrong.
            if single.items[0].disposition in (Disposition.DELIVERED, Disposition.DEAD):
                self._singles_until = time.monotonic() + _SINGLES_FOR_SECONDS
            return single
        if outcome.whole.disposition is Disposition.SPLIT and len(events) == 1:
            return self._send_single(events[0])
        return outcome

    def _send_single(self, event: bytes) -> BatchOutcome:
        return outcomes.outcome_of_single(self._transport.send_single(event))

    def _handle_whole(
        self, outcome: Outcome, batch: Sequence[PendingEvent], retry_after: float | None
    ) -> None:
        """Act on a response to a batch as a whole, of which no event was accepted."""
        if outcome.disposition is Disposition.SPLIT:
            self._breaker.record_rejected_batch(len(batch))
            if outcome.status == 413:
                self._breaker.record_oversized_batch(sum(len(each.content) for each in batch))
        elif outcome.disposition is Disposition.PAUSE:
            self._pause(outcome.reason, retry_after)
        else:
            self._record_failure(outcome.reason, retry_after)
            self._pass_over(batch)

    def _handle_items(self, claim: Claim, batch: Sequence[PendingEvent], outcome: BatchOutcome) -> None:
        pairs = list(zip(batch, outcome.items, strict=True))
        delivered = [event.key for event, item in pairs if item.disposition is Disposition.DELIVERED]
        dead = [
            DeadEvent(event.key, _reason(item))
            for event, item in pairs
            if item.disposition is Disposition.DEAD
        ]
        claim.settle(delivered, dead)
        self._delivered += len(delivered)
        self._dead += len(dead)
        if dead:
            log.error("the ledger rejected %d events permanently, see the outbox table", len(dead))
        unsettled = [item for item in outcome.items if item.disposition in _UNSETTLED]
        pausing = [item for item in unsettled if item.disposition is Disposition.PAUSE]
        if pausing:
            self._pause(pausing[0].reason, outcome.retry_after)
        elif unsettled:
            self._record_failure(unsettled[0].reason, outcome.retry_after)
            if not delivered:
                self._pass_over(batch)
        else:
            self._breaker.record_success()
            self._failures = 0

    def _pass_over(self, batch: Sequence[PendingEvent]) -> None:
        """Let later events pass one that failed by itself."""
        if len(batch) == 1:
            self._after = batch[0].key

    def _record_failure(self, reason: str, retry_after: float | None) -> None:
        self._failures += 1
        if self._breaker.trouble is None:
            log.warning("delivery failed and will be retried, events are kept: %s", reason)
        self._breaker.record_failure(reason, retry_after)

    def _pause(self, reason: str, retry_after: float | None) -> None:
        self._failures += 1
        if self._breaker.paused is None:
            log.error("delivery is paused until this is fixed, events are kept: %s", reason)
        self._breaker.pause(reason, retry_after)


def _reason(outcome: Outcome) -> str:
    """Why an event was rejected, with the fields at fault, but without their values."""
    problems: Any = outcome.facts.get("problems") or ()
    fields = ", ".join(str(each.get("field")) for each in problems if isinstance(each, dict))
    return f"{outcome.reason} ({fields})" if fields else outcome.reason


class DrainerThread:
    """A daemon thread that drains a table after each `wake`, and otherwise waits without a connection.

    Started by the first `wake` of a process, and therefore again in a forked child. At the exit it may finish
    for at most `EXIT_SECONDS`; events that it has not delivered stay in the table.
    """

    def __init__(self, open_drainer: Callable[[], Drainer]) -> None:
        self._open_drainer = open_drainer
        self._wakes: dict[int, threading.Event] = {}
        """For each process, because a forked child inherits this object, but no thread."""
        self._idle = threading.Event()

    def wake(self) -> None:
        """Deliver what was committed. Returns at once."""
        mine = threading.Event()
        # Of two threads that get here first, one wins; a lock could be held by another thread during a fork.
        wake = self._wakes.setdefault(os.getpid(), mine)
        self._idle.clear()
        if wake is mine:
            atexit.register(self._finish)
            threading.Thread(target=self._run, args=(wake,), name="auditledge-drainer", daemon=True).start()
        wake.set()

    def _run(self, wake: threading.Event) -> None:
        drainer = self._open_drainer()
        while True:
            wake.wait()
            wake.clear()
            while (wait := drainer.step()) is not None:
                if wait > POLL_SECONDS:
                    drainer.close()
                time.sleep(wait)
            drainer.close()
            if not wake.is_set():
                self._idle.set()

    def _finish(self) -> None:
        if os.getpid() in self._wakes:
            self._idle.wait(EXIT_SECONDS)
