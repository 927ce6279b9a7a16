"""Events of tracked changes. They have no actor yet: the scope in which they are recorded fills that in."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from auditledge import contract
from auditledge._core.clock import now
from auditledge._core.redaction import REDACTED
from auditledge.contract.compact_json import dumps
from auditledge.integrations.tracking.journal import Journal, Statement
from auditledge.integrations.tracking.model import TrackedModel
from auditledge.integrations.tracking.net_changes import ABSENT, Change, NetChange, net_changes
from auditledge.integrations.tracking.shortening import Changes, fit
from auditledge.integrations.tracking.values import JSON, clean_text, json_value

BulkVerb = Literal["bulk_created", "bulk_updated", "bulk_deleted"]

ALL = "*"
"""`resource.id` of a change of many objects."""
MAX_LISTED = 100
"""Primary keys, or fields, that the event of a bulk write lists."""
MAX_LIST_BYTES = 16_384
"""Of a list of primary keys or fields, as JSON."""
MAX_ID = 2_048
MAX_NAME = 1_024
MAX_ACTION = 255


class RecordedEvent(NamedTuple):
    """An event, and the scope in which it was recorded."""

    event: dict[str, Any]
    scope: object


def recorded_events(journal: Journal) -> list[RecordedEvent]:
    """The events of a transaction: one for each object that it changed, and those that are complete."""
    return [
        RecordedEvent(each.event if isinstance(each, Statement) else change_event(each), each.scope)
        for each in net_changes(journal.entries)
    ]


def change_event(change: NetChange) -> dict[str, Any]:
    """The event of what a transaction did to one object: `<model>.created`, `.updated` or `.deleted`."""
    model = change.model
    changes, metadata = fit(_json_changes(model, change.changes), {})
    event = _event(f"{model.action}.{change.verb.value}", model.type, change.id, change.name)
    return event | _present(changes=changes, metadata=metadata)


def bulk_event(
    model: TrackedModel,
    verb: BulkVerb,
    *,
    rows: int | None,
    fields: Iterable[str] = (),
    values: Mapping[str, object] | None = None,
    keys: Iterable[object] = (),
) -> dict[str, Any]:
    """The event of one statement that wrote many objects: `<model>.bulk_created` and so on.

    `rows` is the number of rows that the database reported, None if it reported none. `fields` are the names
    of the written fields, `values` the new values that all rows have in common, and `keys` the primary keys,
    of which the first 100 are listed. `values` become `changes`, each with only `after`.
    """
    changes = {
        name: Change(ABSENT, value) for name, value in (values or {}).items() if name in model.recorded
    }
    names = _listed("fields", model.select_names(fields))
    metadata = _present(rows=rows, **names, **_listed("keys", (_bounded_id(str(key)) for key in keys)))
    short_changes, metadata = fit(_json_changes(model, changes), metadata)
    event = _event(f"{model.action}.{verb}", model.type, ALL, None)
    return event | _present(changes=short_changes, metadata=metadata)


def changed_unseen_event(
    model: TrackedModel, *, table: str, statement: str, rows: int | None
) -> dict[str, Any]:
    """The event of a statement that wrote, or may have written, a tracked table: `<model>.changed_unseen`.

    What it wrote is not known. `statement` is its kind, such as `UPDATE`. Its text is not recorded, because
    it may contain secrets.
    """
    event = _event(f"{model.action}.changed_unseen", model.type, ALL, None)
    return event | {"metadata": _present(rows=rows, table=clean_text(table), statement=statement)}


def _event(action: str, type_: str, id_: str, name: str | None) -> dict[str, Any]:
    resource: dict[str, Any] = {"type": type_[:MAX_ACTION], "id": _bounded_id(id_)}
    if name:
        resource["name"] = _clipped(clean_text(name), MAX_NAME)
    return {
        "id": contract.new_id("evt"),
        "action": _clipped(action, MAX_ACTION),
        "resource": resource,
        "timestamp": now(),
    }


def _json_changes(model: TrackedModel, changes: Mapping[str, Change]) -> Changes:
    return {
        field: {
            side: _json_side(value, is_masked=field in model.masked)
            for side, value in (("before", change.before), ("after", change.after))
            if value is not ABSENT
        }
        for field, change in changes.items()
    }


def _json_side(value: object, *, is_masked: bool) -> JSON:
    return REDACTED if is_masked and value is not None else json_value(value)


def _listed(name: str, texts: Iterable[str]) -> dict[str, Any]:
    """The first of the texts, and how many were left out."""
    listed: list[str] = []
    omitted, left = 0, MAX_LIST_BYTES
    for text in texts:
        if not omitted and len(listed) < MAX_LISTED:
            left -= len(dumps(text).encode()) + 1
            if left >= 0:
                listed.append(text)
                continue
        omitted += 1
    return {name: listed, f"{name}_omitted": omitted or None}


def _bounded_id(text: str) -> str:
    """An id that fits: one that is too long ends in a digest, so that it is still unique."""
    text = clean_text(text) or '""'
    if len(text) <= MAX_ID:
        return text
    digest = f"…sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return text[: MAX_ID - len(digest)] + digest


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _present(**members: Any) -> dict[str, Any]:
    """The members that say something: neither None nor empty."""
    return {name: value for name, value in members.items() if value is not None and value not in ({}, [])}
