"""Sensitive data is removed before an event is encoded."""

import copy
from typing import Any

import pytest
from conftest import ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import ValidationError

EVENT: dict[str, Any] = {
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "user.updated",
    "resource": {"type": "user", "id": "7", "name": "Bob"},
    "metadata": {
        "token": "secret-0",
        "a.b": 1,
        "users": [{"token": "secret-1", "id": 1}, {"token": "secret-2"}, "secret-free"],
        "pair": ({"token": "secret-3"},),
        "deep": {"x": {"token": "secret-4"}, "y": {"token": ["secret-5"]}},
    },
}


def sent(kind: ClientKind, redact: Any, method: str = "log") -> dict[str, Any]:
    """The event as the ledger receives it."""
    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        kind.ask(server.url, method, EVENT, redact=redact)
    event: dict[str, Any] = server.requests[0].json
    assert event.pop("id").startswith("evt_")
    return event


@pytest.mark.parametrize(
    ("path", "redacted"),
    [
        ("actor.email", {"alice@example.com"}),
        ("*.name", {"Alice", "Bob"}),
        ("metadata.token", {"secret-0"}),
        ("metadata.users.*.token", {"secret-1", "secret-2"}),
        ("metadata.pair.*.token", {"secret-3"}),
        ("metadata.deep.*.token", {"secret-4", "secret-5"}),
        ("metadata.*.*.token", {"secret-1", "secret-2", "secret-3", "secret-4", "secret-5"}),
        ("metadata.users.*", {"secret-1", "secret-2", "secret-free"}),
        ("metadata.*", {f"secret-{n}" for n in range(6)} | {"secret-free"}),
        ("metadata.missing", set()),
        ("metadata.users.token", set()),
        ("metadata.token.deeper", set()),
        ("organization_id", set()),
    ],
)
def test_a_path_redacts_its_value_and_nothing_else(kind: ClientKind, path: str, redacted: set[str]) -> None:
    secrets = {"alice@example.com", "Alice", "Bob", "secret-free"} | {f"secret-{n}" for n in range(6)}
    text = str(sent(kind, [path]))
    assert {each for each in secrets if each not in text} == redacted
    assert ("[redacted]" in text) == bool(redacted)


def test_the_optional_fields_can_be_redacted(kind: ClientKind) -> None:
    event = {
        **EVENT,
        "on_behalf_of": {"id": "u", "email": "secret-6"},
        "context": {"ip": "secret-7", "location": "Berlin"},
        "changes": {
            "a.b": {"before": "secret-8", "after": "new"},
            "phone": {"before": ["secret-9"], "after": None},
            "note": {"after": 1},
        },
        "targets": [{"type": "t", "id": "1", "name": "secret-10"}, {"type": "t", "id": "2"}],
    }
    redact = ["on_behalf_of.email", "context.ip", "changes.*.before", "targets.*.name", "metadata"]
    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        for value in (redact[:-1], lambda event: {**event, "metadata": None, "reason": "none"}):
            kind.ask(server.url, "log", event, redact=value)
    by_paths, by_function = (each.json for each in server.requests)
    hidden = "[redacted]"
    assert by_paths["on_behalf_of"] == {"id": "u", "email": hidden}
    assert by_paths["context"] == {"ip": hidden, "location": "Berlin"}
    assert by_paths["changes"] == {
        "a.b": {"before": hidden, "after": "new"},
        "phone": {"before": hidden, "after": None},
        "note": {"after": 1},
    }
    assert by_paths["targets"] == [{"type": "t", "id": "1", "name": hidden}, {"type": "t", "id": "2"}]
    assert by_function["changes"] == event["changes"]
    assert by_function["reason"] == "none"


def test_redacting_what_must_be_an_object_is_an_error(kind: ClientKind) -> None:
    event = {**EVENT, "changes": {"status": {"before": 1}}}
    with pytest.raises(ValidationError, match=r"changes\.status must be an object, not a string"):
        kind.ask("sqlite://", "log", event, redact=["changes.status"])


def test_the_callers_event_is_not_modified(kind: ClientKind) -> None:
    before = copy.deepcopy(EVENT)
    sent(kind, ["metadata.*", "actor.name"])
    sent(kind, lambda event: event["metadata"].clear() or event)
    assert before == EVENT


def test_a_functions_result_is_sent(kind: ClientKind) -> None:
    assert sent(kind, lambda event: {**event, "actor": {"id": "somebody"}, "metadata": None}) == {
        "actor": {"id": "somebody"},
        "action": "user.updated",
        "resource": EVENT["resource"],
    }


def test_a_function_cannot_change_the_id(kind: ClientKind) -> None:
    seen: list[str] = []

    def redact(event: dict[str, Any]) -> dict[str, Any]:
        seen.append(event["id"])
        return {**event, "id": "evt_00000000-0000-7000-8000-000000000000"}

    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        kind.ask(server.url, "log", EVENT, redact=redact)
    assert server.requests[0].json["id"] == seen[0]


@pytest.mark.parametrize(
    ("redact", "field"),
    [
        (["actor"], "/actor"),
        (["id"], "/id"),
        (["timestamp", "*"], "/actor"),
        (lambda event: None, ""),
        (lambda event: {}, "/actor"),
        (lambda event: {**event, "metadata": {"x": {1}}}, "/metadata/x"),
    ],
)
def test_an_invalid_result_raises_before_anything_is_sent(kind: ClientKind, redact: Any, field: str) -> None:
    with FaultyServer(respond_json({})) as server, pytest.raises(ValidationError) as caught:
        kind.ask(server.url, "log", EVENT, redact=redact)
    assert caught.value.problems[0].field == field
    assert server.connections == 0


def test_batches_are_redacted(kind: ClientKind) -> None:
    results = {"succeeded": 1, "failed": 0, "results": [{"index": 0, "success": True, "status": 201}]}
    with FaultyServer(respond_json(results)) as server:
        kind.ask(server.url, "log_many", [EVENT], redact=["metadata.*", "*.name"])
    assert "secret" not in str(server.requests[0].body)
    assert "Alice" not in str(server.requests[0].body)


def test_with_options_can_redact(kind: ClientKind) -> None:
    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        client = kind.make(server.url)
        other = client.with_options(redact=["actor.name"])
        kind.use(client, lambda call: call(other.log, EVENT))
    assert server.requests[0].json["actor"]["name"] == "[redacted]"
