"""Sends batches from the spool to the ledger, and settles their events by the responses.

Has no thread: the worker calls `send_next` again and again.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from typing import Protocol

from auditledge._core.call import LedgerResponse
from auditledge.errors import AuditLedgeError
from auditledge.outbox.delivery import outcomes
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from auditledge.outbox.delivery.outcomes import BatchOutcome, Disposition, Outcome
from auditledge.outbox.spool.dead_letters import DeadLetter, DeadLetters
from auditledge.outbox.spool.orphans import Orphans
from auditledge.outbox.spool.reader import PartitionReader
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import SpoolFull
from auditledge.outbox.spool.writer import PartitionWriter, WriterClosed
from auditledge.outbox.stats import DeliveryReport, log

_UNSETTLED = (Disposition.RETRY, Disposition.PAUSE)
_BUSY = (429, 503)
_SINGLES_FOR = 3600.0
"""Seconds until batches are tried again with a server that does not support them."""


class EventTransport(Protocol):
    """Sends events to the ledger. Several threads may use it at a time."""

    def send_batch(self, events: Sequence[bytes]) -> LedgerResponse:
        """Send events, each as compact JSON, in one batch. Raises AuditLedgeError without a response."""
        ...

    def send_single(self, event: bytes) -> LedgerResponse:
        """Send one event. Raises AuditLedgeError without a response."""
        ...

    def fetch_account(self) -> str | None:
        """Ask for the opaque id of the key's account; None if it can't be known. Raises AuditLedgeError."""
        ...

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        ...


class BatchSender:
    """Delivers the events of this process (`own`, once it has a partition) and of `orphans`.

    One thread at a time may call it.
    """

    def __init__(
        self,
        transport: EventTransport,
        writer: PartitionWriter,
        orphans: Orphans,
        dead_letters: DeadLetters,
        report: DeliveryReport,
    ) -> None:
        self._transport = transport
        self._writer = writer
        self._orphans = orphans
        self._dead_letters = dead_letters
        self._report = report
        self._singles_until = 0.0
        self._turn = 0
        self._has_response = False
        self.own: PartitionReader | None = None
        self.breaker: CircuitBreaker = CircuitBreaker()
        self.attempts: int = 0
        self.account: str | None = None
        """The opaque id of the key's account, as in the last response that has it."""
        self.first_send_lock: threading.RLock = threading.RLock()
        """Held until the first response has arrived; see `Engine.before_fork`."""

    def send_next(self) -> float | None:
        """Send one batch if it is due. Returns the seconds until the next, or None if nothing is waiting."""
        if (delay := self.breaker.remaining()) > 0:
            return delay
        try:
            reader = self._next_reader()
            if reader is None:
                return None
            self._send_from(reader)
        except OSError as error:
            # The disk failed, not the ledger. The events stay in the spool and are sent again.
            self._record_failure(f"the spool: {error.strerror or error}", None)
        return self.breaker.remaining()

    def _next_reader(self) -> PartitionReader | None:
        """The next partition that has events; they take turns. Raises OSError."""
        readers = ([self.own] if self.own else []) + self._orphans.readers
        self._turn += 1
        for at in range(len(readers)):
            reader = readers[(self._turn + at) % len(readers)]
            if reader.peek(1, 1):
                return reader
            if reader is not self.own:
                self._orphans.remove(reader)
        return None

    def _send_from(self, reader: PartitionReader) -> None:
        """Send one batch of a partition, and act on the response. Raises OSError."""
        events = list(reader.peek(self.breaker.max_events, self.breaker.max_bytes))
        try:
            self.attempts += 1
            with nullcontext() if self._has_response else self.first_send_lock:
                outcome = self._send(events)
            self._has_response = True
        except AuditLedgeError as error:
            self._record_failure(error.message, error.retry_after)
            return
        except Exception as error:  # noqa: BLE001 - whatever a transport raises, delivery must continue
            self._record_failure(type(error).__name__, None)
            return
        if outcome.whole is not None:
            self._handle_whole(outcome.whole, events, outcome.retry_after)
            if len(events) == 1:
                self._let_others_pass(reader, events[0])
        else:
            self._handle_items(reader, events[: len(outcome.items)], outcome)

    def _send(self, events: Sequence[bytes]) -> BatchOutcome:
        """Send events as a batch, or only the first if batches don't work. Raises AuditLedgeError."""
        if time.monotonic() < self._singles_until:
            return self._send_single(events[0])
        outcome = outcomes.outcome_of_batch(self._transport.send_batch(events), len(events))
        self.account = outcome.account or self.account
        if outcome.whole is None:
            return outcome
        if outcome.whole.disposition is Disposition.UNKNOWN_OPERATION:
            single = self._send_single(events[0])
            # The same status for a single event would mean that the base URL is wrong.
            if single.items[0].disposition in (Disposition.DELIVERED, Disposition.DEAD):
                self._singles_until = time.monotonic() + _SINGLES_FOR
            return single
        if outcome.whole.disposition is Disposition.SPLIT and len(events) == 1:
            return self._send_single(events[0])
        return outcome

    def _send_single(self, event: bytes) -> BatchOutcome:
        return outcomes.outcome_of_single(self._transport.send_single(event))

    def _handle_whole(self, outcome: Outcome, events: Sequence[bytes], retry_after: float | None) -> None:
        """Act on a response to a batch as a whole, of which no event was accepted."""
        if outcome.disposition is Disposition.SPLIT:
            self.breaker.record_rejected_batch(len(events))
            if outcome.status == 413:
                self.breaker.record_oversized_batch(sum(map(len, events)))
            self._count_retry(outcome.reason, 0.0)
        elif outcome.disposition is Disposition.PAUSE:
            self._pause(outcome.reason, retry_after)
        else:
            self._record_failure(outcome.reason, retry_after)

    def _handle_items(self, reader: PartitionReader, events: Sequence[bytes], outcome: BatchOutcome) -> None:
        """Settle each event by its own outcome. Raises OSError, and then none is settled."""
        # First, so that no event is forgotten if its dead letter can't be written.
        self._add_dead_letters(
            [(item, event) for item, event in zip(outcome.items, events, strict=True) if _is_dead(item)]
        )
        dispositions = [item.disposition for item in outcome.items]
        delivered = dispositions.count(Disposition.DELIVERED)
        with self._report.lock:
            reader.settle([each not in _UNSETTLED for each in dispositions])
            self._report.delivered += delivered
            self._report.dead += dispositions.count(Disposition.DEAD)
        if delivered:
            pairs = zip(events, dispositions, strict=True)
            accepted = [event for event, each in pairs if each is Disposition.DELIVERED]
            self._report.notices.post("delivered", accepted)
        unsettled = [item for item in outcome.items if item.disposition in _UNSETTLED]
        self._update_breaker(unsettled, outcome.retry_after, delivered)
        if unsettled and not delivered:
            self._let_others_pass(reader, reader.peek(1, 1)[0])

    def _update_breaker(
        self, unsettled: Sequence[Outcome], retry_after: float | None, delivered: int
    ) -> None:
        """Continue, wait or pause after a batch of which some events were not settled."""
        pausing = [each for each in unsettled if each.disposition is Disposition.PAUSE]
        if pausing:
            self._pause(pausing[0].reason, retry_after)
        elif any(each.status in _BUSY for each in unsettled) or (unsettled and not delivered):
            self._record_failure(unsettled[0].reason, retry_after)
        else:
            self.breaker.record_success()

    def _let_others_pass(self, reader: PartitionReader, event: bytes) -> None:
        """Let other events pass the oldest one of a partition, which failed by itself. Raises OSError."""
        if reader.rotate():
            return
        # It is the last event of a finished segment, which could not be deleted as long as it fails.
        # The writer's lock is taken first, as everywhere.
        with suppress(SpoolFull, WriterClosed), self._writer.lock, self._report.lock:
            self._writer.append_again(encode(event))
            reader.settle([True])

    def _add_dead_letters(self, rejected: Sequence[tuple[Outcome, bytes]]) -> None:
        if not rejected:
            return
        self._dead_letters.add([DeadLetter(outcome.facts, event) for outcome, event in rejected])
        for reason in dict.fromkeys(outcome.reason for outcome, _ in rejected):
            events = [event for outcome, event in rejected if outcome.reason == reason]
            log.error("the ledger rejected %d events permanently, see dead letters: %s", len(events), reason)
            self._report.notices.post("dead", events, reason)

    def _record_failure(self, reason: str, retry_after: float | None) -> None:
        is_first = self.breaker.trouble is None
        seconds = self.breaker.record_failure(reason, retry_after)
        if is_first:
            log.warning("delivery failed and will be retried, events are kept: %s", reason)
        self._count_retry(reason, seconds)

    def _pause(self, reason: str, retry_after: float | None) -> None:
        is_first = self.breaker.paused is None
        seconds = self.breaker.pause(reason, retry_after)
        if is_first:
            log.error("delivery is paused until this is fixed, events are kept: %s", reason)
            self._report.notices.post("paused", reason=reason, wait=seconds)

    def _count_retry(self, reason: str, seconds: float) -> None:
        self._report.retried += 1
        self._report.notices.post("retry", reason=reason, wait=seconds)


def _is_dead(outcome: Outcome) -> bool:
    return outcome.disposition is Disposition.DEAD
