"""Sending events over HTTP, or to a ledger inside this process."""

import time
from collections.abc import Sequence
from typing import Any, Protocol

from auditledge._core import requests
from auditledge._core.call import Call, Flow, LedgerResponse, SendRequest
from auditledge._core.responses import decode_object
from auditledge._transport.runner import Runner


class RunnerSource(Protocol):
    """Where a transport gets its connections."""

    def get(self) -> Runner:
        """A runner on connections of this process."""
        ...

    def detach(self) -> Runner | None:
        """The runner of this process if there is one, for the caller to close."""
        ...


class HTTPEventTransport:
    """Sends events on the connections of `runners`, each request within `timeout` seconds.

    Closes the connections if it is their `owner`.
    """

    def __init__(self, runners: RunnerSource, timeout: float, *, owner: bool = False) -> None:
        self._owner = owner
        self._runners = runners
        self._timeout = timeout

    def send_batch(self, events: Sequence[bytes]) -> LedgerResponse:
        """Send events as one batch. Raises AuditLedgeError if there is no response."""
        return self._send(requests.log_batch(events))

    def send_single(self, event: bytes) -> LedgerResponse:
        """Send one event. Raises AuditLedgeError if there is no response."""
        return self._send(requests.log_encoded(event))

    def fetch_account(self) -> str | None:
        """The opaque id of the key's account; None if it can't be known, as without the scope `read`.

        Raises AuditLedgeError if there is no response.
        """
        response = self._send(requests.usage())
        if response.status != 200:
            return None
        account = decode_object(response).get("account")
        return account if isinstance(account, str) else None

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._owner and (runner := self._runners.detach()) is not None:
            runner.close()

    def _send(self, call: Call[Any]) -> LedgerResponse:
        deadline = time.monotonic() + self._timeout
        return self._runners.get().run(_send_once(SendRequest(call, deadline)))


def _send_once(step: SendRequest[Any]) -> Flow[LedgerResponse]:
    """A call without retries, which are the sender's decision."""
    response: LedgerResponse = yield step
    return response
