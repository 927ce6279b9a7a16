"""The deadline of a call bounds everything that its thread does on the network."""

import gc
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpcore
import pytest
import trustme
from conftest import EVENT, KEY, ClientKind, DelayMeter, error_of

from auditledge import APIConnectionError, APITimeoutError, AuditLedge
from auditledge._transport import deadline
from auditledge.contract.compact_json import encode
from transport.faulty_server import FaultyServer, Peer, drip_after, hang, head


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_each_read_of_a_connection_gets_only_what_is_left_of_the_deadline(tls: bool, tmp_path: Path) -> None:
    """Fails if httpx's private names change, by which the deadline reaches the connections."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    drip = drip_after(head(200, Content_Length=999), b" " * 999, 0.02)
    with FaultyServer(drip, tls=context if tls else None) as server:
        options: dict[str, Any] = {"ca_bundle": str(tmp_path / "ca.pem")} if tls else {}
        with AuditLedge(KEY, server.url, retries=0, timeout=1, **options) as client:
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                client.usage()
            # Without the deadline, 999 bytes would take 20 s, as each arrives within the timeout.
            assert time.monotonic() - started < 10


def test_a_deadline_applies_to_one_thread_and_ends_with_its_block() -> None:
    with deadline.until(time.monotonic() + 60):
        assert 59 < (deadline.time_left(None) or 0) <= 60
        assert deadline.time_left(5.0) == 5.0
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(deadline.time_left, None).result() is None
    assert deadline.time_left(None) is None
    with deadline.until(time.monotonic() - 1), pytest.raises(httpcore.ReadTimeout):
        deadline.time_left(5.0)


@pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning")  # httpcore's, when it is canceled
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_timeout_bounds_a_tls_handshake(kind: ClientKind) -> None:
    with FaultyServer(hang, blind=True) as server, pytest.raises(APIConnectionError):
        kind.ask(server.url.replace("http", "https"), "usage", timeout=0.1)
    gc.collect()


def test_closing_ends_calls_that_wait_for_a_response() -> None:
    outcomes: list[Any] = []
    asked = threading.Event()

    def hang_when_asked(peer: Peer) -> None:
        asked.set()
        hang(peer)

    with FaultyServer(hang_when_asked) as server:
        client = AuditLedge(KEY, server.url, retries=0, timeout=60)
        thread = threading.Thread(target=lambda: outcomes.append(error_of(client.usage)))
        thread.start()
        asked.wait()
        time.sleep(0.05)  # there is no signal that the thread is waiting for the response
        client.close()
        thread.join(5)
        assert not thread.is_alive()
    assert type(outcomes[0]) is APIConnectionError


def test_timeout_bounds_a_write_that_the_server_reads_slowly(kind: ClientKind, delays: DelayMeter) -> None:
    """Each `send` of the socket makes progress, but all of them together must not take forever."""

    def sip(peer: Peer) -> None:
        while not peer.stopped.wait(0.05) and peer.sock.recv(300_000):
            pass

    large = [{**EVENT, "metadata": {"pad": "x" * 65_000}}] * 140
    started = time.monotonic()
    encode(large)
    encoding = time.monotonic() - started
    with FaultyServer(sip, blind=True) as server:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 131_072)
        started = time.monotonic()
        results = kind.ask(server.url, "log_many", large, timeout=0.5)
        ended = time.monotonic()
    assert {each["code"] for each in results} == {"no_answer"}
    bound = 0.5 * 1.3 + 0.2 + max(0.2, 4 * encoding)  # the latter for validating and encoding 9 MB
    assert delays.elapsed(started, ended) < bound
