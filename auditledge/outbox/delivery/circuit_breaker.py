"""When to send and how much: batch sizes, backoff, and a circuit breaker while the ledger is unreachable."""

import random
import time
from collections.abc import Callable

from auditledge.contract import MAX_BATCH, MAX_BATCH_BYTES

_FIRST_DELAY = 0.5
_MAX_DELAY = 60.0
_MIN_DELAY = 0.05
_FIRST_PROBE = 5.0
_MAX_PROBE = 300.0


class CircuitBreaker:
    """Decides when the next attempt is due and how large it may be.

    All times are seconds of the monotonic clock, which does not jump when the system clock is set.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._clock = clock
        self._jitter = jitter
        self._not_before = 0.0
        self._ledger_set_delay = False
        self._failures = 0
        self.max_events: int = MAX_BATCH
        self.max_bytes: int = MAX_BATCH_BYTES
        self.paused: str | None = None
        self.trouble: str | None = None

    def remaining(self) -> float:
        """Seconds until the next attempt is due."""
        return max(0.0, self._not_before - self._clock())

    def is_hopeless(self, *, stop_on_failure: bool) -> bool:
        """Whether waiting is pointless: delivery is paused or, with `stop_on_failure`, an attempt failed."""
        return (self.trouble if stop_on_failure else self.paused) is not None

    def state(self, *, idle: bool) -> str:
        """The `state` of `OutboxStats`."""
        if self.paused is not None:
            return "paused"
        if self.trouble is not None:
            return "retrying"
        return "idle" if idle else "sending"

    def record_success(self) -> None:
        """The ledger accepted events: send more at once, up to twice as many."""
        self._failures = 0
        self._not_before = 0.0
        self.paused = self.trouble = None
        self.max_events = min(self.max_events * 2, MAX_BATCH)

    def record_rejected_batch(self, count: int) -> None:
        """A batch of `count` events was rejected as a whole: halve it to find the event at fault."""
        self.max_events = max(1, count // 2)

    def record_oversized_batch(self, size: int) -> None:
        """A batch of `size` bytes was too large. Never send one of that size again."""
        self.max_bytes = max(1, size // 2)

    def record_failure(self, trouble: str, retry_after: float | None) -> float:
        """No event was accepted. Returns the seconds until one event is sent as a probe.

        `retry_after` is the delay that the ledger asked for, in seconds.
        """
        self.trouble = trouble
        longest = min(_MAX_DELAY, _FIRST_DELAY * 2 ** min(self._failures, 10))
        return self._delay(max(_MIN_DELAY, self._jitter(0.0, longest)), retry_after)

    def pause(self, reason: str, retry_after: float | None) -> float:
        """No event will be accepted until someone acts. Returns the seconds until a probe."""
        self.paused = self.trouble = reason
        return self._delay(min(_MAX_PROBE, _FIRST_PROBE * 2 ** min(self._failures, 10)), retry_after)

    def skip_delay(self) -> None:
        """Make the next attempt due now, unless the ledger itself set the delay."""
        if not self._ledger_set_delay:
            self._not_before = 0.0

    def _delay(self, seconds: float, retry_after: float | None) -> float:
        self._failures += 1
        self.max_events = 1
        self._ledger_set_delay = retry_after is not None
        seconds = seconds if retry_after is None else retry_after
        self._not_before = self._clock() + seconds
        return seconds
