"""Recording one event and reading it back."""

import json
import time

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge import contract
from server.conftest import Served
from server.samples import FULL, MINIMAL, event, new_id, post, problems_of, record


def test_a_full_event_comes_back_as_it_was_sent(client: httpx.Client) -> None:
    stored = record(client, FULL)
    assert stored == FULL | {"timestamp": "2026-11-23T10:15:30.000000Z", "received_at": stored["received_at"]}
    assert client.get(f"/events/{stored['id']}").json() == stored
    assert client.get("/events").json()["events"] == [stored]


def test_a_minimal_event_gets_its_defaults(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_default"))
    before = time.time_ns() // 1000
    stored = record(client, MINIMAL)
    assert stored == MINIMAL | {
        "id": stored["id"],
        "organization_id": "org_default",
        "metadata": {},
        "timestamp": stored["received_at"],
        "received_at": stored["received_at"],
    }
    assert contract.schema("EventInput").clean(MINIMAL | {"id": stored["id"]})[1] == []
    assert before <= contract.parse_instant(stored["received_at"]) <= time.time_ns() // 1000


def test_an_event_without_an_organization_has_null(client: httpx.Client) -> None:
    assert record(client, MINIMAL)["organization_id"] is None


def test_an_unbound_key_can_use_any_organization(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_default"))
    assert record(client, event(organization_id="org_2"))["organization_id"] == "org_2"


def test_null_stands_for_an_optional_field_left_out(client: httpx.Client) -> None:
    sent = {
        "id": None,
        "actor": {"id": "u", "name": None, "email": None},
        "action": "a",
        "resource": {"type": "t", "id": "r", "name": None},
        "organization_id": None,
        "metadata": None,
        "timestamp": None,
    }
    stored = record(client, sent)
    assert stored["actor"] == {"id": "u"}
    assert stored["resource"] == {"type": "t", "id": "r"}
    assert stored["metadata"] == {}


def test_absent_and_empty_names_are_told_apart(client: httpx.Client) -> None:
    actors = [
        {"id": "u"},
        {"id": "u", "name": ""},
        {"id": "u", "email": ""},
        {"id": "u", "name": "", "email": ""},
        {"id": "u", "name": "n"},
        {"id": "u", "email": "n"},
    ]
    for _ in range(2):
        for actor in actors:
            stored = record(client, event(actor=actor, resource={"type": "t", "id": "r", "name": ""}))
            assert stored["actor"] == actor
            assert stored["resource"]["name"] == ""
            assert client.get(f"/events/{stored['id']}").json() == stored
    assert [each["actor"] for each in client.get("/events?order=asc").json()["events"]] == actors * 2


def test_a_renamed_actor_keeps_the_old_name_in_old_events(client: httpx.Client) -> None:
    for name in ("Alice Young", "Alice Old"):
        record(client, event(actor={"id": "u", "name": name}))
    found = client.get("/events", params={"actor_id": "u", "order": "asc"}).json()["events"]
    assert [each["actor"]["name"] for each in found] == ["Alice Young", "Alice Old"]
    assert client.get("/events", params={"actor_name": "young"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("2026-11-23T10:15:30Z", "2026-11-23T10:15:30.000000Z"),
        ("2026-11-23T10:15:30.123456789+02:00", "2026-11-23T08:15:30.123456Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_timestamps_are_returned_in_utc(client: httpx.Client, sent: str, stored: str) -> None:
    assert record(client, event(timestamp=sent))["timestamp"] == stored


def test_metadata_comes_back_exactly(client: httpx.Client) -> None:
    text = (
        '{"z":1,"a":{"y":[1,2.5,-0.0,1e300,1.0,true,null],"x":""},"max":18446744073709551615,'
        '"min":-9223372036854775808,"nul\\u0000":"\\u0000","\U0001f600":"\u2028"}'
    )
    body = json.dumps(event(metadata=0)).replace('"metadata": 0', f'"metadata": {text}')
    answer = client.post("/events", content=body.encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 201
    got = client.get(f"/events/{answer.json()['event']['id']}").text
    assert json.dumps(json.loads(got)["metadata"]) == json.dumps(json.loads(text))
    assert text.replace("1e300", "1e+300") in got


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)
_events = st.fixed_dictionaries(
    {
        "actor": st.fixed_dictionaries(
            {"id": _texts}, optional={"name": _texts | st.just(""), "email": _texts}
        ),
        "action": _texts,
        "resource": st.fixed_dictionaries({"type": _texts, "id": _texts}, optional={"name": _texts}),
    },
    optional={"organization_id": _texts, "metadata": st.dictionaries(_texts, _json, max_size=5)},
)


@settings(deadline=None, max_examples=100)
@given(sent=_events)
def test_any_valid_event_round_trips(ledger_server: Served, sent: dict[str, object]) -> None:
    client = _shared_client(ledger_server)
    stored = record(client, sent)
    read = client.get(f"/events/{stored['id']}").json()
    expected = {"organization_id": None, "metadata": {}, "timestamp": stored["received_at"]} | sent
    assert {name: read[name] for name in expected} == expected
    assert json.dumps(read["metadata"]) == json.dumps(expected["metadata"])  # 1 == 1.0 == True otherwise
    assert read == stored


def _shared_client(served: Served) -> httpx.Client:
    """One client for all examples of a property: its account grows, which no property here minds."""
    if not hasattr(served, "shared"):
        served.shared = served.client(served.key())  # type: ignore[attr-defined]
    client: httpx.Client = served.shared  # type: ignore[attr-defined]
    return client


def test_the_same_id_with_the_same_content_gets_the_same_response(client: httpx.Client) -> None:
    first = client.post("/events", json=FULL)
    again = client.post("/events", json=FULL)
    assert "idempotent-replayed" not in first.headers
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    assert again.content == first.content
    assert client.get("/events").json()["total"] == 1
    assert client.get("/usage").json()["events_this_month"] == 1


def test_the_order_of_keys_does_not_make_other_content(client: httpx.Client) -> None:
    metadata = {"a": 1, "b": {"c": [1, 2], "d": 2}}
    turned = {"b": {"d": 2, "c": [1, 2]}, "a": 1}
    first = record(client, FULL | {"metadata": metadata})
    assert record(client, dict(reversed((FULL | {"metadata": turned}).items()))) == first


def test_a_timestamp_left_out_is_the_same_content_again(client: httpx.Client) -> None:
    sent = event(id=new_id())
    first = record(client, sent)
    assert record(client, sent) == first
    assert record(client, sent | {"timestamp": first["timestamp"]}) == first
    answer = client.post("/events", json=sent | {"timestamp": "2026-01-01T00:00:00Z"})
    assert answer.json()["code"] == "id_conflict"


def test_a_default_organization_is_the_same_content_as_an_explicit_one(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_1"))
    sent = event(id=new_id())
    assert record(client, sent) == record(client, sent | {"organization_id": "org_1"})


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


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), ([], {}), (None, 0)])
def test_values_of_other_types_are_other_content(client: httpx.Client, one: object, other: object) -> None:
    sent = event(id=new_id())
    record(client, sent | {"metadata": {"value": one}})
    assert client.post("/events", json=sent | {"metadata": {"value": other}}).status_code == 409


def test_another_account_may_use_the_same_id(ledger_server: Served) -> None:
    for _ in range(2):
        assert record(ledger_server.client(ledger_server.key()), FULL)["id"] == FULL["id"]


def test_an_event_of_another_account_does_not_exist(ledger_server: Served, client: httpx.Client) -> None:
    stored = record(client, MINIMAL)
    other = ledger_server.client(ledger_server.key())
    answer = other.get(f"/events/{stored['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert other.get("/events").json()["total"] == 0


@pytest.mark.parametrize("event_id", ["evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e", "evt_1", "evt_zz-zz"])
def test_an_unknown_event_is_not_found(client: httpx.Client, event_id: str) -> None:
    assert client.get(f"/events/{event_id}").status_code == 404


@pytest.mark.parametrize(
    "event_id", ["1", "evt_", "evt_a.b", "EVT_1", "evt_" + "a" * 65, "%2e%2e", "evt_1%2Fx"]
)
def test_what_is_no_id_is_an_invalid_request(client: httpx.Client, event_id: str) -> None:
    assert problems_of(client.get(f"/events/{event_id}")).keys() == {"event_id"}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "/actor"),
        (event(actor={}), "/actor/id"),
        (event(actor={"id": ""}), "/actor/id"),
        (event(actor={"id": "\ud800"}), "/actor/id"),
        (event(actor={"id": "u", "\ud800": 1}), "/actor/?"),
        (event(action="a" * 256), "/action"),
        (event(action="a\0"), "/action"),
        (event(resource={"type": "t", "id": "i", "nmae": "n"}), "/resource/nmae"),
        (event(actor={"id": "u", "email": "e" * 321}), "/actor/email"),
        (event(id="evt_019ab0c4-5d10-4c3a-9e21-4f5a6b7c8d9e"), "/id"),
        (event(id="evt_019AB0C4-5d10-7c3a-9e21-4f5a6b7c8d9e"), "/id"),
        (event(timestamp="2026-11-23T10:15:30"), "/timestamp"),
        (event(timestamp="2026-11-31T10:15:30Z"), "/timestamp"),
        (event(timestamp=1), "/timestamp"),
        (event(metadata=[]), "/metadata"),
        (event(metadata={"n": 2**64}), "/metadata/n"),
        (event(metadata={"n": -(2**63) - 1}), "/metadata/n"),
        (event(metadata={"\ud800": 1}), "/metadata"),
        (event(metadata={"t": "x" * 65_536}), "/metadata"),
    ],
)
def test_a_breach_is_named_by_its_field(client: httpx.Client, sent: dict[str, object], field: str) -> None:
    answer = post(client, "/events", sent)
    assert answer.status_code == 400
    assert field in problems_of(answer)
    assert client.get("/events").json()["total"] == 0


def test_metadata_may_be_as_large_and_deep_as_the_contract_says(client: httpx.Client) -> None:
    metadata: dict[str, object] = {}
    for _ in range(31):
        metadata = {"d": metadata}
    assert record(client, event(metadata=metadata))["metadata"] == metadata
    assert client.post("/events", json=event(metadata={"d": metadata})).status_code == 400
    full = {"t": "x" * (65_536 - len('{"t":""}'))}
    assert record(client, event(metadata=full))["metadata"] == full


def test_texts_may_be_as_long_as_the_contract_says(client: httpx.Client) -> None:
    sent = {
        "actor": {"id": "\U0001f600" * 255, "name": "n" * 1024, "email": "e" * 320},
        "action": "a" * 255,
        "resource": {"type": "t" * 255, "id": "i" * 255, "name": "n" * 1024},
        "organization_id": "o" * 255,
    }
    stored = record(client, sent)
    assert {name: stored[name] for name in sent} == sent
