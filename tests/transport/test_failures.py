"""The reason that a connection error gives."""

import socket
from typing import Any

import pytest
from conftest import ClientKind

from auditledge import (
    APIConnectionError,
)
from transport.faulty_server import (
    FaultyServer,
    raw,
)


def test_a_refused_connection_says_so(any_kind: ClientKind, refusing_url: str) -> None:
    with pytest.raises(APIConnectionError, match="The connection to the ledger failed: Connection refused"):
        any_kind.ask(refusing_url, "usage")


def test_an_unknown_host_says_so(any_kind: ClientKind, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(APIConnectionError, match="failed: Name or service not known"):
        any_kind.ask("https://ledger.example/v1", "usage")


def test_a_server_without_tls_says_so(any_kind: ClientKind) -> None:
    step = raw(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with FaultyServer(step, blind=True) as server, pytest.raises(APIConnectionError, match="failed: TLS: "):
        any_kind.ask(server.url.replace("http", "https"), "usage")


def test_the_reason_is_not_an_exception_that_the_caller_handles(kind: ClientKind) -> None:
    """Python sets it as the context of any exception raised meanwhile."""
    with FaultyServer(raw(b"garbage\r\n\r\n")) as server:
        try:
            raise PermissionError(13, "Permission denied")
        except PermissionError:
            with pytest.raises(APIConnectionError, match="failed: RemoteProtocolError"):
                kind.ask(server.url, "usage")
