"""Sockets that listen, and what the system knows of connections."""

import contextlib
import socket
import sys
import time

import httpx
import pytest

from auditledge.server.http.sockets import bytes_unread, bytes_unsent, listen, listen_together, url_of


def test_a_response_on_a_kept_connection_is_not_delayed(client: httpx.Client) -> None:
    client.get("/usage")
    times = []
    for _ in range(20):
        started = time.perf_counter()
        client.get("/usage")
        times.append(time.perf_counter() - started)
    assert sorted(times)[10] < 0.03  # without TCP_NODELAY some 40 ms


def test_a_port_that_is_taken_is_named() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        for function in (listen, lambda host, port: listen_together(host, port, 2)):
            with pytest.raises(OSError, match=rf"can't listen on 127\.0\.0\.1, port {port}: "):
                function("127.0.0.1", port)


def test_sockets_that_listen_together_share_a_port() -> None:
    with contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(each) for each in listen_together("127.0.0.1", 0, 3)]
        assert len(sockets) == 3
        assert len({each.getsockname() for each in sockets}) == 1


def test_the_url_of_a_socket_has_the_base_path_of_the_api() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert url_of(listener) == f"http://127.0.0.1:{port}/v1"
        assert url_of(listener, "/metrics") == f"http://127.0.0.1:{port}/metrics"


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say")
def test_bytes_that_arrived_and_bytes_that_were_not_taken_are_counted() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert (bytes_unread(other), bytes_unsent(one)) == (0, 0)
        one.sendall(b"abc")
        assert bytes_unread(other) == 3
        assert bytes_unsent(one) > 0
        assert other.recv(10) == b"abc"
        assert (bytes_unread(other), bytes_unsent(one)) == (0, 0)
