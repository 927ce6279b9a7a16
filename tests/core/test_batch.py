"""`log_many`: batches that the contract allows, and a result for each event."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENT, ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import (
    APIConnectionError,
    APIStatusError,
    AuditLedge,
    UnreadableAnswerError,
    ValidationError,
    contract,
)
from auditledge._core import batch, retry
from auditledge._core.call import LedgerResponse, SendRequest, Sleep
from auditledge._core.settings import Settings

SETTINGS = Settings("key", "https://ledger.example/v1", 30.0, 2)
Respond = Callable[[list[dict[str, Any]]], LedgerResponse]


@pytest.fixture(scope="module")
def untouched() -> Iterator[FaultyServer]:
    """A server that no test of this module connects to."""
    with FaultyServer(respond_json({})) as server:
        yield server
        assert server.connections == 0


@pytest.mark.parametrize("events", [EVENT, "x", b"xx", None, 5], ids=ascii)
def test_events_that_are_not_a_list_raise(kind: ClientKind, untouched: FaultyServer, events: Any) -> None:
    with pytest.raises(ValidationError, match="events must be a list of events"):
        kind.ask(untouched.url, "log_many", events)


@pytest.mark.parametrize("events", [[None], [EVENT, "x"]], ids=ascii)
def test_an_item_that_is_not_a_dict_gets_a_failed_result(kind: ClientKind, events: list[Any]) -> None:
    result = kind.ask("sqlite://", "log_many", events)[-1]
    assert (result["success"], result["status"]) == (False, 400)
    assert result["error"].startswith("event must be a dict, not ")


def test_a_result_says_whether_the_event_was_stored_before(kind: ClientKind, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    (first,) = kind.ask(url, "log_many", [EVENT])
    assert "replayed" not in first
    again = {**EVENT, "id": first["id"]}
    results = kind.ask(url, "log_many", [again, EVENT, again])
    assert [each.get("replayed") for each in results] == [True, None, True]
    assert all(each["success"] for each in results)


def test_every_result_has_its_id() -> None:
    event_id = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
    events = [{**EVENT, "id": event_id}, {**EVENT, "id": event_id, "action": "other"}]
    with AuditLedge("key", "sqlite://") as client:
        results = client.log_many(events)
    assert [(each["success"], each["id"]) for each in results] == [(True, event_id), (False, event_id)]


def play(events: list[Any], *responses: Respond | Exception, retries: int = 2) -> tuple[list[int], list[Any]]:
    """The sizes of the batches that are sent, and the results; the last response is repeated."""
    script, sizes = list(responses), []
    flow = batch.log_many(events, SETTINGS, 30.0, retries)
    step = next(flow)
    try:
        while True:
            if isinstance(step, Sleep):
                step = flow.send(None)
                continue
            assert isinstance(step, SendRequest)
            assert len(step.call.content or b"") <= contract.MAX_BATCH_BYTES + 64
            sent = json.loads(step.call.content or b"")["events"]
            sizes.append(len(sent))
            response = script.pop(0) if len(script) > 1 else script[0]
            step = flow.throw(response) if isinstance(response, Exception) else flow.send(response(sent))
    except StopIteration as done:
        return sizes, done.value


def results(*statuses: int) -> Respond:
    """A response with these statuses, of which the last one is repeated."""

    def respond(sent: list[dict[str, Any]]) -> LedgerResponse:
        padded = [*statuses, *statuses[-1:] * len(sent)][: len(sent)]
        items = [{"index": i, "success": each == 201, "status": each} for i, each in enumerate(padded)]
        return LedgerResponse(200, {}, json.dumps({"results": items}).encode())

    return respond


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_BACKOFF", 0.0)


def test_events_are_split_by_the_maximum_number_of_a_batch() -> None:
    sizes, found = play([EVENT] * (2 * contract.MAX_BATCH + 1), results(201))
    assert sizes == [contract.MAX_BATCH, contract.MAX_BATCH, 1]
    assert [each["index"] for each in found] == list(range(2 * contract.MAX_BATCH + 1))


def test_events_are_split_by_the_maximum_size_of_a_batch() -> None:
    large = {**EVENT, "metadata": {"pad": "x" * 65_000}}
    sizes, found = play([large] * 400, results(201))
    assert len(sizes) > 2
    assert sum(sizes) == len(found) == 400


def test_only_events_that_failed_for_now_are_sent_again() -> None:
    sizes, found = play([EVENT] * 5, results(201, 503, 400, 429, 201), results(201))
    assert sizes == [5, 2]
    assert [each["status"] for each in found] == [201, 201, 400, 201, 201]
    assert len({each["id"] for each in found}) == 5


def test_events_that_keep_failing_are_sent_as_often_as_configured() -> None:
    sizes, found = play([EVENT] * 2, results(503), retries=3)
    assert sizes == [2] * 4
    assert [each["status"] for each in found] == [503, 503]


def test_a_used_up_quota_is_not_retried() -> None:
    def refuse(sent: list[dict[str, Any]]) -> LedgerResponse:
        item = {"index": 0, "success": False, "status": 429, "code": "quota_exceeded"}
        return LedgerResponse(200, {}, json.dumps({"results": [item]}).encode())

    sizes, found = play([EVENT], refuse)
    assert sizes == [1]
    assert found[0]["code"] == "quota_exceeded"


@pytest.mark.parametrize(
    ("failure", "code", "status"),
    [
        (APIConnectionError("lost"), "no_answer", 0),
        (APIStatusError("gone", status=410, code="gone"), "gone", 410),
        (UnreadableAnswerError("unreadable"), "no_answer", 0),
    ],
)
def test_nothing_is_sent_after_a_batch_that_failed_as_a_whole(
    failure: Exception, code: str, status: int
) -> None:
    events = [EVENT] * (contract.MAX_BATCH + 1) + [{}]
    sizes, found = play(events, failure, retries=0)
    assert sizes == [contract.MAX_BATCH]
    assert [each["code"] for each in found] == [code] * (contract.MAX_BATCH + 1) + ["invalid_request"]
    assert [each["status"] for each in found] == [status] * (contract.MAX_BATCH + 1) + [400]


@pytest.mark.parametrize("body", [b"{}", b'{"results": []}', b'{"results": [{}]}', b'{"results": [1]}'])
def test_a_response_without_a_result_for_each_event_is_unreadable(body: bytes) -> None:
    _, found = play([EVENT], lambda _: LedgerResponse(200, {}, body))
    assert found[0]["code"] == "no_answer"
    assert "does not have a result for each event" in found[0]["error"]
