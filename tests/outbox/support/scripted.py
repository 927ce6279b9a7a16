"""An outbox with a courier that answers by a script, for what the real ledger rarely says."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from auditledge import Outbox, contract
from auditledge._core.call import Response
from auditledge.errors import APIConnectionError

Say = Callable[[list[dict[str, Any]]], Response]


def answer(status: int, body: Any = None, **headers: str) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


def refusal(status: int, code: str, **headers: str) -> Response:
    return answer(status, {"error": "No", "code": code, "request_id": "req_1"}, **headers)


def stored(events: list[dict[str, Any]]) -> Response:
    """What the ledger answers to a batch that it takes."""
    results = [{"index": at, "success": True, "status": 201} for at in range(len(events))]
    return answer(200, {"succeeded": len(events), "failed": 0, "results": results})


def judged(**statuses: tuple[int, str]) -> Say:
    """An answer to a batch in which events of some actions are refused."""

    def say(events: list[dict[str, Any]]) -> Response:
        results = []
        for at, event in enumerate(events):
            status, code = statuses.get(event["action"], (201, ""))
            facts = {} if status == 201 else {"error": "No", "code": code}
            results.append({"index": at, "success": status == 201, "status": status, **facts})
        return answer(200, {"succeeded": 0, "failed": 0, "results": results})

    return say


class Courier:
    """Answers a batch as `script` says, then as `batch` does, and a single event as `one` does.

    `sent` holds the ids of each batch, `alone` those of single events, `taken` those that were stored.
    """

    def __init__(self) -> None:
        self.script: list[Say] = []
        self.batch: Say = stored
        self.one: Say = lambda events: answer(201, {"success": True, "event": events[0]})
        self.sent: list[list[str]] = []
        self.alone: list[str] = []
        self.taken: list[str] = []

    def send_batch(self, events: Sequence[bytes]) -> Response:
        parsed = [json.loads(event) for event in events]
        self.sent.append([event["id"] for event in parsed])
        said = (self.script.pop(0) if self.script else self.batch)(parsed)
        if said.status == 200:
            results = json.loads(said.body)["results"]
            self.taken += [parsed[each["index"]]["id"] for each in results if each["success"]]
        return said

    def send_one(self, event: bytes) -> Response:
        parsed = json.loads(event)
        self.alone.append(parsed["id"])
        said = self.one([parsed])
        if said.status == 201:
            self.taken.append(parsed["id"])
        return said

    def close(self) -> None:
        pass


def away(_: list[dict[str, Any]]) -> Response:
    raise APIConnectionError("The connection to the ledger failed")


def outbox_of(folder: Path, courier: Courier, **options: Any) -> Outbox:
    outbox = Outbox(folder, **options)
    outbox.attach(courier, folder, {})
    return outbox


def event(action: str = "a", **more: Any) -> bytes:
    facts = {"actor": {"id": "u"}, "action": action, "resource": {"type": "t", "id": "r"}}
    return json.dumps({"id": contract.new_id("evt"), **facts, **more}).encode()


def put(outbox: Outbox, *actions: str) -> list[str]:
    """Put events of these actions; their ids."""
    events = [event(action) for action in actions]
    for each in events:
        outbox.put(each)
    return [json.loads(each)["id"] for each in events]
