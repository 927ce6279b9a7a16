"""Ids: a prefix and a UUIDv7 (RFC 9562, section 5.7), which sorts by the time of its creation."""

import os
import time
from threading import RLock

_lock = RLock()  # reentrant: a signal handler may make an id while its thread is making one
_last = 0
_tails: list[str] = []  # random digits for later ids: drawing those of many costs as much as one
_DRAW_COUNT = 256
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
"""A random digit with the first two bits that RFC 9562 requires."""


def new_id(prefix: str) -> str:
    """A new id, such as `evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e`.

    Ids of one process ascend, even if the clock is set back: the 12 bits after the milliseconds are a
    fraction of the millisecond (RFC 9562 section 6.2, method 3), and a tick that was used is followed by the
    next one.
    """
    global _last  # noqa: PLW0603 - ids ascend across the process
    ticks = time.time_ns() * 4096 // 1_000_000
    with _lock:
        if ticks <= _last:
            ticks = _last + 1
        _last = ticks
    return f"{prefix}_{_uuid7(ticks)}"


def _uuid7(ticks: int) -> str:
    """The UUIDv7 of a time in 1/4096 ms since 1970, with 62 random bits."""
    head, tail = f"{ticks:015x}", _tail()
    return f"{head[:8]}-{head[8:12]}-7{head[12:]}-{_VARIANT[tail[0]]}{tail[1:4]}-{tail[4:]}"


def _tail() -> str:
    """Sixteen random digits."""
    try:
        return _tails.pop()
    except IndexError:
        digits = os.urandom(8 * _DRAW_COUNT).hex()
        _tails.extend(digits[start : start + 16] for start in range(16, len(digits), 16))
        return digits[:16]


def _reset() -> None:
    global _lock  # noqa: PLW0603
    _lock = RLock()
    _tails.clear()


# Another thread may hold the lock during a fork; in the child nobody would release it. And the child must not
# use the same random digits as its parent.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset)
