"""A deadline for everything that one call does on the network.

httpx bounds each read, not the sum of them: a peer that sends a byte now and then holds a call for ever. Here
each read and write of a connection is given what is left of its call's time. (Event loops need none of this:
there the whole call is cancelled.)
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakSet

import httpcore
import httpx

_PIECE = 65_536
"""Bytes per write: within one, httpcore gives each `send` of the socket the same time anew."""


class _Call(threading.local):
    deadline: float | None = None


_call = _Call()


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Bound what this thread does on the network meanwhile; `deadline` is a time of `time.monotonic`."""
    _call.deadline = deadline
    try:
        yield
    finally:
        _call.deadline = None  # the thread may go on to use the same connections by `low_level`


def left(timeout: float | None) -> float | None:
    """`timeout`, or what is left to this thread if that is less. Raises httpcore.ReadTimeout for nothing."""
    if _call.deadline is None:
        return timeout
    seconds = _call.deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the call's time is used up")
    return seconds if timeout is None else min(seconds, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, streams: "WeakSet[_Stream]") -> None:
        self._stream = stream
        self._streams = streams
        streams.add(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], left(timeout))

    def close(self) -> None:
        """Tell the peer, and a thread that waits on the socket, which closing alone would leave waiting."""
        with contextlib.suppress(OSError):
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self.drop()

    def drop(self) -> None:
        """Close this process's end without a word."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, left(timeout))
        return _Stream(stream, self._streams)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend
        self.streams: WeakSet[_Stream] = WeakSet()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(host, port, left(timeout), local_address, socket_options)
        return _Stream(stream, self.streams)


def enforce(client: httpx.Client) -> None:
    """Make every connection of a client keep to its thread's deadline.

    httpx has no public way to give its pools another network backend, so this reaches for two private names;
    tests/transport/test_network_faults.py fails when they move.
    """
    for pool in _pools(client):
        pool._network_backend = _Backend(pool._network_backend)  # noqa: SLF001


def sever(client: httpx.Client | httpx.AsyncClient) -> None:
    """Close this process's ends of a client's sockets, where they are still open.

    For a client that nobody closed, and for that of a parent process: there a thread may have held the locks
    that `client.close` asks for. Neither TCP nor TLS tells the peer, so the parent's connections stay good.
    """
    for pool in _pools(client) if isinstance(client, httpx.Client) else ():
        for stream in list(pool._network_backend.streams):  # noqa: SLF001
            stream.drop()


def _pools(client: httpx.Client) -> Iterator[Any]:
    for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
        if isinstance(transport, httpx.HTTPTransport):
            yield transport._pool  # noqa: SLF001
