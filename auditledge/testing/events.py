"""Assertions about the events that a test recorded."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from auditledge.testing.failures import Recorded, describe
from auditledge.testing.matching import EventMembers, Expectation

if TYPE_CHECKING:
    from auditledge.types import Event


class AuditEvents:
    """What a test recorded.

    Events are matched by the action, and by the other members of an event as keyword arguments. `actor` and
    `on_behalf_of` may be an id, and `resource` "type:id" or a type. A dict matches objects that have at least
    its members, None an absent member, and everything else what it equals.

    Events in the outbox are delivered first. Every method raises AssertionError if that takes more than five
    seconds, because events would be missing, and TypeError for a member that events don't have.
    """

    def __init__(self, read: Callable[[], Recorded]) -> None:
        self._read = read

    def one(self, action: Any = None, /, **members: Unpack[EventMembers]) -> "Event":
        """The one event that matches. Raises AssertionError if there are none or several."""
        __tracebackhide__ = True
        expectation, recorded, matching = self._match(action, members)
        return _only_match(expectation, recorded, matching)

    def only(self, action: Any = None, /, **members: Unpack[EventMembers]) -> "Event":
        """The one event that matches. Raises AssertionError if there is none, or any other event."""
        __tracebackhide__ = True
        expectation, recorded, matching = self._match(action, members)
        event = _only_match(expectation, recorded, matching)
        if len(recorded.events) > 1:
            others = [index for index in range(len(recorded.events)) if index not in matching]
            problem = f"other events than the one with {expectation} were recorded"
            raise AssertionError(describe(problem, expectation, recorded, others))
        return event

    def none(self, action: Any = None, /, **members: Unpack[EventMembers]) -> None:
        """Raise AssertionError if an event matches."""
        __tracebackhide__ = True
        expectation, recorded, matching = self._match(action, members)
        if matching:
            problem = (
                _matching(len(matching), expectation) if expectation.members else "no event was expected"
            )
            raise AssertionError(describe(problem, expectation, recorded, matching))

    def all(self, action: Any = None, /, **members: Unpack[EventMembers]) -> "list[Event]":
        """The events that match, in the order of storage."""
        __tracebackhide__ = True
        _, recorded, matching = self._match(action, members)
        return [recorded.events[index] for index in matching]

    def _match(self, action: Any, members: EventMembers) -> tuple[Expectation, Recorded, list[int]]:
        """The expectation, what was recorded, and the indexes of the events that match."""
        __tracebackhide__ = True
        expectation = Expectation(action, members)
        recorded = self._read()
        if recorded.waiting:
            problem = f"{recorded.waiting} of the recorded events could not be delivered to the ledger"
            raise AssertionError(describe(problem, expectation, recorded))
        matching = [
            index for index, event in enumerate(recorded.events) if not expectation.differences(event)
        ]
        return expectation, recorded, matching


def _only_match(expectation: Expectation, recorded: Recorded, matching: Sequence[int]) -> "Event":
    __tracebackhide__ = True
    count = len(matching)
    if count == 1:
        return recorded.events[matching[0]]
    if not expectation.members:
        problem = "exactly one event was expected"
    else:
        problem = _matching(count, expectation) if count else f"no event matches {expectation}"
    raise AssertionError(describe(problem, expectation, recorded, matching, nearest=count == 0))


def _matching(count: int, expectation: Expectation) -> str:
    return f"{count} event{'s match' if count > 1 else ' matches'} {expectation}"
