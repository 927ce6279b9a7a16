"""Redaction: what must not leave the process is taken out before an event is encoded."""

import json
from collections.abc import Sequence
from typing import Any

from auditledge import contract
from auditledge._core.settings import Event, Redact
from auditledge.errors import AuditLedgeError, ValidationError

REDACTED = "[redacted]"


def apply(redact: Redact | None, event: Event) -> Event:
    """The event without what `redact` takes out; the caller's own dicts stay as they are.

    `redact` is a list of paths, or a function from an event to an event, whose result is checked again.
    Raises ValidationError for a result that breaks the contract.
    """
    if redact is None:
        return event
    redacted = json.loads(json.dumps(event))  # a copy whose tuples are lists, as they will be sent
    if callable(redact):
        try:
            return _checked(redact(redacted), event["id"])
        except AuditLedgeError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the caller's function raises
            # Its own text may hold what was to be redacted.
            raise ValidationError(f"redact failed with a {type(error).__name__}") from None
    for path in redact:
        _redact(redacted, path.split("."))
    return _checked(redacted, event["id"])


def _redact(node: Any, path: Sequence[str]) -> None:
    """Replace what stands at `path`; `*` is every member of a dict or every item of a list."""
    name, *rest = path
    if isinstance(node, dict):
        keys = list(node) if name == "*" else [name] if name in node else []
        for key in keys:
            _redact_at(node, key, rest)
    elif isinstance(node, list) and name == "*":
        for index in range(len(node)):
            _redact_at(node, index, rest)


def _redact_at(node: Any, key: Any, rest: Sequence[str]) -> None:
    if rest:
        _redact(node[key], rest)
    else:
        node[key] = REDACTED


def _checked(event: object, event_id: str) -> Event:
    cleaned, problems = contract.schema("EventInput").clean(event)
    if problems:
        raise ValidationError.of(problems)
    return {**cleaned, "id": event_id}
