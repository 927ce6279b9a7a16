"""What both clients share: settings, limits of a call, and the outbox."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from auditledge._core import requests
from auditledge._core.arguments import check_outbox
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

    from auditledge.outbox import Outbox
    from auditledge.outbox.factory import HTTPEventTransport
    from auditledge.types import EventCreated, EventInput

Timeout = float | None
OnFailure = Literal["raise", "enqueue"]
Interval = Literal["minute", "hour", "day", "month", "auto"]

RETRYABLE_ERRORS = (APIConnectionError, RateLimitError, ServerError, UnreadableAnswerError)
"""Errors of a `log` that the outbox may overcome by sending the event again later."""


class BaseClient:
    """What both clients share: settings, limits of a call, and the outbox."""

    def __init__(self, api_key: str | None, base_url: str | None, timeout: float, **options: Any) -> None:
        self._chosen_outbox: Outbox | str | os.PathLike[str] | None = options.pop("outbox")
        check_outbox(self._chosen_outbox)
        self._settings = read_settings(api_key, base_url, timeout, **options)
        self._owns_connections = True
        self._outboxes: dict[str, Outbox] = {}

    def __repr__(self) -> str:
        if "_settings" not in vars(self):  # a traceback may show a client whose constructor failed
            return f"{type(self).__name__}(invalid)"
        return f"{type(self).__name__}(base_url={self._settings.base_url!r})"

    def with_options(self, **options: Any) -> Self:
        """A client with other options on the same connections, which only the original client closes.

        Takes `timeout` (float, seconds), `retries` (int), `organization_id` (str or None) and `redact`.
        Raises ConfigurationError for any other option, and for an invalid value.
        """
        other = copy.copy(self)
        vars(other).update(_settings=change_settings(self._settings, options), _owns_connections=False)
        return other

    def prepare(self, event: EventInput) -> dict[str, Any]:
        """An event as `enqueue` stores it: validated, redacted, and with an id and a timestamp.

        Takes what `log` takes, and returns a dict that JSON can represent, for your own queue or table.
        However late and often it is passed to `log`, it is recorded once. Raises ValidationError.
        """
        return requests.clean_timestamped_event(event, self._settings)

    @property
    def outbox(self) -> Outbox:
        """The outbox that `enqueue` stores events in. `outbox.stats()` reports how it is doing."""
        if not self._outboxes:
            from auditledge.outbox.factory import attached_outbox  # noqa: PLC0415 - most need no outbox

            # The dict is shared with the copies of `with_options`; if two threads get here, one wins.
            outbox = attached_outbox(self._chosen_outbox, self._settings, self._event_transport())
            self._outboxes.setdefault("", outbox)
        return self._outboxes[""]

    def _event_transport(self) -> HTTPEventTransport:
        raise NotImplementedError

    def _limits(self, timeout: Timeout, retries: int | None) -> tuple[float, int]:
        return (
            self._settings.timeout if timeout is None else check_timeout(timeout),
            self._settings.retries if retries is None else check_retries(retries),
        )


def check_on_failure(on_failure: object) -> None:
    """Raise ConfigurationError unless `on_failure` is one of its values."""
    if on_failure not in ("raise", "enqueue"):
        raise ConfigurationError("on_failure must be 'raise' or 'enqueue'")


def enqueued_result(event: bytes, error: AuditLedgeError) -> EventCreated:
    """The result of a `log` whose event, as JSON, goes to the outbox. Raises `error` if the plan is used up.

    In that case the ledger is reachable, and would reject the event for the rest of the month.
    """
    if isinstance(error, QuotaExceededError):
        raise error
    return cast("EventCreated", {"success": False, "event": json.loads(event)})
