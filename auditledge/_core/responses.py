"""Responses of the ledger: decoded if they follow the contract, and turned into errors if not."""

import email.utils
import json
import re
import time
from datetime import UTC
from typing import Any

from auditledge._core import strict_json
from auditledge._core.call import Headers, LedgerResponse
from auditledge._core.older_ledger import explanation
from auditledge.contract.problems import DETAILS, ExpressionProblem, Problem
from auditledge.errors import APIStatusError, UnreadableAnswerError, class_for

_COUNT = re.compile(r"[0-9]{1,15}")
_SECONDS = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")


def status_error(response: LedgerResponse) -> APIStatusError:
    """The error for a response outside 2xx, whatever its body is."""
    body = _json_or_bytes(response.body)
    facts = body if isinstance(body, dict) else {}
    code = facts.get("code") if isinstance(facts.get("code"), str) else None
    error = facts.get("error")
    message = error if isinstance(error, str) and error else _default_message(response.status)
    problems = read_problems(facts.get("problems"))
    if explained := explanation(problems):
        message, problems = explained
    return class_for(response.status, code)(
        message,
        problems=problems,
        status=response.status,
        code=code,
        request_id=_request_id(response),
        retry_after=read_retry_after(response.headers.get("retry-after")),
        body=body,
        headers=response.headers,
    )


def _default_message(status: int) -> str:
    """The message of an error whose body has none."""
    if 300 <= status < 400:
        return f"The ledger returned {status}, a redirect, which is not followed: check base_url"
    return f"The ledger returned {status}"


def _json_or_bytes(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body


def read_problems(items: Any) -> list[Problem]:
    """The problems in an error, or in an item of a batch; those that can't be read are left out."""
    found = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [_problem(each) for each in found]


def _problem(facts: dict[str, Any]) -> Problem:
    field, message = str(facts.get("field", "")), str(facts.get("message", ""))
    details = {name: facts[name] for name, kind in DETAILS.items() if type(facts.get(name)) is kind}
    return ExpressionProblem.of(field, message, details) if details else Problem(field, message)


def _request_id(response: LedgerResponse) -> str | None:
    value = response.headers.get("x-request-id")
    return value if isinstance(value, str) else None


def read_retry_after(value: str | None) -> float | None:
    """The seconds of a `Retry-After` header, which has a number or an HTTP date; None for anything else."""
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
    """The number of events of an export, from its `X-Total-Count` header; None without a valid one."""
    value = headers.get("x-total-count", "")
    return int(value) if _COUNT.fullmatch(value) else None


def unreadable(response: LedgerResponse, reason: str) -> UnreadableAnswerError:
    """The error for a 2xx response that does not follow the contract."""
    return UnreadableAnswerError(
        f"The response is not readable: {reason}",
        status=response.status,
        request_id=_request_id(response),
        body=response.body,
        headers=response.headers,
    )


def decode_object(response: LedgerResponse) -> Any:
    """The JSON object in a response. Raises UnreadableAnswerError."""
    value = _decode_json(response)
    if not isinstance(value, dict):
        raise unreadable(response, "it is not a JSON object")
    return value


def decode_created(response: LedgerResponse) -> Any:
    """The JSON object that confirms a stored event. Raises UnreadableAnswerError."""
    value = decode_object(response)
    if not isinstance(value.get("event"), dict):
        raise unreadable(response, "it does not contain the stored event")
    return value


def decode_list(response: LedgerResponse) -> Any:
    """The JSON array in a response. Raises UnreadableAnswerError."""
    value = _decode_json(response)
    if not isinstance(value, list):
        raise unreadable(response, "it is not a JSON array")
    return value


def _decode_json(response: LedgerResponse) -> Any:
    try:
        return strict_json.decode(response.body)
    except (ValueError, RecursionError):
        raise unreadable(response, "it is not JSON") from None
