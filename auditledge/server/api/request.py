"""One HTTP request, as the application reads it from ASGI."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from auditledge import contract
from auditledge.server.accounts.principal import Principal
from auditledge.server.api.asgi_types import Headers, Receive, Scope
from auditledge.server.api.body_budget import Reserve
from auditledge.server.api.error_responses import (
    payload_too_large,
    unsupported_media_type,
)

T = TypeVar("T")

_QUICK_S = 0.02  # shorter work is not worth watching the connection


class ClientGoneError(Exception):
    """The client closed the connection before its request was complete: nobody waits for a response."""


class Request:
    """One HTTP request. Of a repeated header the last value counts, except for `Prefer`.

    What routing, authentication and validation find out is stored here for the handler and the observers.
    """

    operation: contract.Operation | None = None
    principal: Principal | None = None
    path_parameter: str = ""
    parameters: Mapping[str, Any] = {}
    """Validated query parameters by name."""
    response_headers: Headers = ()
    """Headers to add to the response, whatever it is."""
    error_codes: Sequence[str] = ()
    """The code of the error in the response; for a batch, the code of each item that failed."""
    body_bytes: int = 0
    """How much of the body was read."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.id: str = contract.new_id("req")
        self.method: str = scope["method"]
        # The path as it was sent: in a decoded one, `%2F` looks like a separator.
        self.path: bytes = scope.get("raw_path") or scope["path"].encode()
        self.query: bytes = scope["query_string"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self._scope = scope
        self._receive = receive

    @property
    def authorization(self) -> bytes | None:
        """The Authorization header; None if there are two, because a proxy may have checked the other one."""
        return self.headers.get(b"authorization") if self._count(b"authorization") == 1 else None

    @property
    def client(self) -> str | None:
        """The address from which the request arrived: the client's, or that of a proxy."""
        client = self._scope.get("client")
        return client and str(client[0])

    def prefers(self, preference: bytes) -> bool:
        """Whether a Prefer header (RFC 7240) asks for `preference`, such as `return=minimal`."""
        values = b",".join(value for name, value in self._scope["headers"] if name == b"prefer")
        tokens = values.lower().replace(b'"', b"").replace(b";", b",").split(b",")
        return preference in (token.strip() for token in tokens)

    async def json_body(self, limit: int, reserve: Reserve) -> bytes:
        """The body, which must be declared as JSON. `reserve` is called as it grows, and may wait or raise.

        Raises HTTPError if it is no JSON or exceeds `limit` bytes, and ClientGoneError.
        """
        media_type, _, parameters = self.headers.get(b"content-type", b"").lower().partition(b";")
        if media_type.strip() != b"application/json" or b"content-encoding" in self.headers:
            raise unsupported_media_type()
        if b"charset" in parameters and b"utf-8" not in parameters:
            raise unsupported_media_type()
        declared = self.headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared[:20]) > limit:
            raise payload_too_large(limit)
        return await self._body(limit, reserve)

    async def while_connected(self, work: Coroutine[Any, Any, T]) -> T:
        """Do what follows the body. When the client leaves, it is cancelled and ClientGoneError raised."""
        task = asyncio.ensure_future(work)
        try:
            done, _ = await asyncio.wait([task], timeout=_QUICK_S)
            if not done:
                gone = asyncio.ensure_future(self.disconnected())
                try:
                    await asyncio.wait([task, gone], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    gone.cancel()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
        if task.cancelled():
            raise ClientGoneError
        return task.result()

    async def disconnected(self) -> None:
        """Return when the client closes the connection."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def _count(self, header: bytes) -> int:
        return sum(name == header for name, _ in self._scope["headers"])

    async def _body(self, limit: int, reserve: Reserve) -> bytes:
        message = await self._receive()
        body: bytes = message.get("body", b"")
        chunks, size = [body], len(body)
        while message["type"] == "http.request" and message.get("more_body") and size <= limit:
            message = await self._receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            await reserve(size)
        self.body_bytes = size
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        if size > limit:
            raise payload_too_large(limit)
        return b"".join(chunks)
