"""Validation of request bodies: new events, and an error for each item of a batch that is invalid."""

from collections.abc import Callable

from auditledge import contract
from auditledge.server.accounts.principal import Principal
from auditledge.server.api import json_body
from auditledge.server.api.error_responses import payload_too_large
from auditledge.server.errors import InvalidRequestError, LedgerError
from auditledge.server.ledger.events import NewEvent, new_event

_EVENT = contract.schema("EventInput")
_BATCH = contract.schema("EventBatchInput")
_VALID_ITEM = {"actor": {"id": "-"}, "action": "-", "resource": {"type": "-", "id": "-"}}


def validate_event(
    body: bytes,
    principal: Principal,
    between_steps: Callable[[], None] = lambda: None,  # noqa: ARG001 - it is one step
) -> NewEvent:
    """The event in a body. Raises LedgerError."""
    value = json_body.decode(body)
    try:
        return _validate(value, principal)
    except LedgerError as error:
        raise json_body.nesting_error(value) or error from None


def validate_batch(
    body: bytes, principal: Principal, between_steps: Callable[[], None] = lambda: None
) -> list[NewEvent | LedgerError]:
    """For each item of the batch in a body: the event, or why it is invalid.

    `between_steps` is called every few milliseconds. Raises LedgerError if the batch as a whole is invalid.
    """
    validated: list[NewEvent | LedgerError] = []
    items = json_body.decode_batch(body, between_steps)
    item = next(items)
    for following in items:
        if len(validated) < contract.MAX_BATCH:  # the rest is only counted
            validated.append(_validate_item(item, principal))
        item = following
    _check_batch(item)
    return validated


def _validate_item(item: object, principal: Principal) -> NewEvent | LedgerError:
    if item is json_body.TOO_LARGE:
        return payload_too_large(json_body.MAX_EVENT_BYTES, "event")
    if item is json_body.TOO_MANY_VALUES:
        message = f"must have at most {json_body.MAX_EVENT_VALUES} values"
        return InvalidRequestError([contract.Problem("", message)])
    try:
        return _validate(item, principal)
    except LedgerError as error:
        if nesting_error := json_body.nesting_error(item, outside=2):
            raise nesting_error from None
        return error


def _validate(value: object, principal: Principal) -> NewEvent:
    cleaned, problems = _EVENT.clean(value)
    if problems:
        raise InvalidRequestError(problems)
    return new_event(cleaned, principal.organization_for(cleaned.get("organization_id")))


def _check_batch(batch: object) -> None:
    """Raise LedgerError if the object that contains the items is invalid, or their number."""
    items = batch.get("events") if isinstance(batch, dict) else None
    if isinstance(batch, dict) and isinstance(items, list) and 1 <= len(items) <= contract.MAX_BATCH:
        # Items are validated one by one: a valid stand-in leaves only problems of the object around them.
        batch = {**batch, "events": [_VALID_ITEM]}
    _, problems = _BATCH.clean(batch)
    if problems:
        raise json_body.nesting_error(batch) or InvalidRequestError(problems)
