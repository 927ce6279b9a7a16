"""Framing: every request gets exactly one response, and no byte of a body becomes another request."""

import json
import time

import pytest

from server.conftest import Served
from server.http.raw_client import RawClient, RawResponse, event_request
from server.samples import MINIMAL

JSON = "Content-Type: application/json"
OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"
"""What Java's HttpClient sends with every request over plain HTTP."""
HIDDEN = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"


class Line:
    """The server, with a key of a new account."""

    def __init__(self, served: Served) -> None:
        self.url = served.url
        self.key = served.key()

    def statuses(self, *parts: str) -> list[int]:
        """The statuses of all responses on one connection, to which each part is sent as a segment."""
        with RawClient(self.url, self.key) as wire:
            for part in parts:
                wire.send(part)
                time.sleep(0.03)
            wire.send(wire.head("GET /v1/usage HTTP/1.1", "Connection: close"))
            return [each.status for each in wire.responses()]

    def post(self, body: str, *lines: str) -> str:
        with RawClient(self.url, self.key) as wire:
            return event_request(wire, body, *lines)

    def stored(self) -> list[dict[str, object]]:
        with RawClient(self.url, self.key) as wire:
            wire.send(wire.head("GET /v1/events HTTP/1.1"))
            page = wire.response()
            assert isinstance(page, RawResponse)
            events: list[dict[str, object]] = json.loads(page.body)["events"]
            return events


@pytest.fixture
def line(ledger_server: Served) -> Line:
    return Line(ledger_server)


def test_an_unauthenticated_request_gets_one_response(line: Line) -> None:
    """Even if its body, in segments, says again and again what a proxy or a server might look for."""
    segments = ["x\r\nUpgrade: y"] * len(HIDDEN)
    length = sum(map(len, segments)) + len(HIDDEN)
    head = f"POST /v1/events HTTP/1.1\r\nHost: x\r\n{JSON}\r\nContent-Length: {length}\r\n\r\n"
    assert line.statuses(head, *segments, HIDDEN) == [401, 200]


@pytest.mark.parametrize("name", ["Upgrade", "upgrade", "UPGRADE"])
def test_a_body_keeps_its_bytes(line: Line, name: str) -> None:
    assert line.statuses(line.post(f"{{\r\n{name}: y}}")) == [400, 200]


def test_an_offer_in_any_two_segments_is_an_ordinary_request(line: Line) -> None:
    text = line.post(json.dumps(MINIMAL), OFFER)
    cuts = [text.index("Upgrade: h2c") + n for n in range(-2, 10)]
    for cut in cuts:
        assert line.statuses(text[:cut], text[cut:]) == [201, 200]
    assert len(line.stored()) == len(cuts)


def test_an_offer_that_is_sent_twice_is_an_ordinary_request(line: Line) -> None:
    assert line.statuses(line.post(json.dumps(MINIMAL), OFFER, OFFER)) == [201, 200]
    assert len(line.stored()) == 1


def test_pipelined_offers_are_ordinary_requests(line: Line) -> None:
    text = line.post(json.dumps(MINIMAL), OFFER)
    assert line.statuses(text * 5) == [201] * 5 + [200]
    assert len(line.stored()) == 5


def test_an_offer_with_a_chunked_body_is_refused_and_the_connection_closed(line: Line) -> None:
    chunk = json.dumps(MINIMAL)
    with RawClient(line.url, line.key) as wire:
        head = wire.head("POST /v1/events HTTP/1.1", JSON, OFFER, "Transfer-Encoding: chunked")
    assert line.statuses(f"{head}{len(chunk):x}\r\n{chunk}\r\n0\r\n\r\n{HIDDEN}") == [400]
    assert line.stored() == []


def test_no_tunnel_is_opened(line: Line) -> None:
    assert line.statuses(f"CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n{HIDDEN}") == [400]
    assert line.statuses(f"CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nContent-Length: 5\r\n\r\n{HIDDEN}") == [400]
