"""Redaction: remove sensitive data from an event before it is encoded and leaves the process."""

import json
from collections.abc import Sequence
from typing import Any

from auditledge import contract
from auditledge._core.settings import EventDict, Redact
from auditledge.errors import AuditLedgeError, ValidationError

REDACTED = "[redacted]"


def apply(redact: Redact | None, event: EventDict) -> EventDict:
    """The event with `redact` applied. The caller's dicts are not modified.

    `redact` is a list of paths, or a function that takes an event and returns the event to send, which is
    validated again. Raises ValidationError if that is invalid.
    """
    if redact is None:
        return event
    redacted = json.loads(json.dumps(event))  # a deep copy; tuples become lists, as they will be sent
    if callable(redact):
        try:
            return _checked(redact(redacted), event["id"])
        except AuditLedgeError:
            raise
        except Exception as error:  # noqa: BLE001 - the caller's function may raise anything
            # Only its type is shown: its text may contain what was to be redacted.
            raise ValidationError(f"redact failed with a {type(error).__name__}") from None
    for path in redact:
        _redact(redacted, path.split("."))
    return _checked(redacted, event["id"])


def _redact(node: Any, path: Sequence[str]) -> None:
    """Replace the values at `path`; `*` matches every member of a dict and every item of a list."""
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


def _checked(event: object, event_id: str) -> EventDict:
    cleaned, problems = contract.schema("EventInput").clean(event)
    if problems:
        raise ValidationError.of(problems)
    return {**cleaned, "id": event_id}
