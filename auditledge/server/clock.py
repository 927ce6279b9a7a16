"""The clock by which a ledger receives events."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns the time, in microseconds since 1970 in UTC."""


def system_clock() -> int:
    """The time by the clock of this machine."""
    return time.time_ns() // 1_000
