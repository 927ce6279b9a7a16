"""The tree of exceptions, their attributes, and pickling."""

import copy
import inspect
import pickle
from typing import Any

import httpx
import pytest
from conftest import EVENT, EVENT_ID, ClientKind, ServedLedger
from transport.faulty_server import FaultyServer, raw, respond_error, respond_json

import auditledge
from auditledge import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuditLedgeError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    Problem,
    QuotaExceededError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
    ValidationError,
    errors,
)

CLASSES = [
    each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, AuditLedgeError)
]


def drawn() -> dict[str, str]:
    """The tree in the docstring: each class with its parent."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        names = [word for word in line.split() if word.endswith("Error")]
        if not names or not line.startswith("    "):
            continue
        depth = (line.index(names[0]) - 4) // 4
        path = [*path[:depth], names[0]]
        parents[names[0]] = path[depth - 1] if depth else "Exception"
    return parents


def test_the_docstring_shows_the_tree() -> None:
    assert drawn() == {each.__name__: each.__base__.__name__ for each in CLASSES}


def test_every_error_is_public() -> None:
    assert {each.__name__ for each in CLASSES} <= set(auditledge.__all__)


@pytest.mark.parametrize("each", CLASSES)
def test_every_error_has_a_docstring(each: type[AuditLedgeError]) -> None:
    assert inspect.getdoc(each)


@pytest.mark.parametrize("each", CLASSES)
def test_every_error_has_every_attribute(each: type[AuditLedgeError]) -> None:
    error = each("text")
    facts = (
        error.message,
        error.problems,
        error.status,
        error.code,
        error.request_id,
        error.retry_after,
        error.body,
        error.headers,
    )
    assert facts == ("text", [], None, None, None, None, None, {})
    assert str(error) == "text"


@pytest.mark.parametrize("each", CLASSES)
@pytest.mark.parametrize("copied", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy])
def test_copies_of_errors_have_all_attributes(each: type[AuditLedgeError], copied: Any) -> None:
    error = each(
        "text",
        problems=[Problem("/a", "is b")],
        status=418,
        code="c",
        request_id="r",
        retry_after=1.5,
        body={"x": 1},
        headers=httpx.Headers({"X-Proxy": "edge-1"}),
    )
    error.add_note("a note")
    result = copied(error)
    assert type(result) is each
    assert vars(result) == vars(error)
    assert (str(result), result.args) == (str(error), error.args)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "invalid_request", BadRequestError),
        (401, "invalid_api_key", AuthenticationError),
        (403, "insufficient_scope", PermissionDeniedError),
        (404, "not_found", NotFoundError),
        (405, "method_not_allowed", BadRequestError),
        (409, "id_conflict", ConflictError),
        (413, "payload_too_large", BadRequestError),
        (415, "unsupported_media_type", BadRequestError),
        (429, "rate_limited", RateLimitError),
        (429, "quota_exceeded", QuotaExceededError),
        (500, "internal_error", ServerError),
        (503, "unavailable", ServerError),
        (422, "something_new", BadRequestError),
    ],
)
def test_status_and_code_decide_the_class(kind: ClientKind, status: int, code: str, expected: type) -> None:
    with FaultyServer(respond_error(status, code)) as server, pytest.raises(APIStatusError) as caught:
        kind.ask(server.url, "usage")
    error = caught.value
    assert type(error) is expected
    assert (error.status, error.code, error.request_id) == (status, code, f"req_{status}")
    assert str(error) == f"No, {status} (HTTP {status}, request req_{status})"
    assert error.body == {"error": f"No, {status}", "code": code, "request_id": f"req_{status}"}
    assert error.headers["x-request-id"] == error.headers["X-Request-Id"] == f"req_{status}"


def test_an_unreadable_response_has_its_headers(kind: ClientKind) -> None:
    answer = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nVia: 1.1 edge\r\n\r\nhi")
    with FaultyServer(answer) as server, pytest.raises(UnreadableAnswerError) as caught:
        kind.ask(server.url, "usage")
    assert caught.value.headers["via"] == "1.1 edge"


def test_an_error_has_the_problems_that_the_ledger_reports(kind: ClientKind) -> None:
    body = {"error": "actor.id is bad", "problems": [{"field": "/actor/id", "message": "is bad", "more": 1}]}
    with FaultyServer(respond_json(body, 400)) as server, pytest.raises(BadRequestError) as caught:
        kind.ask(server.url, "log", EVENT)
    assert caught.value.problems == [Problem("/actor/id", "is bad")]


def test_a_timeout_is_a_connection_error_and_a_quota_a_rate_limit() -> None:
    assert issubclass(APITimeoutError, APIConnectionError)
    assert issubclass(QuotaExceededError, RateLimitError)


def test_errors_of_the_real_ledger(kind: ClientKind, ledger: ServedLedger) -> None:
    def ask(key: str, method: str, *arguments: Any) -> AuditLedgeError:
        client = kind.client_class(key, ledger.url, retries=0)
        with pytest.raises(AuditLedgeError) as caught:
            kind.call(client, method, *arguments)
        return caught.value

    reader = ledger.new_key("errors", scopes=frozenset({"read"}))
    assert type(ask("al_live_wrong", "usage")) is AuthenticationError
    assert type(ask(reader, "log", EVENT)) is PermissionDeniedError
    missing = ask(reader, "get", EVENT_ID)
    assert type(missing) is NotFoundError
    assert (missing.status, missing.code) == (404, "not_found")
    assert missing.request_id
    assert missing.request_id.startswith("req_")


def test_a_conflict_with_the_real_ledger_raises(kind: ClientKind, ledger: ServedLedger) -> None:
    event = {**EVENT, "id": auditledge.contract.new_id("evt")}
    client = kind.client_class(ledger.key, ledger.url, retries=0)

    def script(call: Any) -> None:
        first = call("log", event)
        assert call("log", event) == first
        with pytest.raises(ConflictError):
            call("log", {**event, "action": "another"})

    kind.use(client, script)


def test_validation_errors_list_their_problems() -> None:
    problems = [Problem("/actor/id", "is required"), Problem("limit", "must be an integer")]
    error = ValidationError.of(problems)
    assert error.problems == problems
    assert str(error) == "actor.id is required; limit must be an integer"
