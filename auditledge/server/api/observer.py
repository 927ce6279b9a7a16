"""What observers learn of each request: enough to count and log it, and nothing of its content."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, Protocol

from auditledge.server.api.asgi_types import Message, Send
from auditledge.server.api.request import Request


class ObservedRequest(NamedTuple):
    """A request that is over. `status` is 0 if the client left before the response; `sent` is in bytes."""

    request: Request
    status: int
    seconds: float
    sent: int


class Observer(Protocol):
    """Observes requests, from the event loop."""

    def ended(self, observed: ObservedRequest) -> None:
        """A request is over. Must neither block nor raise."""
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
    """Serve a request, and report it to the observers, however it ends."""
    status, sent, start = 0, 0, time.perf_counter()

    async def counting_send(message: Message) -> None:
        nonlocal status, sent
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            sent += len(message.get("body", b""))
        await send(message)

    try:
        await serve(request, counting_send)
    finally:
        observed = ObservedRequest(request, status, time.perf_counter() - start, sent)
        for observer in observers:
            observer.ended(observed)
