"""The background thread that drives the delivery loop, started when there is something to deliver."""

import threading
import time
from contextlib import suppress

from auditledge.outbox.delivery.loop import DeliveryLoop
from auditledge.outbox.spool.offset import Offset
from auditledge.outbox.stats import log

LINGER_SECONDS = 0.05
"""How long the first event waits for others to share its batch."""
_POLL_SECONDS = 0.05


class WakeSignal:
    """A lock used as a signal that stays set until it is waited for.

    `threading.Event` would not do: it takes a lock internally. A signal handler or finalizer that sets it
    while its own thread is setting it would deadlock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def set(self) -> None:
        """Wake the waiting thread, or the next one that waits."""
        with suppress(RuntimeError):  # it is set already
            self._lock.release()

    def wait(self, seconds: float) -> bool:
        """Wait at most `seconds`; returns whether it was set."""
        return self._lock.acquire(timeout=max(0.0, min(seconds, threading.TIMEOUT_MAX)))


class DeliveryWorker:
    """Drives a delivery loop in a thread or, if none can be started, in the thread that flushes."""

    def __init__(self, loop: DeliveryLoop) -> None:
        self._loop = loop
        self._signal = WakeSignal()
        self._idle = False
        self._expediting = 0
        self._closing = False
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._progress = threading.Condition()

    def wake(self) -> None:
        """Report a new record. Cheap while the worker is busy, and safe in a signal handler."""
        if self._idle:
            self._idle = False  # setting the signal once is enough
            self._signal.set()
        elif self._thread is None:
            self.start()

    def start(self) -> bool:
        """Start the thread unless it is running; returns whether it is running."""
        # Never waits for the lock: the thread that holds it may be ours, interrupted by a signal handler.
        if self._thread is None and self._starting.acquire(blocking=False):
            try:
                thread = threading.Thread(target=self._run, name="auditledge-outbox", daemon=True)
                thread.start()
                self._thread = thread
            except RuntimeError:
                # Too many threads, or the interpreter is exiting. The events are in the spool.
                return False
            finally:
                self._starting.release()
        return self._thread is not None

    def expedite(self, seconds: float) -> None:
        """Have the loop run without lingering; returns after one step of it, or after `seconds`."""
        self._expediting += 1
        try:
            if self.start():
                self._signal.set()
                with self._progress:
                    self._progress.wait(min(seconds, _POLL_SECONDS))
            else:
                wait = self._loop.step()
                time.sleep(min(seconds, _POLL_SECONDS if wait is None else wait))
        finally:
            self._expediting -= 1

    @property
    def is_current_thread(self) -> bool:
        """Whether the caller is the worker's thread, that is, a callback. It must not wait for itself."""
        return self._thread is threading.current_thread()

    def stop(self, seconds: float) -> None:
        """End the thread, waiting at most `seconds`. If it hangs in a request, it ends after that."""
        self._closing = True
        self._signal.set()
        thread = self._thread
        if thread is None:
            self._loop.close()
        elif not self.is_current_thread:
            thread.join(min(max(_POLL_SECONDS, seconds), threading.TIMEOUT_MAX))

    def _run(self) -> None:
        try:
            self._linger()
            while not self._closing:
                self._run_step()
            self._loop.close()
        except BaseException:
            log.exception("the delivery thread failed; events stay in the spool")
            self._thread = None
            raise

    def _run_step(self) -> None:
        end = self._loop.end()
        wait = self._loop.step()
        with self._progress:
            self._progress.notify_all()
        if wait is None or (wait == 0 and self._loop.is_settled(end)):
            self._wait_for_records(end)
        elif wait > 0:
            self._signal.wait(wait)

    def _wait_for_records(self, end: Offset) -> None:
        """Wait for a record after `end` or the next scan, then for a batch to gather."""
        # In this order: a thread that writes a record after we have looked sees `_idle` and sets the signal.
        self._idle = True
        signaled = self._loop.end() != end or self._signal.wait(self._loop.seconds_until_scan())
        self._idle = False
        if signaled:
            self._linger()

    def _linger(self) -> None:
        """Let a batch gather, unless someone is waiting for it.

        Small batches cost the ledger, and the threads of the application, as much as large ones.
        """
        if not self._expediting and not self._closing:
            self._signal.wait(LINGER_SECONDS)
