"""The mailman: the thread that drives an engine, started when there is something to deliver."""

import threading
import time
from contextlib import suppress
from typing import Protocol

from auditledge.outbox.spool.offset import Position
from auditledge.outbox.stats import log

LINGER = 0.05
"""Seconds that the first event waits for others to share its batch."""
_NAP = 0.05


class Route(Protocol):
    """What a mailman walks."""

    def step(self) -> float | None:
        """Do one thing; the seconds until there is more to do, or None when nothing waits."""
        ...

    def end(self) -> Position:
        """Where the next record will be written: when it moves, there is something new."""
        ...

    def is_settled(self, end: Position) -> bool:
        """Whether nothing is left to do for what was there when `end` was the end."""
        ...

    def until_look(self) -> float:
        """Seconds until it is time to look around though nothing is new."""
        ...

    def leave(self) -> None:
        """Let go of everything; the last thing that a mailman does."""
        ...


class Alarm:
    """A lock used as a signal that stays on until it is waited for.

    `threading.Event` would not do: it takes a lock inside, and a signal handler or finalizer that rings while
    its own thread is ringing would wait for itself.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def ring(self) -> None:
        """Wake the sleeper, or have it not fall asleep."""
        with suppress(RuntimeError):  # it has been rung already
            self._lock.release()

    def wait(self, seconds: float) -> bool:
        """Sleep until rung, at most so long; whether it was rung."""
        return self._lock.acquire(timeout=max(0.0, min(seconds, threading.TIMEOUT_MAX)))


class Mailman:
    """Drives a route by a thread of its own, or where none can be started, by whoever flushes."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._alarm = Alarm()
        self._dozing = False
        self._hurried = 0
        self._closing = False
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._progress = threading.Condition()

    def wake(self) -> None:
        """Tell of something new to deliver. Cheap while the mailman is busy, and safe in a signal handler."""
        if self._dozing:
            self._dozing = False  # one ring is enough
            self._alarm.ring()
        elif self._thread is None:
            self.start()

    def start(self) -> bool:
        """Start the thread if it does not run; whether it runs."""
        if self._thread is None and self._starting.acquire(blocking=False):
            try:
                thread = threading.Thread(target=self._run, name="auditledge-outbox", daemon=True)
                thread.start()
                self._thread = thread
            except RuntimeError:
                # None can be started: too many, or the interpreter is ending. The events are in the spool.
                return False
            finally:
                self._starting.release()
        return self._thread is not None

    def hurry(self, seconds: float) -> None:
        """Have the route walked on without lingering, and return after a step of it, or the time given."""
        self._hurried += 1
        try:
            if self.start():
                self._alarm.ring()
                with self._progress:
                    self._progress.wait(min(seconds, _NAP))
            else:
                wait = self._route.step()
                time.sleep(min(seconds, _NAP if wait is None else wait))
        finally:
            self._hurried -= 1

    @property
    def is_current(self) -> bool:
        """Whether the caller is the thread itself: a callback, which must not wait for it."""
        return self._thread is threading.current_thread()

    def stop(self, seconds: float) -> None:
        """End the thread; if it hangs in a request, it ends after that. Waits at most so long."""
        self._closing = True
        self._alarm.ring()
        thread = self._thread
        if thread is None:
            self._route.leave()
        elif not self.is_current:
            thread.join(min(max(_NAP, seconds), threading.TIMEOUT_MAX))

    def _run(self) -> None:
        try:
            self._linger()
            while not self._closing:
                self._turn()
            self._route.leave()
        except BaseException:
            log.exception("the thread that delivers failed; events stay in the spool")
            self._thread = None
            raise

    def _turn(self) -> None:
        end = self._route.end()
        wait = self._route.step()
        with self._progress:
            self._progress.notify_all()
        if wait is None or (wait == 0 and self._route.is_settled(end)):
            self._doze(end)
        elif wait > 0:
            self._alarm.wait(wait)

    def _doze(self, end: Position) -> None:
        """Sleep until there is something to deliver, then until there is a batch of it."""
        self._dozing = True  # from here on whoever stores something rings
        rung = self._route.end() != end or self._alarm.wait(self._route.until_look())
        self._dozing = False
        if rung:
            self._linger()

    def _linger(self) -> None:
        """Let a batch gather, unless somebody waits for it.

        Small parcels cost the ledger, and the threads of the application, as much as large ones.
        """
        if not self._hurried and not self._closing:
            self._alarm.wait(LINGER)
