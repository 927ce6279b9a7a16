"""A server that is told to stop: it always ends, within its bound, and cuts nothing that could have ended."""

import asyncio
import http.client
import json
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.api.app import App
from auditledge.server.api.authentication import KeyAuthenticator
from auditledge.server.http.limits import END_S, ShutdownTimeouts
from auditledge.server.http.server import Server
from auditledge.server.http.sockets import listen, url_of
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.urls import open_store
from server import postgres
from server.http.connections import (
    SLACK,
    connected,
    ended_within,
    fill,
    head,
    post_head,
    read_all,
    response_on,
    stalled_export,
)
from server.http.differential import Echo
from server.samples import MINIMAL, event, new_id
from server.server_process import a_key, server_process, stored_in


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_connections_without_a_request_do_not_hold_up_the_end(database: str) -> None:
    key = a_key(database)
    with server_process(database) as (process, url), connected(url) as silent, connected(url) as idle:
        idle.sendall(head(key, "GET /v1/health"))
        assert response_on(idle)[0] == 200
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
        assert read_all(silent) == read_all(idle) == b""


def test_an_export_whose_reader_stalls_is_cut_and_seen_as_broken(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--grace-period", "0.5") as (process, url), connected(url) as reader:
        fill(url, key, 8)
        beginning = stalled_export(reader, key)
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 0.5) == -signal.SIGTERM
        text = beginning + read_all(reader)
        assert text.startswith(b"HTTP/1.1 200 OK")
        assert not text.endswith(b"0\r\n\r\n"), "the end of a whole export"
        assert process.stderr is not None
        assert "1 connections were cut" in process.stderr.read()


def test_a_load_balancer_sees_it_before_the_port_closes(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--shutdown-delay", "2") as (process, url):
        assert httpx.head(f"{url}/health").status_code == 200
        process.send_signal(signal.SIGTERM)
        time.sleep(0.4)
        for answer in (httpx.get(f"{url}/health"), httpx.head(f"{url}/health")):
            assert answer.status_code == 503
            assert "Retry-After" in answer.headers
        assert answer.content == b""
        ready, live = httpx.get(f"{url}/health/ready"), httpx.get(f"{url}/health/live")
        assert ready.status_code == 503
        assert ready.json()["problems"] == [{"field": "server", "message": "is about to stop"}]
        assert live.status_code == 200
        headers = {"Authorization": f"Bearer {key}"}
        assert httpx.post(f"{url}/events", json=MINIMAL, headers=headers).status_code == 201
        assert ended_within(process, 2) == -signal.SIGTERM


def test_a_request_that_ends_within_the_grace_period_gets_its_response(database: str) -> None:
    key = a_key(database)
    body = json.dumps(event(id=new_id())).encode()
    with server_process(database) as (process, url), connected(url) as slow:
        slow.sendall(post_head(key, body) + body[:10])
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.6)
        slow.sendall(body[10:])
        answer = read_all(slow)
        assert answer.startswith(b"HTTP/1.1 201 Created")
        assert b"\r\nconnection: close\r\n" in answer
        assert ended_within(process, 1) == -signal.SIGTERM
    assert [each.id for each in stored_in(database)] == [json.loads(body)["id"]]


def test_a_request_that_never_ends_is_cut_after_the_grace(database: str) -> None:
    key = a_key(database)
    with server_process(database, "--grace-period", "0.5") as (process, url), connected(url) as stuck:
        stuck.sendall(post_head(key, b"x" * 100) + b"{")
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 0.5) == -signal.SIGTERM
        assert read_all(stuck) == b""
    assert stored_in(database) == []


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(database: str, second: signal.Signals) -> None:
    key = a_key(database)
    with server_process(database) as (process, url), connected(url) as reader:
        fill(url, key, 8)
        stalled_export(reader, key)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert process.poll() is None, "the reader holds it up"
        process.send_signal(second)
        assert ended_within(process, 0) == -second


def test_a_signal_during_the_start_ends_it(database: str) -> None:
    for pause in (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        with server_process(database, announced=False) as (process, _):
            time.sleep(pause)
            process.send_signal(signal.SIGTERM)
            assert ended_within(process, 1) == -signal.SIGTERM


def test_a_connection_accepted_at_the_last_moment_is_not_forgotten(database: str) -> None:
    class ClosedLate:
        """A server of the event loop that still accepts after it was closed."""

        def __init__(self, server: Any) -> None:
            self._server = server

        def close(self) -> None:
            asyncio.get_running_loop().call_later(0.4, self._server.close)

    key = a_key(database)
    store = open_store(database)
    ledger = Ledger(store)
    listener = listen("127.0.0.1", 0)
    url = url_of(listener)
    server = Server(App(ledger, KeyAuthenticator(ledger, store.pepper)), ShutdownTimeouts(grace=20))
    thread = threading.Thread(target=server.run, args=[[listener]], daemon=True)
    thread.start()
    try:
        with connected(url) as first:
            first.sendall(head("", "GET /v1/health"))
            assert response_on(first)[0] == 200
            server._servers = [ClosedLate(each) for each in server._servers]  # type: ignore[misc]
            # A request under way: else the server has stopped before anybody can connect.
            first.sendall(post_head(key, b"x"))
            server.stop()
            time.sleep(0.25)
            with connected(url) as late:
                assert read_all(late) == b""
            time.sleep(0.4)  # until the event loop accepts no more
            first.sendall(b"x")
            assert response_on(first)[0] == 400
        thread.join(SLACK)
        assert not thread.is_alive()
    finally:
        server.stop()


@pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING)
def test_a_store_that_hangs_does_not_hold_up_the_end(postgresql: postgres.PostgreSQL) -> None:
    import psycopg

    with (
        postgresql.database() as database,
        server_process(database, "--grace-period", "0.2") as (process, url),
        psycopg.connect(database) as other,
        connected(url) as client,
    ):
        key = a_key(database)
        other.execute("LOCK TABLE auditledge.accounts")
        body = json.dumps(MINIMAL).encode()
        client.sendall(post_head(key, body) + body)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 0.2 + END_S) == -signal.SIGALRM
        assert read_all(client) == b"", "neither stored nor refused: the outcome can't be known"
        other.rollback()


@pytest.mark.parametrize("round_", range(4))
def test_no_stored_event_is_lost_and_no_response_is_cut(store_url: str, round_: int) -> None:
    key = a_key(store_url)
    with server_process(store_url) as (process, url), ThreadPoolExecutor(16) as pool:
        clients = [pool.submit(post_until_it_stops, url, key) for _ in range(16)]
        time.sleep(0.3 + 0.037 * round_)
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
        answered = [each for client in clients for each in client.result()]
    assert len(answered) > 16
    stored = [each.id for each in stored_in(store_url)]
    assert set(stored) >= set(answered)
    assert len(set(stored)) == len(stored)


def post_until_it_stops(url: str, key: str) -> list[str]:
    """The ids of the events that were stored. Raises when a response is cut after its first byte."""
    answered: list[str] = []
    with connected(url) as connection:
        while True:
            sent = event(id=new_id())
            body = json.dumps(sent).encode()
            answer = http.client.HTTPResponse(connection)
            try:
                connection.sendall(post_head(key, body) + body)
                answer.begin()
            except ConnectionError:
                return answered  # closed as it was idle
            assert json.loads(answer.read())["event"]["id"] == sent["id"]
            answered.append(sent["id"])
            if answer.will_close:
                return answered


def test_a_fault_in_a_callback_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("a secret")

    server = Server(Echo())
    thread = threading.Thread(target=server.run, args=[[listen("127.0.0.1", 0)]])
    thread.start()
    while not server.is_started:
        time.sleep(0.01)
    server._servers[0].get_loop().call_soon_threadsafe(fail)
    server.stop()
    thread.join()
    (line,) = caplog.messages
    assert "ValueError at" in line
    assert "secret" not in caplog.text
