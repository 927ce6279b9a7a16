"""Sockets that listen, and what the system knows of connections."""

import time

import httpx


def test_a_response_on_a_kept_connection_is_not_delayed(client: httpx.Client) -> None:
    client.get("/usage")
    times = []
    for _ in range(20):
        started = time.perf_counter()
        client.get("/usage")
        times.append(time.perf_counter() - started)
    assert sorted(times)[10] < 0.03  # without TCP_NODELAY some 40 ms
