"""Responses, and how they are sent over ASGI."""

import json
from collections.abc import Callable
from typing import NamedTuple

from auditledge.server.api.asgi_types import Headers, Message, Send


class Response(NamedTuple):
    """A complete response. `body` is JSON in UTF-8."""

    status: int
    body: bytes
    headers: Headers = ()


def encode_json(value: object) -> bytes:
    """Compact JSON in UTF-8. Half a surrogate pair, which an invalid request may contain, becomes `?`."""
    return _encode(value).encode("utf-8", "replace")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


async def send_response(send: Send, response: Response, request_id: str) -> None:
    """Send a complete response."""
    length = (b"content-length", b"%d" % len(response.body))
    await send_head(send, response.status, b"application/json", request_id, [length, *response.headers])
    await send({"type": "http.response.body", "body": response.body})


async def send_head(
    send: Send, status: int, media_type: bytes, request_id: str, headers: Headers = ()
) -> None:
    """Send the status and headers of a response."""
    own = _headers(media_type, request_id)
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers]})


def json_headers(request_id: str) -> Headers:
    """The headers that every response of JSON has."""
    return _headers(b"application/json", request_id)


def _headers(media_type: bytes, request_id: str) -> Headers:
    return [(b"content-type", media_type), (b"x-request-id", request_id.encode())]


def with_headers(send: Send, headers: Callable[[], Headers]) -> Send:
    """A `send` that adds headers to the response, as they are when it starts."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *headers()]
        await send(message)

    return send_with_headers
