"""Test events, and a seeded mutator that changes them in every way that JSON allows."""

import copy
import random
from typing import Any

FULL: dict[str, Any] = {
    "id": "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com", "type": "user"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1", "tags": ["a", {"b": None}], "amount": 12.5},
    "timestamp": "2026-11-23T10:15:30.123456+02:00",
    "on_behalf_of": {"id": "user_9", "name": "Bob", "email": "bob@example.com", "type": "user"},
    "outcome": "success",
    "reason": "Requested by the customer",
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
MINIMAL: dict[str, Any] = {
    "actor": {"id": "user_123"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 7, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 1.5, 1.0, -0.0, 1e300,
    "", " ", "x", "é", "\u0000", "a\u0000b", "\n", "x\n", "\ud800", "\U0001f600",
    "x" * 64, "x" * 65, "x" * 255, "x" * 256, "é" * 320, "x" * 321, "\U0001f600" * 1024, "x" * 1025,
    "\U0001f600" * 2048, "x" * 2049, "success", "denied", "auditledge.", "auditledge.x", "auditledge",
    [], ["x"], [[]], {}, {"x": 1}, {"id": "x"}, {"": ""}, {"\ud800": 1},
    {"x": {}}, {"x": {"before": None}}, {"x": {"after": {"y": [1]}}}, {"x": {"by": 1}}, {"": {}},
    {"\0": {"before": "\0"}}, {"x": {"before": "\0"}},
    {"x" * 255: {}}, {"x" * 256: {}}, {"x": None}, {"x": {"after": 2**64}}, {"x": {"after": "x" * 65_536}},
    {"ip": "x"}, {"ip": None, "session_id": "x"}, [{"type": "x", "id": "x"}], [{"id": "x"}],
    [{"type": "x", "id": "x", "name": None}] * 50, [{"type": "x", "id": "x"}] * 51,
    "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e", "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e\n",
    "evt_019ab0c4-5d10-4c3a-9e21-4f5a6b7c8d9e", "EVT_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "2026-11-23T10:15:30Z", "2026-11-23T10:15:30+05:30", "2026-11-23T10:15:30.999999999Z",
    "2026-11-23T10:15:30", "2026-11-23", "2026-02-29T00:00:00Z", "2026-11-23T25:00:00Z", "yesterday",
    {"deep": {"deep": {"deep": [1, [2, [3]]]}}}, {"big": "x" * 65_536}, {"wide": "é" * 32_768},
]  # fmt: skip
NAMES = [
    "id",
    "name",
    "email",
    "type",
    "actor",
    "resource",
    "metadata",
    "timestamp",
    "organisation_id",
    "on_behalf_of",
    "outcome",
    "reason",
    "context",
    "changes",
    "targets",
    "source_id",
    "ip",
    "before",
    "x",
    "",
]


def mutated(generator: random.Random) -> Any:
    """An event with up to four changes, some of which leave it valid."""
    event = copy.deepcopy(generator.choice([FULL, MINIMAL]))
    for _ in range(generator.choice([0, 1, 1, 1, 2, 2, 3, 4])):
        event = _changed(event, generator)
    return event


def _changed(event: Any, generator: random.Random) -> Any:
    if not isinstance(event, dict) or generator.random() < 0.01:
        return copy.deepcopy(generator.choice(VALUES))
    nodes = [event, *event.values()]
    nodes += [inner for each in nodes[1:] if isinstance(each, dict | list) for inner in _inside(each)]
    node = generator.choice([each for each in nodes if isinstance(each, dict)])
    name = generator.choice([*node, *NAMES])
    if name in node and generator.random() < 0.25:
        del node[name]
    else:
        node[name] = copy.deepcopy(generator.choice(VALUES))
    return event


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value
