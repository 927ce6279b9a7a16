"""Recording many events: split into batches that the contract allows, with a result for each, in order."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from auditledge import contract
from auditledge._core import requests
from auditledge._core.arguments import wrong_type
from auditledge._core.call import Flow, SendRequest, Sleep
from auditledge._core.older_ledger import explanation
from auditledge._core.responses import read_problems
from auditledge._core.retry import RETRIED_STATUSES, pause_before_retry, send_with_retries
from auditledge._core.settings import Settings
from auditledge.errors import AuditLedgeError, RateLimitError, UnreadableAnswerError, ValidationError

if TYPE_CHECKING:
    from auditledge.types import EventBatchItem, Problem


_STATUSES = {"invalid_request": 400, "payload_too_large": 413}
"""What the ledger would have returned for an event that the SDK rejects."""


class _EncodedEvent(NamedTuple):
    position: int
    """Its index in the caller's list."""
    id: str
    content: bytes


def log_many(
    events: Iterable[object], settings: Settings, timeout: float, retries: int
) -> "Flow[list[EventBatchItem]]":
    """Record events and return a result for each. `timeout` bounds each batch, in seconds.

    After a batch that failed as a whole nothing more is sent: its events and all later ones get its error.
    """
    if isinstance(events, Mapping | str | bytes) or not isinstance(events, Iterable):
        raise wrong_type("events", "a list of events", events)
    results: dict[int, EventBatchItem] = {}
    failure: AuditLedgeError | None = None
    for batch in _batches(_encoded(events, settings, results)):
        if failure is None:
            try:
                yield from _send(batch, results, timeout, retries)
            except AuditLedgeError as error:
                failure = error
        for event in batch:
            if failure is not None and event.position not in results:
                results[event.position] = _failed(event.position, failure, event.id)
    return [results[index] for index in range(len(results))]


def _encoded(
    events: Iterable[object], settings: Settings, results: "dict[int, EventBatchItem]"
) -> Iterator[_EncodedEvent]:
    """The valid events. The others get their result here."""
    for index, event in enumerate(events):
        try:
            cleaned = requests.clean_event(event, settings)
            content = requests.encode_event(cleaned)
        except ValidationError as error:
            results[index] = _failed(index, error)
        else:
            yield _EncodedEvent(index, cleaned["id"], content)


def _batches(events: Iterable[_EncodedEvent]) -> Iterator[list[_EncodedEvent]]:
    """The events, grouped into batches that the contract allows."""
    batch: list[_EncodedEvent] = []
    size = 0
    for event in events:
        if len(batch) == contract.MAX_BATCH or size + len(event.content) > contract.MAX_BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += len(event.content) + 1  # the comma
    if batch:
        yield batch


def _send(
    batch: list[_EncodedEvent], results: "dict[int, EventBatchItem]", timeout: float, retries: int
) -> Generator[SendRequest[Any] | Sleep, Any, None]:
    """SendRequest a batch, then again the events that failed for now, and enter final results in `results`.

    The response to a batch has a status for each event, so that some may need a retry when others are stored.
    """
    for attempt in range(retries + 1):
        call = requests.log_batch([event.content for event in batch])
        response = yield from send_with_retries(call, timeout, retries)
        again = []
        for event, result in zip(batch, _results(response, len(batch)), strict=True):
            results[event.position] = {"id": event.id, **_explained(result), "index": event.position}
            if result["status"] in RETRIED_STATUSES and result.get("code") != "quota_exceeded":
                again.append(event)
        if not again or attempt == retries:
            return
        batch = again
        yield Sleep(pause_before_retry(RateLimitError("", status=429), attempt) or 0)


def _results(response: Any, expected: int) -> "list[EventBatchItem]":
    """The results in a response. Raises UnreadableAnswerError unless there are as many as `expected`."""
    results = response.get("results")
    if not isinstance(results, list) or len(results) != expected or not all(map(_is_result, results)):
        raise UnreadableAnswerError("The response is not readable: it does not have a result for each event")
    return results


def _explained(result: "EventBatchItem") -> "EventBatchItem":
    """The result, which says so if the ledger is older than this SDK."""
    explained = explanation(read_problems(result.get("problems")))
    return {**result, "error": explained[0], "problems": _listed(explained[1])} if explained else result


def _listed(problems: "Sequence[contract.Problem]") -> "list[Problem]":
    return [{"field": each.field, "message": each.message} for each in problems]


def _is_result(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("status"), int) and "success" in value


def _failed(index: int, error: AuditLedgeError, id_: str | None = None) -> "EventBatchItem":
    """The result of an event that was not stored, as far as the SDK knows."""
    is_local = isinstance(error, ValidationError)
    code = error.code or ("invalid_request" if is_local else "no_answer")
    status = error.status or (_STATUSES[code] if is_local else 0)
    result: EventBatchItem = {
        "index": index,
        "success": False,
        "status": status,
        "error": error.message,
        "code": code,
    }
    if id_ is not None:
        result["id"] = id_
    if error.problems:
        result["problems"] = _listed(error.problems)
    return result
