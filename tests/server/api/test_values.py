"""Values at the edges come back as they were sent, or are refused; on every engine, and embedded."""

import json
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from auditledge import AuditLedge
from server.samples import MINIMAL, event, post, problems_of, record

JSON = {"Content-Type": "application/json"}


def body_with(metadata: str) -> str:
    """A minimal event around metadata, as text."""
    return json.dumps(event(metadata=None)).replace('"metadata": null', f'"metadata": {metadata}')


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


def test_a_number_that_no_double_represents_fails_only_its_item(client: httpx.Client) -> None:
    batch = f'{{"events": [{body_with("{}")}, {body_with(json.dumps({"n": "N"}))}, {body_with("{}")}]}}'
    text = batch.replace('"N"', "0.12345678901234567890")
    results = client.post("/events/batch", content=text, headers=JSON).json()["results"]
    assert [each["status"] for each in results] == [201, 400, 201]
    assert results[1]["problems"][0]["field"] == "/metadata/n"


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\u2028", "\ufeff", "\U0010ffff", "e\u0301", "\x7f\x1b", "\\u0000"]
)
def test_text_in_metadata_comes_back(client: httpx.Client, text: str) -> None:
    stored = record(client, event(metadata={text: [text]}))
    assert stored["metadata"] == {text: [text]}
    assert client.get(f"/events/{stored['id']}").json() == stored
    assert client.get("/events/export").json() == [stored]


@pytest.mark.parametrize("text", ["\0", "a\0", "\ud800", "\udc00x", "\udc00\ud800"])
def test_text_that_is_none_is_refused(client: httpx.Client, text: str) -> None:
    assert problems_of(post(client, "/events", event(action=text))).keys() == {"/action"}
    half = text.strip("a\0")
    if half:
        assert problems_of(post(client, "/events", event(metadata={"x": text}))).keys() == {"/metadata/x"}
    assert client.get("/events").json()["total"] == 0


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


@pytest.mark.parametrize(
    "sent",
    [
        *(
            "2026-12-31T23:59:60Z",
            "2026-02-30T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00+24:00",
        ),
        *("0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-01-01T00:00:00.1234567890Z"),
        *("2026-01-01T00:00:00", "2026-W01-1T00:00:00Z", "10000-01-01T00:00:00Z", "2026-01-01T00:00:00 Z"),
    ],
)
def test_a_time_that_does_not_exist_is_refused(client: httpx.Client, sent: str) -> None:
    assert problems_of(client.post("/events", json=event(timestamp=sent))).keys() == {"/timestamp"}


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
