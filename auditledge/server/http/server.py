"""The HTTP server: uvicorn's, with a way to stop that always comes to its end."""

import asyncio
import logging
import signal
import socket
from types import FrameType

import uvicorn

from auditledge.server.api.app import App
from auditledge.server.http.protocol import Protocol
from auditledge.server.http.sockets import BACKLOG
from auditledge.server.process.config import END_S, MOST_CONNECTIONS, PATIENT, Patience

_KEEP_ALIVE_S = 75  # longer than clients keep an idle connection, so that they don't meet one being closed
_LINGER_S = 0.1  # a request that is on its way as its connection would be closed still comes in
_TICK_S = 0.05

_log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Serves until SIGINT or SIGTERM, then stops in order; a second signal ends the process at once.

    What uvicorn's lacks: it forgets connections that are accepted as it stops, and waits without end for a
    client that doesn't read its answer, and for the application.
    """

    def __init__(
        self, app: App, patience: Patience = PATIENT, most_connections: int = MOST_CONNECTIONS
    ) -> None:
        super().__init__(_configuration(app, most_connections))
        self._app = app
        self._patience = patience
        self._succeeded = False  # whether another process serves on in its place

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop. The kernel ends the process when that takes too long, even if Python hangs."""
        if self.should_exit:
            signal.signal(sig, signal.SIG_DFL)
            signal.raise_signal(sig)
        signal.setitimer(signal.ITIMER_REAL, self._patience.bound)
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let a load balancer see that we stop, take no more connections, and end those that there are."""
        self._app.ready = self._succeeded
        await asyncio.sleep(self._patience.delay)
        self._app.stopping.set()
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        # Answers that begin from now on tell their clients that the connection ends with them.
        self.server_state.default_headers.append((b"connection", b"close"))
        await asyncio.sleep(_LINGER_S)
        await self._finish()
        await self._cut()
        await self.lifespan.shutdown()

    async def _finish(self) -> None:
        """Close connections as soon as they are idle, also those that were accepted at the last moment."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience.grace
        while self.server_state.connections and loop.time() < deadline:
            for connection in list(self.server_state.connections):
                connection.shutdown()
            await asyncio.sleep(_TICK_S)

    async def _cut(self) -> None:
        """Break the connections that are left, so that no client takes half an answer for a whole one."""
        if self.server_state.connections:
            text = "%d connections were cut: they had not ended within the grace period of %g s"
            _log.warning(text, len(self.server_state.connections), self._patience.grace)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=END_S)


def _configuration(app: App, most: int) -> uvicorn.Config:
    """How uvicorn serves an application. It logs faults alone, and no requests: those name people."""

    class Bounded(Protocol):
        most_connections = most

    logging.getLogger("uvicorn.error").addFilter(_is_ours)
    return uvicorn.Config(
        app,
        http=Bounded,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
    )


def _is_ours(record: logging.LogRecord) -> bool:
    """Not of a request that can't be read: whoever sends such could fill a disk with warnings."""
    return record.msg != "Invalid HTTP request received."
