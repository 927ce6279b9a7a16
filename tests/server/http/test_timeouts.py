"""Clients that send or read too slowly, and too many of them."""

import contextlib
import json
import math
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditledge.server.accounts import api_keys
from auditledge.server.http.limits import Limits, Timeouts, TransferTimeout
from auditledge.server.stores.urls import open_store
from server.conftest import serving
from server.http.raw_client import RawClient, event_request
from server.samples import MINIMAL
from server.server_process import a_key, server_process

ALL = frozenset(["write", "read"])
SHORT = Timeouts(
    head=TransferTimeout(0.4, math.inf), body=TransferTimeout(0.4, 1_000), reader=TransferTimeout(0.5, 1_000)
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A ledger with short timeouts, and a key."""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    store = open_store(url)
    key = api_keys.create_key(store, account="a", organization=None, bound=False, scopes=ALL, plan=None)
    store.close()
    with serving(url, limits=Limits(timeouts=SHORT)) as served:
        yield served, key


def drip(wire: RawClient, text: str, pause: float = 0.1) -> int:
    """Send a byte at a time until the ledger responses or all is sent; how many went."""
    wire.socket.setblocking(False)
    try:
        for sent, character in enumerate(text):
            time.sleep(pause)
            try:
                wire.socket.recv(1, socket.MSG_PEEK)
            except BlockingIOError:
                wire.socket.send(character.encode())
            else:
                return sent
        return len(text)
    finally:
        wire.socket.settimeout(20)


@pytest.mark.parametrize("first", ["", "GET /v1/hea", "GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Long: "])
def test_a_head_that_drips_is_refused(ledger: tuple[str, str], first: str) -> None:
    with RawClient(ledger[0]) as wire:
        wire.send(first)
        assert drip(wire, ("" if first else "GET /") + "a" * 40) < 12
        response = wire.response()
        assert response is not None
        assert (response.status, response.code) == (408, "request_timeout")
        assert response.headers["connection"] == "close"
        assert wire.response() is None


def test_empty_lines_do_not_hold_a_connection(ledger: tuple[str, str]) -> None:
    with RawClient(ledger[0]) as wire:
        assert drip(wire, "\r\n" * 20) < 12
        response = wire.response()
        assert response is not None
        assert response.status == 408


def test_a_body_that_drips_is_refused_and_nothing_is_stored(ledger: tuple[str, str]) -> None:
    url, key = ledger
    with RawClient(url, key) as wire:
        text = event_request(wire, json.dumps(MINIMAL) + " " * 40)
        wire.send(text[:-40])
        assert drip(wire, text[-40:]) < 12
        response = wire.response()
        assert response is not None
        assert (response.status, response.code) == (408, "request_timeout")
        assert wire.response() is None
    with RawClient(url, key) as wire:
        wire.send(wire.head("GET /v1/events HTTP/1.1"))
        page = wire.response()
        assert page is not None
        assert json.loads(page.body)["total"] == 0


def test_a_chunked_body_without_end_is_refused(ledger: tuple[str, str]) -> None:
    url, key = ledger
    with RawClient(url, key) as wire:
        json_ = "Content-Type: application/json"
        wire.send(wire.head("POST /v1/events HTTP/1.1", json_, "Transfer-Encoding: chunked"))
        drip(wire, "1\r\n{\r\n" * 10)
        response = wire.response()
        assert response is not None
        assert response.status == 408


def test_a_large_body_on_a_slow_line_is_accepted(ledger: tuple[str, str]) -> None:
    """2,500 bytes in 1.4 s: too slow without the second for each 1,000 bytes."""
    url, key = ledger
    with RawClient(url, key) as wire:
        text = event_request(wire, {**MINIMAL, "metadata": {"x": "y" * 2_400}})
        head, _, body = text.partition("\r\n\r\n")
        wire.send(head + "\r\n\r\n")
        for start in range(0, len(body), len(body) // 13):
            time.sleep(0.1)
            wire.send(body[start : start + len(body) // 13])
        response = wire.response()
        assert response is not None
        assert response.status == 201


def test_a_refused_client_that_still_drips_is_let_go(ledger: tuple[str, str]) -> None:
    with RawClient(ledger[0], "nonsense") as wire:
        wire.send(wire.head("POST /v1/events HTTP/1.1", "Content-Length: 50"))
        response = wire.response()
        assert response is not None
        assert response.status == 401
        assert drip(wire, "a" * 40) < 12
        assert wire.response() is None  # no second response to one request


def test_a_client_may_pause_between_requests(ledger: tuple[str, str]) -> None:
    with RawClient(ledger[0], ledger[1]) as wire:
        for _ in range(2):
            time.sleep(0.9)
            wire.send(wire.head("GET /v1/usage HTTP/1.1"))
            response = wire.response()
            assert response is not None
            assert response.status == 200


def test_a_connection_that_says_nothing_is_closed(tmp_path: Path) -> None:
    limits = Limits(timeouts=SHORT._replace(keep_alive=0.2))
    with serving(f"sqlite:///{tmp_path / 'x.db'}", limits=limits) as url, RawClient(url) as wire:
        assert wire.response() is None


def stored(url: str, key: str, count: int) -> None:
    """Store events of some 60 kB, so that an export is more than the kernel's buffers hold."""
    body = {"events": [{**MINIMAL, "metadata": {"x": "y" * 60_000}}] * 100}
    for _ in range(count // 100):
        with RawClient(url, key) as wire:
            text = event_request(wire, body, "Prefer: return=minimal").replace(
                "/v1/events", "/v1/events/batch"
            )
            wire.send(text)
            response = wire.response()
            assert response is not None
            assert json.loads(response.body)["succeeded"] == 100


def test_a_reader_that_stalls_is_let_go_and_frees_its_export(
    ledger: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, key = ledger
    stored(url, key, 300)
    monkeypatch.setattr("auditledge.server.ledger.exports._MAX_EXPORTS_PER_ACCOUNT", 1)
    with RawClient(url, key) as stalled:
        stalled.send(stalled.head("GET /v1/events/export HTTP/1.1"))
        assert stalled.socket.recv(12) == b"HTTP/1.1 200"
        assert _export_status(url, key) == 503  # as it is held
        deadline = time.monotonic() + 15
        while (status := _export_status(url, key)) == 503 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert status == 200
        assert not rest_of(stalled).endswith(b"0\r\n\r\n")


def rest_of(wire: RawClient) -> bytes:
    """What is still received before the connection ends."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while part := wire.socket.recv(1 << 20):
            received = (received + part)[-100:]
    wire.socket.close()
    return received


def _export_status(url: str, key: str) -> int:
    with RawClient(url, key) as wire:
        wire.send(wire.head("GET /v1/events/export?actor_id=nobody HTTP/1.1"))
        response = wire.response()
        assert response is not None
        return response.status


def test_a_reader_that_is_slow_gets_all_of_it(ledger: tuple[str, str]) -> None:
    url, key = ledger
    stored(url, key, 100)
    with RawClient(url, key) as wire:
        wire.send(wire.head("GET /v1/events/export HTTP/1.1", "Connection: close"))
        received = b""
        while part := wire.socket.recv(100_000):
            received += part
            time.sleep(0.03)
        assert received.endswith(b"0\r\n\r\n")
        assert len(received) > 6_000_000


def test_responses_that_nobody_reads_are_dropped_with_their_connection(ledger: tuple[str, str]) -> None:
    url, key = ledger
    stored(url, key, 100)
    with RawClient(url, key) as wire:
        deadline = time.monotonic() + 15
        request = wire.head("GET /v1/events?limit=100 HTTP/1.1").encode()
        wire.socket.settimeout(0.2)
        while is_open(wire, request * 50):
            assert time.monotonic() < deadline


def is_open(wire: RawClient, data: bytes) -> bool:
    """Send as much as goes; whether the connection is still there."""
    try:
        wire.socket.sendall(data)
    except TimeoutError:
        return True
    except ConnectionError:
        return False
    return True


def test_connections_beyond_the_limit_get_an_error(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'ledger.db'}"
    key = a_key(database)
    with server_process(database, "--max-connections", "2") as (_, url):
        check_the_limit(url, key)


def check_the_limit(url: str, key: str) -> None:
    served = [RawClient(url, key) for _ in range(2)]
    for wire in served:
        wire.send(wire.head("GET /v1/usage HTTP/1.1"))
        assert wire.response() is not None
    with RawClient(url, key) as third, RawClient(url, key) as fourth:
        for wire in (third, fourth):
            wire.send(wire.head("GET /v1/usage HTTP/1.1"))
            response = wire.response()
            assert response is not None
            assert (response.status, response.code) == (503, "unavailable")
            assert response.headers["retry-after"] == "1"
            assert wire.response() is None
    for wire in served:
        wire.send(wire.head("GET /v1/usage HTTP/1.1"))
        response = wire.response()
        assert response is not None
        assert response.status == 200
        wire.socket.close()
