"""HTTP/1.1 on a connection: uvicorn's, and what we change of it."""

import asyncio
import http
import logging
import re
from functools import partial
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from auditledge.server.api.error_responses import (
    head_too_large,
    malformed_request,
    request_timeout,
    too_many_connections,
)
from auditledge.server.errors import LedgerError
from auditledge.server.http.timeouts import BODY, HEAD, Reader, Sender
from auditledge.server.http.write_coalescing import Joining
from auditledge.server.process.config import MOST_CONNECTIONS

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

    from auditledge.server.api.app import App

_MOST_HEAD = 1 << 16  # bytes
_log = logging.getLogger(__name__)

_OFFER = re.compile(rb"\r\nupgrade:", re.IGNORECASE)


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP, with our answer to what can't be parsed, and deaf to offers to upgrade.

    A head that grows beyond its limit is refused: the parser would keep all of it in memory. So is a request
    that doesn't come in time, and a client that doesn't take its answer is let go.
    """

    most_connections: int = MOST_CONNECTIONS
    """Of a process. As many again are told that there are too many, others cut."""
    _deaf = False  # what comes can't be understood any more; answers that are due are still given

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come. It may be silent for as long as between two requests."""
        super().connection_made(transport)
        self._sender = Sender(self.loop, self._is_behind, lambda: self._refuse(request_timeout()))
        self._reader = Reader(self.loop, transport)
        self.timeout_keep_alive_task: asyncio.TimerHandle | None = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )
        self._served = cast("App", self.config.loaded_app)
        if len(self.connections) > 2 * self.most_connections:
            transport.abort()
        elif len(self.connections) > self.most_connections:
            self._refuse_all(too_many_connections())

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        self._sender.forget()
        self._reader.forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on. At an offer to upgrade, the parser would end the request with its head, and lose the body.

        Java's client makes such an offer with every request over plain HTTP.
        """
        if self._deaf:
            return
        if b"pgrade:" in data or b"PGRADE:" in data:
            data = _OFFER.sub(b"\r\nx-upgrade:", data, count=1)
        if self._sender.owed is None:
            self._sender.owes(HEAD)
        self._sender.received += len(data)
        super().data_received(data)
        if self._sender.owed is HEAD and self._sender.received > _MOST_HEAD:
            self._refuse(head_too_large())
        self._sender.wait()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._sender.owes(HEAD)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended; what is read on is a body, which the application bounds."""
        self._sender.owes(BODY)
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _MOST_HEAD:
            self._refuse_all(head_too_large())
            self.url: bytes = b"/"
        elif b"#" in self.url:
            self._refuse_all(malformed_request())
        super().on_headers_complete()
        if self.scope["method"] != "HEAD":  # which has no body for its head to wait for
            self.cycle.transport = cast("asyncio.Transport", Joining(self.transport))

    def on_message_complete(self) -> None:
        """The request has ended."""
        self._sender.owes(None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is given, if not yet taken."""
        was_last = not self.pipeline
        super().on_response_complete()
        if self._deaf and was_last:
            self.transport.close()
        if self.transport.is_closing():
            self._reader.watch()

    def pause_writing(self) -> None:
        """The client takes an answer more slowly than it is made."""
        super().pause_writing()
        self._reader.watch()

    def resume_writing(self) -> None:
        """The client has taken most of what was there."""
        super().resume_writing()
        self._reader.forget()
        if self.transport.is_closing():
            self._reader.watch()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked."""
        super().timeout_keep_alive_handler()
        self._reader.watch()

    def send_400_response(self, msg: str) -> None:
        """Refuse what can't be parsed."""
        del msg
        self._refuse(malformed_request())

    def _is_behind(self) -> bool:
        """Whether the client waits for us: we don't read, or owe it an answer before it goes on."""
        return self.flow.read_paused or (self._sender.owed is HEAD and self._is_answering())

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, refusal: LedgerError) -> None:
        """Refuse the request that is coming in, after those before it are answered, and close the connection.

        An answer that would come before theirs, or within one, would be taken for another: it is left out.
        """
        if self.transport.is_closing():
            return
        self._deaf = True
        halved = self.cycle if self._sender.owed is BODY else None
        self._sender.owes(None)
        if self.pipeline:
            if halved is not None:
                self.pipeline.popleft()
        elif halved is None:
            if not self._is_answering():
                self._answer(refusal)
        elif halved.response_complete:
            self.transport.close()
        elif halved.response_started:
            self.transport.abort()
        else:
            halved.disconnected = True
            self._answer(refusal)

    def _answer(self, refusal: LedgerError) -> None:
        request_id, (status, body, headers) = self._served.unreadable(refusal, self.client)
        _log.debug("request %s can't be read: %s", request_id, refusal.message)
        own = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        head = [*own, (b"x-request-id", request_id.encode()), *headers]
        first = f"HTTP/1.1 {status} {http.HTTPStatus(status).phrase}".encode()
        lines = [first, *(name + b": " + value for name, value in head)]
        self.transport.write(b"\r\n".join([*lines, b"", body]))
        self.transport.close()
        self._reader.watch()

    def _refuse_all(self, refusal: LedgerError) -> None:
        """Respond to whatever is asked with an error that closes the connection."""
        self.app: ASGI3Application = cast("ASGI3Application", partial(self._served.refuse, refusal))
