"""Validation of request bodies: new events, and each item of a batch."""

import json

import httpx
import pytest

from auditledge.contract.problems import MAX_PROBLEMS
from server.conftest import Served
from server.samples import MINIMAL, OPTIONAL, body_with, event, post, problems_of, record


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
        (event(action="auditledge.event.deleted"), "/action"),
        (event(actor={"id": "u", "type": "t" * 65}), "/actor/type"),
        (event(actor={"id": "i" * 2049}), "/actor/id"),
        (event(resource={"type": "t", "id": "i" * 2049}), "/resource/id"),
        (event(on_behalf_of={}), "/on_behalf_of/id"),
        (event(on_behalf_of={"id": "i" * 2049}), "/on_behalf_of/id"),
        (event(outcome="unknown"), "/outcome"),
        (event(reason="r" * 1025), "/reason"),
        (event(context={"ip": "i" * 256}), "/context/ip"),
        (event(context={"ip_address": "i"}), "/context/ip_address"),
        (event(context={"user_agent": "u" * 1025}), "/context/user_agent"),
        (event(changes={"status": None}), "/changes/status"),
        (event(changes={"status": {"to": 1}}), "/changes/status/to"),
        (event(changes={"": {}}), "/changes"),
        (event(changes={"n" * 256: {}}), "/changes"),
        (event(changes={"n": {"after": 2**64}}), "/changes/n/after"),
        (event(changes={"n": {"after": "x" * 65_536}}), "/changes"),
        (event(changes={"n": {"after": "x" * 40_000}}, metadata={"t": "x" * 40_000}), "/changes"),
        (event(targets=[{"type": "t", "id": "i"}, {"type": "t"}]), "/targets/1/id"),
        (event(targets=[{"type": "t", "id": "i"}] * 51), "/targets"),
        (event(source_id=""), "/source_id"),
        (event(source_id="s" * 256), "/source_id"),
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
        "actor": {"id": "\U0001f600" * 2048, "name": "n" * 1024, "email": "e" * 320, "type": "t" * 64},
        "action": "a" * 255,
        "resource": {"type": "t" * 255, "id": "i" * 2048, "name": "n" * 1024},
        "organization_id": "o" * 255,
        "on_behalf_of": {"id": "\U0001f600" * 2048, "name": "n" * 1024, "email": "e" * 320, "type": "t" * 64},
        "reason": "r" * 1024,
        "context": dict.fromkeys(OPTIONAL["context"], "😀" * 255) | {"user_agent": "u" * 1024},
        "changes": {"\U0001f600" * 255: {"before": "b"}},
        "targets": [{"type": "t" * 255, "id": "i" * 2048, "name": "n" * 1024}] * 50,
        "source_id": "s" * 255,
    }
    stored = record(client, sent)
    assert {name: stored[name] for name in sent} == sent


JSON = {"Content-Type": "application/json"}


def test_a_number_that_no_double_represents_fails_only_its_item(client: httpx.Client) -> None:
    batch = f'{{"events": [{body_with("{}")}, {body_with(json.dumps({"n": "N"}))}, {body_with("{}")}]}}'
    text = batch.replace('"N"', "0.12345678901234567890")
    results = client.post("/events/batch", content=text, headers=JSON).json()["results"]
    assert [each["status"] for each in results] == [201, 400, 201]
    assert results[1]["problems"][0]["field"] == "/metadata/n"


@pytest.mark.parametrize("text", ["\0", "a\0", "\ud800", "\udc00x", "\udc00\ud800"])
def test_text_that_is_none_is_refused(client: httpx.Client, text: str) -> None:
    assert problems_of(post(client, "/events", event(action=text))).keys() == {"/action"}
    half = text.strip("a\0")
    if half:
        assert problems_of(post(client, "/events", event(metadata={"x": text}))).keys() == {"/metadata/x"}
    assert client.get("/events").json()["total"] == 0


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


def test_an_event_of_a_batch_may_be_as_large_as_a_single_one(client: httpx.Client) -> None:
    targets = [{"type": "t", "id": "\U0001f600" * 1_300} for _ in range(50)]
    sent = event(targets=targets, reason="r")
    missing = 262_144 - len(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode())
    largest, larger = (event(targets=targets, reason="r" * (missing + more)) for more in (1, 2))
    items = [MINIMAL, larger, largest, MINIMAL]
    for body in (json.dumps({"events": items}), json.dumps({"events": items}, ensure_ascii=False, indent=1)):
        result = client.post("/events/batch", content=body.encode(), headers=JSON).json()
        assert [each["status"] for each in result["results"]] == [201, 413, 201, 201]
        assert result["results"][1] == {
            "index": 1,
            "success": False,
            "status": 413,
            "error": "The event exceeds 262144 bytes",
            "code": "payload_too_large",
        }
        assert result["results"][2]["event"]["targets"] == targets
    alone = json.dumps(larger, ensure_ascii=False, separators=(",", ":")).encode()
    assert client.post("/events", content=alone, headers=JSON).status_code == 413


def test_a_reserved_action_is_refused_and_others_that_look_like_it_are_not(client: httpx.Client) -> None:
    answer = client.post("/events", json=event(action="auditledge.key.created"))
    assert problems_of(answer) == {
        "/action": "must not start with 'auditledge.', which is reserved for events of the ledger itself"
    }
    items = [event(action=each) for each in ("auditledge.", "auditledge", "Auditledge.x", "my.auditledge.x")]
    results = client.post("/events/batch", json={"events": items}).json()["results"]
    assert [each["status"] for each in results] == [400, 201, 201, 201]


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


def test_a_batch_is_refused_in_little_more_than_its_size(client: httpx.Client) -> None:
    unknown = {f"actio{number}": 0 for number in range(500)}
    body = json.dumps({"events": [MINIMAL | unknown] * 1_000} | unknown)
    assert len(problems_of(client.post("/events/batch", content=body, headers=JSON))) == MAX_PROBLEMS
    body = json.dumps({"events": [MINIMAL | unknown] * 1_000})
    answer = client.post("/events/batch", content=body, headers=JSON)
    assert answer.json()["failed"] == 1_000
    assert len(answer.content) < len(body)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "18446744073709551616", "9" * 4_000])
def test_a_number_out_of_range_is_refused(client: httpx.Client, number: str) -> None:
    body = json.dumps(event(metadata=None)).replace('"metadata": null', f'"metadata": {{"n": {number}}}')
    answer = client.post("/events", content=body, headers=JSON)
    assert problems_of(answer).keys() == {"/metadata/n"}
