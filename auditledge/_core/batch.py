"""Recording many events: split to the contract's limits, a result for each, in order."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from auditledge import contract
from auditledge._core import requests
from auditledge._core.arguments import wrong_type
from auditledge._core.call import Send, Sleep
from auditledge._core.retry import RETRIED_STATUSES, pause_before_retry, send_with_retries
from auditledge.contract.compact_json import encode
from auditledge.errors import AuditLedgeError, RateLimitError, UnreadableAnswerError, ValidationError

if TYPE_CHECKING:
    from auditledge.types import EventBatchItem

Clean = Callable[[object], dict[str, Any]]
Item = tuple[int, str, bytes]  # the place in the caller's list, the event's id, the event as JSON


def log_many(
    events: Iterable[object], clean: Clean, timeout: float, retries: int
) -> "Generator[Send[Any] | Sleep, Any, list[EventBatchItem]]":
    """A conversation that records events and returns a result for each. `timeout` bounds each batch.

    A batch that fails as a whole ends the sending: its events and those behind it get its error as theirs.
    """
    if isinstance(events, Mapping | str | bytes) or not isinstance(events, Iterable):
        raise wrong_type("events", "a list of events", events)
    results: dict[int, EventBatchItem] = {}
    failure: AuditLedgeError | None = None
    for batch in _batches(_cleaned(events, clean, results)):
        if failure is None:
            try:
                yield from _send(batch, results, timeout, retries)
            except AuditLedgeError as error:
                failure = error
        for index, id_, _ in batch:
            if failure is not None and index not in results:
                results[index] = _failed(index, failure, id_)
    return [results[index] for index in range(len(results))]


def _cleaned(events: Iterable[object], clean: Clean, results: "dict[int, EventBatchItem]") -> Iterator[Item]:
    """The events that may be sent; the others get their result here."""
    for index, event in enumerate(events):
        try:
            cleaned = clean(event)
        except ValidationError as error:
            results[index] = _failed(index, error)
        else:
            yield index, cleaned["id"], encode(cleaned)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists that a batch can hold."""
    batch: list[Item] = []
    size = 0
    for item in items:
        if len(batch) == contract.MAX_BATCH or size + len(item[2]) > contract.MAX_BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item[2]) + 1
    if batch:
        yield batch


def _send(
    batch: list[Item], results: "dict[int, EventBatchItem]", timeout: float, retries: int
) -> Generator[Send[Any] | Sleep, Any, None]:
    """Send a batch, and again what the ledger could not take now; whatever is final is in `results`."""
    for attempt in range(retries + 1):
        call = requests.log_batch([content for *_, content in batch])
        answer = yield from send_with_retries(call, timeout, retries)
        again = []
        for item, result in zip(batch, _results(answer, len(batch)), strict=True):
            results[item[0]] = {"id": item[1], **result, "index": item[0]}
            if result["status"] in RETRIED_STATUSES and result.get("code") != "quota_exceeded":
                again.append(item)
        if not again or attempt == retries:
            return
        batch = again
        yield Sleep(pause_before_retry(RateLimitError("", status=429), attempt) or 0)


def _results(answer: Any, expected: int) -> "list[EventBatchItem]":
    """The results in an answer, as many as expected. Raises UnreadableAnswerError."""
    results = answer.get("results")
    if not isinstance(results, list) or len(results) != expected or not all(map(_is_result, results)):
        raise UnreadableAnswerError("The answer is not readable: it has not a result for each event")
    return results


def _is_result(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("status"), int) and "success" in value


def _failed(index: int, error: AuditLedgeError, id_: str | None = None) -> "EventBatchItem":
    """The result of an event that was not stored, as far as anybody knows."""
    result: EventBatchItem = {
        "index": index,
        "success": False,
        "status": error.status or (400 if isinstance(error, ValidationError) else 0),
        "error": error.message,
        "code": error.code or ("invalid_request" if isinstance(error, ValidationError) else "no_answer"),
    }
    if id_ is not None:
        result["id"] = id_
    if error.problems:
        result["problems"] = [{"field": each.field, "message": each.message} for each in error.problems]
    return result
