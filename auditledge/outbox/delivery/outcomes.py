"""What an answer of the ledger means for the events that were sent.

Only the ledger itself can refuse an event for good, by a status that is about the event and in the contract's
form. Whatever else answers (a proxy, a captive portal, a server under another address) can delay delivery,
never end it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, Protocol

from auditledge._core.call import Response
from auditledge._core.responses import read_retry_after


class Courier(Protocol):
    """Carries events to the ledger. Threads may use it at the same time."""

    def send_batch(self, events: Sequence[bytes]) -> Response:
        """Send events, each compact JSON, as one batch. Raises AuditLedgeError when no answer came."""
        ...

    def send_one(self, event: bytes) -> Response:
        """Send one event by itself. Raises AuditLedgeError when no answer came."""
        ...

    def close(self) -> None:
        """Let go of connections; a later sending makes new ones."""
        ...


class Fate(Enum):
    """What becomes of an event, or of a whole parcel."""

    DELIVERED = auto()
    DEAD = auto()
    """Refused for good."""
    RETRY = auto()
    PAUSE = auto()
    """Nothing will be taken until somebody changes something: the key, the address, the plan."""
    SPLIT = auto()
    """The parcel is refused, which does not say which of its events are to blame."""
    UNKNOWN_OPERATION = auto()
    """The server does not know batches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of an event or parcel, and why. `reason` holds no content of events."""

    fate: Fate
    status: int = 0
    code: str = ""
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The outcome of a parcel: one for each event, or one for the whole. `wait` is in seconds."""

    items: Sequence[Outcome] = ()
    whole: Outcome | None = None
    wait: float | None = None


_DELIVERED = Outcome(Fate.DELIVERED)
_LONGEST_WAIT = 86_400.0


def judge_one(answer: Response) -> Ruling:
    """The meaning of the answer to a single event."""
    body = _object(answer.body)
    success = body.get("success") is True
    return Ruling([_judge(answer.status, success, body, answer)], wait=_wait(answer))


def judge_batch(answer: Response, count: int) -> Ruling:
    """The meaning of the answer to a batch of `count` events."""
    wait = _wait(answer)
    body = _object(answer.body)
    if answer.status == 200 and (results := _results(body, count)) is not None:
        return Ruling([_judge_item(each, answer) for each in results], wait=wait)
    outcome = _judge(answer.status, False, body, answer)
    if answer.status in (404, 405, 501):
        outcome = replace(outcome, fate=Fate.UNKNOWN_OPERATION)
    elif answer.status in (400, 409, 413, 422):
        outcome = replace(outcome, fate=Fate.SPLIT)
    return Ruling(whole=outcome, wait=wait)


def _wait(answer: Response) -> float | None:
    """Seconds to wait by `Retry-After`, at most a day; None when it says nothing."""
    seconds = read_retry_after(answer.headers.get("retry-after"))
    return None if seconds is None else min(seconds, _LONGEST_WAIT)


def _judge_item(result: Mapping[str, Any], answer: Response) -> Outcome:
    if result.get("success") is True:
        return _DELIVERED
    status = result.get("status")
    return _judge(status if isinstance(status, int) else 0, False, result, answer)


def _judge(status: int, success: bool, body: Mapping[str, Any], answer: Response) -> Outcome:
    """The fate by status, code and form. `answer` is what the body arrived in."""
    code, error = _text(body, "code"), _text(body, "error")
    if success and status in (200, 201):
        return _DELIVERED
    facts = {"status": status, "code": code, "error": error}
    facts |= {"problems": body["problems"]} if "problems" in body else {}
    facts |= {"request_id": answer.headers["x-request-id"]} if "x-request-id" in answer.headers else {}
    return Outcome(_fate(status, code, error), status, code, _reason(status, code), facts)


def _fate(status: int, code: str, error: str) -> Fate:
    if status == 413 or (error and (status in (400, 409, 422) or code == "organization_not_allowed")):
        return Fate.DEAD
    if code == "quota_exceeded":
        return Fate.PAUSE
    if status in (408, 425, 429) or (status >= 500 and status != 501) or status < 300:
        return Fate.RETRY
    return Fate.PAUSE


def _reason(status: int, code: str) -> str:
    if status < 300:
        return f"{status}, but not in the form that the ledger answers in"
    return f"{status} {code}".rstrip()


def _results(body: Mapping[str, Any], count: int) -> list[Mapping[str, Any]] | None:
    """The results by index, when there is one for each event."""
    results = body.get("results")
    if not isinstance(results, list) or len(results) != count:
        return None
    if any(not isinstance(each, dict) or each.get("index") != at for at, each in enumerate(results)):
        return None
    return results


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
