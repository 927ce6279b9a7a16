"""Background work that survives unexpected exceptions: it is restarted with backoff, and counted."""

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection

from auditledge.server.tracebacks import trace

SERVING = ("writer", "commit_observer", "subscriptions", "metrics")
"""Background work that requests depend on: while it fails, the process is not ready."""

HOUSEKEEPING = ("retention", "compactor", "access_log", "metrics_server")
"""Background work that requests don't depend on: while it fails, the process warns, and stays ready."""

NAMES = (*SERVING, *HOUSEKEEPING)
"""All background work that is monitored."""

_BACKOFF_S = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
_RECOVERED_AFTER_S = 1.0  # without another failure, after the restart

_log = logging.getLogger(__name__)


class BackgroundMonitor:
    """Counts unexpected exceptions of background work in one process. Can be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: Counter[str] = Counter()
        self._failing_until: dict[str, float] = {}

    @property
    def failures(self) -> dict[str, int]:
        """The number of failures by the name of the work."""
        with self._lock:
            return dict(self._failures)

    def failing(self, names: Collection[str]) -> list[str]:
        """Those of `names` whose work failed and has not yet recovered."""
        now = time.monotonic()
        with self._lock:
            return sorted(
                name for name, until in self._failing_until.items() if until > now and name in names
            )

    def failed(self, name: str, error: Exception, restart_after: float = 0.0) -> None:
        """Log and count a failure of work that is restarted after some seconds."""
        _log.error("%s failed, restart in %g s: %s", name, restart_after, trace(error))
        with self._lock:
            self._failures[name] += 1
            self._failing_until[name] = time.monotonic() + restart_after + _RECOVERED_AFTER_S


class Backoff:
    """Delays before restarts: each is longer than the one before, up to ten seconds."""

    def __init__(self) -> None:
        self._failures = 0

    def next(self) -> float:
        """The delay in seconds after another failure."""
        delay = _BACKOFF_S[min(self._failures, len(_BACKOFF_S) - 1)]
        self._failures += 1
        return delay

    def reset(self) -> None:
        """Start again with a short delay, because the work has succeeded."""
        self._failures = 0


async def restart_on_error(
    name: str, run: Callable[[], Awaitable[object]], monitor: BackgroundMonitor
) -> None:
    """Run until `run` returns. When it raises, run it again after a delay.

    The delay is short again once the work has run for ten seconds.
    """
    backoff = Backoff()
    while True:
        start = time.monotonic()
        try:
            await run()
        except Exception as error:  # noqa: BLE001 - whatever it is, the work has to continue
            if time.monotonic() - start > _BACKOFF_S[-1]:
                backoff.reset()
            delay = backoff.next()
            monitor.failed(name, error, delay)
            await asyncio.sleep(delay)
        else:
            return


def run_until_stopped(
    name: str, run: Callable[[], object], monitor: BackgroundMonitor, stopped: threading.Event
) -> None:
    """Run in this thread until `run` returns, as `restart_on_error` does, or the event is set."""
    backoff = Backoff()
    while not stopped.is_set():
        start = time.monotonic()
        try:
            run()
        except Exception as error:  # noqa: BLE001 - whatever it is, the work has to continue
            if time.monotonic() - start > _BACKOFF_S[-1]:
                backoff.reset()
            delay = backoff.next()
            monitor.failed(name, error, delay)
            stopped.wait(delay)
        else:
            return
