"""The courier that carries events over HTTP, or to the ledger inside this process."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import httpx

from auditledge._core import requests
from auditledge._core.call import Call, Flow, Response, Send
from auditledge._transport import runner
from auditledge._transport.request_builder import Speller

_ONE = requests.log({})


class Connections(Protocol):
    """Where a courier gets its connections."""

    def get(self) -> httpx.Client:
        """A client of this process."""
        ...

    def take(self) -> httpx.Client | None:
        """The client of this process, if there is one, for the caller to close."""
        ...


class HttpCourier:
    """Sends on `connections`, each request within `timeout` seconds; closes them if it is their `owner`."""

    def __init__(
        self, connections: Connections, spell: Speller, timeout: float, *, owner: bool = False
    ) -> None:
        self._owner = owner
        self._connections = connections
        self._spell = spell
        self._timeout = timeout

    def send_batch(self, events: Sequence[bytes]) -> Response:
        """Send events as one batch. Raises AuditLedgeError when no answer came."""
        return self._send(requests.log_batch(events))

    def send_one(self, event: bytes) -> Response:
        """Send one event by itself. Raises AuditLedgeError when no answer came."""
        return self._send(replace(_ONE, content=event))

    def close(self) -> None:
        """Close the connections; a later sending opens new ones."""
        if self._owner and (client := self._connections.take()) is not None:
            client.close()

    def _send(self, call: Call[Any]) -> Response:
        deadline = time.monotonic() + self._timeout
        return runner.run(self._connections.get(), self._spell, _ask_once(Send(call, deadline)))


def _ask_once(send: Send[Any]) -> Flow[Response]:
    """A conversation of one question; whether to ask again is the sender's to say."""
    answer: Response = yield send
    return answer
