"""One call, decided without I/O: when to try again, how long to wait; and the same on real sockets."""

import contextlib
import email.utils
import itertools
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import Any

import pytest
from conftest import EVENT, EVENT_ID, STORED, Kind, Ledger
from hypothesis import given
from hypothesis import strategies as st
from transport.faulty_server import (
    FaultServer,
    Peer,
    Request,
    Step,
    close,
    hang,
    json_answer,
    raw,
    refuse,
    reset,
)

from auditledge import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuditLedge,
    AuditLedgeError,
    RateLimitError,
)
from auditledge._core import retry as conversation
from auditledge._core.call import Call, LedgerResponse, SendRequest, Sleep
from auditledge._core.responses import read_retry_after
from auditledge._core.retry import pause_before_retry, send_with_retries

RETRIED = [408, 429, 500, 502, 503, 504]
NOT_RETRIED = [301, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 425, 451, 501, 505, 599]
CALL: Call[LedgerResponse] = Call("getUsage", lambda response: response)


class Clock:
    """Time that passes when a conversation sleeps, or when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(conversation.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def jitter(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """The bounds that random numbers were asked within; each number is the upper one."""
    bounds: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        bounds.append((low, high))
        return high

    monkeypatch.setattr(conversation.random, "uniform", uniform)
    return bounds


def talk(
    clock: Clock, outcomes: Iterator[Any], timeout: float = 1e6, retries: int = 2
) -> tuple[list[float], Any]:
    """The pauses of a conversation that meets `outcomes`, and what it ends with."""
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


# Decided without I/O.


@pytest.mark.parametrize("status", RETRIED)
def test_these_statuses_are_tried_again(clock: Clock, status: int) -> None:
    pauses, result = talk(clock, iter([fails(status), fails(status), OK]))
    assert (len(pauses), result) == (2, OK)


@pytest.mark.parametrize("status", NOT_RETRIED)
def test_other_statuses_are_not(clock: Clock, status: int) -> None:
    pauses, error = talk(clock, iter([fails(status), OK]))
    assert (pauses, error.status) == ([], status)


@pytest.mark.parametrize("failure", [APIConnectionError("x"), APITimeoutError("x")])
def test_failures_of_the_network_are_tried_again(clock: Clock, failure: Exception) -> None:
    pauses, result = talk(clock, iter([failure, OK]))
    assert (len(pauses), result) == (1, OK)


@pytest.mark.parametrize("retries", [0, 1, 2, 5])
def test_retries_is_how_often_a_call_is_tried_again(clock: Clock, retries: int) -> None:
    pauses, error = talk(clock, itertools.repeat(fails(503)), retries=retries)
    assert (len(pauses), error.status) == (retries, 503)


def test_the_jitter_is_full_and_its_bound_doubles_up_to_8_seconds(clock: Clock, jitter: list[Any]) -> None:
    pauses, _ = talk(clock, itertools.repeat(fails(503)), retries=7)
    assert jitter[:7] == [(0, each) for each in (0.5, 1, 2, 4, 8, 8, 8)]
    assert pauses == [0.5, 1, 2, 4, 8, 8, 8]


def test_the_jitter_is_spread_over_its_whole_range() -> None:
    random.seed(1)
    error = APIConnectionError("x")
    pauses = sorted(pause_before_retry(error, 2) or 0 for _ in range(2000))
    assert 0 <= pauses[0] < 0.02
    assert 1.98 < pauses[-1] <= 2
    assert 0.9 < pauses[1000] < 1.1


@pytest.mark.parametrize("attempt", [1023, 1024, 10**6])
def test_backoff_knows_no_last_attempt(attempt: int) -> None:
    assert 0 <= (pause_before_retry(APIConnectionError("x"), attempt) or 0) <= 8


@pytest.mark.parametrize("seconds", ["0", "1", "7", "60", "3600", "1.5", "1000000000"])
def test_retry_after_is_never_shortened(clock: Clock, jitter: list[Any], seconds: str) -> None:
    (pause,), result = talk(clock, iter([fails(429, retry_after=seconds), OK]), timeout=1e12)
    assert pause == max(0.5, float(seconds))
    assert result == OK


def test_retry_after_beyond_the_deadline_is_told_at_once(clock: Clock) -> None:
    pauses, error = talk(clock, iter([fails(429, retry_after="31"), OK]), timeout=30)
    assert pauses == []
    assert (type(error), error.retry_after) == (RateLimitError, 31)


def test_a_pause_beyond_the_deadline_is_not_begun(clock: Clock, jitter: list[Any]) -> None:
    pauses, error = talk(clock, itertools.repeat(fails(503)), timeout=3, retries=9)
    assert pauses == [0.5, 1]
    assert error.status == 503


@pytest.mark.parametrize(("reserve", "deadlines"), [(True, [1015, 1030]), (False, [1030, 1030])])
def test_an_attempt_leaves_time_for_another(clock: Clock, reserve: bool, deadlines: list[float]) -> None:
    steps = send_with_retries(replace(CALL, reserve_retry_time=reserve), 30, 1)
    first = next(steps)
    clock.now += 10
    pause = steps.send(fails(503))
    assert isinstance(pause, Sleep)
    second = steps.send(None)
    assert isinstance(first, SendRequest)
    assert isinstance(second, SendRequest)
    assert [first.deadline, second.deadline] == deadlines


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("", None), ("0", 0), ("5", 5), ("5.25", 5.25), ("120", 120), ("9" * 11, 10**11 - 1),
        ("-5", None), ("+5", None), ("inf", None), ("nan", None), ("1e3", None), ("1_0", None),
        ("\u0663", None), ("5, 6", None), ("9" * 400, None), ("Mon, 99 Foo 9999 99:99:99 GMT", None),
        ("soon", None), ("Mon, 01 Jan 0001 00:00:00 -0000", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_is_read_or_ignored(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value) == seconds


@given(st.text() | st.from_regex(r"\A\w{3}, \d\d \w{3} \d{1,6} \d\d:\d\d:\d\d( [+-]?\w{3,5})?\Z"))
def test_no_retry_after_does_harm(value: str) -> None:
    seconds = read_retry_after(value)
    assert seconds is None or seconds >= 0


FORMS: dict[str, Callable[[datetime], str]] = {
    "imf-fixdate": lambda moment: email.utils.format_datetime(moment, usegmt=True),
    "rfc-850": lambda moment: moment.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
    "asctime": lambda moment: moment.strftime("%a %b %e %H:%M:%S %Y"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_every_form_of_a_date_is_read_as_utc(monkeypatch: pytest.MonkeyPatch, form: str, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        moment = datetime.fromtimestamp(int(time.time()) + 60, UTC)
        seconds = read_retry_after(FORMS[form](moment))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert seconds is not None
    assert 58 < seconds <= 60


# On real sockets.

GOOD = json_answer({"success": True, "event": STORED})
FAULTS: dict[str, Step] = {
    "close": close,
    "reset": reset,
    "cut": raw(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"),
    **{str(status): refuse(status) for status in RETRIED},
}


@pytest.fixture
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "FIRST_BACKOFF", 0.0)


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_is_tried_again_under_the_same_id(any_kind: Kind, fault: str) -> None:
    with FaultServer(FAULTS[fault], FAULTS[fault], GOOD) as server:
        assert any_kind.ask(server.url, "log", EVENT, retries=2)["event"] == STORED
    bodies = {request.body for request in server.requests}
    assert (len(server.requests), len(bodies)) == (3, 1)
    assert server.requests[0].json["id"].startswith("evt_")


@pytest.mark.usefixtures("_no_pauses")
def test_each_call_has_an_id_of_its_own(kind: Kind) -> None:
    with FaultServer(GOOD) as server:
        kind.use(kind.make(server.url), lambda call: [call("log", EVENT) for _ in range(3)])
    assert len({request.json["id"] for request in server.requests}) == 3


def test_the_callers_id_is_kept(kind: Kind) -> None:
    with FaultServer(GOOD) as server:
        kind.ask(server.url, "log", {**EVENT, "id": EVENT_ID})
    assert server.requests[0].json["id"] == EVENT_ID


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (4, 5)])
def test_retries_of_the_client_and_of_a_call(kind: Kind, retries: int, requests: int) -> None:
    with FaultServer(refuse(503)) as server:
        with pytest.raises(APIStatusError):
            kind.ask(server.url, "usage", retries=retries)
        assert len(server.requests) == requests
        with pytest.raises(APIStatusError):
            kind.use(kind.make(server.url, retries=9), lambda call: call("usage", retries=retries))
        assert len(server.requests) == 2 * requests


def test_a_timeout_of_a_call_goes_before_the_clients(kind: Kind) -> None:
    with FaultServer(hang) as server:
        started = time.monotonic()
        with pytest.raises(APITimeoutError):
            kind.use(kind.make(server.url, timeout=60), lambda call: call("usage", timeout=0.1))
        assert time.monotonic() - started < 1


def test_retry_after_is_waited_for(kind: Kind) -> None:
    with FaultServer(refuse(429, Retry_After="1"), json_answer({"plan": "free"})) as server:
        started = time.monotonic()
        assert kind.ask(server.url, "usage", retries=1) == {"plan": "free"}
        assert time.monotonic() - started >= 1


def test_retry_after_beyond_the_timeout_is_raised_at_once(kind: Kind) -> None:
    with FaultServer(refuse(429, "quota_exceeded", Retry_After="3600")) as server:
        started = time.monotonic()
        with pytest.raises(RateLimitError) as caught:
            kind.ask(server.url, "usage", retries=5, timeout=2)
        assert time.monotonic() - started < 0.5
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1


def test_timeout_bounds_retries_and_pauses_together(kind: Kind) -> None:
    with FaultServer(refuse(503)) as server:
        client = kind.make(server.url, timeout=0.4, retries=100)

        def script(call: Any) -> float:
            started = time.monotonic()
            with pytest.raises(APIStatusError):
                call("usage")
            return time.monotonic() - started

        assert kind.use(client, script) < 0.4 * 1.3 + 0.2


def test_a_silent_server_is_asked_again_within_the_timeout(kind: Kind) -> None:
    with FaultServer(hang, json_answer({"plan": "free"})) as server:
        assert kind.ask(server.url, "usage", retries=2, timeout=1) == {"plan": "free"}


# A ledger that stores, and then does not answer.


class Dropping:
    """A proxy's step that passes every request on, and drops the first answer about each event."""

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

    def ask(self, request: Request) -> tuple[int, bytes]:
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
def test_what_is_stored_and_not_answered_is_stored_once(ledger: Ledger) -> None:
    """10,000 calls with AUDITLEDGE_TEST_DROPS=10000; 1,000 otherwise, to save time."""
    calls, threads = int(os.environ.get("AUDITLEDGE_TEST_DROPS", "1000")), 8
    key = ledger.new_key("drops")
    answered: list[str] = []

    with (
        contextlib.closing(Dropping(ledger.url)) as step,
        FaultServer(step) as proxy,
        AuditLedge(key, proxy.url, retries=3) as client,
    ):

        def work(first: int) -> None:
            for number in range(first, calls, threads):
                result = client.log({**EVENT, "metadata": {"number": number}})
                answered.append(result["event"]["id"])

        workers = [threading.Thread(target=work, args=(first,)) for first in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    with AuditLedge(key, ledger.url) as client:
        stored = client.export()
        assert client.query({"limit": 1})["total"] == calls
    assert len(proxy.requests) == 2 * calls
    assert sorted(event["id"] for event in stored if isinstance(event, dict)) == sorted(answered)
    assert sorted(event["metadata"]["number"] for event in stored if isinstance(event, dict)) == list(
        range(calls)
    )
