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
from auditledge.outbox.spool.dead_letters import dead_files, read_dead
from outbox.support.scripted import Courier, answer, away, event, judged, outbox_of, put, refusal, stored


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LINGER", 0.01)
    monkeypatch.setattr(circuit_breaker, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(circuit_breaker, "_SHORTEST_DELAY", 0.001)
    monkeypatch.setattr(circuit_breaker, "_FIRST_PROBE", 0.02)


@pytest.fixture
def courier() -> Courier:
    return Courier()


@pytest.fixture
def outbox(spool: Path, courier: Courier) -> Iterator[Outbox]:
    outbox = outbox_of(spool, courier)
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
        json.loads(content)["id"]: reason for path in dead_files(spool) for reason, content in read_dead(path)
    }


def test_events_go_out_in_order(outbox: Outbox, courier: Courier) -> None:
    ids = put(outbox, *["a"] * 3000)
    settle(outbox)
    assert courier.taken == ids
    assert max(map(len, courier.sent)) <= 1000


def test_events_that_come_one_by_one_share_batches(
    outbox: Outbox, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(events: list[dict[str, Any]]) -> Any:
        time.sleep(0.01)  # there is always something new when the answer comes
        return stored(events)

    monkeypatch.setattr(worker, "LINGER", 0.1)
    courier.batch = slowly
    started = time.monotonic()
    ids = []
    while time.monotonic() - started < 0.5:
        ids += put(outbox, "a")
        time.sleep(0.002)
    assert courier.taken, "it waits for a pause"
    settle(outbox)
    assert courier.taken == ids
    assert len(courier.sent) <= 8


def test_a_batch_keeps_to_the_contracts_bytes(outbox: Outbox, courier: Courier) -> None:
    courier.batch = away
    for _ in range(60):
        outbox.put(event(padding="x" * 200_000))
    courier.batch = stored
    settle(outbox)
    assert max(map(len, courier.sent)) * 200_000 < 10_485_760


def test_an_event_that_is_refused_is_set_aside_with_the_reason(
    outbox: Outbox, courier: Courier, spool: Path
) -> None:
    courier.batch = judged(bad=(409, "id_conflict"))
    good, bad, last = put(outbox, "a", "bad", "a")
    settle(outbox)
    assert courier.taken == [good, last]
    found = letters(spool)
    assert found.keys() == {bad}
    assert (found[bad]["status"], found[bad]["code"], found[bad]["error"]) == (409, "id_conflict", "No")
    assert outbox.stats().dead == 1


@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_batch_is_halved_until_the_one_is_found(
    outbox: Outbox, courier: Courier, spool: Path, status: int
) -> None:
    def refuse_poison(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return refusal(status, "invalid_json") if poisoned else stored(events)

    courier.batch = refuse_poison
    courier.one = refuse_poison
    ids = put(outbox, *["a"] * 300, "poison", *["a"] * 300)
    settle(outbox)
    assert courier.taken == ids[:300] + ids[301:]
    assert letters(spool).keys() == {ids[300]}
    assert len(courier.sent) < 40


def test_a_batch_that_is_too_large_is_halved_and_stays_so(outbox: Outbox, courier: Courier) -> None:
    def limit(events: list[dict[str, Any]]) -> Any:
        return refusal(413, "payload_too_large") if len(events) > 100 else stored(events)

    courier.batch = away
    ids = put(outbox, *["a"] * 1000)
    outbox.flush(0.05)
    courier.batch, courier.sent = limit, []
    settle(outbox)
    assert courier.taken == ids
    put(outbox, *["a"] * 1000)
    before = len(courier.sent)
    settle(outbox)
    assert len(courier.sent) - before < 40


def test_an_event_that_is_too_large_by_itself_is_set_aside(
    outbox: Outbox, courier: Courier, spool: Path
) -> None:
    courier.batch = lambda _: refusal(413, "payload_too_large")
    courier.one = lambda _: answer(413, b"<html>nginx</html>")
    (only,) = put(outbox, "a")
    settle(outbox)
    assert letters(spool).keys() == {only}


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_server_without_batches_gets_single_events(outbox: Outbox, courier: Courier, status: int) -> None:
    courier.batch = lambda _: refusal(status, "not_found")
    ids = put(outbox, *["a"] * 20)
    settle(outbox)
    assert courier.alone == ids
    assert len(courier.sent) == 1, "it asked for batches again"


@pytest.mark.parametrize(
    "said",
    [
        refusal(401, "invalid_api_key"),
        refusal(403, "insufficient_scope"),
        refusal(404, "not_found"),
        answer(301, b"", location="http://elsewhere"),
        answer(400, b"<html>Bad Request</html>"),
        answer(451, b""),
        refusal(429, "quota_exceeded"),
    ],
    ids=lambda said: str(said.status),
)
def test_what_is_said_to_everything_pauses_and_keeps_everything(
    outbox: Outbox, courier: Courier, said: Any
) -> None:
    courier.batch = courier.one = lambda _: said
    ids = put(outbox, *["a"] * 50)
    started = time.monotonic()
    result = outbox.flush(10)
    assert time.monotonic() - started < 5, "flush waits though nothing will happen"
    assert result.paused is not None
    assert str(said.status) in result.paused
    assert result.waiting == outbox.stats().waiting == 50
    assert outbox.stats().state == "paused"
    courier.__init__()  # type: ignore[misc]
    settle(outbox)
    assert sorted(courier.taken) == ids
    assert outbox.stats().state == "idle"


@pytest.mark.parametrize(
    "said",
    [
        refusal(429, "rate_limited"),
        refusal(500, "internal_error"),
        refusal(503, "unavailable"),
        answer(200, b"<html>Sign in</html>"),
        answer(200, {"succeeded": 50, "failed": 0, "results": []}),
        answer(204, b""),
        answer(408, b""),
        answer(502, b"Bad Gateway"),
    ],
    ids=lambda said: f"{said.status} {said.body[:12].decode()}",
)
def test_what_may_pass_is_waited_for(outbox: Outbox, courier: Courier, said: Any) -> None:
    courier.batch = courier.one = lambda _: said
    ids = put(outbox, *["a"] * 50)
    result = outbox.flush(0.2)
    assert result.waiting == 50
    assert outbox.stats().state == "retrying"
    assert outbox.stats().retried >= 2
    courier.__init__()  # type: ignore[misc]
    settle(outbox)
    assert sorted(courier.taken) == ids


def test_one_event_that_fails_by_itself_holds_up_nobody(outbox: Outbox, courier: Courier) -> None:
    """A fault of the server with one event: it is tried for ever, and the others pass."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return refusal(500, "internal_error") if poisoned else stored(events)

    courier.batch = crash
    ids = put(outbox, "poison", *["a"] * 1200)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(courier.taken) == ids[1:]
    assert outbox.stats().waiting == 1
    courier.batch = stored
    settle(outbox)
    assert courier.taken[-1] == ids[0]


def test_items_that_can_not_be_taken_now_are_sent_again(outbox: Outbox, courier: Courier) -> None:
    courier.script = [judged(b=(503, "unavailable"), c=(500, "internal_error"))]
    ids = put(outbox, "a", "b", "a", "c", "a")
    settle(outbox)
    assert sorted(courier.taken) == ids
    assert outbox.stats().delivered == 5


def test_an_item_of_another_organisation_is_set_aside(outbox: Outbox, courier: Courier, spool: Path) -> None:
    courier.batch = judged(b=(403, "organization_not_allowed"))
    ids = put(outbox, "a", "b", "a")
    settle(outbox)
    assert letters(spool).keys() == {ids[1]}


def test_retry_after_is_obeyed(outbox: Outbox, courier: Courier) -> None:
    times: list[float] = []

    def say(events: list[dict[str, Any]]) -> Any:
        times.append(time.monotonic())
        return refusal(503, "unavailable", retry_after="1") if len(times) == 1 else stored(events)

    courier.batch = say
    put(outbox, "a")
    settle(outbox)
    assert times[1] - times[0] >= 1


def test_the_circuit_probes_with_one_event_and_then_doubles(outbox: Outbox, courier: Courier) -> None:
    courier.batch = away
    put(outbox, *["a"] * 1000)
    outbox.flush(0.2)
    courier.batch, courier.sent = stored, []
    settle(outbox)
    assert [len(parcel) for parcel in courier.sent] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 489]


def test_flush_says_what_waits(outbox: Outbox, courier: Courier) -> None:
    courier.batch = away
    put(outbox, "a", "a")
    started = time.monotonic()
    assert outbox.flush(0.3) == (0, 2, 0, None)
    assert 0.25 < time.monotonic() - started < 1
    courier.batch = stored
    assert outbox.flush(5) == (2, 0, 0, None)


def test_a_courier_that_breaks_does_not_end_delivery(outbox: Outbox, courier: Courier) -> None:
    def broken(_: list[dict[str, Any]]) -> Any:
        raise ZeroDivisionError

    courier.batch = broken
    put(outbox, "a")
    outbox.flush(0.1)
    assert outbox.stats().trouble == "ZeroDivisionError"
    courier.batch = stored
    settle(outbox)


def test_dead_letters_that_can_not_be_written_wait(
    outbox: Outbox, courier: Courier, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier.batch = judged(bad=(400, "invalid_request"))
    spool.mkdir()
    (spool / "dead").write_text("in the way")
    put(outbox, "bad")
    outbox.flush(0.1)
    assert outbox.stats().waiting == 1
    (spool / "dead").unlink()
    settle(outbox)
    assert len(letters(spool)) == 1


def test_callbacks_are_told_on_another_thread_and_their_errors_counted(spool: Path, courier: Courier) -> None:
    import threading

    notices: list[Notice] = []
    threads = set()

    def note(notice: Notice) -> None:
        notices.append(notice)
        threads.add(threading.current_thread().name)
        raise ValueError

    outbox = outbox_of(
        spool, courier, on_delivered=note, on_retry=note, on_dead=note, on_paused=note, max_bytes=1 << 20
    )
    courier.script = [lambda _: refusal(503, "unavailable"), lambda _: refusal(401, "invalid_api_key")]
    courier.batch = judged(bad=(400, "invalid_request"))
    good, bad = put(outbox, "a", "bad")
    while outbox.flush(5).waiting:
        pass
    outbox.close()
    assert [notice.kind for notice in notices] == ["retry", "paused", "dead", "delivered"]
    assert notices[2].ids == (bad,)
    assert notices[3].ids == (good,)
    assert threads == {"auditledge-outbox"}


def test_what_is_no_event_is_set_aside_once(spool: Path, courier: Courier) -> None:
    """A record may be whole and hold something else."""
    told: list[Notice] = []
    outbox = outbox_of(spool, courier, on_dead=told.append)
    courier.send_batch = lambda events: refusal(400, "invalid_json")  # type: ignore[method-assign]
    courier.send_one = lambda event: refusal(400, "invalid_json")  # type: ignore[method-assign]
    for junk in (b"no JSON", b"[1]", b'{"x":1}', b"", b"[" * 100_000):
        outbox.put(junk)
    settle(outbox)
    assert [notice.ids for notice in told] == [("",)] * 5
    assert sum(1 for path in dead_files(spool) for _ in read_dead(path)) == outbox.stats().dead == 5
    outbox.close()


def test_an_error_of_ours_does_not_end_delivery(
    outbox: Outbox, courier: Courier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "canary-5e1c"

    def broken(*_: object) -> None:
        raise KeyError(secret)

    with monkeypatch.context() as patch:
        patch.setattr("auditledge.outbox.delivery.outcomes.judge_batch", broken)
        patch.setattr("auditledge.outbox.delivery.sender.Sender._fail", broken)
        ids = put(outbox, "a")
        outbox.flush(0.2)
        assert outbox.stats().trouble == "KeyError"
        assert "in _deliver" in caplog.text
        assert secret not in caplog.text
    settle(outbox)
    assert set(courier.taken) == set(ids)


def test_an_event_that_fails_alone_in_a_segment_goes_to_the_end(
    spool: Path, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the segments behind it would wait for it, and fill the spool."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return refusal(500, "internal_error") if poisoned else stored(events)

    courier.batch = crash
    monkeypatch.setattr("auditledge.outbox.outbox.SEGMENT_BYTES", 1000)
    outbox = outbox_of(spool, courier)
    ids = put(outbox, *["a"] * 10, "poison")
    for _ in range(20):
        ids += put(outbox, *["a"] * 10)
        outbox.flush(0.1)
        check_sums(outbox)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(courier.taken) == ids[:10] + ids[11:]
    assert len(list(spool.glob("p-*/*.seg"))) <= 2
    courier.batch = stored
    settle(outbox)
    assert outbox.stats().enqueued == outbox.stats().delivered == 211
    outbox.close()
