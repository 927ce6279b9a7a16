"""What the sender makes of each answer. No answer makes it forget an event."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditledge import Outbox
from auditledge.outbox import Notice
from auditledge.outbox.delivery import circuit_breaker, worker
from auditledge.outbox.spool.dead_letters import dead_letter_files, read_dead_letters
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    accept_except,
    enqueue,
    error_response,
    make_event,
    make_outbox,
    response,
    unreachable,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LINGER_SECONDS", 0.01)
    monkeypatch.setattr(circuit_breaker, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(circuit_breaker, "_MIN_DELAY", 0.001)
    monkeypatch.setattr(circuit_breaker, "_FIRST_PROBE", 0.02)


@pytest.fixture
def transport() -> ScriptedTransport:
    return ScriptedTransport()


@pytest.fixture
def outbox(spool: Path, transport: ScriptedTransport) -> Iterator[Outbox]:
    outbox = make_outbox(spool, transport)
    yield outbox
    outbox.close(0.1)


def settle(outbox: Outbox, timeout: float = 10) -> None:
    result = outbox.flush(timeout)
    assert result.waiting == 0, (result, outbox.stats())
    check_sums(outbox)


def check_sums(outbox: Outbox) -> None:
    stats = outbox.stats()
    assert stats.enqueued + stats.adopted == stats.delivered + stats.dead + stats.waiting


def letters(spool: Path) -> dict[str, dict[str, Any]]:
    """The reasons of all dead letters, by event id."""
    return {
        json.loads(content)["id"]: reason
        for path in dead_letter_files(spool)
        for reason, content in read_dead_letters(path)
    }


def test_events_go_out_in_order(outbox: Outbox, transport: ScriptedTransport) -> None:
    ids = enqueue(outbox, *["a"] * 3000)
    settle(outbox)
    assert transport.stored == ids
    assert max(map(len, transport.batches)) <= 1000


def test_events_that_come_one_by_one_share_batches(
    outbox: Outbox, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(events: list[dict[str, Any]]) -> Any:
        time.sleep(0.01)  # there is always something new when the answer comes
        return accept_all(events)

    monkeypatch.setattr(worker, "LINGER_SECONDS", 0.1)
    transport.on_batch = slowly
    started = time.monotonic()
    ids = []
    while time.monotonic() - started < 0.5:
        ids += enqueue(outbox, "a")
        time.sleep(0.002)
    assert transport.stored, "it waits for a pause"
    settle(outbox)
    assert transport.stored == ids
    assert len(transport.batches) <= 8


def test_a_batch_keeps_to_the_contracts_bytes(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.on_batch = unreachable
    for _ in range(60):
        outbox.enqueue_json(make_event(padding="x" * 200_000))
    transport.on_batch = accept_all
    settle(outbox)
    assert max(map(len, transport.batches)) * 200_000 < 10_485_760


def test_an_event_that_is_refused_is_set_aside_with_the_reason(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = accept_except(bad=(409, "id_conflict"))
    good, bad, last = enqueue(outbox, "a", "bad", "a")
    settle(outbox)
    assert transport.stored == [good, last]
    found = letters(spool)
    assert found.keys() == {bad}
    assert (found[bad]["status"], found[bad]["code"], found[bad]["error"]) == (409, "id_conflict", "No")
    assert outbox.stats().dead == 1


@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_batch_is_halved_until_the_one_is_found(
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
    assert letters(spool).keys() == {ids[300]}
    assert len(transport.batches) < 40


def test_a_batch_that_is_too_large_is_halved_and_stays_so(
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


def test_an_event_that_is_too_large_by_itself_is_set_aside(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = lambda _: error_response(413, "payload_too_large")
    transport.on_single = lambda _: response(413, b"<html>nginx</html>")
    (only,) = enqueue(outbox, "a")
    settle(outbox)
    assert letters(spool).keys() == {only}


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_server_without_batches_gets_single_events(
    outbox: Outbox, transport: ScriptedTransport, status: int
) -> None:
    transport.on_batch = lambda _: error_response(status, "not_found")
    ids = enqueue(outbox, *["a"] * 20)
    settle(outbox)
    assert transport.singles == ids
    assert len(transport.batches) == 1, "it asked for batches again"


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
def test_what_is_said_to_everything_pauses_and_keeps_everything(
    outbox: Outbox, transport: ScriptedTransport, said: Any
) -> None:
    transport.on_batch = transport.on_single = lambda _: said
    ids = enqueue(outbox, *["a"] * 50)
    started = time.monotonic()
    result = outbox.flush(10)
    assert time.monotonic() - started < 5, "flush waits though nothing will happen"
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
def test_what_may_pass_is_waited_for(outbox: Outbox, transport: ScriptedTransport, said: Any) -> None:
    transport.on_batch = transport.on_single = lambda _: said
    ids = enqueue(outbox, *["a"] * 50)
    result = outbox.flush(0.2)
    assert result.waiting == 50
    assert outbox.stats().state == "retrying"
    assert outbox.stats().retried >= 2
    transport.reset()
    settle(outbox)
    assert sorted(transport.stored) == ids


def test_one_event_that_fails_by_itself_holds_up_nobody(outbox: Outbox, transport: ScriptedTransport) -> None:
    """A fault of the server with one event: it is tried for ever, and the others pass."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return error_response(500, "internal_error") if poisoned else accept_all(events)

    transport.on_batch = crash
    ids = enqueue(outbox, "poison", *["a"] * 1200)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored) == ids[1:]
    assert outbox.stats().waiting == 1
    transport.on_batch = accept_all
    settle(outbox)
    assert transport.stored[-1] == ids[0]


def test_items_that_can_not_be_taken_now_are_sent_again(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.script = [accept_except(b=(503, "unavailable"), c=(500, "internal_error"))]
    ids = enqueue(outbox, "a", "b", "a", "c", "a")
    settle(outbox)
    assert sorted(transport.stored) == ids
    assert outbox.stats().delivered == 5


def test_an_item_of_another_organisation_is_set_aside(
    outbox: Outbox, transport: ScriptedTransport, spool: Path
) -> None:
    transport.on_batch = accept_except(b=(403, "organization_not_allowed"))
    ids = enqueue(outbox, "a", "b", "a")
    settle(outbox)
    assert letters(spool).keys() == {ids[1]}


def test_retry_after_is_obeyed(outbox: Outbox, transport: ScriptedTransport) -> None:
    times: list[float] = []

    def say(events: list[dict[str, Any]]) -> Any:
        times.append(time.monotonic())
        return error_response(503, "unavailable", retry_after="1") if len(times) == 1 else accept_all(events)

    transport.on_batch = say
    enqueue(outbox, "a")
    settle(outbox)
    assert times[1] - times[0] >= 1


def test_the_circuit_probes_with_one_event_and_then_doubles(
    outbox: Outbox, transport: ScriptedTransport
) -> None:
    transport.on_batch = unreachable
    enqueue(outbox, *["a"] * 1000)
    outbox.flush(0.2)
    transport.on_batch, transport.batches = accept_all, []
    settle(outbox)
    assert [len(parcel) for parcel in transport.batches] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 489]


def test_flush_says_what_waits(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.on_batch = unreachable
    enqueue(outbox, "a", "a")
    started = time.monotonic()
    assert outbox.flush(0.3) == (0, 2, 0, None)
    assert 0.25 < time.monotonic() - started < 1
    transport.on_batch = accept_all
    assert outbox.flush(5) == (2, 0, 0, None)


def test_a_courier_that_breaks_does_not_end_delivery(outbox: Outbox, transport: ScriptedTransport) -> None:
    def broken(_: list[dict[str, Any]]) -> Any:
        raise ZeroDivisionError

    transport.on_batch = broken
    enqueue(outbox, "a")
    outbox.flush(0.1)
    assert outbox.stats().trouble == "ZeroDivisionError"
    transport.on_batch = accept_all
    settle(outbox)


def test_dead_letters_that_can_not_be_written_wait(
    outbox: Outbox, transport: ScriptedTransport, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport.on_batch = accept_except(bad=(400, "invalid_request"))
    spool.mkdir()
    (spool / "dead").write_text("in the way")
    enqueue(outbox, "bad")
    outbox.flush(0.1)
    assert outbox.stats().waiting == 1
    (spool / "dead").unlink()
    settle(outbox)
    assert len(letters(spool)) == 1


def test_callbacks_are_told_on_another_thread_and_their_errors_counted(
    spool: Path, transport: ScriptedTransport
) -> None:
    import threading

    notices: list[Notice] = []
    threads = set()

    def note(notice: Notice) -> None:
        notices.append(notice)
        threads.add(threading.current_thread().name)
        raise ValueError

    outbox = make_outbox(
        spool, transport, on_delivered=note, on_retry=note, on_dead=note, on_paused=note, max_bytes=1 << 20
    )
    transport.script = [
        lambda _: error_response(503, "unavailable"),
        lambda _: error_response(401, "invalid_api_key"),
    ]
    transport.on_batch = accept_except(bad=(400, "invalid_request"))
    good, bad = enqueue(outbox, "a", "bad")
    while outbox.flush(5).waiting:
        pass
    outbox.close()
    assert [notice.kind for notice in notices] == ["retry", "paused", "dead", "delivered"]
    assert notices[2].ids == (bad,)
    assert notices[3].ids == (good,)
    assert threads == {"auditledge-outbox"}


def test_what_is_no_event_is_set_aside_once(spool: Path, transport: ScriptedTransport) -> None:
    """A record may be whole and hold something else."""
    told: list[Notice] = []
    outbox = make_outbox(spool, transport, on_dead=told.append)
    transport.send_batch = lambda events: error_response(400, "invalid_json")  # type: ignore[method-assign]
    transport.send_single = lambda event: error_response(400, "invalid_json")  # type: ignore[method-assign]
    for junk in (b"no JSON", b"[1]", b'{"x":1}', b"", b"[" * 100_000):
        outbox.enqueue_json(junk)
    settle(outbox)
    assert [notice.ids for notice in told] == [("",)] * 5
    assert (
        sum(1 for path in dead_letter_files(spool) for _ in read_dead_letters(path))
        == outbox.stats().dead
        == 5
    )
    outbox.close()


def test_an_error_of_ours_does_not_end_delivery(
    outbox: Outbox,
    transport: ScriptedTransport,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = "canary-5e1c"

    def broken(*_: object) -> None:
        raise KeyError(secret)

    with monkeypatch.context() as patch:
        patch.setattr("auditledge.outbox.delivery.outcomes.outcome_of_batch", broken)
        patch.setattr("auditledge.outbox.delivery.sender.BatchSender._record_failure", broken)
        ids = enqueue(outbox, "a")
        outbox.flush(0.2)
        assert outbox.stats().trouble == "KeyError"
        assert "in _send_from" in caplog.text
        assert secret not in caplog.text
    settle(outbox)
    assert set(transport.stored) == set(ids)


def test_an_event_that_fails_alone_in_a_segment_goes_to_the_end(
    spool: Path, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the segments behind it would wait for it, and fill the spool."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return error_response(500, "internal_error") if poisoned else accept_all(events)

    transport.on_batch = crash
    monkeypatch.setattr("auditledge.outbox.outbox.SEGMENT_BYTES", 1000)
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, *["a"] * 10, "poison")
    for _ in range(20):
        ids += enqueue(outbox, *["a"] * 10)
        outbox.flush(0.1)
        check_sums(outbox)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored) == ids[:10] + ids[11:]
    assert len(list(spool.glob("p-*/*.seg"))) <= 2
    transport.on_batch = accept_all
    settle(outbox)
    assert outbox.stats().enqueued == outbox.stats().delivered == 211
    outbox.close()
