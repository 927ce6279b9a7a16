"""How fast to send, and when: batch sizes, backoff, and the circuit that opens while the ledger is away."""

import random
import time
from collections.abc import Callable

from auditledge.contract import MAX_BATCH, MAX_BATCH_BYTES

_FIRST_DELAY = 0.5
_LONGEST_DELAY = 60.0
_SHORTEST_DELAY = 0.05
_FIRST_PROBE = 5.0
_LONGEST_PROBE = 300.0


class Pacing:
    """The state of the circuit. Times are seconds of the monotonic clock, which no clock change moves."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._clock = clock
        self._jitter = jitter
        self._not_before = 0.0
        self._ordered = False
        self._failures = 0
        self.limit: int = MAX_BATCH
        self.most_bytes: int = MAX_BATCH_BYTES
        self.paused: str | None = None
        self.trouble: str | None = None

    def remaining(self) -> float:
        """Seconds until the next attempt is due."""
        return max(0.0, self._not_before - self._clock())

    def is_hopeless(self, *, patient: bool) -> bool:
        """Whether waiting for a success is of no use; the patient wait unless delivery is paused."""
        return (self.trouble if not patient else self.paused) is not None

    def state(self, *, idle: bool) -> str:
        """In a word."""
        if self.paused is not None:
            return "paused"
        if self.trouble is not None:
            return "retrying"
        return "idle" if idle else "sending"

    def succeeded(self) -> None:
        """The ledger took something: go on at once, with twice as much."""
        self._failures = 0
        self._not_before = 0.0
        self.paused = self.trouble = None
        self.limit = min(self.limit * 2, MAX_BATCH)

    def refused(self, count: int) -> None:
        """A parcel of `count` events was refused as a whole: halve it."""
        self.limit = max(1, count // 2)

    def too_large(self, size: int) -> None:
        """A parcel of `size` bytes was too large: never send as much again."""
        self.most_bytes = max(1, size // 2)

    def failed(self, trouble: str, wait: float | None) -> float:
        """Nothing was taken; the seconds until a probe of one event. `wait` is what the ledger asked for."""
        self.trouble = trouble
        longest = min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** min(self._failures, 10))
        return self._delay(max(_SHORTEST_DELAY, self._jitter(0.0, longest)), wait)

    def pause(self, reason: str, wait: float | None) -> float:
        """Nothing will be taken until somebody changes something; the seconds until a probe."""
        self.paused = self.trouble = reason
        return self._delay(min(_LONGEST_PROBE, _FIRST_PROBE * 2 ** min(self._failures, 10)), wait)

    def hurry(self) -> None:
        """Try now, unless the ledger has said when."""
        if not self._ordered:
            self._not_before = 0.0

    def _delay(self, seconds: float, ordered: float | None) -> float:
        self._failures += 1
        self.limit = 1
        self._ordered = ordered is not None
        seconds = seconds if ordered is None else ordered
        self._not_before = self._clock() + seconds
        return seconds
