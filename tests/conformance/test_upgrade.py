"""Java's HTTP client offers HTTP/2 in every plain-HTTP request; a server declines by using HTTP/1.1."""

import socket
from urllib.parse import urlsplit

import pytest

from conformance.servers import Stage

BODY = b'{"actor": {"id": "user_1"}, "action": "a.b", "resource": {"type": "invoice", "id": "inv_1"}}'
OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAA\r\n"


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_body_survives_an_offer_to_upgrade(stage: Stage, pieces: int) -> None:
    parts = urlsplit(stage.urls["ledger"])
    key = stage.key(f"upgrade-{pieces}")
    head = (
        f"POST /v1/events HTTP/1.1\r\nHost: {parts.netloc}\r\n{OFFER}Authorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    ).encode()
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        for piece in [head + BODY] if pieces == 1 else [head, BODY]:
            connection.sendall(piece)
        assert connection.recv(4096).startswith(b"HTTP/1.1 201 ")
