"""Following events as they are stored, without I/O: what arrived, where to resume, when to give up."""

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditledge import contract
from auditledge._core import requests, strict_json
from auditledge._core.arguments import as_dict
from auditledge._core.call import Call, StreamingResponse
from auditledge._core.retry import backoff, logger
from auditledge._core.sse import EventStreamParser, ServerSentEvent
from auditledge.contract.problems import Problem, unknown
from auditledge.errors import (
    APIConnectionError,
    AuditLedgeError,
    BadRequestError,
    UnreadableAnswerError,
    ValidationError,
)

if TYPE_CHECKING:
    from auditledge.types import Event

IDLE_TIMEOUT_S = 45.0
"""Seconds without a byte after which a stream counts as dead: three heartbeats are missing."""

_PERMANENT_STATUSES = (400, 401, 403)


class TailState:
    """The state of a tail. `resume_token` is the position after the last event that was taken.

    Raises ValidationError.
    """

    def __init__(self, filters: Mapping[str, Any] | None, after: str | None, *, follow: bool) -> None:
        self.resume_token = after
        self.done: bool = False
        self._filters = as_dict("filters", filters)
        self._follow = follow
        self._received_token = after  # ahead of `resume_token` while events wait in `_received`
        self._received: deque[tuple[str | None, Event | None]] = deque()
        self._parser = EventStreamParser()
        self._started = self._invalid = False
        self._is_first_message = True
        self._failures = 0
        if problems := _misplaced(self._filters):
            raise ValidationError.of(problems)
        self.next_call()  # which validates the filters

    @property
    def started(self) -> bool:
        """Whether the ledger has responded with a stream, so that the request is known to be valid."""
        return self._started

    def next_call(self) -> Call[StreamingResponse]:
        """The request for everything after what was received."""
        options = {**self._filters, "after": self._received_token, "follow": self._follow}
        return requests.tail(options, IDLE_TIMEOUT_S)

    def start_stream(self) -> None:
        """A stream starts. An incomplete message of the previous one is dropped."""
        self._parser = EventStreamParser()
        self._started = self._is_first_message = True

    def receive(self, chunk: bytes) -> None:
        """Parse a chunk of the stream. Raises UnreadableAnswerError if it is invalid."""
        for message in self._parser.feed(chunk):
            self._received_token = message.id or self._received_token
            self._received.append((self._received_token, self._event(message)))
            # Every stream sends a first message, even one that then breaks at once: only the second one
            # shows that the connection works, and resets the backoff.
            if not self._is_first_message:
                self._failures = 0
            self._is_first_message = False

    def end_stream(self) -> None:
        """The stream has ended. Raises APIConnectionError if it should have continued."""
        if self._follow:
            raise APIConnectionError("The ledger has ended the stream")
        self.done = True

    def next_event(self) -> "Event | None":
        """The next event that was received; None if there is none."""
        while self._received:
            self.resume_token, event = self._received.popleft()
            if event is not None:
                return event
        return None

    def pause_before_reconnect(self, error: AuditLedgeError) -> float:
        """Seconds to wait before the next attempt. Raises `error` if another attempt can't succeed."""
        if not self._started or self._invalid or error.status in _PERMANENT_STATUSES:
            raise _explained(error)
        pause = backoff(error, self._failures)
        self._failures += 1
        logger.info("tail lost its connection (%s): reconnecting in %.1f s", type(error).__name__, pause)
        return pause

    def _event(self, message: ServerSentEvent) -> "Event | None":
        if message.data is None or message.type != "event":
            return None
        try:
            event: Event = strict_json.decode(message.data)
        except (ValueError, RecursionError):
            self._invalid = True
            raise UnreadableAnswerError("The response is not readable: an event is not JSON") from None
        return event


_ARGUMENTS = ("after", "follow")
_FILTERS = [
    name
    for name, each in contract.operation("streamEvents").parameters.items()
    if each.location == "query" and name not in _ARGUMENTS
]


def _misplaced(filters: Mapping[str, Any]) -> list[Problem]:
    """Names that are not filters. The operation also knows those that `tail` takes as arguments."""
    return [
        Problem(str(name), "is an argument of tail" if name in _ARGUMENTS else unknown(name, _FILTERS))
        for name in filters
        if name not in _FILTERS
    ]


def _explained(error: AuditLedgeError) -> AuditLedgeError:
    """The error, or what it means if an older ledger read "stream" as the id of an event."""
    if [problem.field for problem in error.problems] == ["event_id"]:
        return BadRequestError("The ledger is an earlier version that can't stream events: upgrade it")
    return error
