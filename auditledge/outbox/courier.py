"""The courier that carries events over HTTP, or to the ledger inside this process."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx

from auditledge import _drivers, _http, _requests
from auditledge._conversation import Answer, Call, Conversation, Send

_ONE = _requests.log({})


class HttpCourier:
    """Sends on the connections of a pool, each request within `timeout` seconds.

    The pool is closed with the courier if that is its `owner`.
    """

    def __init__(
        self, pool: _http.Pool[httpx.Client], spell: _http.Speller, timeout: float, *, owner: bool = False
    ) -> None:
        self._owner = owner
        self._pool = pool
        self._spell = spell
        self._timeout = timeout

    def send_batch(self, events: Sequence[bytes]) -> Answer:
        """Send events as one batch. Raises AuditLedgeError when no answer came."""
        return self._send(_requests.log_batch(events))

    def send_one(self, event: bytes) -> Answer:
        """Send one event by itself. Raises AuditLedgeError when no answer came."""
        return self._send(replace(_ONE, content=event))

    def close(self) -> None:
        """Close the connections; a later sending opens new ones."""
        if self._owner and (client := self._pool.take()) is not None:
            client.close()

    def _send(self, call: Call[Any]) -> Answer:
        deadline = time.monotonic() + self._timeout
        return _drivers.run(self._pool.get(), self._spell, _ask_once(Send(call, deadline)))


def _ask_once(send: Send[Any]) -> Conversation[Answer]:
    """A conversation of one question; whether to ask again is the sender's to say."""
    answer: Answer = yield send
    return answer
