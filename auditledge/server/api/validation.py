"""Validation of request bodies: new events, and an error for each item of a batch that is invalid."""

import asyncio

from auditledge import contract
from auditledge.server.accounts.principal import Principal
from auditledge.server.api import json_body
from auditledge.server.errors import InvalidRequestError, LedgerError
from auditledge.server.ledger.events import NewEvent, new_event

_YIELD_EVERY = 100  # items of a batch, after which the event loop serves other requests
_EVENT = contract.schema("EventInput")
_BATCH = contract.schema("EventBatchInput")
_VALID_ITEM = {"actor": {"id": "-"}, "action": "-", "resource": {"type": "-", "id": "-"}}


def validate_event(value: object, principal: Principal) -> NewEvent:
    """The event in a decoded body. Raises LedgerError."""
    try:
        return _validate(value, principal)
    except LedgerError as error:
        raise json_body.nesting_error(value) or error from None


async def validate_batch(value: object, principal: Principal) -> list[NewEvent | LedgerError]:
    """For each item of the batch in a decoded body: the event, or why it is invalid.

    Raises LedgerError if the batch as a whole is invalid.
    """
    validated: list[NewEvent | LedgerError] = []
    for index, item in enumerate(_items(value), 1):
        try:
            validated.append(_validate(item, principal))
        except LedgerError as error:
            validated.append(error)
        if index % _YIELD_EVERY == 0:
            await asyncio.sleep(0)
    has_errors = any(isinstance(each, LedgerError) for each in validated)
    if has_errors and (nesting_error := json_body.nesting_error(value)):
        raise nesting_error
    return validated


def _validate(value: object, principal: Principal) -> NewEvent:
    cleaned, problems = _EVENT.clean(value)
    if problems:
        raise InvalidRequestError(problems)
    return new_event(cleaned, principal.organization_for(cleaned.get("organization_id")))


def _items(value: object) -> list[object]:
    """The items of a batch, not validated. Raises LedgerError if the object that contains them is invalid."""
    items = value.get("events") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(items, list) and 1 <= len(items) <= contract.MAX_BATCH:
        # Items are validated one by one: a valid stand-in leaves only problems of the object around them.
        _, problems = _BATCH.clean({**value, "events": [_VALID_ITEM]})
    else:
        _, problems = _BATCH.clean(value)
    if problems or not isinstance(items, list):
        raise json_body.nesting_error(value) or InvalidRequestError(problems)
    return items
