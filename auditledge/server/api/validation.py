"""From a decoded body to drafts: which events are taken, and why others are not."""

import asyncio

from auditledge import contract
from auditledge.server.accounts.principal import Grant
from auditledge.server.api import json_body
from auditledge.server.errors import InvalidRequestError, LedgerError
from auditledge.server.ledger.events import Draft, draft

_YIELD_EVERY = 100  # items of a batch, after which other requests get their turn
_EVENT = contract.schema("EventInput")
_BATCH = contract.schema("EventBatchInput")
_STAND_IN = {"actor": {"id": "-"}, "action": "-", "resource": {"type": "-", "id": "-"}}


def event(value: object, grant: Grant) -> Draft:
    """The draft of an event. Raises LedgerError."""
    try:
        return _draft(value, grant)
    except LedgerError as refusal:
        raise json_body.too_deep(value) or refusal from None


async def batch(value: object, grant: Grant) -> list[Draft | LedgerError]:
    """What becomes of each item of a batch. Raises LedgerError when that is refused as a whole."""
    judged: list[Draft | LedgerError] = []
    for index, item in enumerate(_items(value), 1):
        try:
            judged.append(_draft(item, grant))
        except LedgerError as refusal:
            judged.append(refusal)
        if index % _YIELD_EVERY == 0:
            await asyncio.sleep(0)
    if any(isinstance(each, LedgerError) for each in judged) and (whole := json_body.too_deep(value)):
        raise whole
    return judged


def _draft(value: object, grant: Grant) -> Draft:
    cleaned, problems = _EVENT.clean(value)
    if problems:
        raise InvalidRequestError(problems)
    return draft(cleaned, grant.organization_for(cleaned.get("organization_id")))


def _items(value: object) -> list[object]:
    """The items of a batch, whatever they are. Raises LedgerError when the batch around them is wrong."""
    items = value.get("events") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(items, list) and 1 <= len(items) <= contract.MAX_BATCH:
        _, problems = _BATCH.clean({**value, "events": [_STAND_IN]})
    else:
        _, problems = _BATCH.clean(value)
    if problems or not isinstance(items, list):
        raise json_body.too_deep(value) or InvalidRequestError(problems)
    return items
