"""Clients that always have more for the server to do share one step of each iteration of its event loop."""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import uvloop

from auditledge.server.api.asgi_types import Receive, Scope, Send
from auditledge.server.api.responses import Response
from auditledge.server.errors import LedgerError
from auditledge.server.http import pacer as pacer_module
from auditledge.server.http.limits import Limits
from auditledge.server.http.pacer import Pacer
from auditledge.server.http.protocol import HTTPProtocol, ServerState

CONNECTIONS = 20
AHEAD = 30
PIPELINED = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
BODY = 2**20


class Iterations:
    """The number of the current iteration of an event loop."""

    def __init__(self) -> None:
        self.number = 0
        self._count()

    def _count(self) -> None:
        self.number += 1
        asyncio.get_running_loop().call_soon(self._count)


class EmptyResponses:
    """An application that responds at once, and notes in which iteration."""

    def __init__(self) -> None:
        self.ready = True
        self.stopping = asyncio.Event()
        self.is_computing = False
        self.iterations = Iterations()
        self.served: list[tuple[object, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.served.append((scope["client"], self.iterations.number))
        headers = [(b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def refuse(self, error: LedgerError, scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(error)

    def unreadable(self, error: LedgerError, client: tuple[str, int] | None) -> Response:
        raise AssertionError(error, client)


async def serve(
    app: EmptyResponses, sent: bytes, protocol: Callable[[ServerState], HTTPProtocol], until: asyncio.Event
) -> None:
    """Serve as many connections as there are, each of which sends the same, until an event is set."""
    loop = asyncio.get_running_loop()
    state = ServerState(app, Limits(), loop)
    listener = socket.create_server(("127.0.0.1", 0), backlog=CONNECTIONS)
    clients = [socket.create_connection(listener.getsockname()) for _ in range(CONNECTIONS)]
    for client in clients:
        client.setblocking(False)
    server = await loop.create_server(lambda: protocol(state), sock=listener)
    sending = [asyncio.ensure_future(loop.sock_sendall(client, sent)) for client in clients]
    async with asyncio.timeout(60):
        await until.wait()
        await asyncio.gather(*sending)
    for client in clients:
        client.close()
    server.close()


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run on the event loop that serves."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())


def test_steps_are_taken_one_in_each_iteration_and_in_turn() -> None:
    async def work() -> None:
        loop, taken, iterations = asyncio.get_running_loop(), list[tuple[str, int]](), Iterations()
        pacer, done = Pacer(loop, lambda: False), asyncio.Event()

        def step(name: str, left: int) -> None:
            taken.append((name, iterations.number))
            if left:
                pacer.add(lambda: step(name, left - 1))
            elif name == "b":
                done.set()

        for name in "ab":
            pacer.add(lambda name=name: step(name, 3))
        await done.wait()
        assert [name for name, _ in taken] == ["a", "b"] * 4
        assert len({number for _, number in taken}) == 8

    run(work)


def test_steps_pause_while_threads_compute_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacer_module, "_PAUSE_S", 0.05)

    async def work() -> None:
        loop, taken, computing = asyncio.get_running_loop(), list[float](), [True]
        pacer, done = Pacer(loop, lambda: computing[0]), asyncio.Event()

        def step() -> None:
            taken.append(loop.time())
            if len(taken) == 4:
                computing[0] = False  # the others are taken without a pause
            if len(taken) < 10_000:
                pacer.add(step)
            else:
                done.set()

        started = loop.time()
        pacer.add(step)
        async with asyncio.timeout(60):  # with pauses, all of them would take 500 seconds
            await done.wait()
        assert taken[3] - started > 3 * 0.05

    run(work)


def test_many_steps_are_taken_without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that wait hold what they have received, also when they are lost meanwhile."""
    monkeypatch.setattr(pacer_module, "_PAUSE_S", 3_600.0)

    async def work() -> None:
        pacer, taken, most = Pacer(asyncio.get_running_loop(), lambda: True), list[int](), asyncio.Event()

        def step(number: int) -> None:
            taken.append(number)
            if len(taken) == 200:
                most.set()

        # Not for the first step, which is scheduled when it is the only one.
        monkeypatch.setattr(pacer, "_is_computing", lambda: bool(taken))
        for number in range(200 + pacer_module._MAX_PAUSED):
            pacer.add(lambda number=number: step(number))
        async with asyncio.timeout(30):
            await most.wait()
        await asyncio.sleep(0.05)
        assert taken == [*range(200)]

    run(work)


def test_a_step_that_fails_does_not_keep_others_from_theirs() -> None:
    async def work() -> None:
        loop, failed, done = asyncio.get_running_loop(), list[object](), asyncio.Event()
        loop.set_exception_handler(lambda _, context: failed.append(context["exception"]))
        pacer = Pacer(loop, lambda: False)
        pacer.add(lambda: next(iter([])))
        pacer.add(done.set)
        async with asyncio.timeout(10):
            await done.wait()
        assert [type(each) for each in failed] == [StopIteration]

    run(work)


def test_requests_that_are_sent_ahead_are_served_one_in_each_iteration() -> None:
    async def work() -> None:
        app, until = EmptyResponses(), asyncio.Event()

        class Counted(HTTPProtocol):
            def response_complete(self) -> None:
                super().response_complete()
                if len(app.served) == CONNECTIONS * AHEAD:
                    until.set()

        await serve(app, PIPELINED * AHEAD, Counted, until)
        first = dict(reversed(app.served))
        following = Counter(number for client, number in app.served if number != first[client])
        assert following.total() == CONNECTIONS * (AHEAD - 1)
        assert max(following.values()) <= 2  # one, or two if the iteration is counted between them

    run(work)


def test_the_rest_of_refused_bodies_is_read_one_piece_in_each_iteration() -> None:
    async def work() -> None:
        app, until = EmptyResponses(), asyncio.Event()
        pieces, received = Counter[int](), 0

        class Counted(HTTPProtocol):
            def buffer_updated(self, nbytes: int) -> None:
                nonlocal received
                received += nbytes
                if any(client == self.addresses["client"] for client, _ in app.served):
                    pieces[app.iterations.number] += 1
                super().buffer_updated(nbytes)
                if received == CONNECTIONS * len(sent):
                    until.set()

        head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % BODY
        sent = head + b"x" * BODY
        await serve(app, sent, Counted, until)
        # Right after a response, each connection reads what was due already; then they take turns.
        together = sum(number - 1 for number in pieces.values() if number > 1)
        assert pieces.total() > CONNECTIONS * BODY / 2**15
        assert together <= 3 * CONNECTIONS

    run(work)
