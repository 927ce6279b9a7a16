"""Errors of the ledger's domain: why a request, or one item of a batch, was not carried out.

They know no HTTP: `api.error_responses` maps each code to a status and headers.

    LedgerError
    ├── InvalidRequestError
    ├── InvalidCursorError
    ├── InvalidAPIKeyError
    ├── InsufficientScopeError
    ├── OrganizationNotAllowedError
    ├── EventNotFoundError
    ├── IDConflictError
    ├── MonthlyQuotaExceededError
    ├── SearchTimeoutError
    ├── SearchTooBroadError
    ├── LedgerUnavailableError
    │   └── TooManySearchesError
    └── LedgerInternalError
"""

from collections.abc import Collection, Sequence

from auditledge import contract

_NARROW_AFTER_S = 30  # so that clients that retry every 503 show the error, rather than repeat the search


class LedgerError(Exception):
    """Base class. Its text is the code alone, so that a log line never quotes an event.

    `code` is one of the contract's error codes; `message` is a sentence for people; `problems` lists the
    invalid fields; `retry_after` is in seconds, None when trying again won't help.
    """

    code: str
    message: str
    problems: Sequence[contract.Problem] = ()
    retry_after: int | None = None

    def __init__(self, message: str) -> None:
        super().__init__(self.code)
        self.message = message


class InvalidRequestError(LedgerError):
    """Fields or parameters violate the contract; `problems` lists them."""

    code = "invalid_request"

    def __init__(self, problems: Sequence[contract.Problem]) -> None:
        super().__init__(contract.describe(problems))
        self.problems = problems


class InvalidCursorError(LedgerError):
    """The cursor or resume token was not issued by this ledger, for this account and order."""

    code = "invalid_cursor"

    def __init__(self) -> None:
        super().__init__("The cursor or resume token was not issued by this ledger, or is for another order")


class InvalidAPIKeyError(LedgerError):
    """The key is not valid. Says the same for every reason but one, so that it reveals nothing about a key.

    Only the holder of a key that has expired learns when: `expired_at`, in microseconds.
    """

    code = "invalid_api_key"

    def __init__(self, expired_at: int | None = None) -> None:
        super().__init__(
            "The API key is missing, malformed, unknown or revoked"
            if expired_at is None
            else f"The API key has been expired since {contract.format_instant(expired_at)}"
        )


class InsufficientScopeError(LedgerError):
    """The key lacks the scope `needed`; it has `held`."""

    code = "insufficient_scope"

    def __init__(self, needed: str, held: Collection[str]) -> None:
        scopes = " and ".join(sorted(held)) or "none"
        super().__init__(f"The API key lacks the scope {needed}; it has {scopes}")


class OrganizationNotAllowedError(LedgerError):
    """The key is bound to another organization than the one in the request."""

    code = "organization_not_allowed"

    def __init__(self) -> None:
        super().__init__("The API key is bound to another organization")


class EventNotFoundError(LedgerError):
    """The event does not exist, or the key has no access to it."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("There is no such event")


class IDConflictError(LedgerError):
    """The id is taken by an event with different content."""

    code = "id_conflict"

    def __init__(self) -> None:
        super().__init__("The id is already used by an event with different content")


class MonthlyQuotaExceededError(LedgerError):
    """The plan's events for this month are used up; `retry_after` is seconds until the next month."""

    code = "quota_exceeded"

    def __init__(self, plan: str, limit: int, retry_after: int) -> None:
        super().__init__(f"The {plan} plan allows {limit} events per calendar month")
        self.retry_after: int | None = retry_after


class LedgerUnavailableError(LedgerError):
    """The ledger can't do this now; trying again after `retry_after` seconds may help."""

    code = "unavailable"

    def __init__(
        self, message: str = "The ledger can't process this request now", retry_after: int = 1
    ) -> None:
        super().__init__(message)
        self.retry_after: int | None = retry_after


class SearchTimeoutError(LedgerError):
    """The search took longer than it may, although the store responds. A narrower one takes less time."""

    code = "query_too_expensive"
    retry_after: int | None = _NARROW_AFTER_S

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The search took longer than {seconds:g} seconds. Narrow it, for example with start_date"
        )


class SearchTooBroadError(LedgerError):
    """The events have more different values than can be counted."""

    code = "query_too_expensive"
    retry_after: int | None = _NARROW_AFTER_S

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"There are more than {limit:,} different values, or very long ones. Narrow the search"
        )


class TooManySearchesError(LedgerUnavailableError):
    """The account's searches have to wait for too long, or too many of them do."""

    def __init__(self) -> None:
        super().__init__("Too many searches of this account are waiting. Send fewer at a time")


class LedgerInternalError(LedgerError):
    """A bug or a fault in the ledger. Says nothing about its cause; the log does."""

    code = "internal_error"

    def __init__(self) -> None:
        super().__init__("The ledger failed to process this request")
