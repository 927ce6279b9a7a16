"""The state of a tail: its arguments, and when it reconnects."""

import json
from typing import Any

import pytest
from conftest import ClientKind

from auditledge import (
    APIConnectionError,
    AuditLedgeError,
    AuthenticationError,
    UnreadableAnswerError,
    ValidationError,
)
from auditledge._core import retry
from auditledge._core.tail_state import TailState

HELLO = b"id: t0\n\n"


def event(number: int) -> bytes:
    return b'id: t%d\nevent: event\ndata: {"n": %d}\n\n' % (number, number)


def test_the_hint_for_an_unknown_filter_lists_only_filters(kind: ClientKind) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.make("sqlite://").tail({"limit": 3, "folow": True})
    assert [problem.field for problem in refused.value.problems] == ["limit", "folow"]
    assert "known are organization_id, actor_id" in str(refused.value)
    assert "'follow'" not in str(refused.value)
    assert "after" not in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"filters": {"order": "asc"}}, "order"),
        ({"filters": {"after": "x"}}, "after"),
        ({"filters": {"actor_id": 5}}, "actor_id"),
        ({"after": 5}, "after"),
        ({"follow": "yes"}, "follow"),
    ],
)
def test_invalid_arguments_raise_at_once(kind: ClientKind, arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.make("sqlite://").tail(**arguments)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_the_resume_token_advances_with_what_is_taken_not_with_what_is_received() -> None:
    state = TailState(None, None, follow=True)
    state.start_stream()
    state.receive(HELLO + event(1) + b"id: t2\n\n" + event(3) + event(4)[:9])
    assert state.resume_token is None
    assert state.next_call().arguments["after"] == "t3"
    assert (state.next_event(), state.resume_token) == ({"n": 1}, "t1")
    assert (state.next_event(), state.resume_token) == ({"n": 3}, "t3")
    assert (state.next_event(), state.resume_token) == (None, "t3")


def test_an_incomplete_message_is_dropped_with_its_connection() -> None:
    state = TailState(None, "t0", follow=True)
    state.start_stream()
    state.receive(event(1) + event(2)[:-1])
    state.start_stream()
    state.receive(event(2))
    assert [state.next_event(), state.next_event(), state.next_event()] == [{"n": 1}, {"n": 2}, None]


def test_the_backoff_grows_until_a_connection_brings_more_than_its_first_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retry.random, "uniform", lambda low, high: high)
    state = TailState(None, None, follow=True)
    pauses = []
    for received in (HELLO, HELLO, HELLO + b":\n\nid: t0\n\n", HELLO):
        state.start_stream()
        state.receive(received)
        pauses.append(state.pause_before_reconnect(APIConnectionError("lost")))
    assert pauses == [0.5, 1.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("started", "error"),
    [(False, APIConnectionError("refused")), (True, AuthenticationError("revoked", status=401))],
)
def test_an_error_that_no_retry_can_fix_is_raised(started: bool, error: AuditLedgeError) -> None:
    state = TailState(None, None, follow=True)
    if started:
        state.start_stream()
    with pytest.raises(type(error)):
        state.pause_before_reconnect(error)


def test_an_invalid_event_ends_the_tail() -> None:
    state = TailState(None, None, follow=True)
    state.start_stream()
    with pytest.raises(UnreadableAnswerError) as caught:
        state.receive(HELLO + b"event: event\ndata: {\n\n")
    with pytest.raises(UnreadableAnswerError):
        state.pause_before_reconnect(caught.value)


def test_a_stream_may_end_only_without_follow() -> None:
    with pytest.raises(APIConnectionError):
        TailState(None, None, follow=True).end_stream()
    state = TailState(None, None, follow=False)
    state.end_stream()
    assert state.done


def test_every_event_of_the_stream_is_json() -> None:
    state = TailState(None, None, follow=True)
    state.start_stream()
    state.receive(b"event: event\ndata: " + json.dumps({"a": [1, None, "\u00e9"]}).encode() + b"\n\n")
    assert state.next_event() == {"a": [1, None, "\u00e9"]}
