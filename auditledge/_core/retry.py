"""Retries, decided without I/O: whether to send a call again, and how long to wait.

`_transport.runner` performs the steps, once for threads and once for event loops.
"""

import logging
import random
import time
from typing import Any

from auditledge._core.call import Call, Flow, LedgerResponse, SendRequest, Sleep, T
from auditledge._core.responses import status_error
from auditledge.errors import APIConnectionError, APIStatusError, AuditLedgeError

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
PERMANENT_CODES = frozenset({"query_too_expensive"})
"""Codes of errors that another attempt would get again, although their status is one that is retried."""

FIRST_BACKOFF = 0.5
MAX_BACKOFF = 8.0

logger = logging.getLogger("auditledge")


def send_with_retries(call: Call[T], timeout: float, retries: int) -> Flow[T]:
    """SendRequest a call within `timeout` seconds, with at most `retries` retries.

    Returns what `call.decode` makes of the response. Raises APIConnectionError, APITimeoutError,
    UnreadableAnswerError or an APIStatusError.
    """
    started = time.monotonic()
    deadline = started + timeout
    for attempt in range(retries + 1):
        try:
            response: LedgerResponse = yield SendRequest(
                call, _attempt_deadline(call, deadline, retries - attempt)
            )
            if 200 <= response.status < 300:
                _log_attempt(call, attempt, started, str(response.status))
                return call.decode(response)
            raise status_error(response)
        except (APIConnectionError, APIStatusError) as error:
            _log_attempt(call, attempt, started, str(error.status or type(error).__name__))
            pause = pause_before_retry(error, attempt)
            # A pause that would exceed the deadline is pointless: raise now, rather than at the deadline.
            if pause is None or attempt == retries or time.monotonic() + pause >= deadline:
                raise
        yield Sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _attempt_deadline(call: Call[Any], deadline: float, retries_left: int) -> float:
    """When to give up an attempt: halfway to the deadline if another attempt may follow.

    So a request that is lost leaves time for a retry.
    """
    if retries_left == 0 or not call.reserve_retry_time:
        return deadline
    now = time.monotonic()
    return now + (deadline - now) / 2


def _log_attempt(call: Call[Any], attempt: int, started: float, outcome: str) -> None:
    """Log the operation, never the URL, which may contain content of events."""
    if logger.isEnabledFor(logging.DEBUG):
        seconds = time.monotonic() - started
        logger.debug("%s attempt %d: %s after %.3f s", call.operation, attempt + 1, outcome, seconds)


def pause_before_retry(error: APIConnectionError | APIStatusError, attempt: int) -> float | None:
    """Seconds to wait before the next attempt, or None if another attempt can't help."""
    if isinstance(error, APIStatusError) and error.status not in RETRIED_STATUSES:
        return None
    if error.code in PERMANENT_CODES:
        return None
    return backoff(error, attempt)


def backoff(error: AuditLedgeError, attempt: int) -> float:
    """Seconds to wait after a failed attempt; attempts count from 0.

    Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): random between 0 and 0.5 s, a bound that
    doubles with every attempt up to 8 s. `Retry-After` is never shortened.
    """
    bound = min(MAX_BACKOFF, FIRST_BACKOFF * 2 ** min(attempt, 10))
    return max(random.uniform(0, bound), error.retry_after or 0)  # noqa: S311 - not a secret
