"""The exceptions that the SDK raises.

    AuditLedgeError
    ├── ConfigurationError          an argument or environment variable is invalid
    ├── ValidationError             the input is invalid; nothing was sent
    ├── APIConnectionError          no response: connection refused, reset or lost
    │   └── APITimeoutError         no complete response in time
    ├── OutboxFullError             the event could neither be stored for later delivery nor sent
    ├── UnreadableAnswerError       the response does not follow the contract: HTML, empty, not JSON
    └── APIStatusError              the ledger returned an error; raised itself for 3xx
        ├── BadRequestError         400, 413, 415 and every other 4xx without a separate class
        ├── AuthenticationError     401: the key is missing, malformed, unknown, revoked or expired
        ├── PermissionDeniedError   403: the key does not allow this operation
        ├── NotFoundError           404
        ├── ConflictError           409: an event with this id but other content exists
        ├── RateLimitError          429: too many requests
        │   └── QuotaExceededError  429: the plan's monthly quota is used up
        └── ServerError             5xx

The SDK raises only these exceptions. Their texts never contain the API key or the content of an event.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from auditledge.contract.problems import Problem, describe

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuditLedgeError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "NotFoundError",
    "OutboxFullError",
    "PermissionDeniedError",
    "Problem",
    "QuotaExceededError",
    "RateLimitError",
    "ServerError",
    "UnreadableAnswerError",
    "ValidationError",
]


class AuditLedgeError(Exception):
    """The base class of all errors of the SDK. Every error has all of these attributes.

    `message` (str) is the description. `problems` (list of Problem) has an entry for each invalid field.
    `status` (int or None) is the HTTP status, `code` (str or None) the machine-readable code of the error,
    `request_id` (str or None) identifies the request when you contact support, and `retry_after` (float or
    None) is the number of seconds that the ledger asked to wait. `body` is the body of the response, as
    parsed JSON or as bytes. `headers` (mapping of str to str) are its headers; names are case-insensitive.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: Sequence[Problem] = (),
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.problems: list[Problem] = list(problems)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.body = body
        self.headers: Mapping[str, str] = {} if headers is None else headers

    def __str__(self) -> str:
        """The message, followed by the status and the request id if the error has them."""
        facts = [f"HTTP {self.status}"] if self.status else []
        facts += [f"request {self.request_id}"] if self.request_id else []
        return f"{self.message} ({', '.join(facts)})" if facts else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle all attributes, so that errors can be passed between processes."""
        return _restore, (type(self), self.message, self.__dict__)


def _restore(kind: type[AuditLedgeError], message: str, state: Mapping[str, Any]) -> AuditLedgeError:
    error = kind(message)
    error.__dict__.update(state)
    return error


class ConfigurationError(AuditLedgeError):
    """An argument or environment variable is invalid."""


class ValidationError(AuditLedgeError):
    """The input is invalid. Nothing was sent. `problems` lists every invalid field."""

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "ValidationError":
        """An error whose message lists all `problems`."""
        return cls(describe(problems), problems=problems)


class APIConnectionError(AuditLedgeError):
    """The ledger is unreachable, or the connection was lost before the response was complete."""


class APITimeoutError(APIConnectionError):
    """The complete response did not arrive in time."""


class OutboxFullError(AuditLedgeError):
    """The event could not be stored for later delivery, and the `on_full` policy did not help either."""


class UnreadableAnswerError(AuditLedgeError):
    """The response does not follow the contract. `body` is its body as bytes."""


class APIStatusError(AuditLedgeError):
    """The ledger returned an error, or a redirect, which the SDK does not follow."""


class BadRequestError(APIStatusError):
    """The ledger rejected the request. Sending it again would not help."""


class AuthenticationError(APIStatusError):
    """The API key is missing, malformed, unknown, revoked or expired."""


class PermissionDeniedError(APIStatusError):
    """The API key does not allow this operation."""


class NotFoundError(APIStatusError):
    """The event does not exist, or the key can't access it."""


class ConflictError(APIStatusError):
    """An event with this id but other content exists."""


class RateLimitError(APIStatusError):
    """Too many requests. `retry_after` says how long to wait."""


class QuotaExceededError(RateLimitError):
    """The plan's monthly quota is used up. `retry_after` is the time until the next month begins."""


class ServerError(APIStatusError):
    """The ledger failed, or is overloaded.

    With the `code` "query_too_expensive", the search took too long, and would again: narrow it, for example
    with `start_date`.
    """


_BY_STATUS = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
}


def class_for(status: int, code: str | None) -> type[APIStatusError]:
    """The error class for the status and the code of a response."""
    if code == "quota_exceeded":
        return QuotaExceededError
    if kind := _BY_STATUS.get(status):
        return kind
    return ServerError if status >= 500 else BadRequestError if status >= 400 else APIStatusError
