"""What a response of the ledger means for the events that were sent.

Only the ledger can reject an event permanently: by a status that is about the event, in the contract's error
format. Anything else that responds (a proxy, a captive portal, another server at the address) can delay
delivery, but never end it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from auditledge._core import strict_json
from auditledge._core.call import LedgerResponse
from auditledge._core.older_ledger import explanation
from auditledge._core.responses import read_problems, read_retry_after


class Disposition(Enum):
    """What happens to an event, or to a whole batch."""

    DELIVERED = auto()
    DEAD = auto()
    """Rejected permanently: moved to dead letters."""
    RETRY = auto()
    PAUSE = auto()
    """Nothing will be accepted until someone changes the key, the base URL or the plan."""
    SPLIT = auto()
    """The batch was rejected, which does not say which of its events is at fault."""
    UNKNOWN_OPERATION = auto()
    """The server has no batch operation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to an event or a batch, and why.

    `reason` contains no content of events. `facts` describe the rejection in a dead letter.
    """

    disposition: Disposition
    status: int = 0
    code: str = ""
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """One outcome per event in `items`, or a single one for the `whole` batch.

    `retry_after` is the delay that the ledger asked for, in seconds. `account` is the opaque id of the key's
    account, if the response has it.
    """

    items: Sequence[Outcome] = ()
    whole: Outcome | None = None
    retry_after: float | None = None
    account: str | None = None


_DELIVERED = Outcome(Disposition.DELIVERED)
_MAX_RETRY_AFTER = 86_400.0


def outcome_of_single(response: LedgerResponse) -> BatchOutcome:
    """What the response to a single event means."""
    body = _object(response.body)
    success = body.get("success") is True
    return BatchOutcome(
        [_outcome(response.status, success, body, response)], retry_after=_retry_after(response)
    )


def outcome_of_batch(response: LedgerResponse, count: int) -> BatchOutcome:
    """What the response to a batch of `count` events means."""
    delay = _retry_after(response)
    body = _object(response.body)
    if response.status == 200 and (results := _results(body, count)) is not None:
        items = [_outcome_of_item(each, response) for each in results]
        return BatchOutcome(items, retry_after=delay, account=_text(body, "account") or None)
    outcome = _outcome(response.status, False, body, response)
    if response.status in (404, 405, 501):
        outcome = replace(outcome, disposition=Disposition.UNKNOWN_OPERATION)
    elif response.status in (400, 409, 413, 422):
        outcome = replace(outcome, disposition=Disposition.SPLIT)
    return BatchOutcome(whole=outcome, retry_after=delay)


def _retry_after(response: LedgerResponse) -> float | None:
    """The delay of `Retry-After` in seconds, at most a day; None without a valid one."""
    seconds = read_retry_after(response.headers.get("retry-after"))
    return None if seconds is None else min(seconds, _MAX_RETRY_AFTER)


def _outcome_of_item(result: Mapping[str, Any], response: LedgerResponse) -> Outcome:
    if result.get("success") is True:
        return _DELIVERED
    status = result.get("status")
    return _outcome(status if isinstance(status, int) else 0, False, result, response)


def _outcome(status: int, success: bool, body: Mapping[str, Any], response: LedgerResponse) -> Outcome:
    """The outcome for a status and a body, which may be an item of the response's body."""
    code, error = _text(body, "code"), _text(body, "error")
    if success and status in (200, 201):
        return _DELIVERED
    facts = {"status": status, "code": code, "error": error}
    facts |= {"problems": body["problems"]} if "problems" in body else {}
    if explained := explanation(read_problems(body.get("problems"))):
        facts |= {"error": explained[0], "problems": [each._asdict() for each in explained[1]]}
    facts |= {"request_id": response.headers["x-request-id"]} if "x-request-id" in response.headers else {}
    return Outcome(_disposition(status, code, error), status, code, _reason(status, code), facts)


def _disposition(status: int, code: str, error: str) -> Disposition:
    # Except for 413, an error text is required: without one, a proxy may have responded.
    if status == 413 or (error and (status in (400, 409, 422) or code == "organization_not_allowed")):
        return Disposition.DEAD
    if code == "quota_exceeded":
        return Disposition.PAUSE
    if status in (408, 425, 429) or (status >= 500 and status != 501) or status < 300:
        return Disposition.RETRY
    return Disposition.PAUSE


def _reason(status: int, code: str) -> str:
    if status < 300:
        return f"{status}, but not in the format of the ledger's responses"
    return f"{status} {code}".rstrip()


def _results(body: Mapping[str, Any], count: int) -> list[Mapping[str, Any]] | None:
    """The results in the order of the events; None unless there is exactly one for each."""
    results = body.get("results")
    if not isinstance(results, list) or len(results) != count:
        return None
    if any(not isinstance(each, dict) or each.get("index") != at for at, each in enumerate(results)):
        return None
    return results


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = strict_json.decode(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
