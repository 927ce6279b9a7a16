"""The ASGI side of a request: what the app reads from it and how it is answered."""

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, NamedTuple

from auditledge import contract
from auditledge.server.accounts.principal import Grant
from auditledge.server.api.error_responses import (
    Refusal,
    ambiguous_length,
    malformed_request,
    payload_too_large,
    unknown_coding,
    unsupported_media_type,
)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

_VERSIONS = ("1.0", "1.1", "2", "3")  # embedded, and behind servers of others, it is what these say


class ClientGoneError(Exception):
    """The client closed the connection before its request was complete: there is nobody to answer."""


class Answer(NamedTuple):
    """A whole answer, JSON in UTF-8."""

    status: int
    body: bytes
    headers: Headers = ()


class Request:
    """One HTTP request. Headers that come twice count as their last value, but for `Prefer`."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.id: str = contract.new_id("req")
        self.method: str = scope["method"]
        # The path as it was sent: decoded, `%2F` could not be told from a separator.
        self.path: bytes = scope.get("raw_path") or scope["path"].encode()
        self.query: bytes = scope["query_string"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.standing: Headers = ()
        """Headers of every answer to this request, once they are known."""
        self.operation: str | None = None
        self.grant: Grant | None = None
        self.refused: Sequence[str] = ()
        """The code with which it was refused, or those of the items of a batch that were."""
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

    def check_framing(self) -> None:
        """Raise Refusal where a proxy in front may have understood the request in another way than we do."""
        version = self._scope["http_version"]
        coding = self.headers.get(b"transfer-encoding")
        if coding is not None and b"content-length" in self.headers:
            raise ambiguous_length()
        if coding is not None and (version == "1.0" or coding.lower() != b"chunked"):
            raise unknown_coding()
        if version not in _VERSIONS or (version == "1.1" and self._count(b"host") != 1):
            raise malformed_request()

    def prefers(self, preference: bytes) -> bool:
        """Whether a Prefer header (RFC 7240) asks for `preference`, such as `return=minimal`."""
        values = b",".join(value for name, value in self._scope["headers"] if name == b"prefer")
        tokens = values.lower().replace(b'"', b"").replace(b";", b",").split(b",")
        return preference in (token.strip() for token in tokens)

    async def json_body(self, limit: int, grown: Callable[[int], None]) -> bytes:
        """The body, declared to be JSON. Raises Refusal when it isn't, or exceeds `limit` bytes.

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


def to_bytes(value: object) -> bytes:
    """Compact JSON in UTF-8. Half a surrogate pair, which a refused request may hold, becomes `?`."""
    return _encode(value).encode("utf-8", "replace")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def refusal_answer(refusal: Refusal, request_id: str) -> Answer:
    """A refusal as the contract's ErrorResponse."""
    headers = list(refusal.headers)
    if refusal.retry_after is not None:
        headers.append((b"retry-after", b"%d" % refusal.retry_after))
    return Answer(refusal.status, to_bytes({**refusal.facts(), "request_id": request_id}), headers)


async def send_answer(send: Send, answer: Answer, request_id: str) -> None:
    """Send a whole answer."""
    length = (b"content-length", b"%d" % len(answer.body))
    await start(send, answer.status, b"application/json", request_id, [length, *answer.headers])
    await send({"type": "http.response.body", "body": answer.body})


def standing_with(request: Request, send: Send) -> Send:
    """`send`, with the request's standing headers in the head of the answer."""

    async def send_with_them(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *request.standing]
        await send(message)

    return send_with_them


async def start(send: Send, status: int, media_type: bytes, request_id: str, headers: Headers = ()) -> None:
    """Send the head of an answer."""
    own = [(b"content-type", media_type), (b"x-request-id", request_id.encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers]})
