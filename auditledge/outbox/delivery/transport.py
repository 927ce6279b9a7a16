"""Sending events over HTTP, or to a ledger inside this process."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import httpx

from auditledge._core import requests
from auditledge._core.call import Call, Flow, Response, Send
from auditledge._transport import runner
from auditledge._transport.request_builder import Speller

_SINGLE_EVENT = requests.log({})


class ConnectionSource(Protocol):
    """Where a transport gets its connections."""

    def get(self) -> httpx.Client:
        """The HTTP client of this process."""
        ...

    def take(self) -> httpx.Client | None:
        """The HTTP client of this process, if there is one, for the caller to close."""
        ...


class HTTPEventTransport:
    """Sends events on `connections`, each request within `timeout` seconds.

    Closes the connections if it is their `owner`.
    """

    def __init__(
        self, connections: ConnectionSource, encoder: Speller, timeout: float, *, owner: bool = False
    ) -> None:
        self._owner = owner
        self._connections = connections
        self._encoder = encoder
        self._timeout = timeout

    def send_batch(self, events: Sequence[bytes]) -> Response:
        """Send events as one batch. Raises AuditLedgeError if there is no response."""
        return self._send(requests.log_batch(events))

    def send_single(self, event: bytes) -> Response:
        """Send one event. Raises AuditLedgeError if there is no response."""
        return self._send(replace(_SINGLE_EVENT, content=event))

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._owner and (client := self._connections.take()) is not None:
            client.close()

    def _send(self, call: Call[Any]) -> Response:
        deadline = time.monotonic() + self._timeout
        return runner.run(self._connections.get(), self._encoder, _send_once(Send(call, deadline)))


def _send_once(send: Send[Any]) -> Flow[Response]:
    """A call without retries, which are the sender's decision."""
    response: Response = yield send
    return response
