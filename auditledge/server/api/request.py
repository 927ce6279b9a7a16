"""The ASGI side of a request: what the app reads from it and how it is answered."""

from collections.abc import Callable, Sequence

from auditledge import contract
from auditledge.server.accounts.principal import Grant
from auditledge.server.api.asgi_types import Headers, Receive, Scope
from auditledge.server.api.error_responses import (
    payload_too_large,
    unsupported_media_type,
)


class ClientGoneError(Exception):
    """The client closed the connection before its request was complete: there is nobody to answer."""


class Request:
    """One HTTP request. Headers that come twice count as their last value, but for `Prefer`."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.id: str = contract.new_id("req")
        self.method: str = scope["method"]
        # The path as it was sent: decoded, `%2F` could not be told from a separator.
        self.path: bytes = scope.get("raw_path") or scope["path"].encode()
        self.query: bytes = scope["query_string"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.response_headers: Headers = ()
        """Headers to add to the response, whatever it is."""
        self.operation: str | None = None
        self.grant: Grant | None = None
        self.error_codes: Sequence[str] = ()
        """The code of the error in the response; for a batch, the code of each item that failed."""
        self.received: int = 0
        """Bytes of the body that were read."""
        self._scope = scope
        self._receive = receive

    @property
    def authorization(self) -> bytes | None:
        """The Authorization header; None for two, of which a proxy in front may have read the other."""
        return self.headers.get(b"authorization") if self._count(b"authorization") == 1 else None

    @property
    def client(self) -> str | None:
        """The address that the request came from: the client's, or that of a proxy in front."""
        client = self._scope.get("client")
        return client and str(client[0])

    def prefers(self, preference: bytes) -> bool:
        """Whether a Prefer header (RFC 7240) asks for `preference`, such as `return=minimal`."""
        values = b",".join(value for name, value in self._scope["headers"] if name == b"prefer")
        tokens = values.lower().replace(b'"', b"").replace(b";", b",").split(b",")
        return preference in (token.strip() for token in tokens)

    async def json_body(self, limit: int, grown: Callable[[int], None]) -> bytes:
        """The body, declared to be JSON. Raises LedgerError when it isn't, or exceeds `limit` bytes.

        `grown` is told how much of it there is whenever more has come, and may raise.
        """
        media_type, _, parameters = self.headers.get(b"content-type", b"").lower().partition(b";")
        if media_type.strip() != b"application/json" or b"content-encoding" in self.headers:
            raise unsupported_media_type()
        if b"charset" in parameters and b"utf-8" not in parameters:
            raise unsupported_media_type()
        declared = self.headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared[:20]) > limit:
            raise payload_too_large(limit)
        return await self._body(limit, grown)

    def _count(self, header: bytes) -> int:
        return sum(name == header for name, _ in self._scope["headers"])

    async def disconnected(self) -> None:
        """Return when the client closes the connection."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _body(self, limit: int, grown: Callable[[int], None]) -> bytes:
        message = await self._receive()
        body: bytes = message.get("body", b"")
        chunks, size = [body], len(body)
        while message["type"] == "http.request" and message.get("more_body") and size <= limit:
            message = await self._receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            grown(size)
        self.received = size
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        if size > limit:
            raise payload_too_large(limit)
        return b"".join(chunks)
