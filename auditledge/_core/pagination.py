"""Reading all matching events page by page, by cursor."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditledge._core import requests
from auditledge._core.arguments import as_dict
from auditledge._core.call import Call
from auditledge.contract.problems import Problem
from auditledge.errors import UnreadableAnswerError, ValidationError

if TYPE_CHECKING:
    from auditledge.types import Event, EventPage

PAGE_SIZE = 1000
"""Events per page: the maximum of the contract, so that there are as few requests as possible."""


class Pagination:
    """Progress through the pages: `next_call` fetches the next one, `read` takes its response.

    The cursor is a position in the order of events, so that no event is skipped or repeated while others are
    being written. Raises ValidationError.
    """

    def __init__(self, filters: Mapping[str, Any] | None) -> None:
        self._filters = as_dict("filters", filters)
        problems = [
            Problem(name, "is not for iter_events, which yields every match; stop when you have enough")
            for name in ("limit", "offset")
            if self._filters.get(name) is not None
        ]
        if problems:
            raise ValidationError.of(problems)
        self._filters["limit"] = PAGE_SIZE
        self.next_call: Call[EventPage] | None = requests.query(self._filters)

    def read(self, page: "EventPage") -> "list[Event]":
        """The events of a page. Raises UnreadableAnswerError if it does not say whether another follows."""
        if not isinstance(page.get("events"), list) or "next_cursor" not in page:
            raise UnreadableAnswerError("The response is not readable: it is not a page of events")
        self._filters["cursor"] = page["next_cursor"]
        self.next_call = requests.query(self._filters) if page["next_cursor"] else None
        return page["events"]
