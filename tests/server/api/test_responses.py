"""Responses: their JSON, and the messages that they are sent as."""

import asyncio

from auditledge.server.api.asgi_types import Message
from auditledge.server.api.responses import Response, encode_json, send_response, with_headers


def test_json_is_compact_and_half_a_surrogate_pair_is_replaced() -> None:
    assert encode_json({"a": ["é", 1], "b": "\ud800"}) == '{"a":["é",1],"b":"?"}'.encode()


def test_a_response_is_sent_with_its_length_in_bytes_and_its_headers() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    limit = [(b"x-limit", b"1")]
    response = Response(201, '"é"'.encode(), [(b"x-own", b"y")])
    asyncio.run(send_response(with_headers(send, lambda: limit), response, "req_1"))
    head, body = sent
    assert (head["type"], head["status"]) == ("http.response.start", 201)
    assert dict(head["headers"]) == {
        b"content-type": b"application/json",
        b"x-request-id": b"req_1",
        b"content-length": b"4",
        b"x-own": b"y",
        b"x-limit": b"1",
    }
    assert body == {"type": "http.response.body", "body": '"é"'.encode()}
