"""Refusals: every answer outside 2xx that the contract's table of error codes knows."""

from collections.abc import Mapping, Sequence

from auditledge import contract

_CLOSE = (b"connection", b"close")


class Refusal(Exception):  # noqa: N818 - an outcome like any other, not a fault
    """A request, or an item of a batch, that is refused.

    `status` and `code` are a row of the contract's table; `error` is the sentence for people; `problems`
    names fields; `retry_after` is in seconds; `headers` go out beside those that every refusal has; `store`
    is what is known of the store, where that is what was asked for.
    """

    def __init__(
        self,
        status: int,
        code: str,
        error: str,
        *,
        problems: Sequence[contract.Problem] = (),
        retry_after: int | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (),
        store: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.error = error
        self.problems = problems
        self.retry_after = retry_after
        self.headers = headers
        self.store = store

    def facts(self) -> dict[str, object]:
        """The refusal as an ErrorResponse or a batch item has it, without request id and index."""
        facts: dict[str, object] = {"error": self.error, "code": self.code}
        if self.problems:
            facts["problems"] = [problem._asdict() for problem in self.problems]
        if self.store:
            facts["store"] = self.store
        return facts


def invalid_json(reason: str) -> Refusal:
    """400: the body can't be read as JSON. `reason` reads on from "The body"."""
    return Refusal(400, "invalid_json", f"The body {reason}")


def invalid_request(problems: Sequence[contract.Problem]) -> Refusal:
    """400: fields or parameters break the contract."""
    return Refusal(400, "invalid_request", contract.describe(problems), problems=problems)


def ambiguous_length() -> Refusal:
    """400: the body's length is told in two ways, which is how requests are smuggled past a proxy."""
    error = "Send either Content-Length or Transfer-Encoding, not both"
    return Refusal(400, "invalid_request", error, headers=[_CLOSE])


def unknown_coding() -> Refusal:
    """400: where the body ends can't be known for sure."""
    error = "Send Transfer-Encoding: chunked, over HTTP/1.1, or Content-Length"
    return Refusal(400, "invalid_request", error, headers=[_CLOSE])


def malformed_request() -> Refusal:
    """400: the request is not HTTP."""
    return Refusal(400, "invalid_request", "The request is not well-formed HTTP", headers=[_CLOSE])


def invalid_cursor() -> Refusal:
    """400: the cursor is not one of this ledger's for this account and order."""
    return Refusal(
        400, "invalid_cursor", "The cursor or resume token was not made by this ledger, or for another order"
    )


def invalid_api_key() -> Refusal:
    """401: one answer for every key that is not good, so that it tells nothing."""
    error = "The API key is missing, malformed, unknown or revoked"
    return Refusal(401, "invalid_api_key", error, headers=[(b"www-authenticate", b"Bearer")])


def insufficient_scope(scope: str) -> Refusal:
    """403: the key lacks `scope`."""
    return Refusal(403, "insufficient_scope", f"The API key lacks the scope {scope}")


def organization_not_allowed() -> Refusal:
    """403: the key is bound to another organisation than the one named."""
    return Refusal(403, "organization_not_allowed", "The API key is bound to another organisation")


def no_such_event() -> Refusal:
    """404: there is no such event within the key's reach."""
    return Refusal(404, "not_found", "There is no such event")


def no_such_path() -> Refusal:
    """404: the contract has no such path."""
    return Refusal(404, "not_found", "There is no such path")


def method_not_allowed(allowed: Sequence[str]) -> Refusal:
    """405: the path exists, the method does not; `allowed` are those that do."""
    allow = ", ".join(allowed)
    error = f"This path takes {allow}"
    return Refusal(405, "method_not_allowed", error, headers=[(b"allow", allow.encode())])


def request_timeout() -> Refusal:
    """408: the request did not come in time."""
    return Refusal(408, "request_timeout", "The request did not arrive in time", headers=[_CLOSE])


def id_conflict() -> Refusal:
    """409: the id is taken by an event with other content."""
    return Refusal(409, "id_conflict", "The id is taken by an event with other content")


def payload_too_large(limit: int) -> Refusal:
    """413: the body is longer than `limit` bytes."""
    return Refusal(413, "payload_too_large", f"The body exceeds {limit} bytes")


def unsupported_media_type() -> Refusal:
    """415: the body is not declared to be JSON."""
    error = "Send the body as application/json in UTF-8, without a Content-Encoding"
    return Refusal(415, "unsupported_media_type", error)


def head_too_large() -> Refusal:
    """431: the request line and the headers are too long."""
    return Refusal(431, "head_too_large", "The request's head exceeds 65536 bytes", headers=[_CLOSE])


def quota_exceeded(plan: str, limit: int, retry_after: int) -> Refusal:
    """429: the plan's events of this month are used up; `retry_after` is seconds to the next month."""
    error = f"The plan {plan} allows {limit} events in a calendar month"
    return Refusal(429, "quota_exceeded", error, retry_after=retry_after)


def rate_limited(retry_after: int) -> Refusal:
    """429: the key asks too often; `retry_after` is seconds until it may ask again."""
    return Refusal(429, "rate_limited", "Too many requests with this API key", retry_after=retry_after)


def internal_error() -> Refusal:
    """500: a fault of the ledger, about which the answer tells nothing."""
    return Refusal(500, "internal_error", "The ledger failed to answer this request")


def too_many_connections() -> Refusal:
    """503: the process serves as many connections as it can."""
    return Refusal(503, "unavailable", "The ledger has too many connections", retry_after=1, headers=[_CLOSE])


def not_ready(problems: Sequence[contract.Problem], store: Mapping[str, str]) -> Refusal:
    """503: `problems` name what is missing; `store` is what is known of the store."""
    error = f"The ledger is not ready: {contract.describe(problems)}"
    return Refusal(503, "unavailable", error, problems=problems, retry_after=1, store=store)


def unavailable(retry_after: int = 1) -> Refusal:
    """503: the ledger can't take more now; `retry_after` is in seconds."""
    return Refusal(503, "unavailable", "The ledger can't take more now", retry_after=retry_after)
