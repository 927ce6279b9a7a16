"""What must not leave the process is taken out before an event is encoded."""

import copy
from typing import Any

import pytest
from conftest import Kind
from transport.faulty_server import FaultServer, json_answer

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


def sent(kind: Kind, redact: Any, method: str = "log") -> dict[str, Any]:
    """The event as the ledger gets it."""
    with FaultServer(json_answer({"success": True, "event": {}})) as server:
        kind.ask(server.url, method, EVENT, redact=redact)
    event: dict[str, Any] = server.requests[0].json
    assert event.pop("id").startswith("evt_")
    return event


@pytest.mark.parametrize(
    ("path", "gone"),
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
def test_a_path_takes_out_what_stands_there_and_nothing_else(kind: Kind, path: str, gone: set[str]) -> None:
    secrets = {"alice@example.com", "Alice", "Bob", "secret-free"} | {f"secret-{n}" for n in range(6)}
    text = str(sent(kind, [path]))
    assert {each for each in secrets if each not in text} == gone
    assert ("[redacted]" in text) == bool(gone)


def test_the_callers_event_stays_as_it_is(kind: Kind) -> None:
    before = copy.deepcopy(EVENT)
    sent(kind, ["metadata.*", "actor.name"])
    sent(kind, lambda event: event["metadata"].clear() or event)
    assert before == EVENT


def test_a_function_has_the_last_word(kind: Kind) -> None:
    assert sent(kind, lambda event: {**event, "actor": {"id": "somebody"}, "metadata": None}) == {
        "actor": {"id": "somebody"},
        "action": "user.updated",
        "resource": EVENT["resource"],
    }


def test_a_function_cannot_change_the_id(kind: Kind) -> None:
    seen: list[str] = []

    def redact(event: dict[str, Any]) -> dict[str, Any]:
        seen.append(event["id"])
        return {**event, "id": "evt_00000000-0000-7000-8000-000000000000"}

    with FaultServer(json_answer({"success": True, "event": {}})) as server:
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
def test_what_leaves_no_event_is_told_before_anything_is_sent(kind: Kind, redact: Any, field: str) -> None:
    with FaultServer(json_answer({})) as server, pytest.raises(ValidationError) as caught:
        kind.ask(server.url, "log", EVENT, redact=redact)
    assert caught.value.problems[0].field == field
    assert server.connections == 0


def test_batches_are_redacted_too(kind: Kind) -> None:
    results = {"succeeded": 1, "failed": 0, "results": [{"index": 0, "success": True, "status": 201}]}
    with FaultServer(json_answer(results)) as server:
        kind.ask(server.url, "log_many", [EVENT], redact=["metadata.*", "*.name"])
    assert "secret" not in str(server.requests[0].body)
    assert "Alice" not in str(server.requests[0].body)


def test_with_options_redacts_more(kind: Kind) -> None:
    with FaultServer(json_answer({"success": True, "event": {}})) as server:
        client = kind.make(server.url)
        other = client.with_options(redact=["actor.name"])
        kind.use(client, lambda call: call(other.log, EVENT))
    assert server.requests[0].json["actor"]["name"] == "[redacted]"
