"""Requests to an ASGI application on the event loop of another thread."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest

from auditledge import APIConnectionError
from auditledge._transport.asgi_bridge import (
    MAX_CHUNKS_AHEAD,
    AsyncResponseStream,
    BridgedRequest,
    PartQueue,
    ResponseStream,
)

App = Callable[[Any, Any, Any], Awaitable[None]]
JSON = [(b"content-type", b"application/json"), (b"content-length", b"2")]


class Bridge(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Passes requests to an application on its own thread, and counts the parts that come back."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.parts: list[Any] = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        stream = ResponseStream(2.0)
        return stream.response(self._send(request, stream.parts))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        stream = AsyncResponseStream(2.0)
        return await stream.response(self._send(request, stream.parts))

    def _send(self, request: httpx.Request, parts: PartQueue) -> BridgedRequest:
        put = parts.put

        class Counted:
            def put(_, part: Any) -> None:  # noqa: N805 - `self` is the bridge
                self.parts.append(part)
                put(part)

        bridged = BridgedRequest(self.loop, request, Counted())
        asyncio.run_coroutine_threadsafe(bridged.run(lambda: self.app), self.loop)
        return bridged

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@pytest.fixture(params=["sync", "asyncio", "trio"])
def fetch(request: pytest.FixtureRequest) -> Iterator[Callable[[App], tuple[httpx.Response, list[Any]]]]:
    """A function that returns the response of an application, read in full, and its parts."""
    bridges: list[Bridge] = []

    def fetch(app: App) -> tuple[httpx.Response, list[Any]]:
        bridges.append(bridge := Bridge(app))
        if request.param == "sync":
            with httpx.Client(transport=bridge) as client:
                return client.post("http://app/path", content=b"{}"), bridge.parts

        async def main() -> httpx.Response:
            async with httpx.AsyncClient(transport=bridge) as client:
                return await client.post("http://app/path", content=b"{}")

        return anyio.run(main, backend=request.param), bridge.parts

    yield fetch
    for bridge in bridges:
        bridge.stop()


async def start(send: Any, headers: Any = ()) -> None:
    await send({"type": "http.response.start", "status": 201, "headers": list(headers)})


async def body(send: Any, data: bytes, *, more: bool = False) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": more})


def test_a_response_with_a_length_arrives_in_one_part(fetch: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["body"] == b"{}"
        await start(send, JSON)
        await body(send, b"[]")

    response, parts = fetch(app)
    assert (response.status_code, response.json(), response.headers["content-length"]) == (201, [], "2")
    assert [part for part in parts if part is not None] == [(201, JSON, b"[]")]


def test_an_empty_response_is_complete(fetch: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start(send, [(b"content-length", b"0")])
        await send({"type": "http.response.body"})

    response, _ = fetch(app)
    assert (response.status_code, response.content) == (201, b"")


@pytest.mark.parametrize("headers", [(), [(b"content-length", b"4")]])
def test_chunks_of_a_body_arrive_one_by_one(fetch: Any, headers: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start(send, headers)
        for chunk in (b"ab", b"cd"):
            await body(send, chunk, more=True)
        await body(send, b"")

    response, parts = fetch(app)
    assert response.content == b"abcd"
    assert [part for part in parts if isinstance(part, bytes)] == [b"ab", b"cd"]


def test_the_head_of_a_stream_does_not_wait_for_its_body() -> None:
    released = threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start(send)
        await asyncio.to_thread(released.wait)
        await body(send, b"late")

    bridge = Bridge(app)
    with httpx.Client(transport=bridge) as client, client.stream("GET", "http://app/") as response:
        assert response.status_code == 201
        released.set()
        assert response.read() == b"late"
    bridge.stop()


def test_a_body_waits_for_its_reader() -> None:
    sent: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start(send)
        for number in range(100):
            await body(send, b"x", more=True)
            sent.append(number)

    bridge = Bridge(app)
    with httpx.Client(transport=bridge) as client, client.stream("GET", "http://app/") as response:
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1), bridge.loop).result()
        assert len(sent) == MAX_CHUNKS_AHEAD
        assert len(response.read()) == 100
    bridge.stop()


async def fails(scope: Any, receive: Any, send: Any) -> None:
    raise RuntimeError("secret")


async def does_nothing(scope: Any, receive: Any, send: Any) -> None:
    """Returns without a response."""


async def only_starts(scope: Any, receive: Any, send: Any) -> None:
    await start(send, JSON)


async def fails_after_the_start(scope: Any, receive: Any, send: Any) -> None:
    await start(send, JSON)
    raise RuntimeError("secret")


async def fails_within_the_body(scope: Any, receive: Any, send: Any) -> None:
    await start(send)
    await body(send, b"[", more=True)
    raise RuntimeError("secret")


@pytest.mark.parametrize(
    "app", [fails, does_nothing, only_starts, fails_after_the_start, fails_within_the_body]
)
def test_an_application_that_does_not_complete_its_response_raises(fetch: Any, app: App) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="the ledger did not complete its response"):
        fetch(app)


def test_errors_of_the_sdk_are_passed_on(fetch: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise APIConnectionError("the file is locked")

    with pytest.raises(APIConnectionError, match="the file is locked"):
        fetch(app)


def test_an_application_learns_that_its_client_has_left() -> None:
    disconnected = threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start(send)
        await receive()
        assert (await receive())["type"] == "http.disconnect"
        disconnected.set()

    bridge = Bridge(app)
    with httpx.Client(transport=bridge) as client, client.stream("GET", "http://app/") as response:
        assert response.status_code == 201
    assert disconnected.wait(5)
    bridge.stop()


def test_waiting_for_a_response_is_bounded(fetch: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()

    with pytest.raises(httpx.ReadTimeout, match="the ledger did not respond in time"):
        fetch(app)
