"""Responses of the ledger: decoded when they are as the contract says, and turned into errors when not."""

import email.utils
import json
import re
import time
from datetime import UTC
from typing import Any

from auditledge._core.call import Headers, Response
from auditledge.contract.problems import Problem
from auditledge.errors import APIStatusError, UnreadableAnswerError, class_for

_COUNT = re.compile(r"[0-9]{1,15}")
_SECONDS = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")


def status_error(answer: Response) -> APIStatusError:
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


def _request_id(answer: Response) -> str | None:
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


def unreadable(answer: Response, why: str) -> UnreadableAnswerError:
    """The error for a 2xx answer that is not what the contract says."""
    return UnreadableAnswerError(
        f"The answer is not readable: {why}",
        status=answer.status,
        request_id=_request_id(answer),
        body=answer.body,
        headers=answer.headers,
    )


def decode_object(answer: Response) -> Any:
    """The JSON object of an answer. Raises UnreadableAnswerError."""
    value = _decode_json(answer)
    if not isinstance(value, dict):
        raise unreadable(answer, "it is not a JSON object")
    return value


def decode_receipt(answer: Response) -> Any:
    """The JSON object that says that an event is stored. Raises UnreadableAnswerError for any other."""
    value = decode_object(answer)
    if not isinstance(value.get("event"), dict):
        raise unreadable(answer, "it is no receipt of an event")
    return value


def decode_list(answer: Response) -> Any:
    """The JSON array of an answer. Raises UnreadableAnswerError."""
    value = _decode_json(answer)
    if not isinstance(value, list):
        raise unreadable(answer, "it is not a JSON array")
    return value


def _decode_json(answer: Response) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise unreadable(answer, "it is not JSON") from None
