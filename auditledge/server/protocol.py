"""HTTP/1.1 on a connection: uvicorn's, and what we change of it."""

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from auditledge import contract
from auditledge.server.asgi import refusal_answer
from auditledge.server.refusals import malformed_request

_MOST_HEAD = 1 << 16  # bytes
_OFFER = re.compile(rb"\r\nupgrade:", re.IGNORECASE)


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP, with our answer to what can't be parsed, and deaf to offers to upgrade.

    A head that grows beyond its limit is refused: the parser would keep all of it in memory.
    """

    _in_head = True
    _head = 0

    def data_received(self, data: bytes) -> None:
        """Read on. At an offer to upgrade, the parser would end the request with its head, and lose the body.

        Java's client makes such an offer with every request over plain HTTP.
        """
        if b"pgrade:" in data or b"PGRADE:" in data:
            data = _OFFER.sub(b"\r\nx-upgrade:", data, count=1)
        self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > _MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended; what is read on is a body, which the application bounds."""
        self._in_head, self._head = False, 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer 400 and close the connection."""
        del msg
        request_id = contract.new_id("req")
        _, body, headers = refusal_answer(malformed_request(), request_id)
        own = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        head = [*own, (b"x-request-id", request_id.encode()), *headers]
        lines = [b"HTTP/1.1 400 Bad Request", *(name + b": " + value for name, value in head)]
        self.transport.write(b"\r\n".join([*lines, b"", body]))
        self.transport.close()
