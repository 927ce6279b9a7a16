"""One call, decided without any I/O: when to try again, how long to wait, what an answer means.

A conversation is a generator. It yields what is to be done, is sent what came of it, and returns the result;
`_drivers` does the work, once for threads and once for event loops.
"""

import email.utils
import json
import logging
import random
import re
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Generic, TypeVar

from auditledge.contract.problems import Problem
from auditledge.errors import (
    APIConnectionError,
    APIStatusError,
    AuditLedgeError,
    UnreadableAnswerError,
    class_for,
)

T = TypeVar("T")

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
_COUNT = re.compile(r"[0-9]{1,15}")
_SECONDS = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")

log = logging.getLogger("auditledge")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ledger answered; the body is decoded from its transfer and content codings."""

    status: int
    headers: "Headers"
    body: bytes


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer whose body is still to come, from `source`, a response of the HTTP library."""

    status: int
    headers: "Headers"
    source: Any


Headers = Any  # a case-insensitive mapping of str to str, as the HTTP library has it


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request and what to make of its answer. `url` is the path and query below the base URL.

    `streamed` is None, or what the media type of an answer begins with that `decode` gets as a Stream; any
    other 2xx answer it gets whole, of at most `largest` bytes. A stream may be silent for `quiet` seconds. A
    `patient` call's first attempt may take all of the call's time.
    """

    name: str
    method: str
    url: str
    decode: Callable[[Any], T]
    content: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    streamed: str | None = None
    quiet: float = 0.0
    patient: bool = False
    largest: int = 1 << 24


@dataclass(frozen=True, slots=True)
class Send(Generic[T]):
    """Ask for a request to be sent; `deadline` is a time of `time.monotonic`."""

    call: Call[T]
    deadline: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Ask for a pause, in seconds."""

    seconds: float


Conversation = Generator[Send[T] | Sleep, Any, T]


def converse(call: Call[T], timeout: float, retries: int) -> Conversation[T]:
    """Have a call performed within `timeout` seconds, tried again up to `retries` times.

    Returns what `call.decode` makes of the answer. Raises APIConnectionError, APITimeoutError,
    UnreadableAnswerError or an APIStatusError.
    """
    started = time.monotonic()
    deadline = started + timeout
    for attempt in range(retries + 1):
        try:
            answer: Answer = yield Send(call, _deadline_of_attempt(call, deadline, retries - attempt))
            if 200 <= answer.status < 300:
                _log_attempt(call, attempt, started, str(answer.status))
                return call.decode(answer)
            raise status_error(answer)
        except (APIConnectionError, APIStatusError) as error:
            _log_attempt(call, attempt, started, str(error.status or type(error).__name__))
            pause = pause_before_retry(error, attempt)
            if pause is None or attempt == retries or time.monotonic() + pause >= deadline:
                raise
        yield Sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _deadline_of_attempt(call: Call[Any], deadline: float, more: int) -> float:
    """When to give an attempt up: half-way to the call's deadline while `more` attempts may follow.

    So a request that is lost leaves time to try again.
    """
    now = time.monotonic()
    return deadline if call.patient or more == 0 else now + (deadline - now) / 2


def _log_attempt(call: Call[Any], attempt: int, started: float, outcome: str) -> None:
    """The operation's name stands for the request: its URL may hold what an event holds."""
    if log.isEnabledFor(logging.DEBUG):
        seconds = time.monotonic() - started
        log.debug("%s attempt %d: %s after %.3f s", call.name, attempt + 1, outcome, seconds)


def pause_before_retry(error: APIConnectionError | APIStatusError, attempt: int) -> float | None:
    """Seconds to wait before the next attempt, or None if another attempt can't help."""
    if isinstance(error, APIStatusError) and error.status not in RETRIED_STATUSES:
        return None
    return backoff(error, attempt)


def backoff(error: AuditLedgeError, attempt: int) -> float:
    """Seconds to wait after an attempt has failed; attempts count from 0.

    Full jitter (Brooker, "Exponential Backoff And Jitter", 2015) between nothing and 0.5 s doubled with every
    attempt, at most 8 s. `Retry-After` is never shortened.
    """
    pause = random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt, 10)))  # noqa: S311 - not a secret
    return max(pause, error.retry_after or 0)


def status_error(answer: Answer) -> APIStatusError:
    """The error that an answer outside 2xx stands for, whatever its body is."""
    body = _json_or_bytes(answer.body)
    facts = body if isinstance(body, dict) else {}
    code = facts.get("code") if isinstance(facts.get("code"), str) else None
    message = facts.get("error")
    return class_for(answer.status, code)(
        message if isinstance(message, str) and message else _message(answer.status),
        problems=_problems(facts.get("problems")),
        status=answer.status,
        code=code,
        request_id=_request_id(answer),
        retry_after=read_retry_after(answer.headers.get("retry-after")),
        body=body,
        headers=answer.headers,
    )


def _message(status: int) -> str:
    """What to say where the ledger says nothing."""
    mend = " with a redirect, which is not followed: check base_url" if 300 <= status < 400 else ""
    return f"The ledger answered {status}{mend}"


def _json_or_bytes(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body


def _problems(items: Any) -> list[Problem]:
    found = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [Problem(str(each.get("field", "")), str(each.get("message", ""))) for each in found]


def _request_id(answer: Answer) -> str | None:
    value = answer.headers.get("x-request-id")
    return value if isinstance(value, str) else None


def read_retry_after(value: str | None) -> float | None:
    """Seconds from a `Retry-After` header: a number of them or an HTTP date; None for anything else."""
    if value is None:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
        # A date without a zone is in the asctime form of RFC 9110, which is UTC like its other forms.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, moment.timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def read_total_count(headers: Headers) -> int | None:
    """The events of an export by its `X-Total-Count` header; None where the ledger does not say."""
    value = headers.get("x-total-count", "")
    return int(value) if _COUNT.fullmatch(value) else None


def unreadable(answer: Answer, why: str) -> UnreadableAnswerError:
    """The error for a 2xx answer that is not what the contract says."""
    return UnreadableAnswerError(
        f"The answer is not readable: {why}",
        status=answer.status,
        request_id=_request_id(answer),
        body=answer.body,
        headers=answer.headers,
    )


def decode_object(answer: Answer) -> Any:
    """The JSON object of an answer. Raises UnreadableAnswerError."""
    value = _decode_json(answer)
    if not isinstance(value, dict):
        raise unreadable(answer, "it is not a JSON object")
    return value


def decode_receipt(answer: Answer) -> Any:
    """The JSON object that says that an event is stored. Raises UnreadableAnswerError for any other."""
    value = decode_object(answer)
    if not isinstance(value.get("event"), dict):
        raise unreadable(answer, "it is no receipt of an event")
    return value


def decode_list(answer: Answer) -> Any:
    """The JSON array of an answer. Raises UnreadableAnswerError."""
    value = _decode_json(answer)
    if not isinstance(value, list):
        raise unreadable(answer, "it is not a JSON array")
    return value


def _decode_json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise unreadable(answer, "it is not JSON") from None
