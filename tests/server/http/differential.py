"""The server's HTTP against another parser's: the same requests, with the same bodies, wherever it is split.

    PYTHONPATH=tests python -m server.http.differential --requests 100000

Streams of pipelined requests, some of them damaged, are read by h11 and by the server's parser: whole, cut in
two at each boundary, and byte by byte. The server may refuse what h11 accepts, but what it accepts has to be
the same request for h11, to the last byte of its body. Requests that were not damaged have to be accepted.

The same streams then go to a server over sockets, where each request has to get exactly one response, in
order: its own.
"""

import argparse
import asyncio
import contextlib
import hashlib
import random
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import h11

from auditledge.server.api.responses import Response
from auditledge.server.errors import LedgerError
from auditledge.server.http.request_parser import HeadTooLargeError, RequestParser, UnreadableRequestError
from auditledge.server.http.server import Server
from auditledge.server.http.sockets import listen

MAX_PER_STREAM = 4


class Parsed(NamedTuple):
    """A request as a parser understood it, without what may be written in more than one way."""

    method: bytes
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Outcome(NamedTuple):
    """What a parser made of a stream: its requests, and `refused`, `closed` or `incomplete` for its end."""

    requests: tuple[Parsed, ...]
    end: str


class Stream(NamedTuple):
    """Bytes of a connection. `requests` are those that it has for sure, None if it was damaged."""

    data: bytes
    requests: int | None


# Streams.

_METHODS = ("GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE")
_TARGETS = ("/", "/v1/events", "/v1/events?limit=1&x=%20", "/a//b/../c", "/v1/health?", "http://h:1/v1/x?y=1")
_OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ"
_HEADERS = (
    *(
        "Accept: */*",
        "User-Agent: x/1 (y)",
        "X-Empty:",
        "X-Tab:\ta\tb\t",
        "X-Latin: \xe9",
        "Cookie: a=b; c=d",
    ),
    *("Expect: 100-continue", "X-Long: " + "y" * 200, "Connection: keep-alive", "TE: trailers"),
)
_BODIES = (
    *("", "x", "{}", '{"a": 1}\r\n', "0\r\n\r\n", "\r\n\r\n", "\r\nUpgrade: x\r\n", "\r\n0\r\n\r\n"),
    *("GET / HTTP/1.1\r\nHost: smuggled\r\n\r\n", "5\r\nabcde\r\n0\r\n\r\n", "\x00\xff" * 20, "y" * 70),
)
_DAMAGE = (
    *("\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", "\0", "\x0b", "\x85", "\xa0", ":", ";", ",", "/", "#"),
    *("0", "1", "5", "f", "-", "+", "_", "0x", "GET", "HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/0.9"),
    *("Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: 5, 5\r\n", "Content-Length:\r\n"),
    *(
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
    ),
    *("Transfer-Encoding : chunked\r\n", "Transfer-Encoding:\x0bchunked\r\n", " folded\r\n", "Host: y\r\n"),
    *("Upgrade: websocket\r\n", "Connection: close\r\n", "Connection: upgrade\r\n", "Content_Length: 1\r\n"),
)


def make_stream(chance: random.Random) -> Stream:
    """Up to four requests, one after the other; a third of the streams are damaged somewhere."""
    count = chance.randint(1, MAX_PER_STREAM)
    data = b"".join(_request(chance) for _ in range(count))
    if chance.random() < 1 / 3:
        for _ in range(chance.randint(1, 3)):
            data = _damaged(chance, data)
        return Stream(data, None)
    return Stream(data, count)


def _request(chance: random.Random) -> bytes:
    lines = [f"{chance.choice(_METHODS)} {chance.choice(_TARGETS)} HTTP/1.1", "Host: h"]
    lines += chance.sample(_HEADERS, chance.randint(0, 3))
    body = "".join(chance.choices(_BODIES, k=chance.randint(0, 3)))
    framing = chance.choice(("none", "length", "length", "chunked"))
    if framing == "length":
        lines.append(f"Content-Length: {len(body)}")
    elif framing == "chunked":
        lines.append("Transfer-Encoding: " + chance.choice(("chunked", "Chunked")))
        body = _chunked(chance, body)
    else:
        body = ""
    if framing != "chunked" and chance.random() < 1 / 4:
        lines.append(_OFFER)
    head, *rest = lines
    chance.shuffle(rest)
    blank = "\r\n" * chance.choice((0, 0, 0, 1, 2))
    return (blank + "\r\n".join([head, *rest, "", ""]) + body).encode("latin-1")


def _chunked(chance: random.Random, body: str) -> str:
    chunks = []
    while body:
        size = chance.randint(1, len(body))
        extension = chance.choice(("", "", ";a", ';a="b c"', ";a=b;c"))
        number = chance.choice((f"{size:x}", f"{size:X}", f"00{size:x}"))
        chunks.append(f"{number}{extension}\r\n{body[:size]}\r\n")
        body = body[size:]
    trailers = chance.choice(("", "", "X-Trailer: y\r\n", "X-A:\r\nX-Length: 5\r\n"))
    return "".join(chunks) + "0\r\n" + trailers + "\r\n"


def _damaged(chance: random.Random, data: bytes) -> bytes:
    """Bytes replaced, removed or repeated; at the start of a line more often than elsewhere."""
    starts = [0, *(n + 2 for n in range(len(data)) if data[n : n + 2] == b"\r\n")]
    at = chance.choice(starts) if chance.random() < 1 / 2 else chance.randrange(len(data) + 1)
    removed = chance.choice((0, 0, 1, 2, 10))
    piece = chance.choice((*_DAMAGE, "", data[at : at + 12].decode("latin-1"))).encode("latin-1")
    return data[:at] + piece + data[at + removed :]


# Parsers.


def read_by_server(pieces: Sequence[bytes]) -> Outcome:
    """What the server's parser makes of a stream that arrives in pieces."""
    parser, requests = RequestParser(), []
    head, body = None, b""
    try:
        for piece in pieces:
            parser.receive_data(piece)
            while True:
                if head is None and (head := parser.next_head()) is None:
                    break
                body += parser.read_body()
                if not parser.is_body_complete:
                    break
                target = head.path + (b"?" + head.query if head.query else b"")
                requests.append(Parsed(head.method.encode(), target, _plain(head.headers), body))
                if not head.keep_alive:
                    return Outcome(tuple(requests), "closed")
                head, body = None, b""
    except (UnreadableRequestError, HeadTooLargeError):
        return Outcome(tuple(requests), "refused")
    return Outcome(tuple(requests), "incomplete")


def read_by_h11(data: bytes) -> Outcome:
    """What h11 makes of a stream. A new parser reads each request, and is given all that follows it."""
    requests = []
    while True:
        while data.startswith(b"\r\n"):  # which RFC 9112, 2.2, has servers ignore, and h11 does not
            data = data[2:]
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 16)
        connection.receive_data(data)
        body = b""
        try:
            head = connection.next_event()
            if not isinstance(head, h11.Request):
                return Outcome(tuple(requests), "incomplete")
            while not isinstance(event := connection.next_event(), h11.EndOfMessage):
                if event is h11.NEED_DATA:
                    return Outcome(tuple(requests), "incomplete")
                body += bytes(event.data)
        except h11.RemoteProtocolError:
            return Outcome(tuple(requests), "refused")
        requests.append(Parsed(head.method, _origin(head.target), _plain(head.headers), body))
        tokens = b",".join(value for name, value in head.headers if name == b"connection").lower()
        if head.http_version != b"1.1" or b"close" in [each.strip() for each in tokens.split(b",")]:
            return Outcome(tuple(requests), "closed")
        data = connection.trailing_data[0]


def _plain(headers: Any) -> tuple[tuple[bytes, bytes], ...]:
    """Headers without what h11 changes of them: spaces at the end, and the case of a coding."""
    plain = ((bytes(name), bytes(value).strip(b" \t")) for name, value in headers)
    return tuple((name, value.lower() if name == b"transfer-encoding" else value) for name, value in plain)


def _origin(target: bytes) -> bytes:
    """A target without scheme and host, and without a query that is empty."""
    if target.startswith(b"http://"):
        target = b"/" + target.split(b"/", 3)[-1] if target.count(b"/") > 2 else b"/"
    return target.removesuffix(b"?") if target.count(b"?") == 1 else target


def check(stream: Stream) -> Outcome:
    """What the server makes of a stream, however it is split. Raises AssertionError."""
    data = stream.data
    ours, theirs = read_by_server([data]), read_by_h11(data)
    assert ours.requests == theirs.requests[: len(ours.requests)], "understood in another way"
    if stream.requests is not None:
        assert len(ours.requests) == stream.requests, "refused although it is right"
    for cut in range(1, len(data)):
        assert read_by_server([data[:cut], data[cut:]]) == ours, f"depends on a cut at {cut}"
    assert read_by_server([bytes([each]) for each in data]) == ours, "depends on cuts everywhere"
    return ours


# The same over sockets.


class Echo:
    """An application whose responses say which request they are for. It doesn't read every body."""

    def __init__(self) -> None:
        self.ready = True
        self.stopping = asyncio.Event()
        self.is_computing = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for event in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{event}.complete"})
            return
        message = {"body": b"", "more_body": not _is_unread(scope["method"].encode(), scope["headers"])}
        hashed = hashlib.sha256()
        while message["more_body"]:
            message = await receive()
            if message["type"] != "http.request":
                return
            hashed.update(message["body"])
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        body = b"%b %b %b" % (scope["method"].encode(), target, hashed.hexdigest().encode())
        length = (b"content-length", b"%d" % len(body))
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})

    async def refuse(self, error: LedgerError, scope: Any, receive: Any, send: Any) -> None:
        raise NotImplementedError

    def unreadable(self, error: LedgerError, client: Any) -> Response:
        return Response(400, b"refused", [(b"connection", b"close")])


@contextlib.contextmanager
def echoing() -> Iterator[int]:
    """A server of the application above, in a thread; its port."""
    server = Server(Echo())
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, args=[[listener]])
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.stop()
            thread.join()


def check_over_sockets(port: int, stream: Stream, outcome: Outcome, chance: random.Random) -> None:
    """Send a stream in a few segments, and compare what comes back with what was understood of it."""
    if outcome.end == "closed":  # what is sent after that meets a closed connection, which may be reset
        return
    cuts = sorted(chance.randrange(len(stream.data) + 1) for _ in range(chance.choice((0, 0, 1, 3))))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start, end in zip([0, *cuts], [*cuts, len(stream.data)], strict=True):
            connection.sendall(stream.data[start:end])
            time.sleep(0.0005 if cuts else 0)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while some := connection.recv(1 << 16):
            received += some
    found = responses(received, outcome.requests)
    assert found[: len(outcome.requests)] == [(200, _echoed(each)) for each in outcome.requests]
    rest = found[len(outcome.requests) :]
    unread = [(status, body[:4]) for status, body in rest] == [(200, b"PUT ")]  # its body didn't matter
    assert unread or rest == [(400, b"refused")] * (outcome.end == "refused")


def _is_unread(method: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether the application responds without reading the body."""
    return method == b"PUT" and b"expect" not in dict(headers)


def _echoed(request: Parsed) -> bytes:
    body = b"" if _is_unread(request.method, request.headers) else request.body
    text = b"%b %b %b" % (request.method, request.target, hashlib.sha256(body).hexdigest().encode())
    return b"" if request.method == b"HEAD" else text


def responses(received: bytes, requests: Sequence[Parsed]) -> list[tuple[int, bytes]]:
    """The status and the body of each response, as h11 reads them."""
    found = []
    methods = [each.method for each in requests]
    while received:
        connection = h11.Connection(h11.CLIENT)
        method = methods[len(found)] if len(found) < len(methods) else b"GET"
        connection.send(h11.Request(method=method, target="/", headers=[("Host", "h")]))
        connection.send(h11.EndOfMessage())
        connection.receive_data(received)
        body = b""
        while not isinstance(event := connection.next_event(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif event is h11.NEED_DATA:
                assert received == b"HTTP/1.1 100 Continue\r\n\r\n", "a response is cut off"
                return found
            else:
                assert isinstance(event, h11.InformationalResponse), event
        found.append((status, body))
        received = connection.trailing_data[0]
    return found


def run(requests: int, seed: int) -> Counter[str]:
    """Check streams with seeds that follow each other until they have so many requests."""
    counted: Counter[str] = Counter()
    with echoing() as port:
        while counted["requests"] < requests:
            chance = random.Random(seed)
            stream = make_stream(chance)
            try:
                outcome = check(stream)
                check_over_sockets(port, stream, outcome, chance)
            except (AssertionError, OSError):
                sys.stderr.write(f"seed {seed}: {stream.data!r}\n")
                raise
            counted["requests"] += stream.data.count(b"HTTP/1")
            counted["streams"] += 1
            counted[outcome.end] += 1
            counted["accepted"] += len(outcome.requests)
            seed += 1
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the server's HTTP with another parser's.")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**9)
    sys.stdout.write(f"seeds from {seed}\n")
    sys.stdout.write(f"{dict(run(chosen.requests, seed))}: no difference\n")


if __name__ == "__main__":
    main()
