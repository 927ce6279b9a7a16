"""The table that maps each error code to an HTTP response."""

import json
import re

import pytest

from auditledge.contract import Problem
from auditledge.server import errors
from auditledge.server.api import error_responses
from server import conformance

DOCUMENTED = re.compile(r"^    \| (\d{3}) \| `(\w+)` \|", re.MULTILINE)


def domain_errors() -> list[type[errors.LedgerError]]:
    return errors.LedgerError.__subclasses__()


def test_the_table_has_the_codes_and_statuses_of_the_contract() -> None:
    documented = {code: int(status) for status, code in DOCUMENTED.findall(conformance.CONTRACT.read_text())}
    assert {code: row.status for code, row in error_responses.RESPONSES.items()} == documented


def test_every_domain_error_has_a_row() -> None:
    codes = [each.code for each in domain_errors() if each is not error_responses.HTTPError]
    assert len(codes) >= 10
    assert set(codes) <= set(error_responses.RESPONSES)


def test_domain_errors_know_no_http() -> None:
    for each in domain_errors():
        if each is not error_responses.HTTPError:
            assert not {"status", "headers"} & set(dir(each))


@pytest.mark.parametrize(
    ("error", "status", "headers"),
    [
        (errors.InvalidAPIKeyError(), 401, {(b"www-authenticate", b"Bearer")}),
        (errors.MonthlyQuotaExceededError("free", 10, 77), 429, {(b"retry-after", b"77")}),
        (errors.LedgerUnavailableError(), 503, {(b"retry-after", b"1")}),
        (errors.IDConflictError(), 409, set()),
        (error_responses.method_not_allowed(["GET", "HEAD"]), 405, {(b"allow", b"GET, HEAD")}),
        (error_responses.request_timeout(), 408, {(b"connection", b"close")}),
        (error_responses.head_too_large(), 431, {(b"connection", b"close")}),
        (
            error_responses.too_many_connections(),
            503,
            {(b"connection", b"close"), (b"retry-after", b"1")},
        ),
    ],
)
def test_a_response_has_the_status_and_headers_of_the_table(
    error: errors.LedgerError, status: int, headers: set[tuple[bytes, bytes]]
) -> None:
    response = error_responses.error_response(error, "req_1")
    assert (response.status, set(response.headers)) == (status, headers)
    assert json.loads(response.body) == {"error": error.message, "code": error.code, "request_id": "req_1"}


def test_problems_and_the_state_of_the_store_are_members_of_the_body() -> None:
    problem = Problem("action", "is required")
    body = json.loads(error_responses.error_response(errors.InvalidRequestError([problem]), "r").body)
    assert body["problems"] == [{"field": "action", "message": "is required"}]
    store = {"engine": "sqlite", "state": "unreachable"}
    assert (
        json.loads(error_responses.error_response(error_responses.not_ready([problem], store), "r").body)[
            "store"
        ]
        == store
    )


def test_the_text_of_an_exception_is_its_code() -> None:
    """Whatever logs an exception must not quote a field of an event."""
    error = errors.InvalidRequestError([Problem("metadata.secret", "is too long")])
    assert str(error) == "invalid_request"
