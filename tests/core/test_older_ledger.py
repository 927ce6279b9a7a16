"""A ledger that is older than the SDK: errors say so, and nothing is sent that was not set."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENT, ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AuditLedge, BadRequestError
from auditledge._core.call import LedgerResponse
from auditledge._core.older_ledger import explanation
from auditledge.contract.problems import Problem
from auditledge.outbox.delivery.outcomes import outcome_of_batch

UNKNOWN = {"field": "/outcome", "message": "is not known; did you mean 'action'?"}
OTHER = {"field": "/actor/id", "message": "must not be empty"}
HINT = "The ledger is older than this SDK: update the ledger, or don't send what it does not know"
NEW_FIELDS: dict[str, Any] = {
    "outcome": "success",
    "actor": {"id": "u", "type": "user"},
    "context": {"ip": "203.0.113.7"},
    "changes": {"status": {"after": 1}},
}


def rejection(*problems: dict[str, str]) -> dict[str, Any]:
    """What a ledger of 0.2.0 responds."""
    error = "; ".join(f"{each['field'][1:].replace('/', '.')} {each['message']}" for each in problems)
    return {"error": error, "code": "invalid_request", "problems": [*problems], "request_id": "req_1"}


def test_the_error_for_a_field_that_the_ledger_does_not_know_says_so(kind: ClientKind) -> None:
    with (
        FaultyServer(respond_json(rejection(UNKNOWN, OTHER), status=400)) as server,
        pytest.raises(BadRequestError) as caught,
    ):
        kind.ask(server.url, "log", {**EVENT, **NEW_FIELDS})
    expected = f"outcome is not known to the ledger; actor.id must not be empty. {HINT}"
    assert caught.value.message == expected
    assert caught.value.problems == [("/outcome", "is not known to the ledger"), tuple(OTHER.values())]
    assert caught.value.body["problems"] == [UNKNOWN, OTHER]


def test_an_unknown_parameter_says_so_too(kind: ClientKind) -> None:
    unknown = {"field": "actor_type", "message": "is not known; did you mean 'actor_id'?"}
    with (
        FaultyServer(respond_json(rejection(unknown), status=400)) as server,
        pytest.raises(BadRequestError, match=r"^actor_type is not known to the ledger\. The ledger is older"),
    ):
        kind.ask(server.url, "query", {"actor_id": "u"})


def test_other_errors_are_unchanged(kind: ClientKind) -> None:
    with (
        FaultyServer(respond_json(rejection(OTHER), status=400)) as server,
        pytest.raises(BadRequestError) as caught,
    ):
        kind.ask(server.url, "log", EVENT)
    assert caught.value.message == "actor.id must not be empty"
    assert explanation([Problem("/action", "is not known to anyone")]) is None
    assert explanation([]) is None


def test_results_of_log_many_say_so(kind: ClientKind) -> None:
    items = [
        {"index": 0, "success": False, "status": 400, **rejection(UNKNOWN)},
        {"index": 1, "success": False, "status": 400, **rejection({**OTHER, "at": "3"})},
        {"index": 2, "success": True, "status": 201, "id": "evt_1", "replayed": True},
    ]
    with FaultyServer(respond_json({"results": items})) as server:
        first, second, third = kind.ask(server.url, "log_many", [EVENT, EVENT, EVENT])
    assert first["error"] == f"outcome is not known to the ledger. {HINT}"
    assert first["problems"] == [{"field": "/outcome", "message": "is not known to the ledger"}]
    assert second["problems"] == [{**OTHER, "at": "3"}]
    assert third["replayed"] is True


def test_a_dead_letter_says_so() -> None:
    body = {"results": [{"index": 0, "success": False, "status": 400, **rejection(UNKNOWN)}]}
    (outcome,) = outcome_of_batch(LedgerResponse(200, {}, json.dumps(body).encode()), 1).items
    assert outcome.facts["error"] == f"outcome is not known to the ledger. {HINT}"
    assert outcome.facts["problems"] == [{"field": "/outcome", "message": "is not known to the ledger"}]


def bodies(call: Callable[[AuditLedge], object]) -> list[dict[str, Any]]:
    with FaultyServer(
        respond_json({"success": True, "event": {}, "results": [{"status": 201, "success": True}]})
    ) as server:
        with AuditLedge("key", server.url, outbox=None) as client:
            call(client)
        return [each.json for each in server.requests]


@pytest.mark.parametrize("value", [None, {}, []])
def test_members_that_are_not_set_are_not_sent(value: Any) -> None:
    names = ("on_behalf_of", "outcome", "reason", "context", "changes", "targets", "source_id")
    if value is not None:
        names = ("targets",) if value == [] else ("context", "changes")
    event = {**EVENT, **dict.fromkeys(names, value)}
    (single,) = bodies(lambda client: client.log(event))
    (batch,) = bodies(lambda client: client.log_many([event]))
    for sent in (single, *batch["events"]):
        assert sent.keys() == {*EVENT, "id"}


def test_members_inside_that_are_none_are_not_sent() -> None:
    actor = {"id": "u", "type": None}
    event = {**EVENT, "actor": actor, "on_behalf_of": actor, "context": {"ip": "x", "location": None}}
    (sent,) = bodies(lambda client: client.log(event))
    assert sent["actor"] == sent["on_behalf_of"] == {"id": "u"}
    assert sent["context"] == {"ip": "x"}


def test_enqueued_events_have_no_members_that_are_not_set(tmp_path: Path) -> None:
    names = ("on_behalf_of", "outcome", "reason", "context", "changes", "targets", "source_id")
    with AuditLedge("key", "http://127.0.0.1:9/v1", outbox=tmp_path / "outbox") as client:
        client.enqueue({**EVENT, **dict.fromkeys(names), "targets": []})
    (line,) = (
        line
        for each in tmp_path.rglob("*")
        if each.is_file()
        for line in each.read_bytes().splitlines()
        if b'"event"' in line
    )
    assert json.loads(line)["event"].keys() == {*EVENT, "id", "timestamp"}
