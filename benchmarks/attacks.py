"""What one tenant can do to the others: requests that the contract allows, through 64 connections.

Each attack is a coroutine that runs until it is cancelled. They share nothing with the server's code: what
they send is what anybody could.
"""

import asyncio
import contextlib
import itertools
import json
import random
import string
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import quote

CONNECTIONS = 64
WORDS = 16
"""The most distinct words that a search takes."""

_numbers = itertools.count(random.getrandbits(40))


class Target(NamedTuple):
    """A server on loopback, and a key of the attacker's."""

    port: int
    key: str


Attack = Callable[[Target], Awaitable[None]]


def event(number: int, **more: Any) -> dict[str, Any]:
    """An event with an action and an actor that no other one has."""
    return {
        "actor": {"id": f"user_{number}", "name": f"Person {number:x} Smith-{number * 7919 % 9973}"},
        "action": f"thing{number * 104729 % 999983}.updated.{number:x}",
        "resource": {"type": "thing", "id": f"t_{number}"},
        **more,
    }


async def request(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: str, body: bytes = b""
) -> tuple[int, bytes]:
    """Send one request and read the whole response: its status and its body."""
    writer.write(head.encode() + body)
    await writer.drain()
    first = await reader.readuntil(b"\r\n\r\n")
    status = int(first[9:12])
    length = int(first.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return status, await reader.readexactly(length)


def get(target: Target, path: str) -> str:
    """The head of a GET."""
    return f"GET /v1{path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {target.key}\r\n\r\n"


def post(target: Target, path: str, size: int) -> str:
    """The head of a POST of JSON."""
    return (
        f"POST /v1{path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {target.key}\r\n"
        f"Content-Type: application/json\r\nPrefer: return=minimal\r\nContent-Length: {size}\r\n\r\n"
    )


async def abandoned_searches(target: Target) -> None:
    """Searches with as many words as are taken, whose client leaves at once."""

    async def client() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", target.port)
        with contextlib.closing(writer):
            writer.write(get(target, f"/events?search={_words()}").encode())
            await writer.drain()
            await asyncio.sleep(0.05)

    await _many(client)


async def searches(target: Target) -> None:
    """Partial matches that nobody asked before, one after the other on each connection."""

    def path() -> str:
        part = "".join(random.choices(string.digits + "abcdef", k=random.randint(1, 4)))
        return f"/events?{random.choice(['action', 'actor_name', 'search'])}={part}&limit=1000"

    await _many(lambda: _again(target, lambda: (get(target, path()), b"")))


async def streams(target: Target) -> None:
    """Streams that match nothing, woken all the time by events that are stored."""

    async def stream() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        with contextlib.closing(writer):
            writer.write(get(target, f"/events/stream?search={_words()}&after=beginning").encode())
            while await reader.read(65_536):
                pass

    def one() -> tuple[str, bytes]:
        body = json.dumps(event(next(_numbers))).encode()
        return post(target, "/events", len(body)), body

    async def writing() -> None:
        await _again(target, one, pause=0.02)

    await _many(stream, CONNECTIONS - 4, additional=[writing] * 4)


async def slow_readers(target: Target) -> None:
    """The largest pages and exports, read at 4,000 bytes a second."""
    paths = itertools.cycle(["/events?limit=1000&action=fat", "/events/export?format=json&action=fat"])

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=4_096)
        with contextlib.closing(writer):
            writer.write(get(target, next(paths)).encode())
            while await reader.read(4_000):  # noqa: ASYNC110 - slowness is the point
                await asyncio.sleep(1.0)

    await _many(client)


async def long_names(target: Target) -> None:
    """Batches of events whose actors, actions and types are new, and as long as they may be."""

    def batch() -> tuple[str, bytes]:
        events = []
        for number in itertools.islice(_numbers, 1_000):
            long = f"{number:x}" + "\N{GRINNING FACE}" * 230
            actor = {"id": long, "name": f"{number:x}" + "\N{GRINNING FACE}" * 900}
            events.append({"actor": actor, "action": long, "resource": {"type": long, "id": "1"}})
        body = json.dumps({"events": events}, ensure_ascii=False).encode()
        return post(target, "/events/batch", len(body)), body

    prepared = [batch() for _ in range(8)]
    turns = itertools.cycle(range(8))

    def following() -> tuple[str, bytes]:
        turn = next(turns)
        taken, prepared[turn] = prepared[turn], batch()
        return taken

    await _many(lambda: _again(target, following))


async def bodies(target: Target) -> None:
    """Batches of ten megabytes that are expensive to read."""
    head, tail = b'{"events":[', b"]}"
    one = json.dumps(event(1), separators=(",", ":")).encode()[:-1]
    room = 10 * 2**20 - 64
    fillings = [
        b"[]," * (room // 3) + b"[]",
        one + b',"metadata":{"a":[' + b"[]," * (room // 3 - 200) + b"[]]}}",
        one + b',"metadata":{' + b",".join(b'"%x":1' % n for n in range(700_000)) + b"}}",
        one + b',"metadata":{"a":[' + b"1.5," * (room // 4 - 200) + b"1]}}",
        b",".join([one + b',"metadata":{"a":[' + b"1.5," * 2_000 + b"1]}}"] * 1_000),
        b",".join([one + b',"metadata":{' + b",".join(b'"%x":1' % n for n in range(900)) + b"}}"] * 1_000),
    ]
    sent = [head + filling[:room] + tail for filling in fillings]
    turns = itertools.cycle(sent)

    def following() -> tuple[str, bytes]:
        body = next(turns)
        return post(target, "/events/batch", len(body)), body

    await _many(lambda: _again(target, following))


async def pipelines(target: Target) -> None:
    """Tiny requests without a key, as many as fit, whose responses nobody reads."""
    tiny = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * (254_000 // 27)

    async def client() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", target.port)
        with contextlib.closing(writer):
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            for _ in range(10):
                writer.write(tiny)
                async with asyncio.timeout(5):
                    await writer.drain()

    await _many(client)


async def everything(target: Target) -> None:
    """All of them at once, through as many connections together."""
    global CONNECTIONS  # noqa: PLW0603 - of this process
    CONNECTIONS //= len(EACH)
    await asyncio.gather(*(attack(target) for attack in EACH.values()))


EACH: dict[str, Attack] = {
    "abandoned searches": abandoned_searches,
    "searches": searches,
    "streams": streams,
    "slow readers": slow_readers,
    "long names": long_names,
    "bodies": bodies,
    "pipelines": pipelines,
}
ATTACKS: dict[str, Attack] = {**EACH, "everything": everything}


def _words() -> str:
    return quote(" ".join(f"{random.randrange(4096):x}" for _ in range(WORDS)))


async def _again(target: Target, following: Callable[[], tuple[str, bytes]], pause: float = 0.0) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=2**20)
    with contextlib.closing(writer):
        while True:
            await request(reader, writer, *following())
            await asyncio.sleep(pause)


async def _many(
    client: Callable[[], Awaitable[None]],
    connections: int | None = None,
    additional: list[Callable[[], Awaitable[None]]] | None = None,
) -> None:
    """Keep so many clients busy; one that is refused or cut is followed by another."""

    async def again(client: Callable[[], Awaitable[None]]) -> None:
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError, ValueError):
                await client()
            await asyncio.sleep(0.01)

    clients = [client] * (connections or CONNECTIONS) + (additional or [])
    await asyncio.gather(*map(again, clients))
