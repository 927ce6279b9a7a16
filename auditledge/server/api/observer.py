"""What observers are told of each request: enough to count and log it, and nothing of what it holds."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, Protocol

from auditledge.server.api.asgi_types import Message, Send
from auditledge.server.api.request import Request


class Exchange(NamedTuple):
    """A request and its answer. `status` is 0 when the client left before there was one; `sent` is bytes."""

    request: Request
    status: int
    seconds: float
    sent: int


class Observer(Protocol):
    """Watches requests, from the event loop."""

    def ended(self, exchange: Exchange) -> None:
        """A request is over. Neither blocks nor raises."""
        ...

    def close(self) -> None:
        """There are no more requests. May block for a second."""
        ...


async def observe(
    observers: Sequence[Observer],
    serve: Callable[[Request, Send], Awaitable[None]],
    request: Request,
    send: Send,
) -> None:
    """Serve a request, and tell observers of it, however it ends."""
    status, sent, began = 0, 0, time.perf_counter()

    async def watched(message: Message) -> None:
        nonlocal status, sent
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            sent += len(message.get("body", b""))
        await send(message)

    try:
        await serve(request, watched)
    finally:
        exchange = Exchange(request, status, time.perf_counter() - began, sent)
        for observer in observers:
            observer.ended(exchange)
