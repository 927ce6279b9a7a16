"""Appending: idempotency by id, and what an account may store in a calendar month."""

from datetime import UTC, datetime

import httpx
import pytest

from auditledge.server.accounts import plans
from auditledge.server.accounts.plans import Plan
from auditledge.server.calendar_months import month_of
from server.conftest import Served
from server.samples import FULL, MINIMAL, OPTIONAL, event, new_id, record, record_all
from server.stores.appending import a_new_event, store_all, summary_of


def microseconds(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1_000_000)  # type: ignore[arg-type,misc]


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


def test_a_quota_starts_again_with_the_month(ledger_server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the last microsecond of a month it is used up, at the next one it is whole."""
    monkeypatch.setitem(plans.PLANS, "free", Plan("free", 2, 30))
    account = ledger_server.store.ensure_account(ledger_server.account(), "free")

    def at(moment: int) -> list[str]:
        outcomes = store_all(ledger_server.store, account, [a_new_event(), a_new_event()], moment)
        return [summary_of(each)[0] for each in outcomes]

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


def test_the_same_id_with_the_same_content_gets_the_same_response(client: httpx.Client) -> None:
    first = client.post("/events", json=FULL)
    again = client.post("/events", json=FULL)
    assert "idempotent-replayed" not in first.headers
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    assert again.content == first.content
    assert client.get("/events").json()["total"] == 1
    assert client.get("/usage").json()["events_this_month"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"actor": {"id": "user_123", "name": "Alice"}},
        {"actor": {"id": "user_123", "name": "alice", "email": "alice@example.com"}},
        {"actor": {"id": "user_123", "name": "Alice", "email": ""}},
        {"action": "invoice.created"},
        {"resource": {"type": "invoice", "id": "inv_456"}},
        {"resource": {"type": "invoice", "id": "inv_457", "name": "Invoice #1042"}},
        {"resource": {"type": "bill", "id": "inv_456", "name": "Invoice #1042"}},
        {"organization_id": "org_790"},
        {"metadata": {}},
        {"metadata": {"ip": "192.168.1.2"}},
        {"timestamp": "2026-11-23T10:15:30.000001Z"},
        {"timestamp": None},
        {"organization_id": None},
    ],
)
def test_the_same_id_with_other_content_is_a_conflict(
    client: httpx.Client, change: dict[str, object]
) -> None:
    first = record(client, FULL)
    answer = client.post("/events", json=FULL | change)
    assert (answer.status_code, answer.json()["code"]) == (409, "id_conflict")
    assert client.get("/events").json()["events"] == [first]


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_optional_member_belongs_to_the_content(client: httpx.Client, name: str) -> None:
    without, alone = event(id=new_id()), event(id=new_id(), **{name: OPTIONAL[name]})
    for sent, other in ((without, {name: OPTIONAL[name]}), (alone, {name: None})):
        first = record(client, sent)
        assert record(client, sent) == first
        answer = client.post("/events", json=sent | other)
        assert (answer.status_code, answer.json()["code"]) == (409, "id_conflict")


@pytest.mark.parametrize(
    "change",
    [
        {"actor": {"id": "user_123", "type": "service"}},
        {"actor": {"id": "user_123"}},
        {"on_behalf_of": {"id": "user_9"}},
        {"outcome": "failure"},
        {"reason": "four eyes are required"},
        {"context": {**OPTIONAL["context"], "ip": "203.0.113.8"}},
        {"context": {"ip": "203.0.113.7"}},
        {"changes": {**OPTIONAL["changes"], "status": {"after": None}}},
        {"changes": {**OPTIONAL["changes"], "tags": {"after": [3, "vip"]}}},
        {"changes": {**OPTIONAL["changes"], "tags": {"after": ["vip", 3.0]}}},
        {"changes": {"status": OPTIONAL["changes"]["status"]}},
        {"targets": OPTIONAL["targets"][::-1]},
        {"targets": OPTIONAL["targets"][:1]},
        {"source_id": "875240E8-7a5a"},
    ],
)
def test_another_value_of_an_optional_member_is_a_conflict(
    client: httpx.Client, change: dict[str, object]
) -> None:
    sent = event(id=new_id(), actor={"id": "user_123", "type": "user"}, **OPTIONAL)
    first = record(client, sent)
    assert client.post("/events", json=sent | change).json()["code"] == "id_conflict"
    assert record(client, dict(reversed(sent.items()))) == first


def test_a_missing_value_and_null_in_changes_are_different_content(client: httpx.Client) -> None:
    changes: list[dict[str, object]] = [
        {},
        {"before": None},
        {"after": None},
        {"before": None, "after": None},
    ]
    for stored in changes:
        id_ = new_id()
        assert record(client, event(id=id_, changes={"x": stored}))["changes"] == {"x": stored}
        for other in changes:
            answer = client.post("/events", json=event(id=id_, changes={"x": other}))
            assert answer.status_code == (201 if other == stored else 409)


@pytest.mark.parametrize(
    "empty", [{"context": {}}, {"context": {"ip": None}}, {"changes": {}}, {"targets": []}]
)
def test_an_empty_member_is_the_same_content_as_none(client: httpx.Client, empty: dict[str, object]) -> None:
    for first, again in (({}, empty), (empty, {}), (empty, dict.fromkeys(empty))):
        sent = event(id=new_id())
        assert record(client, sent | first) == record(client, sent | again)


def test_another_account_may_use_the_same_id(ledger_server: Served) -> None:
    for _ in range(2):
        assert record(ledger_server.client(ledger_server.key()), FULL)["id"] == FULL["id"]


def test_events_are_stored_in_the_order_sent(client: httpx.Client) -> None:
    stored = record_all(client, [event(metadata={"n": n}) for n in range(1_000)])
    assert [each["metadata"]["n"] for each in stored] == list(range(1_000))
    assert client.get("/events?order=asc&limit=1000").json()["events"] == stored


def test_an_id_twice_in_a_batch_follows_the_rule(client: httpx.Client) -> None:
    same = event(id=new_id())
    items = [same, same, same | {"action": "other"}, MINIMAL]
    first, again, other, _ = client.post("/events/batch", json={"events": items}).json()["results"]
    assert first["event"] == again["event"]
    assert (again["status"], again["success"], again["replayed"]) == (201, True, True)
    assert "replayed" not in first
    assert "replayed" not in other
    assert (other["status"], other["code"]) == (409, "id_conflict")
    assert client.get("/events").json()["total"] == 2


def test_a_repeated_batch_gets_the_same_response(client: httpx.Client) -> None:
    items = [event(id=new_id(), metadata={"n": n}) for n in range(600)]
    assert record_all(client, items) == record_all(client, items)
    assert client.get("/usage").json()["events_this_month"] == 600


def test_an_id_recorded_alone_is_known_to_a_batch(client: httpx.Client) -> None:
    stored = record(client, FULL)
    (result,) = client.post("/events/batch", json={"events": [FULL]}).json()["results"]
    assert result["event"] == stored
    assert result["replayed"] is True
