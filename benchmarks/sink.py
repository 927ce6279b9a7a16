"""A server in a separate process that responds to every request with the same bytes, as fast as Python can.

It is used to measure the cost of a client without the cost of a ledger.
"""

import asyncio
import contextlib
import json
import multiprocessing
import ssl
from collections.abc import Iterator
from multiprocessing.connection import Connection

EVENT = {
    "id": "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1"},
    "timestamp": "2026-11-23T10:15:30.000000Z",
    "received_at": "2026-11-23T10:15:31.204518Z",
}
CREATED = {"success": True, "event": EVENT}
PAGE = {"events": [EVENT] * 20, "total": 20, "limit": 20, "offset": 0, "next_cursor": None}


def _response(status: str, body: object) -> bytes:
    content = json.dumps(body, separators=(",", ":")).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return head.encode() + b"X-Request-Id: req_1\r\n\r\n" + content


RESPONSES = {b"POST": _response("201 Created", CREATED), b"GET ": _response("200 OK", PAGE)}


class _Sink(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            _, found, rest = head.partition(b"content-length:")
            length = int(rest.split(b"\r\n")[0]) if found else 0
            if len(self._buffer) < end + 4 + length:
                return
            response = RESPONSES[self._buffer[:4]]
            self._buffer = self._buffer[end + 4 + length :]
            self._transport.write(response)


def _serve(ready: Connection, certificate: str | None) -> None:
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(_Sink, "127.0.0.1", 0, ssl=context)
        ready.send(server.sockets[0].getsockname()[1])
        async with server:
            await asyncio.to_thread(ready.recv)

    with contextlib.suppress(EOFError):
        asyncio.run(main())


@contextlib.contextmanager
def sink(certificate: str | None = None) -> Iterator[int]:
    """Run the sink, over TLS if given the path of a PEM file; the value is its port on 127.0.0.1."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, certificate))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
        process.join()
