"""Exceptions in a form that is safe to log: their type and where they were raised, but not their text."""

import traceback


def trace(error: BaseException) -> str:
    """The type of an exception, and the lines through which it passed. Its text may quote an event."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {lines}"
