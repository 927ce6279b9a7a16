"""The server's side of ASGI's lifespan protocol: the application starts before it serves, and ends after."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditledge.server.api.asgi_types import Message
    from auditledge.server.http.protocol import Application


class Lifespan:
    """Starts and ends an application, which runs as a task meanwhile."""

    def __init__(self, app: "Application") -> None:
        self._app = app
        self._events: asyncio.Queue[str] = asyncio.Queue()
        self._reached = asyncio.Event()

    async def start(self) -> None:
        """Return when the application is ready to serve. Raises what it raises."""
        self._task = asyncio.create_task(self._app({"type": "lifespan"}, self._receive, self._send))
        await self._send_event("lifespan.startup")

    async def end(self) -> None:
        """Return when the application has released what it holds. Raises what it raises."""
        await self._send_event("lifespan.shutdown")
        await self._task

    async def _send_event(self, event: str) -> None:
        self._reached.clear()
        self._events.put_nowait(event)
        waiting = asyncio.create_task(self._reached.wait())
        await asyncio.wait([waiting, self._task], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._task.done():
            self._task.result()

    async def _receive(self) -> "Message":
        return {"type": await self._events.get()}

    async def _send(self, message: "Message") -> None:
        del message  # complete is all that the application says; a failure it raises
        self._reached.set()
