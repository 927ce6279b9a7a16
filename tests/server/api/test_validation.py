"""Validation of request bodies: new events, and each item of a batch."""

import httpx
import pytest

from server.samples import event, post, problems_of, record


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
