"""What the sender does for each response. No response makes it lose an event."""

import time
from pathlib import Path
from typing import Any

import pytest

from auditledge import Outbox
from auditledge.outbox.delivery import worker
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    accept_except,
    dead_letters,
    enqueue,
    error_response,
    make_event,
    response,
    settle,
    unreachable,
)

pytestmark = pytest.mark.usefixtures("quick_retries")


def test_events_are_sent_in_order(outbox: Outbox, transport: ScriptedTransport) -> None:
    ids = enqueue(outbox, *["a"] * 3000)
    settle(outbox)
    assert transport.stored == ids
    assert max(map(len, transport.batches)) <= 1000


def test_single_events_share_batches(
    outbox: Outbox, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(events: list[dict[str, Any]]) -> Any:
        time.sleep(0.01)  # so that there is always something new when the response arrives
        return accept_all(events)

    monkeypatch.setattr(worker, "LINGER_SECONDS", 0.1)
    transport.on_batch = slowly
    started = time.monotonic()
    ids = []
    while time.monotonic() - started < 0.5:
        ids += enqueue(outbox, "a")
        time.sleep(0.002)
    assert transport.stored, "it waits for a pause between events"
    settle(outbox)
    assert transport.stored == ids
    assert len(transport.batches) <= 8


def test_batch_honors_the_maximum_size(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.on_batch = unreachable
    for _ in range(60):
        outbox.enqueue_json(make_event(padding="x" * 200_000))
    transport.on_batch = accept_all
    settle(outbox)
    assert max(map(len, transport.batches)) * 200_000 < 10_485_760


def test_rejected_event_becomes_a_dead_letter_with_the_reason(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = accept_except(bad=(409, "id_conflict"))
    good, bad, last = enqueue(outbox, "a", "bad", "a")
    settle(outbox)
    assert transport.stored == [good, last]
    found = dead_letters(spool)
    assert found.keys() == {bad}
    assert (found[bad]["status"], found[bad]["code"], found[bad]["error"]) == (409, "id_conflict", "No")
    assert outbox.stats().dead == 1


@pytest.mark.parametrize("status", [400, 422])
def test_rejected_batch_is_split_until_the_event_is_found(
    outbox: Outbox, transport: ScriptedTransport, spool: Path, status: int
) -> None:
    def refuse_poison(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return error_response(status, "invalid_json") if poisoned else accept_all(events)

    transport.on_batch = refuse_poison
    transport.on_single = refuse_poison
    ids = enqueue(outbox, *["a"] * 300, "poison", *["a"] * 300)
    settle(outbox)
    assert transport.stored == ids[:300] + ids[301:]
    assert dead_letters(spool).keys() == {ids[300]}
    assert len(transport.batches) < 40


def test_oversized_batch_is_split_and_batches_stay_smaller(
    outbox: Outbox, transport: ScriptedTransport
) -> None:
    def limit(events: list[dict[str, Any]]) -> Any:
        return error_response(413, "payload_too_large") if len(events) > 100 else accept_all(events)

    transport.on_batch = unreachable
    ids = enqueue(outbox, *["a"] * 1000)
    outbox.flush(0.05)
    transport.on_batch, transport.batches = limit, []
    settle(outbox)
    assert transport.stored == ids
    enqueue(outbox, *["a"] * 1000)
    before = len(transport.batches)
    settle(outbox)
    assert len(transport.batches) - before < 40


def test_oversized_event_becomes_a_dead_letter(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = lambda _: error_response(413, "payload_too_large")
    transport.on_single = lambda _: response(413, b"<html>nginx</html>")
    (only,) = enqueue(outbox, "a")
    settle(outbox)
    assert dead_letters(spool).keys() == {only}


@pytest.mark.parametrize("status", [404, 405, 501])
def test_server_without_batches_gets_single_events(
    outbox: Outbox, transport: ScriptedTransport, status: int
) -> None:
    transport.on_batch = lambda _: error_response(status, "not_found")
    ids = enqueue(outbox, *["a"] * 20)
    settle(outbox)
    assert transport.singles == ids
    assert len(transport.batches) == 1, "it tried a batch again"


@pytest.mark.parametrize(
    "said",
    [
        error_response(401, "invalid_api_key"),
        error_response(403, "insufficient_scope"),
        error_response(404, "not_found"),
        response(301, b"", location="http://elsewhere"),
        response(400, b"<html>Bad Request</html>"),
        response(451, b""),
        error_response(429, "quota_exceeded"),
    ],
    ids=lambda said: str(said.status),
)
def test_rejection_of_everything_pauses_and_keeps_events(
    outbox: Outbox, transport: ScriptedTransport, said: Any
) -> None:
    transport.on_batch = transport.on_single = lambda _: said
    ids = enqueue(outbox, *["a"] * 50)
    started = time.monotonic()
    result = outbox.flush(10)
    assert time.monotonic() - started < 5, "flush waits although nothing will happen"
    assert result.paused is not None
    assert str(said.status) in result.paused
    assert result.waiting == outbox.stats().waiting == 50
    assert outbox.stats().state == "paused"
    transport.reset()
    settle(outbox)
    assert sorted(transport.stored) == ids
    assert outbox.stats().state == "idle"


@pytest.mark.parametrize(
    "said",
    [
        error_response(429, "rate_limited"),
        error_response(500, "internal_error"),
        error_response(503, "unavailable"),
        response(200, b"<html>Sign in</html>"),
        response(200, {"succeeded": 50, "failed": 0, "results": []}),
        response(204, b""),
        response(408, b""),
        response(502, b"Bad Gateway"),
    ],
    ids=lambda said: f"{said.status} {said.body[:12].decode()}",
)
def test_temporary_failures_are_retried(outbox: Outbox, transport: ScriptedTransport, said: Any) -> None:
    transport.on_batch = transport.on_single = lambda _: said
    ids = enqueue(outbox, *["a"] * 50)
    result = outbox.flush(0.2)
    assert result.waiting == 50
    assert outbox.stats().state == "retrying"
    assert outbox.stats().retried >= 2
    transport.reset()
    settle(outbox)
    assert sorted(transport.stored) == ids


def test_items_with_temporary_failures_are_sent_again(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.script = [accept_except(b=(503, "unavailable"), c=(500, "internal_error"))]
    ids = enqueue(outbox, "a", "b", "a", "c", "a")
    settle(outbox)
    assert sorted(transport.stored) == ids
    assert outbox.stats().delivered == 5


def test_item_of_another_organization_becomes_a_dead_letter(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = accept_except(b=(403, "organization_not_allowed"))
    ids = enqueue(outbox, "a", "b", "a")
    settle(outbox)
    assert dead_letters(spool).keys() == {ids[1]}


def test_exception_of_the_transport_does_not_end_delivery(
    outbox: Outbox, transport: ScriptedTransport
) -> None:
    def broken(_: list[dict[str, Any]]) -> Any:
        raise ZeroDivisionError

    transport.on_batch = broken
    enqueue(outbox, "a")
    outbox.flush(0.1)
    assert outbox.stats().trouble == "ZeroDivisionError"
    transport.on_batch = accept_all
    settle(outbox)
