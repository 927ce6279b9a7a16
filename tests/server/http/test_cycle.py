"""How a connection ends: no response is lost on the way, and none looks complete that is not."""

import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from server.conftest import Served
from server.http.raw_client import RawClient, event_request
from server.samples import MINIMAL

JSON = "Content-Type: application/json"


@pytest.fixture
def wire(ledger_server: Served) -> Iterator[RawClient]:
    with RawClient(ledger_server.url, ledger_server.key()) as wire:
        yield wire


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while some := connection.recv(1 << 16):
        received += some
    return received


def test_a_client_that_ends_its_side_still_gets_its_responses(wire: RawClient) -> None:
    wire.send(event_request(wire, MINIMAL) * 3)
    wire.end()
    assert [each.status for each in wire.responses()] == [201, 201, 201]


def test_a_request_that_was_not_sent_to_its_end_gets_no_response(wire: RawClient) -> None:
    wire.send(event_request(wire, MINIMAL) + event_request(wire, MINIMAL)[:-1])
    wire.end()
    assert [each.status for each in wire.responses()] == [201]


def test_an_error_is_received_by_a_client_that_is_still_sending(wire: RawClient) -> None:
    """If the connection were closed at once, a reset would take the response with it."""
    wire.send("NONSENSE\r\n\r\n")
    for _ in range(20):
        wire.send(b"x" * 100_000)
        time.sleep(0.01)
    (response,) = wire.responses()
    assert response.status == 400


def test_a_response_before_the_body_was_asked_for_ends_the_connection(wire: RawClient) -> None:
    """The client may send the body or not: what follows could be either."""
    expecting = ["POST /v1/events HTTP/1.1", "Host: x", JSON, "Content-Length: 100", "Expect: 100-continue"]
    wire.send("\r\n".join([*expecting, "", ""]))
    (response,) = wire.responses()
    assert response.status == 401
    assert response.headers["connection"] == "close"


def test_a_body_that_is_not_read_is_not_taken_for_a_request(wire: RawClient) -> None:
    hidden = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
    head = f"POST /v1/events HTTP/1.1\r\nHost: x\r\n{JSON}\r\nContent-Length: {len(hidden)}\r\n\r\n"
    wire.send(head)
    response = wire.response()
    assert response is not None
    assert response.status == 401
    wire.send(hidden)
    wire.send(wire.head("GET /v1/usage HTTP/1.1", "Connection: close"))
    assert [each.status for each in wire.responses()] == [200]


def test_a_body_that_is_too_long_to_be_read_ends_the_connection(wire: RawClient) -> None:
    wire.send(f"POST /v1/events HTTP/1.1\r\nHost: x\r\n{JSON}\r\nContent-Length: {10**9}\r\n\r\n")
    response = wire.response()
    assert response is not None
    assert response.status == 401
    assert response.headers["connection"] == "close"
    assert wire.response() is None


def old_request(url: str, key: str) -> socket.socket:
    """An export asked for in HTTP/1.0, which knows no chunks: it ends with the connection."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)
    connection.sendall(f"GET /v1/events/export HTTP/1.0\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
    return connection


def test_an_export_in_http_1_0_ends_with_the_connection(ledger_server: Served) -> None:
    key = ledger_server.key()
    assert ledger_server.client(key).post("/events", json=MINIMAL).status_code == 201
    with old_request(ledger_server.url, key) as connection:
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head
    assert b"\r\nconnection: close\r\n" in head + b"\r\n"
    assert len(json.loads(body)) == 1


def test_an_export_that_breaks_off_in_http_1_0_is_seen_as_broken(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    key = ledger_server.key()
    client = ledger_server.client(key)
    for _ in range(2):
        assert client.post("/events", json=MINIMAL).status_code == 201
    monkeypatch.setattr("auditledge.server.ledger.exports.BATCH_EVENTS", 1)
    monkeypatch.setattr("auditledge.server.ledger.exports._CHECK_KEY_EVERY_S", -1)
    monkeypatch.setattr("auditledge.server.ledger.exports.ReaderThreads.read", broken)
    with old_request(ledger_server.url, key) as connection, pytest.raises(ConnectionResetError):
        read_all(connection)


def test_responses_have_a_date(ledger_server: Served) -> None:
    date = ledger_server.client().get("/health/live").headers["date"]
    assert (
        abs(time.time() - time.mktime(time.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")) + time.timezone) < 5
    )
