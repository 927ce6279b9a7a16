"""The current time in the contract's format, at a fifth of the cost of formatting it for each event."""

import time

_second = (-1, "")
"""The last second that was formatted, and its text. One tuple, so that threads see both or neither."""


def now() -> str:
    """The current time in UTC, such as `2026-11-23T10:15:30.000000Z`."""
    global _second  # noqa: PLW0603 - a cache of the last result
    second, nanoseconds = divmod(time.time_ns(), 1_000_000_000)
    last, text = _second
    if second != last:
        text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        _second = second, text
    return f"{text}.{nanoseconds // 1000:06d}Z"
