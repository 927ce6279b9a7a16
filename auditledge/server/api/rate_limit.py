"""How often a key may ask: a token bucket for each, told as the IETF's draft has it.

The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

_SECOND = 1_000_000_000  # nanoseconds
_MOST_KEPT = 10_000


class Rate(NamedTuple):
    """`per_second` requests in the long run, and `burst` at once after a pause."""

    per_second: float
    burst: int


class Standing(NamedTuple):
    """What a key may still do: `left` requests now, and one more after `wait` seconds."""

    allowed: bool
    left: int
    wait: int


class Limiter:
    """A bucket for each key, of one process. `clock` is in nanoseconds and never goes back.

    Of a bucket it keeps only when it will be full again (the generic cell rate algorithm): one that is full
    needs no keeping.
    """

    def __init__(self, rate: Rate, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self._clock = clock
        self._interval = max(1, round(_SECOND / rate.per_second))
        self._capacity = rate.burst * self._interval
        self._full_at: dict[int, int] = {}
        self._most = _MOST_KEPT
        self.policy: bytes = b'"key";q=%d;w=%d' % (rate.burst, math.ceil(self._capacity / _SECOND))

    def take(self, key: int) -> Standing:
        """Take a request from the bucket of a key, if there is one."""
        now = self._clock()
        room = self._capacity - max(self._full_at.get(key, now) - now, 0)
        allowed = room >= self._interval
        if allowed:
            room -= self._interval
            self._full_at[key] = now + self._capacity - room
            self._forget(now)
        left, begun = divmod(room, self._interval)
        return Standing(allowed, left, math.ceil((self._interval - begun) / _SECOND))

    def _forget(self, now: int) -> None:
        if len(self._full_at) > self._most:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
            self._most = max(_MOST_KEPT, 2 * len(self._full_at))
