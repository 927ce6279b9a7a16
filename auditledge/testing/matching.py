"""Compares events with what a test expects of them."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypedDict

from auditledge.contract.mismatch import check_names
from auditledge.types import Event

MISSING = object()
"""In a comparison: the event has no such member."""


class EventMembers(TypedDict, total=False):
    """What an event can be matched by, in addition to its action. See `AuditEvents`."""

    id: Any
    actor: Any
    on_behalf_of: Any
    resource: Any
    organization_id: Any
    outcome: Literal["success", "failure", "denied"] | Any
    reason: Any
    context: Any
    changes: Any
    metadata: Any
    targets: Any
    source_id: Any
    timestamp: Any
    received_at: Any


class Difference(NamedTuple):
    """A member of an event that is not as expected. `path` is such as `metadata.amount`."""

    path: str
    found: Any


class Expectation:
    """What a test expects of an event.

    Raises TypeError for a member that events don't have, so that a typing error can't make `none` succeed.
    """

    def __init__(self, action: Any, members: Mapping[str, Any]) -> None:
        known = EventMembers.__annotations__
        for name in members:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                fix = f"did you mean {close[0]}?" if close else f"these are: {', '.join(known)}"
                raise TypeError(f"{name} is not a member of events: {fix}")
        self.members: dict[str, Any] = dict(members) if action is None else {"action": action, **members}

    def differences(self, event: Mapping[str, Any]) -> list[Difference]:
        """What the event differs in; nothing if it matches."""
        return [
            difference
            for name, expected in self.members.items()
            for difference in _compare(name, event.get(name, MISSING), expected)
        ]

    def __str__(self) -> str:
        return ", ".join(f"{name}={value!r}" for name, value in self.members.items())


def _compare(name: str, found: Any, expected: Any) -> Iterator[Difference]:
    if isinstance(found, Mapping) and isinstance(expected, str):
        short = _short_forms(name, found)
        if short:
            if expected not in short:
                yield Difference(name, short[0])
            return
    yield from _compare_values(name, found, expected)


def _short_forms(name: str, found: Mapping[str, Any]) -> list[str]:
    """The texts that stand for an actor or a resource; the first is the one to show."""
    if name in ("actor", "on_behalf_of"):
        return [found["id"]]
    if name == "resource":
        return [f"{found['type']}:{found['id']}", found["type"]]
    return []


def _compare_values(path: str, found: Any, expected: Any) -> Iterator[Difference]:
    if expected is None and found is MISSING:
        return
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name, value in expected.items():
            yield from _compare_values(f"{path}.{name}", found.get(name, MISSING), value)
    elif isinstance(expected, list | tuple) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from _compare_values(f"{path}[{number}]", one, other)
    # A number is not a Boolean, although True == 1 in Python.
    elif found is MISSING or isinstance(found, bool) != isinstance(expected, bool) or expected != found:
        yield Difference(path, found)


check_names("Event", Event.__annotations__, {*EventMembers.__annotations__, "action"}, file=__file__)
