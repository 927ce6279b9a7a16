"""The sender: takes events from sources, has them carried to the ledger, and settles them as it outcomes.

It knows neither threads nor clocks of its own: whoever drives it calls `step` again and again.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress

from auditledge.errors import AuditLedgeError
from auditledge.outbox.delivery import outcomes
from auditledge.outbox.delivery.circuit_breaker import Pacing
from auditledge.outbox.delivery.outcomes import Courier, Fate, Outcome, Ruling
from auditledge.outbox.spool.dead_letters import Aside
from auditledge.outbox.spool.orphans import Estates
from auditledge.outbox.spool.reader import Source
from auditledge.outbox.spool.spool import SpoolFull
from auditledge.outbox.spool.writer import SpoolClosed
from auditledge.outbox.stats import Counters, Notices, log

_UNSETTLED = (Fate.RETRY, Fate.PAUSE)
_BUSY = (429, 503)
_SINGLES_FOR = 3600.0
"""Seconds for which a server that does not know batches is not asked again."""


class Sender:
    """Delivers what its sources hold; one thread at a time drives it.

    `own` gives the source of this process, once there is one; `estates` holds those taken over from others.
    `beginning` is held until the ledger has answered for the first time: see `Engine.freeze`.
    """

    def __init__(
        self,
        own: Callable[[], Source | None],
        estates: Estates,
        courier: Courier,
        *,
        beginning: AbstractContextManager[object],
        move_to_end: Callable[[bytes], None],
        aside: Aside,
        counters: Counters,
        notices: Notices,
    ) -> None:
        self._own = own
        self._estates = estates
        self._courier = courier
        self._beginning = beginning
        self._move_to_end = move_to_end
        self._aside = aside
        self._counters = counters
        self._notices = notices
        self._singles_until = 0.0
        self._turn = 0
        self.pacing: Pacing = Pacing()
        self.attempts: int = 0

    def step(self) -> float | None:
        """Do one thing; the seconds until there is more to do, or None when nothing waits."""
        if (pause := self.pacing.remaining()) > 0:
            return pause
        try:
            source = self._next_source()
            if source is None:
                return None
            self._deliver(source)
        except OSError as error:
            # The disk failed, not the ledger; events stay where they are and will be sent again.
            self._fail(f"the spool: {error.strerror or error}", None)
        return self.pacing.remaining()

    def _next_source(self) -> Source | None:
        """The sources take turns. Raises OSError."""
        own = self._own()
        sources = ([own] if own else []) + self._estates.sources
        self._turn += 1
        for at in range(len(sources)):
            source = sources[(self._turn + at) % len(sources)]
            if source.peek(1, 1):
                return source
            if source is not own:
                self._estates.close(source)
        return None

    def _deliver(self, source: Source) -> None:
        """Send one parcel, and act on the answer. Raises OSError."""
        events = list(source.peek(self.pacing.limit, self.pacing.most_bytes))
        try:
            self.attempts += 1
            with self._beginning:
                ruling = self._send(events)
            self._beginning = nullcontext()
        except AuditLedgeError as error:
            self._fail(error.message, error.retry_after)
            return
        except Exception as error:  # noqa: BLE001 - whatever a courier raises, this thread must go on
            self._fail(type(error).__name__, None)
            return
        if ruling.whole is not None:
            self._act_on_whole(ruling.whole, events, ruling.wait)
            if len(events) == 1:
                self._step_aside(source, events[0])
        else:
            self._act_on_items(source, events[: len(ruling.items)], ruling)

    def _send(self, events: Sequence[bytes]) -> Ruling:
        """Send events as a batch, or the first alone where that is the way. Raises AuditLedgeError."""
        if time.monotonic() < self._singles_until:
            return outcomes.judge_one(self._courier.send_one(events[0]))
        ruling = outcomes.judge_batch(self._courier.send_batch(events), len(events))
        if ruling.whole is None:
            return ruling
        if ruling.whole.fate is Fate.UNKNOWN_OPERATION:
            alone = outcomes.judge_one(self._courier.send_one(events[0]))
            if alone.items[0].fate in (Fate.DELIVERED, Fate.DEAD):
                self._singles_until = time.monotonic() + _SINGLES_FOR
            return alone
        if ruling.whole.fate is Fate.SPLIT and len(events) == 1:
            return outcomes.judge_one(self._courier.send_one(events[0]))
        return ruling

    def _act_on_whole(self, outcome: Outcome, events: Sequence[bytes], wait: float | None) -> None:
        """Act on an answer to the parcel as a whole: nothing of it was taken."""
        if outcome.fate is Fate.SPLIT:
            self.pacing.refused(len(events))
            if outcome.status == 413:
                self.pacing.too_large(sum(map(len, events)))
            self._retry(outcome.reason, 0.0)
        elif outcome.fate is Fate.PAUSE:
            self._pause(outcome.reason, wait)
        else:
            self._fail(outcome.reason, wait)

    def _act_on_items(self, source: Source, events: Sequence[bytes], ruling: Ruling) -> None:
        """Settle each event by its own outcome. Raises OSError, and then nothing is settled."""
        fates = [each.fate for each in ruling.items]
        self._bury([(o, event) for o, event in zip(ruling.items, events, strict=True) if o.fate is Fate.DEAD])
        delivered = fates.count(Fate.DELIVERED)
        with self._counters.lock:
            source.settle([fate not in _UNSETTLED for fate in fates])
            self._counters.delivered += delivered
            self._counters.dead += fates.count(Fate.DEAD)
        if delivered:
            taken = [event for event, fate in zip(events, fates, strict=True) if fate is Fate.DELIVERED]
            self._notices.post("delivered", taken)
        left = [each for each in ruling.items if each.fate in _UNSETTLED]
        self._set_pace(left, ruling.wait, delivered)
        if left and not delivered:
            self._step_aside(source, source.peek(1, 1)[0])

    def _set_pace(self, left: Sequence[Outcome], wait: float | None, delivered: int) -> None:
        """Go on, wait, or pause after a parcel of which the events in `left` were not settled."""
        paused = [each for each in left if each.fate is Fate.PAUSE]
        if paused:
            self._pause(paused[0].reason, wait)
        elif any(each.status in _BUSY for each in left) or (left and not delivered):
            self._fail(left[0].reason, wait)
        else:
            self.pacing.succeeded()

    def _step_aside(self, source: Source, event: bytes) -> None:
        """Let others go before the oldest event of a source, which was refused by itself. Raises OSError."""
        if source.rotate():
            return
        with suppress(SpoolFull, SpoolClosed), self._counters.lock:
            self._move_to_end(event)
            source.settle([True])

    def _bury(self, letters: Sequence[tuple[Outcome, bytes]]) -> None:
        if not letters:
            return
        self._aside.bury([(outcome.facts, event) for outcome, event in letters])
        for reason in dict.fromkeys(outcome.reason for outcome, _ in letters):
            refused = [event for outcome, event in letters if outcome.reason == reason]
            log.error("events refused for good and set aside: %d, with %s", len(refused), reason)
            self._notices.post("dead", refused, reason)

    def _fail(self, reason: str, wait: float | None) -> None:
        first = self.pacing.trouble is None
        seconds = self.pacing.failed(reason, wait)
        if first:
            log.warning("delivery failed, events are kept and will be sent again: %s", reason)
        self._retry(reason, seconds)

    def _pause(self, reason: str, wait: float | None) -> None:
        first = self.pacing.paused is None
        seconds = self.pacing.pause(reason, wait)
        if first:
            log.error("delivery is paused, and every event is kept, until this changes: %s", reason)
            self._notices.post("paused", reason=reason, wait=seconds)

    def _retry(self, reason: str, seconds: float) -> None:
        self._counters.retried += 1
        self._notices.post("retry", reason=reason, wait=seconds)
