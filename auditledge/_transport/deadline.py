"""A deadline for everything that one call does on the network, in threads.

httpx limits each read, not their sum: a server that sends a byte now and then keeps a call waiting forever.
Here each read and write of a connection gets what is left of its call's time. Event loops need none of this:
there, the whole call is canceled.
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

_WRITE_BYTES = 65_536
"""Bytes per write: httpcore gives each `send` of the socket within one write the full timeout again."""


class _ThreadDeadline(threading.local):
    at: float | None = None


_thread_deadline = _ThreadDeadline()


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Bound what this thread does on the network in the block; `deadline` is a time of `time.monotonic`."""
    _thread_deadline.at = deadline
    try:
        yield
    finally:
        _thread_deadline.at = None  # the thread may use the same connections next through `low_level`


def time_left(timeout: float | None) -> float | None:
    """The shorter of `timeout` and this thread's time left. Raises httpcore.ReadTimeout if none is left."""
    if _thread_deadline.at is None:
        return timeout
    seconds = _thread_deadline.at - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the call's time is used up")
    return seconds if timeout is None else min(seconds, timeout)


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, streams: "WeakSet[_DeadlineStream]") -> None:
        self._stream = stream
        self._streams = streams
        streams.add(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _WRITE_BYTES):
            self._stream.write(buffer[start : start + _WRITE_BYTES], time_left(timeout))

    def close(self) -> None:
        """Shut the connection down. Closing alone would not wake up a thread that waits on the socket."""
        with contextlib.suppress(OSError):
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self.drop()

    def drop(self) -> None:
        """Close this process's file descriptor, and send nothing to the peer."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, time_left(timeout))
        return _DeadlineStream(stream, self._streams)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _DeadlineBackend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend
        self.streams: WeakSet[_DeadlineStream] = WeakSet()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(host, port, time_left(timeout), local_address, socket_options)
        return _DeadlineStream(stream, self.streams)


def enforce(client: httpx.Client) -> None:
    """Make every connection of a client honor its thread's deadline.

    httpx has no public way to give its pools another network backend, so this uses two private names;
    tests/transport/test_deadline.py fails if they change.
    """
    for pool in _pools(client):
        pool._network_backend = _DeadlineBackend(pool._network_backend)  # noqa: SLF001


def drop_connections(client: httpx.Client | httpx.AsyncClient) -> None:
    """Close the file descriptors of a client's open sockets, without a word to the peers.

    For a client that was never closed, and for one inherited from a parent process, where a thread may hold
    the locks that `client.close` needs. Neither TCP nor TLS sends anything, so the parent's connections keep
    working.
    """
    for pool in _pools(client) if isinstance(client, httpx.Client) else ():
        for stream in list(pool._network_backend.streams):  # noqa: SLF001
            stream.drop()


def _pools(client: httpx.Client) -> Iterator[Any]:
    for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
        if isinstance(transport, httpx.HTTPTransport):
            yield transport._pool  # noqa: SLF001
