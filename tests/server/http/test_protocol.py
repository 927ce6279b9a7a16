"""Requests as bytes: each is understood in one way alone, or refused; none gets a 5xx or no end.

AUDITLEDGE_WIRE_EXAMPLES (default 100) is the number of requests made up for each engine.
"""

import contextlib
import json
import os
import socket
import struct
from typing import NamedTuple

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.conftest import Served
from server.http.raw_client import RawClient, RawResponse, event_request, first_response
from server.samples import MINIMAL

EVENT = json.dumps(MINIMAL)
JSON = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
CHUNKS = f"{len(EVENT):x}\r\n{EVENT}\r\n0\r\n\r\n"
_DATA_SEGMENTS_IN = 152  # where Linux has it in struct tcp_info, since 4.6
EXAMPLES = int(os.environ.get("AUDITLEDGE_WIRE_EXAMPLES", "100"))


class Line(NamedTuple):
    """The server, with a key of a new account."""

    url: str
    key: str

    def send(self, request: str | bytes) -> list[RawResponse]:
        """The responses to a request until the connection ends, with that to another request after it."""
        with RawClient(self.url, self.key) as wire:
            wire.send(request)
            wire.send(wire.head("GET /v1/usage HTTP/1.1", "Connection: close"))
            return wire.responses()

    @property
    def stored(self) -> int:
        with RawClient(self.url, self.key) as wire:
            wire.send(wire.head("GET /v1/events?limit=1 HTTP/1.1"))
            page = wire.response()
            assert page is not None
            return int(json.loads(page.body)["total"])


def status_of(wire: RawClient) -> int | None:
    """The status of the next response; None when there is none."""
    response = wire.response()
    return None if response is None else response.status


@pytest.fixture
def line(ledger_server: Served) -> Line:
    return Line(ledger_server.url, ledger_server.key())


def post(line: Line, *lines: str, version: str = "HTTP/1.1") -> str:
    return RawClient.head_of(line.key, f"POST /v1/events {version}", JSON, *lines)


LENGTH = f"Content-Length: {len(EVENT)}"
FAULTY = {
    "both lengths": ([LENGTH, CHUNKED], CHUNKS),
    "both lengths the other way round": ([CHUNKED, LENGTH], CHUNKS),
    "a length twice": ([LENGTH, LENGTH], EVENT),
    "a list of lengths": ([f"{LENGTH}, {len(EVENT)}"], EVENT),
    "two lengths": ([LENGTH, "Content-Length: 1"], EVENT),
    "a signed length": ([f"Content-Length: +{len(EVENT)}"], EVENT),
    "a negative length": (["Content-Length: -1"], EVENT),
    "a length in hex": ([f"Content-Length: {len(EVENT):#x}"], EVENT),
    "a length beyond 64 bits": (["Content-Length: 99999999999999999999"], EVENT),
    "chunked twice": ([CHUNKED, CHUNKED], CHUNKS),
    "another coding": (["Transfer-Encoding: identity"], EVENT),
    "another coding first": (["Transfer-Encoding: gzip, chunked"], CHUNKS),
    "another coding last": (["Transfer-Encoding: chunked, gzip"], CHUNKS),
    "nearly chunked": (["Transfer-Encoding: xchunked"], CHUNKS),
    "a space before the colon": (["Transfer-Encoding : chunked"], CHUNKS),
    "a folded header": (["X-Folded: a", "  b"], EVENT),
    "a folded coding": (["Transfer-Encoding:", "  chunked"], CHUNKS),
    "a bad chunk size": ([CHUNKED], f"zz\r\n{EVENT}\r\n0\r\n\r\n"),
    "a chunk size with 0x": ([CHUNKED], f"0x{CHUNKS}"),
    "a negative chunk size": ([CHUNKED], f"-{CHUNKS}"),
    "a chunk size beyond 64 bits": ([CHUNKED], f"fffffffffffffffff\r\n{EVENT}\r\n0\r\n\r\n"),
    "a chunk that is longer than it says": ([CHUNKED], f"5\r\n{EVENT}\r\n0\r\n\r\n"),
    "chunks that end with a bare line feed": ([CHUNKED], CHUNKS.replace("\r\n", "\n")),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_body_whose_end_is_in_doubt_is_refused_and_the_connection_closed(line: Line, name: str) -> None:
    lines, body = FAULTY[name]
    (response,) = line.send(post(line, *lines) + body)
    assert (response.status, response.code) == (400, "invalid_request")
    assert response.headers["connection"] == "close"
    assert line.stored == 0


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/1.1"])
def test_chunks_are_of_http_1_1(line: Line, version: str) -> None:
    responses = line.send(post(line, CHUNKED, version=version) + CHUNKS)
    assert [each.status for each in responses] == ([400] if version == "HTTP/1.0" else [201, 200])


@pytest.mark.parametrize(
    "body",
    [CHUNKS, CHUNKS.replace("\r\n{", ";extension=1\r\n{"), CHUNKS[:-2] + "X-Trailer: y\r\n\r\n"],
)
def test_chunks_are_put_together(line: Line, body: str) -> None:
    assert [each.status for each in line.send(post(line, CHUNKED) + body)] == [201, 200]
    assert line.stored == 1


HOST = "Host: x\r\n\r\n"
NOT_HTTP = [
    "NONSENSE\r\n\r\n",
    "GET /v1/health\r\n\r\n",  # HTTP/0.9
    f"GET /v1/health HTTP/1.2\r\n{HOST}",
    f"GET /v1/health HTTP/2.0\r\n{HOST}",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    f"GET /v1/health http/1.1\r\n{HOST}",
    f"get /v1/health HTTP/1.1\r\n{HOST}",
    f"GET /v1/health x HTTP/1.1\r\n{HOST}",
    f"GET v1/health HTTP/1.1\r\n{HOST}",
    f"GET /v1/health#top HTTP/1.1\r\n{HOST}",
    f"GET /v1/health\0 HTTP/1.1\r\n{HOST}",
    f"GET /v1/\xe4 HTTP/1.1\r\n{HOST}",
    f"GET http:// HTTP/1.1\r\n{HOST}",
    f"CONNECT x:80 HTTP/1.1\r\n{HOST}",
    f"GET /v1/health HTTP/1.1\n{HOST}".replace("\r", ""),
    "GET /v1/health HTTP/1.1\rHost: x\r\r",
    f"GET /v1/health HTTP/1.1\r\nX: a\rb\r\n{HOST}",
    f"GET /v1/health HTTP/1.1\r\nX: a\0b\r\n{HOST}",
    "GET /v1/health HTTP/1.1\r\n\r\n",
    f"GET /v1/health HTTP/1.1\r\nHost: y\r\n{HOST}",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
]


@pytest.mark.parametrize("request_text", NOT_HTTP)
def test_what_is_not_http_is_refused_and_the_connection_closed(line: Line, request_text: str) -> None:
    (response,) = line.send(request_text)
    assert (response.status, response.code) == (400, "invalid_request")
    assert response.headers["connection"] == "close"


@pytest.mark.parametrize(
    ("first", "status"),
    [
        ("GET /v1/health HTTP/1.1", 200),
        ("GET /v1/health? HTTP/1.1", 200),
        ("GET /v1/health?&& HTTP/1.1", 200),
        ("GET http://elsewhere:1/v1/health HTTP/1.1", 200),  # RFC 9112, 3.2.2: the target's host is ours
        ("GET //v1/health HTTP/1.1", 404),
        ("GET //user@v1:x/health HTTP/1.1", 404),
        ("OPTIONS * HTTP/1.1", 404),
        ("OPTIONS /v1/events HTTP/1.1", 405),
        ("TRACE /v1/health HTTP/1.1", 405),
        ("GET /v1/health?? HTTP/1.1", 400),
        ("GET /v1/health?= HTTP/1.1", 400),
        ("GET /v1/events?actor_id=% HTTP/1.1", 400),
        ("GET /v1/events?actor_id=%zz HTTP/1.1", 400),
        ("GET /v1/events?actor_id=%ff HTTP/1.1", 400),
        ("GET /v1/events?actor_id=%ed%a0%80 HTTP/1.1", 400),  # half a surrogate pair
        ("GET /v1/events?actor_id=%c0%af HTTP/1.1", 400),
        ("GET /v1/events?actor_id=%00 HTTP/1.1", 200),
        ("GET /v1/events?search=%00+a HTTP/1.1", 200),
        ("GET /v1/events?actor%5Fid=a+b%2B HTTP/1.1", 200),
        ("GET /v1/events?actor_id=1&actor%5fid=1 HTTP/1.1", 400),
        ("GET /v1/events/evt_%00 HTTP/1.1", 400),
        ("GET /v1/events/evt_% HTTP/1.1", 400),
        ("GET /v1/events/evt_1;x HTTP/1.1", 400),
        ("GET /v1/events/%2e%2e HTTP/1.1", 400),
        ("GET /v1/events/.. HTTP/1.1", 400),
    ],
)
def test_targets(line: Line, first: str, status: int) -> None:
    responses = line.send(RawClient.head_of(line.key, first))
    assert [each.status for each in responses] == [status, 200]


def test_an_old_client_needs_no_host_and_is_let_go(line: Line) -> None:
    assert [each.status for each in line.send("GET /v1/health HTTP/1.0\r\n\r\n")] == [200]


def test_a_head_request_gets_a_response_without_a_body(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send(wire.head("HEAD /v1/usage HTTP/1.1", "Connection: close"))
        text = b"".join(iter(lambda: wire.socket.recv(4_096), b""))
    assert text.startswith(b"HTTP/1.1 405 ")
    assert text.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "long",
    [
        "GET /v1/health?x={} HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: x\r\n{}: x\r\n\r\n",
    ],
    ids=["target", "value", "name"],
)
def test_a_head_has_its_limit(line: Line, long: str) -> None:
    room = 65_536 - len(long)
    assert line.send(long.format("x" * room))[0].status in (200, 400)
    responses = line.send(long.format("x" * (room + 200)))
    assert [(each.status, each.code) for each in responses] == [(431, "head_too_large")]


def test_many_headers_are_a_long_head(line: Line) -> None:
    def head(count: int) -> str:
        return "GET /v1/health HTTP/1.1\r\n" + "".join(f"X{n}: y\r\n" for n in range(count)) + HOST

    assert [each.status for each in line.send(head(2_000))] == [200, 200]
    assert [each.status for each in line.send(head(20_000))] == [431]


def test_a_long_body_does_not_count_as_the_next_head(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send(event_request(wire, EVENT + " " * 200_000))
        assert status_of(wire) == 201
        head = wire.head("GET /v1/usage HTTP/1.1", "X-Pad: " + "x" * 2_000)
        wire.send(head[:1_000])
        wire.send(head[1_000:])
        assert status_of(wire) == 200


# Several requests on a connection.


def test_pipelined_requests_get_their_responses_in_order(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send("".join(event_request(wire, {**MINIMAL, "action": f"a.{n}"}) for n in range(20)))
        told = [
            json.loads(response.body)["event"]["action"] for _ in range(20) if (response := wire.response())
        ]
    assert told == [f"a.{n}" for n in range(20)]


@pytest.mark.parametrize("before", [1, 3])
@pytest.mark.parametrize("broken", ["garbage\r\n\r\n", "POST /v1/events HTTP/1.1\r\nHost: x\r\nA"])
def test_what_follows_a_request_does_not_take_its_response(line: Line, before: int, broken: str) -> None:
    """It was stored: a response 400, which belongs to the garbage after it, would say that it was not."""
    with RawClient(line.url, line.key) as wire:
        wire.send(event_request(wire, MINIMAL) * before + broken)
        wire.send(b"\0\r\n\r\n")
        statuses = [each.status for each in wire.responses()]
    assert statuses[:before] == [201] * before
    assert statuses[before:] in ([], [400])


def test_a_broken_body_does_not_take_the_response_before_it(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send(event_request(wire, MINIMAL) + post(line, CHUNKED) + "zz\r\n")
        assert [each.status for each in wire.responses()] in ([201], [201, 400])
    assert line.stored == 1


def test_a_body_where_none_is_read_is_no_request(line: Line) -> None:
    hidden = f"GET /v1/nowhere HTTP/1.1\r\n{HOST}"
    responses = line.send(
        RawClient.head_of(line.key, "GET /v1/health HTTP/1.1", f"Content-Length: {len(hidden)}") + hidden
    )
    assert [each.status for each in responses] == [200, 200]


def test_a_body_is_sent_after_it_was_asked_for(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send(post(line, LENGTH, "Expect: 100-continue"))
        assert wire.socket.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        wire.send(EVENT)
        assert status_of(wire) == 201


@pytest.mark.skipif(not hasattr(socket, "TCP_INFO"), reason="needs a system that counts segments")
def test_head_and_body_of_a_response_are_sent_in_one_segment(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        for number in range(1, 11):
            wire.send(wire.head("GET /v1/usage HTTP/1.1"))
            assert status_of(wire) == 200
            information = wire.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
            assert struct.unpack_from("I", information, _DATA_SEGMENTS_IN) == (number,)


def test_a_body_that_is_declared_too_large_is_not_waited_for(line: Line) -> None:
    with RawClient(line.url, line.key) as wire:
        wire.send(post(line, "Content-Length: 262145"))
        response = wire.response()
        assert response is not None
        assert (response.status, response.code) == (413, "payload_too_large")


@pytest.mark.parametrize(
    "lines",
    [["Content-Encoding: gzip"], ["Content-Type: application/json; charset=latin-1"]],
)
def test_a_body_in_a_coding_is_refused(line: Line, lines: list[str]) -> None:
    responses = line.send(post(line, LENGTH, *lines) + EVENT)
    assert [each.status for each in responses] == [415, 200]


@pytest.mark.parametrize("offer", ["h2c", "websocket"])
def test_offers_to_upgrade_are_ignored(line: Line, offer: str) -> None:
    lines = ["Connection: Upgrade", f"Upgrade: {offer}"]
    assert [each.status for each in line.send(post(line, LENGTH, *lines) + EVENT)] == [201, 200]


# Anything at all.

_PIECES = (
    *("GET ", "POST ", "HEAD ", "/v1/events", "/v1/events/batch", "/v1/health", "/v1/events/export"),
    *("?", "&", "=", "%", "%00", "limit=1", " HTTP/1.1", " HTTP/1.0", "\r\n", "\r\n\r\n", "\n", "\r"),
    *("Host: x", JSON, "Content-Length: 5", "Content-Length: 0", CHUNKED, "Connection: close"),
    *("Expect: 100-continue", "Upgrade: h2c", "Connection: upgrade", ": ", ",", ";", "\0", "0", "5", "ff"),
    *("{", "}", "[", '"', EVENT, CHUNKS),
)
_parts = st.lists(
    st.sampled_from(_PIECES) | st.text(st.characters(max_codepoint=255), max_size=8), max_size=25
)


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=_parts, with_key=st.booleans())
def test_any_bytes_get_a_response_or_an_end(line: Line, parts: list[str], with_key: bool) -> None:
    text = "".join(parts)
    if with_key:
        text = text.replace("\r\n", f"\r\nAuthorization: Bearer {line.key}\r\n", 1)
    with RawClient(line.url, line.key) as wire:
        wire.send(text)
        wire.end()
        responses = wire.responses()
    assert [each for each in responses if each.status >= 500] == []
    assert [each.status for each in line.send(RawClient.head_of(None, "GET /v1/health HTTP/1.1"))] == [
        200,
        200,
    ]


def test_two_lengths_are_rejected(client: httpx.Client) -> None:
    request = (
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Authorization: {client.headers['authorization']}\r\n"
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    status, headers, body = first_response(client, request)
    assert status == 400
    assert headers["connection"] == "close"
    assert json.loads(body)["code"] == "invalid_request"
    assert headers["x-request-id"] == json.loads(body)["request_id"]


@pytest.mark.parametrize(
    "request_text",
    [
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_what_is_not_http_gets_an_ordinary_error(client: httpx.Client, request_text: str) -> None:
    status, headers, body = first_response(client, request_text)
    assert (status, json.loads(body)["code"]) == (400, "invalid_request")
    assert headers["x-request-id"] == json.loads(body)["request_id"]


def test_a_head_without_end_is_refused(ledger_server: Served) -> None:
    address = httpx.URL(ledger_server.url)
    with socket.create_connection((address.host, address.port or 0), timeout=10) as connection:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Long: ")
        with contextlib.suppress(OSError):
            for _ in range(64):
                connection.sendall(b"a" * 65_536)
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(100).startswith(b"HTTP/1.1 431 ")
