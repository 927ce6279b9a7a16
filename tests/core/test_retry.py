"""Retries and pauses, decided without I/O; and the same on real sockets."""

import contextlib
import itertools
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest
from conftest import EVENT, EVENT_ID, STORED, ClientKind, DelayMeter, ServedLedger
from transport.faulty_server import (
    FaultyServer,
    Peer,
    ReceivedRequest,
    Step,
    close,
    hang,
    raw,
    reset,
    respond_error,
    respond_json,
)

from auditledge import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuditLedge,
    AuditLedgeError,
    RateLimitError,
    ServerError,
)
from auditledge._core import retry
from auditledge._core.call import Call, LedgerResponse, SendRequest, Sleep
from auditledge._core.retry import pause_before_retry, send_with_retries

RETRIED = [408, 429, 500, 502, 503, 504]

NOT_RETRIED = [301, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 425, 451, 501, 505, 599]

CALL: Call[LedgerResponse] = Call("getUsage", lambda response: response)


class Clock:
    """Time that passes only when a flow sleeps, or when the test advances it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(retry.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def jitter(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """The bounds of random numbers that were drawn; each number is its upper bound."""
    bounds: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        bounds.append((low, high))
        return high

    monkeypatch.setattr(retry.random, "uniform", uniform)
    return bounds


def play(
    clock: Clock, outcomes: Iterator[Any], timeout: float = 1e6, retries: int = 2
) -> tuple[list[float], Any]:
    """The pauses of a retry that meets `outcomes`, and what it ends with."""
    pauses = []
    steps = send_with_retries(CALL, timeout, retries)
    step = next(steps)
    try:
        while True:
            if isinstance(step, Sleep):
                pauses.append(step.seconds)
                clock.now += step.seconds
                step = steps.send(None)
            elif isinstance(outcome := next(outcomes), Exception):
                step = steps.throw(outcome)
            else:
                step = steps.send(outcome)
    except StopIteration as done:
        return pauses, done.value
    except AuditLedgeError as error:
        return pauses, error


def fails(status: int, **headers: str) -> LedgerResponse:
    return LedgerResponse(status, {name.replace("_", "-"): value for name, value in headers.items()}, b"")


OK = LedgerResponse(200, {}, b"{}")


@pytest.mark.parametrize("status", RETRIED)
def test_these_statuses_are_retried(clock: Clock, status: int) -> None:
    pauses, result = play(clock, iter([fails(status), fails(status), OK]))
    assert (len(pauses), result) == (2, OK)


@pytest.mark.parametrize("status", NOT_RETRIED)
def test_other_statuses_are_not_retried(clock: Clock, status: int) -> None:
    pauses, error = play(clock, iter([fails(status), OK]))
    assert (pauses, error.status) == ([], status)


def test_a_search_that_is_too_expensive_is_not_retried(clock: Clock) -> None:
    body = b'{"error": "The search took longer than 10 seconds", "code": "query_too_expensive"}'
    pauses, error = play(clock, iter([LedgerResponse(503, {"retry-after": "0"}, body), OK]))
    assert (pauses, type(error), error.code) == ([], ServerError, "query_too_expensive")


@pytest.mark.parametrize("failure", [APIConnectionError("x"), APITimeoutError("x")])
def test_failures_of_the_network_are_retried(clock: Clock, failure: Exception) -> None:
    pauses, result = play(clock, iter([failure, OK]))
    assert (len(pauses), result) == (1, OK)


@pytest.mark.parametrize("retries", [0, 1, 2, 5])
def test_retries_is_the_number_of_attempts_after_the_first(clock: Clock, retries: int) -> None:
    pauses, error = play(clock, itertools.repeat(fails(503)), retries=retries)
    assert (len(pauses), error.status) == (retries, 503)


def test_the_jitter_is_full_with_a_bound_that_doubles_up_to_8_seconds(
    clock: Clock, jitter: list[Any]
) -> None:
    pauses, _ = play(clock, itertools.repeat(fails(503)), retries=7)
    assert jitter[:7] == [(0, each) for each in (0.5, 1, 2, 4, 8, 8, 8)]
    assert pauses == [0.5, 1, 2, 4, 8, 8, 8]


def test_the_jitter_covers_its_whole_range() -> None:
    random.seed(1)
    error = APIConnectionError("x")
    pauses = sorted(pause_before_retry(error, 2) or 0 for _ in range(2000))
    assert 0 <= pauses[0] < 0.02
    assert 1.98 < pauses[-1] <= 2
    assert 0.9 < pauses[1000] < 1.1


@pytest.mark.parametrize("attempt", [1023, 1024, 10**6])
def test_backoff_works_for_any_number_of_attempts(attempt: int) -> None:
    assert 0 <= (pause_before_retry(APIConnectionError("x"), attempt) or 0) <= 8


@pytest.mark.parametrize("seconds", ["0", "1", "7", "60", "3600", "1.5", "1000000000"])
def test_retry_after_is_never_shortened(clock: Clock, jitter: list[Any], seconds: str) -> None:
    (pause,), result = play(clock, iter([fails(429, retry_after=seconds), OK]), timeout=1e12)
    assert pause == max(0.5, float(seconds))
    assert result == OK


def test_a_retry_after_beyond_the_deadline_raises_at_once(clock: Clock) -> None:
    pauses, error = play(clock, iter([fails(429, retry_after="31"), OK]), timeout=30)
    assert pauses == []
    assert (type(error), error.retry_after) == (RateLimitError, 31)


def test_a_pause_beyond_the_deadline_is_not_started(clock: Clock, jitter: list[Any]) -> None:
    pauses, error = play(clock, itertools.repeat(fails(503)), timeout=3, retries=9)
    assert pauses == [0.5, 1]
    assert error.status == 503


@pytest.mark.parametrize(("reserve", "deadlines"), [(True, [1015, 1030]), (False, [1030, 1030])])
def test_an_attempt_leaves_time_for_a_retry(clock: Clock, reserve: bool, deadlines: list[float]) -> None:
    steps = send_with_retries(replace(CALL, reserve_retry_time=reserve), 30, 1)
    first = next(steps)
    clock.now += 10
    pause = steps.send(fails(503))
    assert isinstance(pause, Sleep)
    second = steps.send(None)
    assert isinstance(first, SendRequest)
    assert isinstance(second, SendRequest)
    assert [first.deadline, second.deadline] == deadlines


GOOD = respond_json({"success": True, "event": STORED})

FAULTS: dict[str, Step] = {
    "close": close,
    "reset": reset,
    "cut": raw(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"),
    **{str(status): respond_error(status) for status in RETRIED},
}


@pytest.fixture
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_BACKOFF", 0.0)


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_is_retried_with_the_same_id(any_kind: ClientKind, fault: str) -> None:
    with FaultyServer(FAULTS[fault], FAULTS[fault], GOOD) as server:
        assert any_kind.ask(server.url, "log", EVENT, retries=2)["event"] == STORED
    bodies = {request.body for request in server.requests}
    assert (len(server.requests), len(bodies)) == (3, 1)
    assert server.requests[0].json["id"].startswith("evt_")


@pytest.mark.usefixtures("_no_pauses")
def test_each_call_has_its_own_id(kind: ClientKind) -> None:
    with FaultyServer(GOOD) as server:
        kind.use(kind.make(server.url), lambda call: [call("log", EVENT) for _ in range(3)])
    assert len({request.json["id"] for request in server.requests}) == 3


def test_the_callers_id_is_kept(kind: ClientKind) -> None:
    with FaultyServer(GOOD) as server:
        kind.ask(server.url, "log", {**EVENT, "id": EVENT_ID})
    assert server.requests[0].json["id"] == EVENT_ID


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (4, 5)])
def test_the_retries_of_a_call_override_those_of_the_client(
    kind: ClientKind, retries: int, requests: int
) -> None:
    with FaultyServer(respond_error(503)) as server:
        with pytest.raises(APIStatusError):
            kind.ask(server.url, "usage", retries=retries)
        assert len(server.requests) == requests
        with pytest.raises(APIStatusError):
            kind.use(kind.make(server.url, retries=9), lambda call: call("usage", retries=retries))
        assert len(server.requests) == 2 * requests


def test_the_timeout_of_a_call_overrides_that_of_the_client(kind: ClientKind, delays: DelayMeter) -> None:
    with FaultyServer(hang) as server:
        started = time.monotonic()
        with pytest.raises(APITimeoutError):
            kind.use(kind.make(server.url, timeout=60), lambda call: call("usage", timeout=0.1))
        assert delays.elapsed(started) < 1


def test_retry_after_delays_the_retry(kind: ClientKind) -> None:
    with FaultyServer(respond_error(429, Retry_After="1"), respond_json({"plan": "free"})) as server:
        started = time.monotonic()
        assert kind.ask(server.url, "usage", retries=1) == {"plan": "free"}
        assert time.monotonic() - started >= 1


def test_a_retry_after_beyond_the_timeout_raises_at_once(kind: ClientKind, delays: DelayMeter) -> None:
    with FaultyServer(respond_error(429, "quota_exceeded", Retry_After="3600")) as server:
        started = time.monotonic()
        with pytest.raises(RateLimitError) as caught:
            kind.ask(server.url, "usage", retries=5, timeout=2)
        assert delays.elapsed(started) < 0.5
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1


def test_timeout_bounds_all_attempts_and_pauses_together(kind: ClientKind, delays: DelayMeter) -> None:
    with FaultyServer(respond_error(503)) as server:
        client = kind.make(server.url, timeout=0.4, retries=100)

        def script(call: Any) -> float:
            started = time.monotonic()
            with pytest.raises(APIStatusError):
                call("usage")
            return delays.elapsed(started)

        assert kind.use(client, script) < 0.4 * 1.3 + 0.2


def test_a_silent_attempt_is_retried_within_the_timeout(kind: ClientKind) -> None:
    with FaultyServer(hang, respond_json({"plan": "free"})) as server:
        assert kind.ask(server.url, "usage", retries=2, timeout=1) == {"plan": "free"}


class ResponseDropper:
    """A step that forwards every request, and drops the first response about each event."""

    def __init__(self, ledger_url: str) -> None:
        self.host = ledger_url.removeprefix("http://").removesuffix("/v1")
        self.seen: set[bytes] = set()
        self.idle: list[HTTPConnection] = []

    def __call__(self, peer: Peer) -> bool:
        status, body = self.ask(peer.request)
        assert status == 201, body
        if peer.request.body not in self.seen:
            self.seen.add(peer.request.body)
            return False
        peer.send(b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        return True

    def ask(self, request: ReceivedRequest) -> tuple[int, bytes]:
        connection = self.idle.pop() if self.idle else HTTPConnection(self.host)
        connection.request(request.method, request.target, request.body, request.headers)
        response = connection.getresponse()
        body = response.read()
        self.idle.append(connection)
        return response.status, body

    def close(self) -> None:
        for connection in self.idle:
            connection.close()


@pytest.mark.usefixtures("_no_pauses")
def test_an_event_whose_response_is_lost_is_stored_once(ledger: ServedLedger) -> None:
    """1,000 calls, or as many as AUDITLEDGE_TEST_DROPS says."""
    calls, threads = int(os.environ.get("AUDITLEDGE_TEST_DROPS", "1000")), 8
    key = ledger.new_key("drops")
    confirmed: list[str] = []

    with (
        contextlib.closing(ResponseDropper(ledger.url)) as step,
        FaultyServer(step) as proxy,
        AuditLedge(key, proxy.url, retries=3) as client,
    ):

        def work(first: int) -> None:
            for number in range(first, calls, threads):
                result = client.log({**EVENT, "metadata": {"number": number}})
                confirmed.append(result["event"]["id"])

        workers = [threading.Thread(target=work, args=(first,)) for first in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    with AuditLedge(key, ledger.url) as client:
        stored = client.export()
        assert client.query({"limit": 1})["total"] == calls
    assert len(proxy.requests) == 2 * calls
    assert sorted(event["id"] for event in stored if isinstance(event, dict)) == sorted(confirmed)
    assert sorted(event["metadata"]["number"] for event in stored if isinstance(event, dict)) == list(
        range(calls)
    )
