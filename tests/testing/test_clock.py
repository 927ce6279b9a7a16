from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import EVENT

from auditledge import QuotaExceededError
from auditledge.server.accounts import plans
from auditledge.server.accounts.plans import Plan
from auditledge.testing import Ledger, LedgerClock, LedgerHost, ledgers


def test_receipts_are_at_the_time_of_the_clock(ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    ledger.clock.freeze(datetime(2031, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2))))
    first = ledger.client.log(EVENT)["event"]
    ledger.clock.advance(0.000_001)
    ledger.clock.advance(timedelta(days=1))
    second = ledger.client.log(EVENT)["event"]
    assert (first["received_at"], first["timestamp"]) == ("2031-05-06T05:08:09.000000Z",) * 2
    assert second["received_at"] == "2031-05-07T05:08:09.000001Z"
    assert caplog.messages == []


def test_time_never_goes_back(ledger: Ledger) -> None:
    ledger.clock.freeze("2031-01-01T00:00:00Z")
    first = ledger.client.log(EVENT)["event"]
    ledger.clock.freeze("2030-01-01T00:00:00Z")
    assert ledger.client.log(EVENT)["event"]["received_at"] == first["received_at"]
    with pytest.raises(ValueError, match="by must not be negative"):
        ledger.clock.advance(-1)


def test_a_clock_runs_until_it_is_frozen() -> None:
    clock = LedgerClock()
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    clock.advance(timedelta(days=400))
    assert before <= clock.now() - timedelta(days=400) <= datetime.now(UTC)
    clock.freeze()
    frozen = clock.now()
    assert clock.now() == frozen > before + timedelta(days=400)
    clock.reset()
    assert before <= clock.now() <= datetime.now(UTC)


def test_a_clock_is_reset_after_the_test(host: LedgerHost) -> None:
    with host.new_ledger() as ledger:
        ledger.clock.freeze("2031-01-01T00:00:00Z")
    assert host.clock.now() < datetime(2031, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "message"),
    [
        (datetime(2026, 1, 1), "at must be an aware datetime"),
        ("2026-01-01T00:00:00", "at needs a time zone"),
        ("tomorrow", "at must be an ISO 8601 time"),
    ],
)
def test_times_that_are_unclear_are_refused(at: datetime | str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        LedgerClock().freeze(at)


def test_a_plan_starts_again_with_the_month(host: LedgerHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plans.PLANS, "tiny", Plan("tiny", 1, 30))
    monkeypatch.setattr(ledgers, "_PLAN", "tiny")
    with host.new_ledger() as ledger:
        ledger.clock.freeze("2026-01-31T23:59:59Z")
        ledger.client.log(EVENT)
        with pytest.raises(QuotaExceededError):
            ledger.client.log(EVENT, retries=0)
        ledger.clock.advance(1)
        ledger.client.log(EVENT)
        assert ledger.client.usage()["events_this_month"] == 1
