"""Ids: a prefix and a UUIDv7 (RFC 9562, section 5.7), which sorts by the time at which it was made."""

import os
import time
from threading import RLock

_lock = RLock()  # a signal's handler may make an id while one is being made
_last = 0
_tails: list[str] = []  # random digits of ids to come: the system gives those of many at the price of one
_DRAWN = 256
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
"""A random digit with its first bits as RFC 9562 wants them."""


def new_id(prefix: str) -> str:
    """A new id, such as `evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e`.

    Ids of one process ascend, also when the clock steps back: the 12 bits after the milliseconds hold a
    fraction of the millisecond, as RFC 9562 section 6.2 (method 3) has it, and a tick that was used is
    followed by the next one.
    """
    global _last  # noqa: PLW0603 - the order of ids is a fact of the process
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
        digits = os.urandom(8 * _DRAWN).hex()
        _tails.extend(digits[start : start + 16] for start in range(16, len(digits), 16))
        return digits[:16]


def _begin_anew() -> None:
    global _lock  # noqa: PLW0603
    _lock = RLock()
    _tails.clear()


# A fork may happen while another thread holds the lock; the child needs one that somebody will release, and
# random digits that its parent doesn't use.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
