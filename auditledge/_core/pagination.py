"""Walking all events that match, page by page, by cursor."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditledge._core import requests as _requests
from auditledge._core.arguments import as_dict
from auditledge._core.call import Call
from auditledge.contract.problems import Problem
from auditledge.errors import UnreadableAnswerError, ValidationError

if TYPE_CHECKING:
    from auditledge.types import Event, EventPage

PAGE = 1000
"""Events per page: the contract's most, for the fewest requests."""


class Walk:
    """Where a walk stands: `call` fetches the next page, `take` gives its events and moves on.

    The cursor names a place in the order of events, so that a walk neither misses nor repeats one while
    others are being written. Raises ValidationError.
    """

    def __init__(self, filters: Mapping[str, Any] | None) -> None:
        self._filters = as_dict("filters", filters)
        problems = [
            Problem(name, "is not for a walk, which goes through everything; stop when you have enough")
            for name in ("limit", "offset")
            if self._filters.get(name) is not None
        ]
        if problems:
            raise ValidationError.of(problems)
        self._filters["limit"] = PAGE
        self.call: Call[EventPage] | None = _requests.query(self._filters)

    def take(self, page: "EventPage") -> "list[Event]":
        """The events of a page. Raises UnreadableAnswerError for a page that does not say what comes next."""
        if not isinstance(page.get("events"), list) or "next_cursor" not in page:
            raise UnreadableAnswerError("The answer is not readable: it is not a page of events")
        self._filters["cursor"] = page["next_cursor"]
        self.call = _requests.query(self._filters) if page["next_cursor"] else None
        return page["events"]
