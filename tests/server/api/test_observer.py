"""What observers learn about a request, however it ends."""

import asyncio

import pytest

from auditledge.server.api.asgi_types import Message, Send
from auditledge.server.api.observer import ObservedRequest, observe
from auditledge.server.api.request import Request


class Recorder:
    """An observer that keeps what it observed."""

    def __init__(self) -> None:
        self.observed: list[ObservedRequest] = []

    def ended(self, observed: ObservedRequest) -> None:
        self.observed.append(observed)

    def close(self) -> None:
        pass


async def receive() -> Message:
    return {"type": "http.disconnect"}


async def send(message: Message) -> None:
    pass


def a_request() -> Request:
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    return Request(scope, receive)


def test_each_observer_learns_the_status_and_the_bytes_that_were_sent() -> None:
    async def serve(_: Request, send: Send) -> None:
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body", "body": b"abc", "more_body": True})
        await asyncio.sleep(0.02)
        await send({"type": "http.response.body", "body": b"de"})

    one, other, request = Recorder(), Recorder(), a_request()
    asyncio.run(observe([one, other], serve, request, send))
    (observed,) = one.observed
    assert other.observed == [observed]
    assert observed.request is request
    assert (observed.status, observed.sent) == (201, 5)
    assert 0.01 < observed.seconds < 10


def test_a_request_that_fails_before_its_response_has_the_status_0() -> None:
    async def serve(_request: Request, _send: Send) -> None:
        raise ConnectionError

    recorder = Recorder()
    with pytest.raises(ConnectionError):
        asyncio.run(observe([recorder], serve, a_request(), send))
    (observed,) = recorder.observed
    assert (observed.status, observed.sent) == (0, 0)
