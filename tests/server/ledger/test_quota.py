"""Plans: what an account may store in a calendar month."""

import time
from datetime import UTC, datetime

import httpx
import pytest

from auditledge.server.accounts import plans
from auditledge.server.accounts.plans import PLANS, Plan
from auditledge.server.calendar_months import month_of, seconds_to_next_month
from auditledge.server.ledger import append
from server.conftest import Served
from server.samples import MINIMAL, event, new_id, record, record_all
from server.stores.appending import Clock, a_new_event, store_all, summary_of


def microseconds(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1_000_000)  # type: ignore[arg-type,misc]


def test_the_plans_are_those_that_are_sold() -> None:
    assert list(PLANS.values()) == [
        Plan("free", 10_000, 30),
        Plan("starter", 100_000, 90),
        Plan("growth", 10_000_000, 365),
    ]


def test_months_count_on_by_one() -> None:
    assert month_of(microseconds(2026, 12, 31, 23, 59, 59, 999_999)) + 1 == month_of(microseconds(2027, 1, 1))
    assert month_of(microseconds(1969, 12, 31)) + 1 == month_of(0)


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ((2026, 11, 30, 23, 59, 59), 1),
        ((2026, 11, 30, 23, 59, 59, 999_999), 1),
        ((2026, 12, 1), 31 * 86_400),
        ((2028, 2, 28, 12), 86_400 + 43_200),
    ],
)
def test_the_next_month_is_as_far_as_the_calendar_says(moment: tuple[int, ...], seconds: int) -> None:
    assert seconds_to_next_month(microseconds(*moment)) == seconds


@pytest.mark.parametrize("plan", ["free", "starter", "growth"])
def test_usage_reports_the_plan(ledger_server: Served, plan: str) -> None:
    client = ledger_server.client(ledger_server.key(plan=plan))
    assert client.get("/usage").json() == {
        "plan": plan,
        "events_this_month": 0,
        "events_limit": PLANS[plan].events_limit,
        "retention_days": PLANS[plan].retention_days,
    }


@pytest.fixture
def small(ledger_server: Served, monkeypatch: pytest.MonkeyPatch) -> httpx.Client:
    """A client whose plan allows five events."""
    monkeypatch.setitem(plans.PLANS, "free", Plan("free", 5, 30))
    return ledger_server.client(ledger_server.key(plan="free"))


def test_events_beyond_the_quota_are_refused(small: httpx.Client) -> None:
    record_all(small, [MINIMAL] * 5)
    answer = small.post("/events", json=MINIMAL)
    assert (answer.status_code, answer.json()["code"]) == (429, "quota_exceeded")
    assert answer.json()["error"] == "The free plan allows 5 events per calendar month"
    assert 0 < int(answer.headers["retry-after"]) <= 31 * 86_400
    assert small.get("/usage").json()["events_this_month"] == 5
    assert small.get("/events").json()["total"] == 5


def test_a_batch_fills_the_quota_item_by_item(small: httpx.Client) -> None:
    results = small.post("/events/batch", json={"events": [MINIMAL] * 4 + [{}] + [MINIMAL] * 3}).json()[
        "results"
    ]
    assert [each["status"] for each in results] == [201] * 4 + [400, 201, 429, 429]


def test_a_repeated_event_costs_nothing_and_succeeds_at_the_limit(small: httpx.Client) -> None:
    sent = event(id=new_id())
    record_all(small, [sent, sent, sent])
    assert small.get("/usage").json()["events_this_month"] == 1
    record_all(small, [MINIMAL] * 4)
    assert small.post("/events", json=sent).headers["idempotent-replayed"] == "true"
    assert small.post("/events", json=sent | {"action": "x"}).status_code == 409


def test_the_quota_counts_by_receipt_and_not_by_timestamp(small: httpx.Client) -> None:
    record_all(small, [event(timestamp="2020-01-01T00:00:00Z")] * 5)
    assert small.post("/events", json=event(timestamp="2020-02-01T00:00:00Z")).status_code == 429


def test_usage_is_of_the_month_that_the_quota_is_of(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that was ahead has started a month, which continues when it is set back."""
    account = ledger_server.account()
    client = ledger_server.client(ledger_server.key(account))
    number = ledger_server.store.ensure_account(account, "growth")
    ahead = (time.time_ns() + 32 * 86_400 * 10**9) // 1_000
    with monkeypatch.context() as patched:
        patched.setattr(append, "time", Clock(ahead))
        store_all(ledger_server.store, number, [a_new_event(), a_new_event()])
    record(client, MINIMAL)
    assert client.get("/usage").json()["events_this_month"] == 3


def test_a_quota_starts_again_with_the_month(ledger_server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the last microsecond of a month it is used up, at the next one it is whole."""
    monkeypatch.setitem(plans.PLANS, "free", Plan("free", 2, 30))
    account = ledger_server.store.ensure_account(ledger_server.account(), "free")

    def at(moment: int) -> list[str]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(append, "time", Clock(moment))
            return [
                summary_of(each)[0]
                for each in store_all(ledger_server.store, account, [a_new_event(), a_new_event()])
            ]

    december = microseconds(2026, 12, 1)
    assert at(december - 2) == ["stored", "stored"]
    assert at(december - 1) == ["quota_exceeded"] * 2
    assert at(december) == ["stored", "stored"]
    assert at(december - 1) == ["quota_exceeded"] * 2, "a clock that is set back opens no month again"
    with ledger_server.store.reading() as snapshot:
        months = [
            snapshot.account(account, month_of(each)).stored_in_month for each in (december - 1, december)
        ]
    assert months == [2, 2]
