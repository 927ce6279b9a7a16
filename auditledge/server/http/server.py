"""The HTTP server: an event loop, listening sockets, and a shutdown that always completes."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType, MappingProxyType
from typing import Any

from auditledge.server.http.lifespan import Lifespan
from auditledge.server.http.limits import END_S, Limits, ShutdownTimeouts
from auditledge.server.http.protocol import Application, HTTPProtocol, ServerState
from auditledge.server.http.sockets import BACKLOG
from auditledge.server.tracebacks import trace

_IDLE_S = 0.1  # a request that is on its way as its connection would be closed still arrives
_REPLACED_IDLE_S = 3.0  # nobody waits for the end then, and clients on a busy machine may need as long
_TICK_S = 0.05

_log = logging.getLogger(__name__)


class Server:
    """Serves until `stop`, SIGINT or SIGTERM, then stops in order. A second signal ends the process at once.

    SIGINT and SIGTERM are handled in the main thread, where Python allows it. `signal_handlers` are called on
    the event loop for other signals, which is not possible on Windows.
    """

    def __init__(
        self,
        app: Application,
        shutdown_timeouts: ShutdownTimeouts = ShutdownTimeouts(),  # noqa: B008 - immutable
        limits: Limits = Limits(),  # noqa: B008
        signal_handlers: Mapping[int, Callable[[], None]] = MappingProxyType({}),
    ) -> None:
        self._app = app
        self._shutdown_timeouts = shutdown_timeouts
        self._limits = limits
        self._signal_handlers = signal_handlers
        self._is_replaced = False  # by another process, so that no load balancer has to notice
        self._stop_requested = threading.Event()
        self._wake: Callable[[], object] = lambda: None
        self._servers: list[asyncio.Server] = []
        self._received: list[int] = []
        self.is_started: bool = False
        """Whether it has begun to accept connections."""

    def run(self, listeners: Sequence[socket.socket]) -> None:
        """Serve on listening sockets, and close them. Raises the signals that ended it once more."""
        with self._handled_signals(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self.serve(listeners))

    def stop(self) -> None:
        """Begin to stop. May be called from any thread, and more than once."""
        self._stop_requested.set()
        with contextlib.suppress(RuntimeError):  # the event loop is closed: it has stopped
            self._wake()

    def handle_signal(self, number: int, frame: FrameType | None = None) -> None:
        """Begin to stop. The kernel ends the process when that takes too long, even if Python hangs."""
        del frame
        if self._stop_requested.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, self._shutdown_timeouts.bound)
        self._received.append(number)
        self.stop()

    async def start(self, state: ServerState, listeners: Sequence[socket.socket]) -> None:
        """Begin to accept connections."""
        loop = asyncio.get_running_loop()
        for number, handler in self._signal_handlers.items():
            loop.add_signal_handler(number, handler)
        for listener in listeners:
            server = await loop.create_server(lambda: HTTPProtocol(state), sock=listener, backlog=BACKLOG)
            self._servers.append(server)
        self.is_started = True

    async def serve(self, listeners: Sequence[socket.socket]) -> None:
        """`run` on an event loop that is running; signals are left alone."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_exception)
        stopping = asyncio.Event()
        self._wake = lambda: loop.call_soon_threadsafe(stopping.set)
        if self._stop_requested.is_set():
            stopping.set()
        state = ServerState(self._app, self._limits, loop)
        lifespan = Lifespan(self._app)
        await lifespan.start()
        await self.start(state, listeners)
        await stopping.wait()
        await self._shut_down(state, listeners)
        await lifespan.end()

    async def _shut_down(self, state: ServerState, listeners: Sequence[socket.socket]) -> None:
        """Let a load balancer notice, accept no more connections, and end those that there are."""
        self._app.ready = self._is_replaced
        await asyncio.sleep(self._shutdown_timeouts.delay)
        self._app.stopping.set()
        for server in self._servers:
            server.close()
        for listener in listeners:
            listener.close()
        state.is_draining = True
        await asyncio.sleep(_IDLE_S)
        await self._drain(state)
        await self._cut(state)

    async def _drain(self, state: ServerState) -> None:
        """Close connections as soon as they are idle, also those that were accepted at the last moment."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._shutdown_timeouts.grace
        idle_for = _REPLACED_IDLE_S if self._is_replaced else _IDLE_S
        while state.connections and loop.time() < deadline:
            for connection in list(state.connections):
                connection.end(idle_for)
            await asyncio.sleep(_TICK_S)

    async def _cut(self, state: ServerState) -> None:
        """Reset the connections that are left, so that no client mistakes half a response for a whole one."""
        if state.connections:
            text = "%d connections were cut: their requests did not finish within the grace period of %g s"
            _log.warning(text, len(state.connections), self._shutdown_timeouts.grace)
        for connection in list(state.connections):
            connection.abort()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=END_S)

    @contextlib.contextmanager
    def _handled_signals(self) -> Iterator[None]:
        """Handle signals within the `with` block; then raise those that arrived, as nobody handled them."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_signal) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
        for number in reversed(self._received):
            signal.raise_signal(number)


def _log_exception(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody caught: where it was raised, and not its text, which may quote an event."""
    error = context.get("exception")
    _log.error(
        "the event loop reports: %s (%s)", context["message"], trace(error) if error else "no exception"
    )


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    if sys.platform == "win32":
        return asyncio.new_event_loop
    import uvloop  # noqa: PLC0415 - not made for every system

    return uvloop.new_event_loop
