"""Processes that serve one store on one port, and the supervisor that starts, replaces and ends them.

A worker that dies is replaced, with longer and longer pauses if it dies young. Stopping is bounded in time,
and workers don't outlive a supervisor that is killed.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

from auditledge.server.api.app import App
from auditledge.server.http.limits import Limits, ShutdownTimeouts
from auditledge.server.http.protocol import ServerState
from auditledge.server.http.server import Server
from auditledge.server.process.reload_signals import Terminal

_AGAIN_AFTER_S = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # by how often a worker died young
_YOUNG_S = 30.0
_TICK_S = 0.1
_MORE_S = 1.0  # beyond the time in which a worker ends by itself
_FORK = multiprocessing.get_context("fork")
_TOLD = (signal.SIGTERM, signal.SIGINT)
_HEARD = (*_TOLD, signal.SIGHUP, signal.SIGUSR1)
_SUCCEEDED = signal.SIGUSR2  # from a worker to the one whose place it has taken

Work = Callable[[socket.socket, int, Sequence[int]], None]
"""What a worker does: given its socket, a file that ends when the supervisor does, and whom it succeeds."""

_log = logging.getLogger(__name__)


class Worker(Server):
    """A server that ends when its supervisor says so, or is no more.

    Terminals and systemd send their signals to every process: SIGINT is left to the supervisor, and SIGTERM
    may come twice.
    """

    def __init__(
        self,
        app: App,
        shutdown_timeouts: ShutdownTimeouts,
        limits: Limits,
        signal_handlers: Mapping[int, Callable[[], None]],
        *,
        supervisor: int,
        predecessors: Sequence[int],
    ) -> None:
        super().__init__(app, shutdown_timeouts, limits, signal_handlers)
        self._supervisor = supervisor
        self._predecessors = predecessors

    def handle_signal(self, number: int, frame: FrameType | None = None) -> None:
        """Begin to stop."""
        if number == signal.SIGTERM and not self._stop_requested.is_set():
            super().handle_signal(number, frame)

    async def start(self, state: ServerState, listeners: Sequence[socket.socket]) -> None:
        """Serve, and let predecessors go. From the supervisor nothing arrives until it is gone."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._supervisor, self._orphaned)
        loop.add_signal_handler(_SUCCEEDED, self._succeed)
        await super().start(state, listeners)
        for each in self._predecessors:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, _SUCCEEDED)

    def _succeed(self) -> None:
        """Stop, without a load balancer being told: another serves on the same socket."""
        self._is_replaced = True
        self._shutdown_timeouts = self._shutdown_timeouts._replace(delay=0.0)
        self.handle_signal(signal.SIGTERM)

    def _orphaned(self) -> None:
        asyncio.get_running_loop().remove_reader(self._supervisor)
        self.handle_signal(signal.SIGTERM)


class _Slot:
    """The place of one worker: its socket, the process that has it, and when there is to be another.

    `leaving` are processes that had it, and go when another serves there.
    """

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.process: BaseProcess | None = None
        self.leaving: list[BaseProcess] = []
        self.due = 0.0
        self._since = 0.0
        self._died_young = 0

    def start(self, process: BaseProcess) -> None:
        process.start()
        self.process, self._since = process, time.monotonic()

    def renew(self) -> None:
        """There is to be another process."""
        if self.process is not None:
            self.leaving.append(self.process)
            self.process, self.due = None, 0.0

    def died(self) -> float:
        """The process is no more; the pause until there is to be another."""
        now = time.monotonic()
        self._died_young = self._died_young + 1 if now - self._since < _YOUNG_S else 0
        pause = _AGAIN_AFTER_S[min(self._died_young, len(_AGAIN_AFTER_S) - 1)]
        self.process, self.due = None, now + pause
        return pause


class Supervisor:
    """Keeps a process for each socket that listens running `work`.

    At SIGHUP, what `renewed` returns is done in place of `work`: new workers begin, then the old ones stop.
    If `terminal` was closed, SIGHUP ends the supervisor as SIGTERM does. SIGUSR1 is passed on to workers.
    `buried` is given the id of a process that has ended. As the supervisor holds the sockets too, connections
    that a worker had not accepted as it died are accepted by its successor. The processes are forks: the
    caller has no thread, no event loop and no store open.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        work: Work,
        shutdown_timeouts: ShutdownTimeouts,
        renewed: Callable[[], Work | None] = lambda: None,
        buried: Callable[[int], None] = lambda _: None,
        *,
        terminal: Terminal | None = None,
    ) -> None:
        self._work = work
        self._shutdown_timeouts = shutdown_timeouts
        self._renewed = renewed
        self._renewal_due = False
        self._buried = buried
        self._slots = [_Slot(listener) for listener in listeners]
        self._alive = os.pipe()
        self._terminal = terminal

    def run(self) -> int:
        """Supervise until SIGINT or SIGTERM, which is returned; then end every worker. A second kills."""
        with _signals() as signals:
            while not (told := self._heard(signals)):
                self._renew()
                self._replace()
                wait([signals, *(each.sentinel for each in self._processes())], self._pause())
                self._bury()
            self._each(signal.SIGTERM)
            self._wait_for_end(signals)
        return told

    def _heard(self, signals: socket.socket) -> int | None:
        """The first signal to stop that came meanwhile."""
        with contextlib.suppress(BlockingIOError):
            heard = signals.recv(64)
            if signal.SIGUSR1 in heard:
                self._each(signal.SIGUSR1)
            if signal.SIGHUP in heard and self._terminal is not None and self._terminal.is_closed:
                return signal.SIGTERM
            self._renewal_due = self._renewal_due or signal.SIGHUP in heard
            return next((each for each in heard if each in _TOLD), None)
        return None

    def _renew(self) -> None:
        """Begin to replace every worker, if that is asked for and the last time is over."""
        if self._renewal_due and not any(slot.leaving for slot in self._slots):
            self._renewal_due = False
            work = self._renewed()
            if work is not None:
                self._work = work
                for slot in self._slots:
                    slot.renew()

    def _replace(self) -> None:
        for slot in self._slots:
            if slot.process is None and slot.due <= time.monotonic():
                with _held_back():
                    slot.start(_FORK.Process(target=self._become_worker, args=[slot]))

    def _become_worker(self, own: _Slot) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        os.close(self._alive[1])
        for slot in self._slots:
            if slot is not own:
                slot.listener.close()
        self._work(own.listener, self._alive[0], [each.pid or 0 for each in own.leaving])

    def _bury(self) -> None:
        for slot in self._slots:
            for left in [each for each in slot.leaving if each.exitcode is not None]:
                slot.leaving.remove(left)
                self._buried(left.pid or 0)
            process = slot.process
            if process is not None and process.exitcode is not None:
                pause = slot.died()
                self._buried(process.pid or 0)
                _log.error(
                    "worker %s ended with %s; another starts in %g s", process.pid, process.exitcode, pause
                )

    def _wait_for_end(self, signals: socket.socket) -> None:
        deadline = time.monotonic() + self._shutdown_timeouts.bound + _MORE_S
        while running := [each for each in self._processes() if each.exitcode is None]:
            if time.monotonic() > deadline or self._heard(signals):
                self._each(signal.SIGKILL)
            wait([signals, *(each.sentinel for each in running)], max(_TICK_S, deadline - time.monotonic()))

    def _each(self, sig: signal.Signals) -> None:
        for process in self._processes():
            if process.exitcode is None:
                os.kill(process.pid or 0, sig)

    def _processes(self) -> list[BaseProcess]:
        current = [slot.process for slot in self._slots if slot.process is not None]
        return [*current, *(each for slot in self._slots for each in slot.leaving)]

    def _pause(self) -> float | None:
        """Until the next worker is to be started; None if all are there."""
        due = [slot.due for slot in self._slots if slot.process is None]
        return max(0.0, min(due) - time.monotonic()) if due else None


@contextlib.contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket that gives the number of each signal as a byte."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.setblocking(False)
        before = {sig: signal.signal(sig, lambda *_: None) for sig in _HEARD}
        wakeup = signal.set_wakeup_fd(theirs.fileno())
        try:
            yield ours
        finally:
            signal.set_wakeup_fd(wakeup)
            for sig, handler in before.items():
                signal.signal(sig, handler)


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Hold signals back: a fork must not take one that comes before it can heed it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
