"""An outbox with a scripted transport, for responses that the real ledger rarely sends."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from auditledge import Outbox, contract
from auditledge._core.call import LedgerResponse
from auditledge.errors import APIConnectionError
from auditledge.outbox.spool.dead_letters import dead_letter_files, read_dead_letters

Respond = Callable[[list[dict[str, Any]]], LedgerResponse]


def response(status: int, body: Any = None, **headers: str) -> LedgerResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return LedgerResponse(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


def error_response(status: int, code: str, **headers: str) -> LedgerResponse:
    return response(status, {"error": "No", "code": code, "request_id": "req_1"}, **headers)


def accept_all(events: list[dict[str, Any]], **more: str) -> LedgerResponse:
    """The response to a batch that is accepted."""
    results = [{"index": at, "success": True, "status": 201} for at in range(len(events))]
    return response(200, {"succeeded": len(events), "failed": 0, "results": results, **more})


def accept_except(**statuses: tuple[int, str]) -> Respond:
    """Responses to batches in which events of some actions are rejected."""

    def respond(events: list[dict[str, Any]]) -> LedgerResponse:
        results = []
        for at, event in enumerate(events):
            status, code = statuses.get(event["action"], (201, ""))
            facts = {} if status == 201 else {"error": "No", "code": code}
            results.append({"index": at, "success": status == 201, "status": status, **facts})
        return response(200, {"succeeded": 0, "failed": 0, "results": results})

    return respond


def _accept_single(events: list[dict[str, Any]]) -> LedgerResponse:
    return response(201, {"success": True, "event": events[0]})


class ScriptedTransport:
    """Responds to batches by `script`, then by `on_batch`, and to single events by `on_single`.

    `batches` has the ids of each batch, `singles` those of single events, `stored` those accepted.
    """

    def __init__(self) -> None:
        self.script: list[Respond] = []
        self.account: str | None = None
        self.questions = 0
        self.on_batch: Respond = accept_all
        self.on_single: Respond = _accept_single
        self.batches: list[list[str]] = []
        self.singles: list[str] = []
        self.stored: list[str] = []

    def send_batch(self, events: Sequence[bytes]) -> LedgerResponse:
        parsed = [json.loads(event) for event in events]
        self.batches.append([event["id"] for event in parsed])
        result = (self.script.pop(0) if self.script else self.on_batch)(parsed)
        if result.status == 200:
            results = json.loads(result.body)["results"]
            self.stored += [parsed[each["index"]]["id"] for each in results if each["success"]]
        return result

    def send_single(self, event: bytes) -> LedgerResponse:
        parsed = json.loads(event)
        self.singles.append(parsed["id"])
        result = self.on_single([parsed])
        if result.status == 201:
            self.stored.append(parsed["id"])
        return result

    def fetch_account(self) -> str | None:
        self.questions += 1
        return self.account

    def close(self) -> None:
        pass

    def reset(self) -> None:
        """Accept everything from now on."""
        self.script, self.on_batch, self.on_single = [], accept_all, _accept_single


def unreachable(_: list[dict[str, Any]]) -> LedgerResponse:
    raise APIConnectionError("The connection to the ledger failed")


def make_outbox(
    folder: Path, transport: ScriptedTransport, meta: dict[str, Any] | None = None, **options: Any
) -> Outbox:
    outbox = Outbox(folder, **options)
    outbox.attach(transport, folder, meta or {})
    return outbox


def make_event(action: str = "a", **more: Any) -> bytes:
    facts = {"actor": {"id": "u"}, "action": action, "resource": {"type": "t", "id": "r"}}
    return json.dumps({"id": contract.new_id("evt"), **facts, **more}).encode()


def enqueue(outbox: Outbox, *actions: str) -> list[str]:
    """Enqueue events of these actions; returns their ids."""
    events = [make_event(action) for action in actions]
    for each in events:
        outbox.enqueue_json(each)
    return [json.loads(each)["id"] for each in events]


def settle(outbox: Outbox, timeout: float = 10) -> None:
    """Deliver everything."""
    result = outbox.flush(timeout)
    assert result.waiting == 0, (result, outbox.stats())
    check_sums(outbox)


def check_sums(outbox: Outbox) -> None:
    stats = outbox.stats()
    assert stats.enqueued + stats.adopted == stats.delivered + stats.dead + stats.waiting


def dead_letters(spool: Path) -> dict[str, Any]:
    """The facts of all dead letters by event id."""
    letters = [letter for path in dead_letter_files(spool) for letter in read_dead_letters(path)]
    return {json.loads(letter.event)["id"]: letter.facts for letter in letters}
