"""Limit of requests per key: a token bucket for each key.

The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from auditledge.server.api.asgi_types import Headers

_SECOND = 1_000_000_000  # nanoseconds
_MAX_BUCKETS = 10_000


class Rate(NamedTuple):
    """`per_second` requests in the long run, and `burst` at once after a pause."""

    per_second: float
    burst: int


class RateLimitState(NamedTuple):
    """Whether a request is allowed; how many more are allowed now; seconds until there is one more."""

    allowed: bool
    remaining: int
    wait: int


class RateLimiter:
    """The buckets of one process. `clock` is in nanoseconds and never goes back.

    For each bucket, stores only when it will be full again (the generic cell rate algorithm): a full bucket
    needs no entry.
    """

    def __init__(self, rate: Rate, clock: Callable[[], int] = time.monotonic_ns) -> None:
        self._clock = clock
        self._interval = max(1, round(_SECOND / rate.per_second))
        self._capacity = rate.burst * self._interval
        self._full_at: dict[int, int] = {}
        self._max_buckets = _MAX_BUCKETS
        self._policy = b'"key";q=%d;w=%d' % (rate.burst, math.ceil(self._capacity / _SECOND))

    def consume(self, key: int) -> RateLimitState:
        """Consume one request from the bucket of a key, if it has one."""
        now = self._clock()
        level = self._capacity - max(self._full_at.get(key, now) - now, 0)
        allowed = level >= self._interval
        if allowed:
            level -= self._interval
            self._full_at[key] = now + self._capacity - level
            self._drop_full_buckets(now)
        remaining, started = divmod(level, self._interval)
        return RateLimitState(allowed, remaining, math.ceil((self._interval - started) / _SECOND))

    def headers(self, state: RateLimitState) -> Headers:
        """The headers that report the limit and the state."""
        return [
            (b"ratelimit-policy", self._policy),
            (b"ratelimit", b'"key";r=%d;t=%d' % (state.remaining, state.wait)),
        ]

    def _drop_full_buckets(self, now: int) -> None:
        if len(self._full_at) > self._max_buckets:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
            self._max_buckets = max(_MAX_BUCKETS, 2 * len(self._full_at))
