"""Worker processes that serve one store on one port, and the supervisor that starts, replaces and stops them.

A worker that dies is replaced, with growing delays if it dies early. Stopping is bounded in time, and workers
don't outlive a supervisor that is killed.
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

_BACKOFF_S = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # by how many times in a row a worker died early
_EARLY_S = 30.0
_MIN_WAIT_S = 0.1
_KILL_AFTER_S = 1.0  # after the time in which a worker stops by itself
_FORK = multiprocessing.get_context("fork")
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_SIGNALS = (*_STOP_SIGNALS, signal.SIGHUP, signal.SIGUSR1)
_REPLACED = signal.SIGUSR2  # from a worker to the one that it replaces

RunWorker = Callable[[socket.socket, int, Sequence[int]], None]
"""Runs a worker, given its socket, a pipe that closes when the supervisor dies, and the pids it replaces."""

_log = logging.getLogger(__name__)


class Worker(Server):
    """A server that stops when its supervisor says so, or has died.

    Terminals and systemd send their signals to every process: SIGINT is left to the supervisor, and SIGTERM
    may arrive twice.
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
        """Serve, and stop the predecessors. The supervisor's pipe becomes readable only when it has died."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._supervisor, self._orphaned)
        loop.add_signal_handler(_REPLACED, self._replaced)
        await super().start(state, listeners)
        for each in self._predecessors:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, _REPLACED)

    def _replaced(self) -> None:
        """Stop at once, without a delay for load balancers: another worker serves on the same socket."""
        self._is_replaced = True
        self._shutdown_timeouts = self._shutdown_timeouts._replace(delay=0.0)
        self.handle_signal(signal.SIGTERM)

    def _orphaned(self) -> None:
        asyncio.get_running_loop().remove_reader(self._supervisor)
        self.handle_signal(signal.SIGTERM)


class _Slot:
    """The place of one worker: its socket, its process, and when to start the next one.

    `leaving` are earlier processes, which stop once the next one serves.
    """

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.process: BaseProcess | None = None
        self.leaving: list[BaseProcess] = []
        self.due = 0.0
        self._since = 0.0
        self._early_deaths = 0

    def start(self, process: BaseProcess) -> None:
        process.start()
        self.process, self._since = process, time.monotonic()

    def replace(self) -> None:
        """Have another process started; this one stops after that."""
        if self.process is not None:
            self.leaving.append(self.process)
            self.process, self.due = None, 0.0

    def died(self) -> float:
        """The process has died; returns the delay until another one starts."""
        now = time.monotonic()
        self._early_deaths = self._early_deaths + 1 if now - self._since < _EARLY_S else 0
        delay = _BACKOFF_S[min(self._early_deaths, len(_BACKOFF_S) - 1)]
        self.process, self.due = None, now + delay
        return delay


class Supervisor:
    """Keeps a worker process running for each listening socket.

    At SIGHUP, `reload` returns what new workers run, or None to keep the old ones: new workers start, then
    the old ones stop. If `terminal` was closed, SIGHUP stops the supervisor as SIGTERM does. SIGUSR1 is
    passed on to workers. `on_exit` is called with the pid of each process that has ended.

    The supervisor holds the sockets, too, so connections that a worker had not accepted when it died are
    accepted by its successor. Workers are forks: the caller must have no thread, no event loop and no open
    store.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        run_worker: RunWorker,
        shutdown_timeouts: ShutdownTimeouts,
        reload: Callable[[], RunWorker | None] = lambda: None,
        on_exit: Callable[[int], None] = lambda _: None,
        *,
        terminal: Terminal | None = None,
    ) -> None:
        self._run_worker = run_worker
        self._shutdown_timeouts = shutdown_timeouts
        self._reload = reload
        self._reload_requested = False
        self._on_exit = on_exit
        self._slots = [_Slot(listener) for listener in listeners]
        self._alive = os.pipe()
        self._terminal = terminal

    def run(self) -> int:
        """Supervise until SIGINT or SIGTERM, which is returned; then stop the workers. A second one kills."""
        with _signals() as signals:
            while not (stop_signal := self._receive(signals)):
                self._replace_workers()
                self._start_workers()
                wait([signals, *(each.sentinel for each in self._processes())], self._delay())
                self._collect_exits()
            self._send(signal.SIGTERM)
            self._wait_for_exits(signals)
        return stop_signal

    def _receive(self, signals: socket.socket) -> int | None:
        """Handle the signals that arrived; returns the first one that asks to stop."""
        with contextlib.suppress(BlockingIOError):
            received = signals.recv(64)
            if signal.SIGUSR1 in received:
                self._send(signal.SIGUSR1)
            if signal.SIGHUP in received and self._terminal is not None and self._terminal.is_closed:
                return signal.SIGTERM
            self._reload_requested = self._reload_requested or signal.SIGHUP in received
            return next((each for each in received if each in _STOP_SIGNALS), None)
        return None

    def _replace_workers(self) -> None:
        """Start to replace every worker, if that was requested and no earlier replacement is in progress."""
        if self._reload_requested and not any(slot.leaving for slot in self._slots):
            self._reload_requested = False
            run_worker = self._reload()
            if run_worker is not None:
                self._run_worker = run_worker
                for slot in self._slots:
                    slot.replace()

    def _start_workers(self) -> None:
        for slot in self._slots:
            if slot.process is None and slot.due <= time.monotonic():
                with _signals_blocked():
                    slot.start(_FORK.Process(target=self._become_worker, args=[slot]))

    def _become_worker(self, own: _Slot) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        os.close(self._alive[1])
        for slot in self._slots:
            if slot is not own:
                slot.listener.close()
        self._run_worker(own.listener, self._alive[0], [each.pid or 0 for each in own.leaving])

    def _collect_exits(self) -> None:
        for slot in self._slots:
            for left in [each for each in slot.leaving if each.exitcode is not None]:
                slot.leaving.remove(left)
                self._on_exit(left.pid or 0)
            process = slot.process
            if process is not None and process.exitcode is not None:
                delay = slot.died()
                self._on_exit(process.pid or 0)
                _log.error(
                    "worker %s ended with %s; another starts in %g s", process.pid, process.exitcode, delay
                )

    def _wait_for_exits(self, signals: socket.socket) -> None:
        deadline = time.monotonic() + self._shutdown_timeouts.bound + _KILL_AFTER_S
        while running := [each for each in self._processes() if each.exitcode is None]:
            if time.monotonic() > deadline or self._receive(signals):
                self._send(signal.SIGKILL)
            timeout = max(_MIN_WAIT_S, deadline - time.monotonic())
            wait([signals, *(each.sentinel for each in running)], timeout)

    def _send(self, sig: signal.Signals) -> None:
        for process in self._processes():
            if process.exitcode is None:
                os.kill(process.pid or 0, sig)

    def _processes(self) -> list[BaseProcess]:
        current = [slot.process for slot in self._slots if slot.process is not None]
        return [*current, *(each for slot in self._slots for each in slot.leaving)]

    def _delay(self) -> float | None:
        """Seconds until the next worker has to be started; None if all are running."""
        due = [slot.due for slot in self._slots if slot.process is None]
        return max(0.0, min(due) - time.monotonic()) if due else None


@contextlib.contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket from which the number of each signal can be read, as a byte."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.setblocking(False)
        before = {sig: signal.signal(sig, lambda *_: None) for sig in _SIGNALS}
        wakeup = signal.set_wakeup_fd(theirs.fileno())
        try:
            yield ours
        finally:
            signal.set_wakeup_fd(wakeup)
            for sig, handler in before.items():
                signal.signal(sig, handler)


@contextlib.contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block signals: a fork must not receive one before it has set its handlers."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
