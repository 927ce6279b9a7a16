"""Run a case: send a request for each step, and check the response."""

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
"""How a status was covered: by the client's own methods; by plain HTTP, because they can't make the request;
or by the client's own validation, before anything was sent."""

_EXACT_IN_DOUBLES = 2**53
_STREAM = "text/event-stream"


class Mismatch(AssertionError):  # noqa: N818 - read as a sentence in reports
    """A client got a different response than the case expects."""


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
    """A request as plain HTTP."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None


@dataclass(frozen=True)
class ObservedResponse:
    """A response as a client reports it. Header names are in lower case.

    `headers_known` is false if the client does not report all headers.
    """

    how: How
    status: int
    headers: Mapping[str, str]
    body: Any
    headers_known: bool = True


class CoveredStatus(NamedTuple):
    """A declared status of an operation that a client has covered."""

    operation: str
    status: str
    how: How


class Client(Protocol):
    """A client that runs cases. `lacks` gives the reason for each ability that it does not have."""

    lacks: Mapping[str, str]

    def can(self, request: Request) -> bool:
        """Whether the client's own methods can make this request."""
        ...

    def perform(self, request: Request) -> ObservedResponse:
        """Call the client's own method."""
        ...

    def send(self, request: RawRequest) -> ObservedResponse:
        """Send plain HTTP."""
        ...


class Place(Protocol):
    """Where a case runs: a ledger, and an account that no other case uses."""

    def base_url(self, via: str) -> str:
        """The base URL for a value of `via`."""
        ...

    def key(self, role: str) -> str | None:
        """The key for a role in this case's account."""
        ...


def play(case: Case, client: Client, place: Place) -> list[CoveredStatus]:
    """Run a case. Raises Mismatch with the step and every difference."""
    values = Values()
    return list(_run(case, client, place, values))


def _run(case: Case, client: Client, place: Place, values: Values) -> Iterator[CoveredStatus]:
    for number, step in enumerate(case.steps, 1):
        response = _response_to(step, case.via, client, place, values)
        if isinstance(response.body, str) and _media_type(response) == _STREAM:
            response = replace(response, body=messages(response.body))
        expected = values.fill(step.response)
        if found := list(_faults(step.call, expected, response)):
            differences = "\n  ".join(found)
            raise Mismatch(
                f"step {number}, {step.call} ({response.how}):\n  {differences}\n  response: {response}"
            )
        for name, pointer in step.save.items():
            values.save(name, _at(response.body, pointer))
        if step.call in OPERATIONS:
            yield CoveredStatus(step.call, OPERATIONS[step.call].declared(response.status), response.how)


def _response_to(step: Step, via: str, client: Client, place: Place, values: Values) -> ObservedResponse:
    base_url, key = place.base_url(via), place.key(step.key)
    parameters, body = values.fill(step.parameters), values.fill(step.body)
    if step.raw is not None:
        return client.send(raw_request(step.call, base_url, key, parameters, body, values.fill(step.raw)))
    request = Request(step.call, base_url, key, parameters, body, step.response["status"])
    if lacking(via, request, values.fill(step.response.get("body"))) & client.lacks.keys():
        return client.send(raw_request(step.call, base_url, key, parameters, body))
    response = client.perform(request) if client.can(request) else None
    if response is None or (response.how == "local" and request.expected != 400):
        return client.send(raw_request(step.call, base_url, key, parameters, body))
    return response


def raw_request(
    operation: str,
    base_url: str,
    key: str | None,
    parameters: Mapping[str, Any],
    body: Any,
    override: Mapping[str, Any] = {},
) -> RawRequest:
    """An operation as plain HTTP. `override` replaces parts of the request."""
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
    """The abilities that this request and its response need, and that some typed clients lack."""
    needed = {"any-body"} if via == "gateway" else set()
    if request.operation == "exportEvents" and request.parameters.get("format") == "csv":
        needed.add("two-formats")
    if request.operation == "exportEventsCsv":
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


def _faults(operation: str, expected: Mapping[str, Any], response: ObservedResponse) -> Iterator[str]:
    if response.status != expected["status"]:
        yield f"status {response.status} instead of {expected['status']}"
        return
    if response.status < 400 or operation in OPERATIONS:
        media_type = _media_type(response)
        if media_type in ("application/json", "text/csv"):
            yield from OPERATIONS[operation].response_faults(response.status, media_type, response.body)
    for message in response.body if _media_type(response) == _STREAM else ():
        yield from OPERATIONS["getEvent"].response_faults(200, "application/json", message["data"])
    yield from _header_faults(expected.get("headers", {}), response)
    if "code" in expected:
        yield from matching.faults(expected["code"], response.body.get("code"), "/code")
        yield from _request_id_faults(response)
    if "problems" in expected:
        fields = sorted(each["field"] for each in response.body.get("problems", []))
        yield from matching.faults(sorted(expected["problems"]), fields, "/problems/*/field")
    if "events" in expected:
        yield from matching.faults(expected["events"], _resource_ids(response.body), "events")
    if "body" in expected:
        yield from matching.faults(expected["body"], response.body)


def _media_type(response: ObservedResponse) -> str:
    return response.headers.get("content-type", "application/json").partition(";")[0]


def _header_faults(expected: Mapping[str, Any], response: ObservedResponse) -> Iterator[str]:
    for name, matcher in expected.items():
        actual = response.headers.get(name.lower())
        if actual is not None or response.headers_known:
            yield from matching.faults(matcher, actual, name)


def _request_id_faults(response: ObservedResponse) -> Iterator[str]:
    header = response.headers.get("x-request-id")
    if header is not None:
        yield from matching.faults(header, response.body["request_id"], "/request_id")


def _resource_ids(body: Any) -> list[str]:
    """The resource ids of the events in a page, list, CSV text or stream, in order."""
    if isinstance(body, str):
        rows = [row.split(",") for row in body.split("\r\n") if row]
        column = 9
        return [row[column] for row in rows if row[0] != "id"]
    events = body["events"] if isinstance(body, Mapping) else body
    return [event.get("data", event)["resource"]["id"] for event in events]


def _at(body: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        body = body[int(part) if isinstance(body, list) else part]
    return body
