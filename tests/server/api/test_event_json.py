"""Events as JSON: every value comes back as it was sent."""

import json

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.conftest import Served
from server.samples import event, record


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
