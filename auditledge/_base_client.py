"""What both clients share: settings, and how a call becomes a conversation."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from auditledge import _work
from auditledge._core.clock import now
from auditledge._core.settings import change_settings, check_retries, check_timeout, read_settings
from auditledge.errors import (
    APIConnectionError,
    AuditLedgeError,
    ConfigurationError,
    QuotaExceededError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
)

if TYPE_CHECKING:
    import os

    from auditledge._core.call import Call, Flow
    from auditledge.outbox import Outbox
    from auditledge.outbox.factory import HTTPEventTransport
    from auditledge.types import EventCreated

T = TypeVar("T")
Timeout = float | None
OnFailure = Literal["raise", "enqueue"]

AWAY = (APIConnectionError, RateLimitError, ServerError, UnreadableAnswerError)
"""Failures that the outbox may overcome by trying again later."""


class BaseClient:
    """What both clients share: settings, and how a call becomes a conversation."""

    def __init__(self, api_key: str | None, base_url: str | None, timeout: float, **options: Any) -> None:
        self._chosen_outbox: Outbox | str | os.PathLike[str] | None = options.pop("outbox")
        _work.arguments.check_outbox(self._chosen_outbox)
        self._settings = read_settings(api_key, base_url, timeout, **options)
        self._spell = _work.request_builder.Speller(self._settings)
        self._owner = True
        self._outboxes: dict[str, Outbox] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.base_url!r})"

    def with_options(self, **options: Any) -> Self:
        """A client with other options on the same connections; only the original closes them.

        `timeout` (float, seconds), `retries` (int), `organization_id` (str or None) and `redact` can be
        changed. Raises ConfigurationError for any other name, and for a value that can't be used.
        """
        other = copy.copy(self)
        vars(other).update(_settings=change_settings(self._settings, options), _owner=False)
        return other

    @property
    def outbox(self) -> Outbox:
        """The outbox that `enqueue` puts events into: `outbox.stats()` says how it stands."""
        if not self._outboxes:
            # In a dict, which copies made by `with_options` share; of two threads one makes it.
            outbox = _work.binding.bind(self._chosen_outbox, self._settings, self._event_transport())
            self._outboxes.setdefault("", outbox)
        return self._outboxes[""]

    def _event_transport(self) -> HTTPEventTransport:
        raise NotImplementedError

    def _stamped(self, event: object) -> dict[str, Any]:
        """A clean event with its time: the ledger would take the time of receipt."""
        cleaned = self._clean(event)
        cleaned.setdefault("timestamp", now())
        return cleaned

    def _clean(self, event: object) -> dict[str, Any]:
        cleaned = _work.requests.clean_event(event, self._settings.organization_id)
        return _work.redaction.apply(self._settings.redact, cleaned)

    def _limits(self, timeout: Timeout, retries: int | None) -> tuple[float, int]:
        return (
            self._settings.timeout if timeout is None else check_timeout(timeout),
            self._settings.retries if retries is None else check_retries(retries),
        )

    def _flow(self, call: Call[T], timeout: Timeout, retries: int | None) -> Flow[T]:
        return _work.conversation.send_with_retries(call, *self._limits(timeout, retries))


def falls_back(on_failure: object) -> bool:
    """Whether a failed `log` goes to the outbox. Raises ConfigurationError."""
    if on_failure not in ("raise", "enqueue"):
        raise ConfigurationError("on_failure must be 'raise' or 'enqueue'")
    return on_failure == "enqueue"


def for_later(call: Call[EventCreated], error: AuditLedgeError) -> tuple[bytes, EventCreated]:
    """What the outbox keeps of a `log` that failed, to the byte as it was sent, and what is returned for it.

    Raises `error` when the ledger is there and refuses.
    """
    if isinstance(error, QuotaExceededError):
        raise error
    content = call.content or b""
    return content, cast("EventCreated", {"success": False, "event": _work.json.decode(content)})
