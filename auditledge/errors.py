"""Everything that the SDK raises.

    AuditLedgeError
    ├── ConfigurationError          an argument or environment variable can't be used
    ├── ValidationError             the call breaks the contract; nothing was sent
    ├── APIConnectionError          no answer: refused, reset, broken off
    │   └── APITimeoutError         no answer in time
    ├── OutboxFullError             the event could not be stored for later delivery, nor sent at once
    ├── UnreadableAnswerError       an answer that is not what the contract says: HTML, empty, not JSON
    └── APIStatusError              the ledger answered with an error; itself for 3xx: no redirect is followed
        ├── BadRequestError         400, 413, 415 and every other 4xx without a class of its own
        ├── AuthenticationError     401: the key is missing, unknown or revoked
        ├── PermissionDeniedError   403: the key does not allow this
        ├── NotFoundError           404
        ├── ConflictError           409: the id is taken by an event with other content
        ├── RateLimitError          429: too many requests
        │   └── QuotaExceededError  429: the plan's month is used up
        └── ServerError             5xx

No other exception leaves the SDK. Texts never hold the API key or the content of an event.
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
    """The base of all errors of the SDK; each has all of these attributes.

    `message` (str) says what is wrong. `problems` (list of Problem) names the fields that are wrong.
    `status` (int or None) is the HTTP status, `code` (str or None) the ledger's name for the error,
    `request_id` (str or None) names the request in support questions, `retry_after` (float or None) is the
    number of seconds that the ledger asked to wait, `body` is the answer's body: parsed JSON, or bytes;
    `headers` (mapping of str to str) are its headers, found whatever the case of their letters is.
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
        """The message, with the status and the request id where there are any."""
        facts = [f"HTTP {self.status}"] if self.status else []
        facts += [f"request {self.request_id}"] if self.request_id else []
        return f"{self.message} ({', '.join(facts)})" if facts else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel between processes with all that they carry."""
        return _restore, (type(self), self.message, self.__dict__)


def _restore(kind: type[AuditLedgeError], message: str, state: Mapping[str, Any]) -> AuditLedgeError:
    error = kind(message)
    error.__dict__.update(state)
    return error


class ConfigurationError(AuditLedgeError):
    """An argument or environment variable can't be used."""


class ValidationError(AuditLedgeError):
    """The call breaks the contract; nothing was sent. `problems` names the fields."""

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "ValidationError":
        """An error that tells of all `problems`."""
        return cls(describe(problems), problems=problems)


class APIConnectionError(AuditLedgeError):
    """The ledger could not be reached, or the connection broke before the answer was whole."""


class APITimeoutError(APIConnectionError):
    """The answer was not whole in time."""


class OutboxFullError(AuditLedgeError):
    """The event could not be stored for later delivery, and what `on_full` says did not help either."""


class UnreadableAnswerError(AuditLedgeError):
    """The answer is not what the contract says; `body` holds it as bytes."""


class APIStatusError(AuditLedgeError):
    """The ledger answered with an error."""


class BadRequestError(APIStatusError):
    """The ledger refused the request as it is; sending it again would not help."""


class AuthenticationError(APIStatusError):
    """The API key is missing, malformed, unknown or revoked."""


class PermissionDeniedError(APIStatusError):
    """The API key does not allow this."""


class NotFoundError(APIStatusError):
    """There is no such event, or none within the key's reach."""


class ConflictError(APIStatusError):
    """The event's id is taken by an event with other content."""


class RateLimitError(APIStatusError):
    """Too many requests; `retry_after` says how long to wait."""


class QuotaExceededError(RateLimitError):
    """The plan's events of this month are used up; `retry_after` says when the next month begins."""


class ServerError(APIStatusError):
    """The ledger failed, or can't take more now."""


_BY_STATUS = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
}


def class_for(status: int, code: str | None) -> type[APIStatusError]:
    """The error class for an answer's status and code."""
    if code == "quota_exceeded":
        return QuotaExceededError
    if kind := _BY_STATUS.get(status):
        return kind
    return ServerError if status >= 500 else BadRequestError if status >= 400 else APIStatusError
