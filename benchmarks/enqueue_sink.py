"""A server that accepts the requests of all libraries, and responds immediately with success."""

import asyncio
import contextlib
import json
import multiprocessing
from collections.abc import Iterator
from functools import cache
from multiprocessing.connection import Connection


@cache
def _batch_response(count: int) -> bytes:
    results = [{"index": at, "success": True, "status": 201} for at in range(count)]
    return _response(json.dumps({"succeeded": count, "failed": 0, "results": results}).encode())


def _response(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    return head + body


_RESPONSE = _response(b'{"status":1,"success":true,"id":"1"}')


class _Sink(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._buffer = bytearray()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._buffer[:end]).lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            if len(self._buffer) < end + 4 + length:
                return
            body = bytes(self._buffer[end + 4 : end + 4 + length])
            del self._buffer[: end + 4 + length]
            # Each event has one timestamp, so counting these is enough.
            batch = b"/events/batch" in head
            self._transport.write(_batch_response(body.count(b'"timestamp":')) if batch else _RESPONSE)


def _serve(ready: Connection) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(_Sink, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        async with server:
            await asyncio.to_thread(ready.recv)

    with contextlib.suppress(EOFError):
        asyncio.run(main())


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """Run the sink; the value is its port on 127.0.0.1."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
        process.join()
