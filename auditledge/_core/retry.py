"""One call, decided without any I/O: when to try again, how long to wait, what an answer means.

A conversation is a generator. It yields what is to be done, is sent what came of it, and returns the result;
`_transport.runner` does the work, once for threads and once for event loops.
"""

import logging
import random
import time
from typing import Any

from auditledge._core.call import Call, Flow, Response, Send, Sleep, T
from auditledge._core.responses import status_error
from auditledge.errors import APIConnectionError, APIStatusError, AuditLedgeError

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0

log = logging.getLogger("auditledge")


def send_with_retries(call: Call[T], timeout: float, retries: int) -> Flow[T]:
    """Have a call performed within `timeout` seconds, tried again up to `retries` times.

    Returns what `call.decode` makes of the answer. Raises APIConnectionError, APITimeoutError,
    UnreadableAnswerError or an APIStatusError.
    """
    started = time.monotonic()
    deadline = started + timeout
    for attempt in range(retries + 1):
        try:
            answer: Response = yield Send(call, _deadline_of_attempt(call, deadline, retries - attempt))
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
    return deadline if more == 0 or not call.reserve_retry_time else now + (deadline - now) / 2


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
