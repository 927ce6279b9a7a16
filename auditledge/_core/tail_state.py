"""Following events as they are stored, decided without I/O: what arrives, where to go on, when to give up."""

import json
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditledge import contract
from auditledge._core import requests
from auditledge._core.arguments import as_dict
from auditledge._core.call import Call, StreamingResponse
from auditledge._core.retry import backoff, log
from auditledge._core.sse import Message, Messages
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

QUIET_S = 45.0
"""Seconds without a byte after which a stream is taken for dead: three signs of life are missed."""

_HOPELESS = (400, 401, 403)


class Tailing:
    """Where a tail stands. `token` is the place behind the last event that was taken.

    Raises ValidationError.
    """

    def __init__(self, filters: Mapping[str, Any] | None, after: str | None, *, follow: bool) -> None:
        self.token = after
        self.done: bool = False
        self._filters = as_dict("filters", filters)
        self._follow = follow
        self._behind = after
        self._arrived: deque[tuple[str | None, Event | None]] = deque()
        self._messages = Messages()
        self._began = self._garbled = False
        self._first = True
        self._failures = 0
        if problems := _misplaced(self._filters):
            raise ValidationError.of(problems)
        self.call()

    @property
    def began(self) -> bool:
        """Whether the ledger has answered with a stream, so that what was asked for is right."""
        return self._began

    def call(self) -> Call[StreamingResponse]:
        """What to ask for next: everything behind what has arrived."""
        return requests.tail({**self._filters, "after": self._behind, "follow": self._follow}, QUIET_S)

    def begin(self) -> None:
        """A stream begins; what was not whole of the one before is forgotten."""
        self._messages = Messages()
        self._began = self._first = True

    def receive(self, chunk: bytes) -> None:
        """Some bytes of the stream. Raises UnreadableAnswerError for what can't be read."""
        for message in self._messages.read(chunk):
            self._behind = message.token or self._behind
            self._arrived.append((self._behind, self._event(message)))
            if not self._first:  # that one comes with every answer, however soon it breaks off
                self._failures = 0
            self._first = False

    def end(self) -> None:
        """The stream has ended. Raises APIConnectionError if more was to come."""
        if self._follow:
            raise APIConnectionError("The ledger has ended the stream")
        self.done = True

    def take(self) -> "Event | None":
        """The next event that has arrived; None when there is none left."""
        while self._arrived:
            self.token, event = self._arrived.popleft()
            if event is not None:
                return event
        return None

    def failed(self, error: AuditLedgeError) -> float:
        """Seconds to wait before the next attempt. Raises `error` when another can't succeed."""
        if not self._began or self._garbled or error.status in _HOPELESS:
            raise _explained(error)
        pause = backoff(error, self._failures)
        self._failures += 1
        log.info("a tail broke off (%s): it goes on in %.1f s", type(error).__name__, pause)
        return pause

    def _event(self, message: Message) -> "Event | None":
        if message.data is None or message.type != "event":
            return None
        try:
            event: Event = json.loads(message.data)
        except (ValueError, RecursionError):
            self._garbled = True
            raise UnreadableAnswerError("The answer is not readable: an event is not JSON") from None
        return event


_APART = ("after", "follow")
_FILTERS = [
    name
    for name, each in contract.operation("streamEvents").parameters.items()
    if each.location == "query" and name not in _APART
]


def _misplaced(filters: Mapping[str, Any]) -> list[Problem]:
    """The names that are no filters; what is known of the operation includes the arguments of `tail`."""
    return [
        Problem(str(name), "is an argument of tail" if name in _APART else unknown(name, _FILTERS))
        for name in filters
        if name not in _FILTERS
    ]


def _explained(error: AuditLedgeError) -> AuditLedgeError:
    """The error, or what it means when an older ledger takes "stream" for the id of an event."""
    if [problem.field for problem in error.problems] == ["event_id"]:
        return BadRequestError("The ledger is of an earlier version, which can't stream events: upgrade it")
    return error
