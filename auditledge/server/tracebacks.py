"""Faults as they may be logged: where and of what type, never with the values that they speak of."""

import traceback


def trace(error: BaseException) -> str:
    """The type of `error` and the lines that it passed. Its text may quote an event: it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"
