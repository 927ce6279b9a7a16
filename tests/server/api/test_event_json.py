"""Events as JSON: every value comes back as it was sent."""

import json
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge import AuditLedge, contract
from auditledge.server.api.export_formats import export_encoder
from auditledge.server.ledger.events import new_event, stored_event
from server.conftest import Served
from server.samples import MINIMAL, OPTIONAL, body_with, event, record


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


@pytest.mark.parametrize("name", OPTIONAL)
def test_optional_members_come_back_alone(client: httpx.Client, name: str) -> None:
    stored = record(client, event(**{name: OPTIONAL[name]}))
    assert {key: stored[key] for key in OPTIONAL if key in stored} == {name: OPTIONAL[name]}
    assert client.get(f"/events/{stored['id']}").json() == stored
    assert client.get("/events").json()["events"] == client.get("/events/export").json() == [stored]


def test_optional_members_come_back_together_in_their_order(client: httpx.Client) -> None:
    actor = {"id": "user_123", "name": "Alice", "email": "alice@example.com", "type": "service"}
    stored = record(client, event(actor=actor, **dict(reversed(OPTIONAL.items()))))
    assert stored["actor"] == actor
    names = [*event(), "organization_id", "metadata", "timestamp", "received_at", *OPTIONAL]
    assert list(stored) == ["id", *names]
    assert {name: stored[name] for name in OPTIONAL} == OPTIONAL
    assert json.dumps(stored["changes"]) == json.dumps(OPTIONAL["changes"])
    assert client.get(f"/events/{stored['id']}").json() == stored


@pytest.mark.parametrize("name", OPTIONAL)
def test_null_and_empty_members_are_absent(client: httpx.Client, name: str) -> None:
    empty = {"context": [{}, {"ip": None, "location": None}], "changes": [{}], "targets": [[]]}
    for value in (None, *empty.get(name, [])):
        stored = record(client, event(**{name: value}))
        assert name not in stored
        assert name not in client.get(f"/events/{stored['id']}").json()


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


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "number",
    [
        *("0", "-0", "1", "1.0", "-0.0", "1E5", "100000.0", "0.1", "0.10000000000000001", "1e-7", "5e-324"),
        *("9007199254740993", "18446744073709551615", "-9223372036854775808", "1.7976931348623157e308"),
    ],
)
def test_a_number_comes_back_with_its_value(client: httpx.Client, number: str) -> None:
    stored = client.post("/events", content=body_with(f'{{"n":{number}}}'), headers=JSON)
    assert stored.status_code == 201
    for text in (stored.text, client.get("/events").text, client.get("/events/export").text):
        back = text.partition('"n":')[2].partition("}")[0]
        assert type(json.loads(back)) is type(json.loads(number))
        exact = "." not in number and "e" not in number.lower()
        assert Decimal(back) == Decimal(number) if exact else float(back) == float(number)


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\u2028", "\ufeff", "\U0010ffff", "e\u0301", "\x7f\x1b", "\\u0000"]
)
def test_text_in_metadata_comes_back(client: httpx.Client, text: str) -> None:
    stored = record(client, event(metadata={text: [text]}))
    assert stored["metadata"] == {text: [text]}
    assert client.get(f"/events/{stored['id']}").json() == stored
    assert client.get("/events/export").json() == [stored]


TIMES = {
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999Z": "9999-12-31T23:59:59.999999Z",
    "0001-01-01T23:59:00+23:59": "0001-01-01T00:00:00.000000Z",
    "9999-12-31T00:00:00-23:59": "9999-12-31T23:59:00.000000Z",
    "2026-02-28t12:00:00.1234567z": "2026-02-28T12:00:00.123456Z",
    "2024-02-29T00:00:00.999999999-00:00": "2024-02-29T00:00:00.999999Z",
}


@pytest.mark.parametrize("sent", TIMES)
def test_a_time_comes_back_in_utc(client: httpx.Client, sent: str) -> None:
    stored = record(client, event(timestamp=sent))
    assert stored["timestamp"] == TIMES[sent]
    found = client.get("/events", params={"start_date": TIMES[sent], "end_date": TIMES[sent]}).json()
    assert found["events"] == [stored]


@pytest.fixture
def embedded() -> Iterator[AuditLedge]:
    with AuditLedge("any", base_url="sqlite://") as opened:
        yield opened


def test_embedded_they_come_back_alike(embedded: AuditLedge) -> None:
    metadata = {"a": 2**64 - 1, "b": -(2**63), "c": -0.0, "d": 5e-324, "e": "\0", "f": 1.0, "g": 1}
    for sent, comes_back in TIMES.items():
        stored = embedded.log({**MINIMAL, "timestamp": sent, "metadata": metadata})["event"]
        assert stored["timestamp"] == comes_back
        assert json.dumps(stored["metadata"]) == json.dumps(metadata)


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_long_names_do_not_fill_the_memory(format_: str) -> None:
    """What is formatted once is kept for the next event of the same actor, but only if it is short."""
    encoder = export_encoder(format_, csv_raw=False, header=False)
    tracemalloc.start()
    try:
        for number in range(3_000):
            actor = {"id": f"u{number}", "name": f"{number}" + "\N{GRINNING FACE}" * 1_000}
            cleaned, _ = contract.schema("EventInput").clean(event(actor=actor))
            encoder.encode([stored_event(new_event(cleaned, None), number, 0)])
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 3_000 * 1_000  # each name takes 4,000 bytes, and as much as JSON or CSV
