"""HTTP responses to errors: the table of the contract's error codes, and the errors of HTTP itself."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditledge import contract
from auditledge.server.api.responses import Response, encode_json
from auditledge.server.errors import LedgerError

_CLOSE = (b"connection", b"close")


class _Row(NamedTuple):
    status: int
    headers: Sequence[tuple[bytes, bytes]] = ()


RESPONSES = {
    "invalid_json": _Row(400),
    "invalid_request": _Row(400),
    "invalid_cursor": _Row(400),
    "invalid_api_key": _Row(401, [(b"www-authenticate", b"Bearer")]),
    "insufficient_scope": _Row(403),
    "organization_not_allowed": _Row(403),
    "not_found": _Row(404),
    "method_not_allowed": _Row(405),
    "request_timeout": _Row(408, [_CLOSE]),
    "id_conflict": _Row(409),
    "payload_too_large": _Row(413),
    "unsupported_media_type": _Row(415),
    "quota_exceeded": _Row(429),
    "rate_limited": _Row(429),
    "head_too_large": _Row(431, [_CLOSE]),
    "internal_error": _Row(500),
    "query_too_expensive": _Row(503),
    "unavailable": _Row(503),
}
"""By code: the status, and headers that every response with this code has."""


class HTTPError(LedgerError):
    """A request that fails because of how it was sent, or of how this process is doing.

    `headers` are sent in addition to those of the table; `store` is what is known of the store, where that
    was the question.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        problems: Sequence[contract.Problem] = (),
        retry_after: int | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (),
        store: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code
        super().__init__(message)
        self.problems = problems
        self.retry_after = retry_after
        self.headers = headers
        self.store = store


def invalid_json(reason: str) -> HTTPError:
    """400: the body can't be read as JSON. `reason` continues a sentence that begins with "The body"."""
    return HTTPError("invalid_json", f"The body {reason}")


def malformed_request(error: str) -> HTTPError:
    """400: the request is not HTTP, or could be understood in two ways. `error` says why."""
    return HTTPError("invalid_request", error, headers=[_CLOSE])


def path_not_found() -> HTTPError:
    """404: the contract has no such path."""
    return HTTPError("not_found", "There is no such path")


def method_not_allowed(allowed: Sequence[str]) -> HTTPError:
    """405: the path exists, the method does not; `allowed` are those that do."""
    allow = ", ".join(allowed)
    return HTTPError(
        "method_not_allowed", f"This path only allows {allow}", headers=[(b"allow", allow.encode())]
    )


def request_timeout() -> HTTPError:
    """408: the request did not arrive in time."""
    return HTTPError("request_timeout", "The request did not arrive in time")


def payload_too_large(limit: int, what: str = "body") -> HTTPError:
    """413: the body is longer than `limit` bytes, or another part of the request."""
    return HTTPError("payload_too_large", f"The {what} exceeds {limit} bytes")


def unsupported_media_type() -> HTTPError:
    """415: the body is not declared to be JSON."""
    error = "Send the body as application/json in UTF-8, without a Content-Encoding"
    return HTTPError("unsupported_media_type", error)


def rate_limited(retry_after: int) -> HTTPError:
    """429: the key sends too many requests; `retry_after` is seconds until it may send another."""
    return HTTPError("rate_limited", "Too many requests with this API key", retry_after=retry_after)


def head_too_large() -> HTTPError:
    """431: the request line and the headers are too long."""
    return HTTPError("head_too_large", "The request line and headers exceed 65536 bytes")


def too_many_connections() -> HTTPError:
    """503: the process serves as many connections as it can."""
    error = "The ledger has too many connections"
    return HTTPError("unavailable", error, retry_after=1, headers=[_CLOSE])


def not_ready(problems: Sequence[contract.Problem], store: Mapping[str, str]) -> HTTPError:
    """503: `problems` lists what is missing; `store` is what is known of the store."""
    error = f"The ledger is not ready: {contract.describe(problems)}"
    return HTTPError("unavailable", error, problems=problems, retry_after=1, store=store)


def status_of(error: LedgerError) -> int:
    """The HTTP status for an error."""
    return RESPONSES[error.code].status


def error_object(error: LedgerError) -> dict[str, object]:
    """An error as JSON, as it is in a response and in an item of a batch; without request id and index."""
    members: dict[str, object] = {"error": error.message, "code": error.code}
    if error.problems:
        members["problems"] = [problem.to_json() for problem in error.problems]
    if isinstance(error, HTTPError) and error.store:
        members["store"] = error.store
    return members


def error_response(error: LedgerError, request_id: str) -> Response:
    """The response to a request that failed: the contract's ErrorResponse."""
    status, table_headers = RESPONSES[error.code]
    headers = [*table_headers, *(error.headers if isinstance(error, HTTPError) else ())]
    if error.retry_after is not None:
        headers.append((b"retry-after", b"%d" % error.retry_after))
    return Response(status, encode_json({**error_object(error), "request_id": request_id}), headers)
