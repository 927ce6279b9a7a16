"""Events to test with."""

import json
from typing import Any

import httpx

from auditledge import contract

Event = dict[str, Any]

MINIMAL: Event = {
    "actor": {"id": "user_123"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}
FULL: Event = {
    "id": "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1"},
    "timestamp": "2026-11-23T10:15:30Z",
}
OPTIONAL: Event = {
    "on_behalf_of": {"id": "user_9", "name": "Bob", "email": "bob@example.com", "type": "user"},
    "outcome": "denied",
    "reason": "Four eyes are required",
    "context": {
        "ip": "203.0.113.7",
        "user_agent": "curl/8.4.0",
        "request_id": "req_1",
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "session_id": "s_1",
        "location": "Berlin, DE",
    },
    "changes": {"status": {"before": "paid", "after": None}, "tags": {"after": ["vip", 3]}, "note": {}},
    "targets": [{"type": "customer", "id": "cus_3", "name": "Example Inc."}, {"type": "order", "id": "o_1"}],
    "source_id": "875240e8-7a5a",
}
"""The members that few events have, in the order of a response."""


def event(**members: Any) -> Event:
    """A minimal event with other members."""
    return MINIMAL | members


def by(actor: str, action: str = "invoice.deleted", resource_type: str = "invoice", **members: Any) -> Event:
    """An event with a given actor's name, action and type of resource."""
    resource = {"type": resource_type, "id": members.pop("resource_id", "1")}
    return {"actor": {"id": "u", "name": actor}, "action": action, "resource": resource, **members}


def new_id() -> str:
    """An id as a client makes it."""
    return contract.new_id("evt")


def post(client: httpx.Client, path: str, value: object) -> httpx.Response:
    """Send any value as JSON, in ASCII: half a surrogate pair too, which httpx alone would not encode."""
    return client.post(path, content=json.dumps(value), headers={"Content-Type": "application/json"})


def record(client: httpx.Client, sent: Event) -> Event:
    """Record one event; the event as stored."""
    answer = client.post("/events", json=sent)
    assert answer.status_code == 201, answer.text
    stored: Event = answer.json()["event"]
    return stored


def record_all(client: httpx.Client, sent: list[Event]) -> list[Event]:
    """Record many events in batches, in order; the events as stored."""
    stored = []
    for start in range(0, len(sent), 1000):
        result = client.post("/events/batch", json={"events": sent[start : start + 1000]}).json()
        assert result["failed"] == 0, result
        stored += [each["event"] for each in result["results"]]
    return stored


def problems_of(answer: httpx.Response) -> dict[str, str]:
    """The problems of a refused request, by field."""
    assert answer.json()["code"] == "invalid_request", answer.text
    return {each["field"]: each["message"] for each in answer.json()["problems"]}


def body_with(metadata: str) -> str:
    """A minimal event around metadata, as text."""
    return json.dumps(event(metadata=None)).replace('"metadata": null', f'"metadata": {metadata}')
