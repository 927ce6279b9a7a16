"""The errors of the ledger's domain: their texts for logs, and for clients."""

import pytest

from auditledge import contract
from auditledge.server import errors
from auditledge.server.api.error_responses import RESPONSES

PROBLEMS = [contract.Problem("/actor/id", "is required"), contract.Problem("limit", "must be an integer")]
ERRORS = [
    errors.InvalidRequestError(PROBLEMS),
    errors.InvalidCursorError(),
    errors.InvalidAPIKeyError(),
    errors.InsufficientScopeError("read", {"write"}),
    errors.OrganizationNotAllowedError(),
    errors.EventNotFoundError(),
    errors.IDConflictError(),
    errors.MonthlyQuotaExceededError("free", 10_000, 90),
    errors.LedgerUnavailableError(),
    errors.SearchTimeoutError(2.5),
    errors.SearchTooBroadError(200_000),
    errors.TooManySearchesError(),
    errors.LedgerInternalError(),
]


def subclasses(of: type[errors.LedgerError]) -> set[type[errors.LedgerError]]:
    """All in the module of the domain's errors."""
    found = {each for each in of.__subclasses__() if each.__module__ == errors.__name__}
    return found.union(*map(subclasses, found))


def test_every_error_is_tested_here() -> None:
    assert set(map(type, ERRORS)) == subclasses(errors.LedgerError)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_logged_error_is_its_code_alone(error: errors.LedgerError) -> None:
    assert str(error) == error.code
    assert error.message != error.code


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_code_has_a_response(error: errors.LedgerError) -> None:
    assert error.code in RESPONSES


def test_only_errors_that_pass_say_when_to_retry() -> None:
    waits = {type(error).__name__: error.retry_after for error in ERRORS if error.retry_after is not None}
    assert waits == {
        "MonthlyQuotaExceededError": 90,
        "LedgerUnavailableError": 1,
        "SearchTimeoutError": 30,
        "SearchTooBroadError": 30,
        "TooManySearchesError": 1,
    }
    assert errors.LedgerUnavailableError(retry_after=7).retry_after == 7


def test_messages_name_what_was_exceeded_or_is_wrong() -> None:
    assert errors.InvalidRequestError(PROBLEMS).message == ("actor.id is required; limit must be an integer")
    assert errors.InvalidRequestError(PROBLEMS).problems == PROBLEMS
    assert errors.MonthlyQuotaExceededError("free", 10_000, 90).message == (
        "The free plan allows 10000 events per calendar month"
    )
    assert errors.InsufficientScopeError("admin", {"write", "read"}).message == (
        "The API key lacks the scope admin; it has read and write"
    )
    assert errors.InvalidAPIKeyError(1_767_225_600_000_000).message == (
        "The API key has been expired since 2026-01-01T00:00:00.000000Z"
    )
    assert "more than 200,000 different values" in errors.SearchTooBroadError(200_000).message
    assert "longer than 2.5 seconds" in errors.SearchTimeoutError(2.5).message
