"""New events: what of them is stored, and when a repetition has the same content."""

import time
from typing import Any

import httpx
import pytest

from auditledge import contract
from auditledge.server.ledger.events import has_content_of, new_event, stored_event
from auditledge.server.stores.models import Actor, EventContext, Resource
from server.conftest import Served
from server.samples import FULL, MINIMAL, OPTIONAL, Event, event, new_id, record


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
        **dict.fromkeys(OPTIONAL),
    }
    sent["actor"]["type"] = None
    stored = record(client, sent)
    assert stored.keys().isdisjoint(OPTIONAL)
    assert stored["actor"] == {"id": "u"}
    assert stored["resource"] == {"type": "t", "id": "r"}
    assert stored["metadata"] == {}


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


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), ([], {}), (None, 0)])
def test_values_of_other_types_are_other_content(client: httpx.Client, one: object, other: object) -> None:
    sent = event(id=new_id())
    record(client, sent | {"metadata": {"value": one}})
    assert client.post("/events", json=sent | {"metadata": {"value": other}}).status_code == 409


SAID: dict[str, Any] = {
    "actor": {"id": "user_123", "type": "service"},
    "on_behalf_of": {"id": "user_9", "name": "Bob", "type": "user"},
    "outcome": "denied",
    "reason": "not the owner",
    "context": {"ip": "10.0.0.1", "request_id": "req_1"},
    "changes": {"status": {"before": None, "after": "paid"}, "owner": {}},
    "targets": [{"type": "user", "id": "u2", "name": "Carl"}, {"type": "user", "id": "u3"}],
    "source_id": "src_1",
}
OTHERWISE: dict[str, Any] = {
    "actor": {"id": "user_123", "type": "user"},
    "on_behalf_of": {"id": "user_9", "name": "Bob"},
    "outcome": "failure",
    "reason": "",
    "context": {"ip": "10.0.0.1", "request_id": "req_2"},
    "changes": {"status": {"after": "paid"}, "owner": {}},
    "targets": [{"type": "user", "id": "u3"}, {"type": "user", "id": "u2", "name": "Carl"}],
    "source_id": "src_2",
}


def is_replay(sent: Event, again: Event) -> bool:
    """Whether an event that was stored as `sent` is a repetition when it is sent as `again`."""
    return has_content_of(stored_event(new_event(sent, None), 1, 5), new_event(again, None))


def test_every_member_reaches_the_stored_event() -> None:
    stored = stored_event(new_event(MINIMAL | SAID, None), 1, 5)
    assert stored.actor == Actor("user_123", None, None, "service")
    assert stored.on_behalf_of == Actor("user_9", "Bob", None, "user")
    assert (stored.outcome, stored.reason, stored.source_id) == ("denied", "not the owner", "src_1")
    assert stored.context == EventContext(ip="10.0.0.1", request_id="req_1")
    assert stored.changes == '{"status":{"before":null,"after":"paid"},"owner":{}}'
    assert stored.targets == (Resource("user", "u2", "Carl"), Resource("user", "u3"))


@pytest.mark.parametrize("name", SAID)
def test_a_repetition_has_every_member(name: str) -> None:
    whole = MINIMAL | SAID
    without = {key: value for key, value in whole.items() if key != name} | MINIMAL
    assert is_replay(whole, whole)
    assert not is_replay(whole, whole | {name: OTHERWISE[name]})
    assert not is_replay(whole, without)
    assert not is_replay(without, whole)


def test_empty_members_are_absent() -> None:
    empty = {**dict.fromkeys(SAID), "context": {}, "changes": {}, "targets": []} | MINIMAL
    null = {**dict.fromkeys(SAID), "context": {"ip": None}} | MINIMAL
    for sent in (empty, null):
        assert (
            stored_event(new_event(sent, None), 1, 5)[9:] == stored_event(new_event(MINIMAL, None), 1, 5)[9:]
        )
        assert is_replay(MINIMAL, sent)
        assert is_replay(sent, MINIMAL)


def test_the_order_of_changes_does_not_make_other_content() -> None:
    turned = {"owner": {}, "status": {"after": "paid", "before": None}}
    assert is_replay(MINIMAL | SAID, MINIMAL | SAID | {"changes": turned})
