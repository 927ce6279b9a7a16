"""The time as the contract spells it, at a fifth of what formatting it anew costs each event."""

import time

_second = (-1, "")
"""The second that was spelled last, and its spelling; one tuple, so that threads see both or neither."""


def now() -> str:
    """The present instant in UTC, such as `2026-11-23T10:15:30.000000Z`."""
    global _second  # noqa: PLW0603 - a memory of the last answer
    second, nanoseconds = divmod(time.time_ns(), 1_000_000_000)
    last, text = _second
    if second != last:
        text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        _second = second, text
    return f"{text}.{nanoseconds // 1000:06d}Z"
