"""When and how much to send."""

import time
from typing import Any

import pytest

from auditledge import Outbox
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    enqueue,
    error_response,
    settle,
    unreachable,
)


@pytest.mark.usefixtures("quick_retries")
def test_sends_one_event_as_a_probe_and_then_doubles(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.on_batch = unreachable
    enqueue(outbox, *["a"] * 1000)
    outbox.flush(0.2)
    transport.on_batch, transport.batches = accept_all, []
    settle(outbox)
    assert [len(parcel) for parcel in transport.batches] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 489]


@pytest.mark.usefixtures("quick_retries")
def test_retry_after_is_honored(outbox: Outbox, transport: ScriptedTransport) -> None:
    times: list[float] = []

    def say(events: list[dict[str, Any]]) -> Any:
        times.append(time.monotonic())
        return error_response(503, "unavailable", retry_after="1") if len(times) == 1 else accept_all(events)

    transport.on_batch = say
    enqueue(outbox, "a")
    settle(outbox)
    assert times[1] - times[0] >= 1


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def make_breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(clock, jitter=lambda _, longest: longest)


def test_backoff_doubles_up_to_a_minute() -> None:
    breaker = make_breaker(Clock())
    delays = [breaker.record_failure("down", None) for _ in range(9)]
    assert delays == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    breaker.record_success()
    assert breaker.remaining() == 0
    assert breaker.record_failure("down", None) == 0.5


def test_pause_doubles_up_to_five_minutes() -> None:
    breaker = make_breaker(Clock())
    assert [breaker.pause("401", None) for _ in range(8)] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert breaker.state(idle=False) == "paused"
    breaker.record_success()
    assert (breaker.paused, breaker.trouble, breaker.state(idle=True)) == (None, None, "idle")


def test_flush_skips_its_own_delay_but_not_that_of_the_ledger() -> None:
    clock = Clock()
    breaker = make_breaker(clock)
    breaker.record_failure("down", None)
    breaker.skip_delay()
    assert breaker.remaining() == 0
    breaker.record_failure("503", 30.0)
    breaker.skip_delay()
    assert breaker.remaining() == 30
    clock.now += 31
    assert breaker.remaining() == 0


def test_batches_shrink_and_grow() -> None:
    breaker = make_breaker(Clock())
    breaker.record_rejected_batch(1000)
    assert breaker.max_events == 500
    breaker.record_rejected_batch(1)
    assert breaker.max_events == 1
    breaker.record_success()
    assert breaker.max_events == 2
    breaker.record_oversized_batch(1_000_001)
    breaker.record_success()
    assert breaker.max_bytes == 500_000


def test_waiting_is_hopeless_only_while_paused_or_failing() -> None:
    breaker = make_breaker(Clock())
    assert not breaker.is_hopeless(stop_on_failure=True)
    breaker.record_failure("down", None)
    assert breaker.is_hopeless(stop_on_failure=True)
    assert not breaker.is_hopeless(stop_on_failure=False)
    breaker.pause("401", None)
    assert breaker.is_hopeless(stop_on_failure=False)
