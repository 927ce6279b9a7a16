"""Recording many events at once, each judged for itself."""

import json

import httpx
import pytest

from server.conftest import Served
from server.samples import FULL, MINIMAL, event, new_id, post, problems_of, record, record_all


def test_an_invalid_item_does_not_fail_the_others(client: httpx.Client) -> None:
    items = [MINIMAL, {"actor": {"id": ""}}, event(action="x"), "no event", event(actor={"id": "\ud800"})]
    answer = post(client, "/events/batch", {"events": items})
    result = answer.json()
    assert (answer.status_code, result["succeeded"], result["failed"]) == (200, 2, 3)
    assert [each["index"] for each in result["results"]] == [0, 1, 2, 3, 4]
    assert [each["status"] for each in result["results"]] == [201, 400, 201, 400, 400]
    bad = result["results"][1]
    assert bad["error"] == "action is required; resource is required; actor.id must not be empty"
    assert {each["field"] for each in bad["problems"]} == {"/actor/id", "/action", "/resource"}
    assert "event" not in bad
    assert "id" not in bad
    good = result["results"][2]
    assert good["id"] == good["event"]["id"]
    assert client.get(f"/events/{good['id']}").json() == good["event"]


def test_events_are_stored_in_the_order_sent(client: httpx.Client) -> None:
    stored = record_all(client, [event(metadata={"n": n}) for n in range(1_000)])
    assert [each["metadata"]["n"] for each in stored] == list(range(1_000))
    assert client.get("/events?order=asc&limit=1000").json()["events"] == stored


def test_minimal_results_leave_the_event_out(client: httpx.Client) -> None:
    for prefer in ("return=minimal", 'respond-async, Return="minimal"; x=1'):
        answer = client.post("/events/batch", json={"events": [MINIMAL, {}]}, headers={"Prefer": prefer})
        good, bad = answer.json()["results"]
        assert good.keys() == {"index", "success", "status", "id"}
        assert bad["code"] == "invalid_request"
    answer = client.post(
        "/events/batch", json={"events": [MINIMAL]}, headers={"Prefer": "return=representation"}
    )
    assert "event" in answer.json()["results"][0]


def test_an_id_twice_in_a_batch_follows_the_rule(client: httpx.Client) -> None:
    same = event(id=new_id())
    items = [same, same, same | {"action": "other"}, MINIMAL]
    first, again, other, _ = client.post("/events/batch", json={"events": items}).json()["results"]
    assert first["event"] == again["event"]
    assert (again["status"], again["success"]) == (201, True)
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


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "/events"),
        ({"events": []}, "/events"),
        ({"events": {}}, "/events"),
        ({"events": None}, "/events"),
        ({"events": [MINIMAL] * 1_001}, "/events"),
        ({"events": [MINIMAL], "more": 1}, "/more"),
        ([MINIMAL], ""),
        (None, ""),
    ],
)
def test_a_batch_that_is_none_is_refused_as_a_whole(client: httpx.Client, body: object, field: str) -> None:
    answer = post(client, "/events/batch", body)
    assert answer.status_code == 400
    assert field in problems_of(answer)
    assert client.get("/events").json()["total"] == 0


@pytest.mark.parametrize(("levels", "expected"), [(32, 200), (60, 200), (61, 400)])
def test_an_item_that_nests_too_deep_is_refused_and_one_deeper_the_batch(
    client: httpx.Client, levels: int, expected: int
) -> None:
    deep = event(metadata={"x": json.loads("[" * levels + "]" * levels)})
    answer = client.post("/events/batch", json={"events": [MINIMAL, deep, MINIMAL]})
    assert answer.status_code == expected
    if expected == 200:
        assert [each["status"] for each in answer.json()["results"]] == [201, 400, 201]
    else:
        assert answer.json()["error"] == "The body is nested deeper than 64 levels"
        assert client.get("/events").json()["total"] == 0


def test_a_batch_may_hold_as_much_as_the_contract_says(client: httpx.Client) -> None:
    items = [event(metadata={"t": "x" * 10_000}) for _ in range(1_000)]
    assert client.post("/events/batch", json={"events": items}).json()["succeeded"] == 1_000
    items = [event(metadata={"t": "x" * 10_400}) for _ in range(1_000)]
    answer = client.post("/events/batch", json={"events": items})
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


def test_a_bound_key_is_refused_item_by_item(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_1", bound=True))
    items = [MINIMAL, event(organization_id="org_2"), event(organization_id="org_1")]
    results = client.post("/events/batch", json={"events": items}).json()["results"]
    assert [each["status"] for each in results] == [201, 403, 201]
    assert results[1]["code"] == "organization_not_allowed"


def test_the_body_of_a_batch_is_all_of_it(client: httpx.Client) -> None:
    answer = client.post("/events/batch", json={"events": [{"id": 1}]})
    assert answer.json()["succeeded"] == 0
    assert client.get("/events").json()["total"] == 0
