"""Reads that can be stopped: because their time is up, or because nobody waits for them any more."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator

from auditledge.server.stores.errors import ReadCancelledError, ReadTimeoutError, StoreError


def _do_nothing() -> None:
    pass


class CancelScope:
    """Bounds what one thread at a time reads from a store. Any thread may cancel it.

    The reader has `seconds`, and as many again after each `restart`. It calls `check` between steps; an
    engine that is busy with a long step is stopped by the function that it gave to `interruptible`.
    """

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self.let_others_run: Callable[[], None] = _do_nothing
        """Called by `check`, when the reader has not to stop."""
        self.interrupted: bool = False
        """Whether an engine was asked to stop, which it may notice late."""
        self._deadline = time.monotonic() + seconds
        self._cancelled = False
        self._lock = threading.Lock()
        self._interrupt: Callable[[], None] | None = None

    def restart(self) -> None:
        """Restart the clock, for the next fetch of a read that lasts."""
        self._deadline = time.monotonic() + self.seconds

    @property
    def timeout(self) -> float | None:
        """Its seconds; None for no limit."""
        return None if self.seconds == math.inf else self.seconds

    @property
    def is_over(self) -> bool:
        """Whether the reader has to stop."""
        return self._cancelled or time.monotonic() > self._deadline

    def check(self) -> None:
        """Raise ReadCancelledError or ReadTimeoutError when the reader has to stop."""
        if self._cancelled:
            raise ReadCancelledError
        if time.monotonic() > self._deadline:
            raise ReadTimeoutError
        self.let_others_run()

    def cancel(self) -> None:
        """Have the reader stop, whatever time it has left."""
        self._cancelled = True

    def interrupt(self) -> None:
        """Stop the step that an engine is busy with. Blocks for as long as it takes to reach the engine."""
        with self._lock:
            if self._interrupt is not None:
                self.interrupted = True
                self._interrupt()

    @contextlib.contextmanager
    def interruptible(self, interrupt: Callable[[], None] | None = None) -> Iterator[None]:
        """A `with` block in which an engine reads, and in which alone it is interrupted.

        Raises what `check` raises in place of the engine's error when it was stopped.
        """
        with self._lock:
            self._interrupt = interrupt
        try:
            yield
        except StoreError:
            self.check()
            raise
        finally:
            with self._lock:
                self._interrupt = None


UNBOUNDED = CancelScope()
"""A scope that is never over."""
