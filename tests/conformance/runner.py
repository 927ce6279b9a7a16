"""Playing a case: each step becomes a request, and its answer is judged."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, Protocol

from conformance import matching
from conformance.contract import OPERATIONS
from conformance.messages import messages
from conformance.suite import Case, Step
from conformance.values import Values

How = Literal["typed", "raw", "local"]
"""How a status was seen: by the client's own methods; by HTTP without them, because they can't say such a
request; or by the client's own checks, before anything was sent."""

_EXACT_IN_DOUBLES = 2**53
_STREAM = "text/event-stream"


class Mismatch(AssertionError):  # noqa: N818 - read as a sentence in reports
    """A client got another answer than the case expects."""


@dataclass(frozen=True)
class Request:
    """A call of an operation. `expected` is the status that the case expects."""

    operation: str
    base_url: str
    key: str | None
    parameters: Mapping[str, Any]
    body: Any
    expected: int


@dataclass(frozen=True)
class RawRequest:
    """The same as plain HTTP."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None


@dataclass(frozen=True)
class Answer:
    """What a client tells of an answer. Names of headers are in lower case.

    `headers_known` is false where a client does not show all of them.
    """

    how: How
    status: int
    headers: Mapping[str, str]
    body: Any
    headers_known: bool = True


class Sighting(NamedTuple):
    """A status of an operation, as the contract declares it, seen by a client."""

    operation: str
    status: str
    how: How


class Client(Protocol):
    """What plays a case. `lacks` gives a reason for each ability that the client does not have."""

    lacks: Mapping[str, str]

    def can(self, request: Request) -> bool:
        """Whether the client's own methods can say this request."""
        ...

    def perform(self, request: Request) -> Answer:
        """Call the client's own method."""
        ...

    def send(self, request: RawRequest) -> Answer:
        """Send plain HTTP."""
        ...


class Place(Protocol):
    """Where a case is played: a ledger, and an account in it that no other case has."""

    def base_url(self, via: str) -> str:
        """The base URL of the ledger behind `via`."""
        ...

    def key(self, role: str) -> str | None:
        """A key of this case's account in a role."""
        ...


def play(case: Case, client: Client, place: Place) -> list[Sighting]:
    """Play a case to its end. Raises Mismatch that names the step and every difference."""
    values = Values()
    return list(_played(case, client, place, values))


def _played(case: Case, client: Client, place: Place, values: Values) -> Iterator[Sighting]:
    for number, step in enumerate(case.steps, 1):
        answer = _ask(step, case.via, client, place, values)
        if isinstance(answer.body, str) and _media_type(answer) == _STREAM:
            answer = replace(answer, body=messages(answer.body))
        expected = values.fill(step.answer)
        if found := list(_faults(step.call, expected, answer)):
            differences = "\n  ".join(found)
            raise Mismatch(f"step {number}, {step.call} ({answer.how}):\n  {differences}\n  answer: {answer}")
        for name, pointer in step.save.items():
            values.save(name, _at(answer.body, pointer))
        if step.call in OPERATIONS:
            yield Sighting(step.call, OPERATIONS[step.call].declared(answer.status), answer.how)


def _ask(step: Step, via: str, client: Client, place: Place, values: Values) -> Answer:
    base_url, key = place.base_url(via), place.key(step.key)
    parameters, body = values.fill(step.parameters), values.fill(step.body)
    if step.raw is not None:
        return client.send(raw_request(step.call, base_url, key, parameters, body, values.fill(step.raw)))
    request = Request(step.call, base_url, key, parameters, body, step.answer["status"])
    if lacking(via, request, values.fill(step.answer.get("body"))) & client.lacks.keys():
        return client.send(raw_request(step.call, base_url, key, parameters, body))
    answer = client.perform(request) if client.can(request) else None
    if answer is None or (answer.how == "local" and request.expected != 400):
        return client.send(raw_request(step.call, base_url, key, parameters, body))
    return answer


def raw_request(
    operation: str,
    base_url: str,
    key: str | None,
    parameters: Mapping[str, Any],
    body: Any,
    override: Mapping[str, Any] = {},
) -> RawRequest:
    """An operation as plain HTTP. `override` changes what it names."""
    facts = OPERATIONS.get(operation)
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    if facts is not None:
        headers |= facts.headers(parameters)
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    if "text" in override:
        content = override["text"].encode()
    if "hex" in override:
        content = bytes.fromhex(override["hex"])
    if content is not None:
        headers["Content-Type"] = "application/json"
    headers |= override.get("headers", {})
    target = override.get("target") or (facts.target(parameters) if facts else "")
    method = override.get("method") or (facts.method if facts else "GET")
    return RawRequest(method, base_url + target, headers, content)


def lacking(via: str, request: Request, expected: Any) -> set[str]:
    """The abilities that a typed client needs for this request and its answer, and that not all have."""
    needed = {"any-body"} if via == "gateway" else set()
    if request.parameters.get("format") == "csv":
        needed.add("csv")
    if request.operation == "streamEvents":
        needed.add("event-stream")
    if any(map(_has_large_integers, (request.body, expected))):
        needed.add("exact-integers")
    return needed


def _has_large_integers(node: Any) -> bool:
    if isinstance(node, Mapping):
        return any(map(_has_large_integers, node.values()))
    if isinstance(node, list):
        return any(map(_has_large_integers, node))
    return isinstance(node, int) and abs(node) > _EXACT_IN_DOUBLES


def _faults(operation: str, expected: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    if answer.status != expected["status"]:
        yield f"status {answer.status} instead of {expected['status']}"
        return
    if answer.status < 400 or operation in OPERATIONS:
        media_type = _media_type(answer)
        if media_type in ("application/json", "text/csv"):
            yield from OPERATIONS[operation].answer_faults(answer.status, media_type, answer.body)
    for message in answer.body if _media_type(answer) == _STREAM else ():
        yield from OPERATIONS["getEvent"].answer_faults(200, "application/json", message["data"])
    yield from _header_faults(expected.get("headers", {}), answer)
    if "code" in expected:
        yield from matching.faults(expected["code"], answer.body.get("code"), "/code")
        yield from _request_id_faults(answer)
    if "problems" in expected:
        fields = sorted(each["field"] for each in answer.body.get("problems", []))
        yield from matching.faults(sorted(expected["problems"]), fields, "/problems/*/field")
    if "events" in expected:
        yield from matching.faults(expected["events"], _resource_ids(answer.body), "events")
    if "body" in expected:
        yield from matching.faults(expected["body"], answer.body)


def _media_type(answer: Answer) -> str:
    return answer.headers.get("content-type", "application/json").partition(";")[0]


def _header_faults(expected: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    for name, matcher in expected.items():
        actual = answer.headers.get(name.lower())
        if actual is not None or answer.headers_known:
            yield from matching.faults(matcher, actual, name)


def _request_id_faults(answer: Answer) -> Iterator[str]:
    header = answer.headers.get("x-request-id")
    if header is not None:
        yield from matching.faults(header, answer.body["request_id"], "/request_id")


def _resource_ids(body: Any) -> list[str]:
    """The resource ids of the events in a page, a list, a CSV text or a stream, in their order."""
    if isinstance(body, str):
        rows = [row.split(",") for row in body.split("\r\n") if row]
        place = 9
        return [row[place] for row in rows if row[0] != "id"]
    events = body["events"] if isinstance(body, Mapping) else body
    return [event.get("data", event)["resource"]["id"] for event in events]


def _at(body: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        body = body[int(part) if isinstance(body, list) else part]
    return body
