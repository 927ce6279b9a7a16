"""Sockets that listen, and what the system knows of others."""

import array
import contextlib
import socket
import sys
from typing import Any

from auditledge.server.api.routing import BASE_PATH

if sys.platform != "win32":
    import fcntl
    import termios

BACKLOG = 2_048
"""How many connections may wait to be accepted."""


def listen(host: str, port: int, *, together: bool = False) -> socket.socket:
    """A listening TCP socket, `together` with others on one port. Raises OSError that names the address."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _listen(family, kind, address, together=together)
    except OSError as error:
        raise OSError(f"can't listen on {host}, port {port}: {error.strerror}") from None


def _listen(family: int, kind: int, address: Any, *, together: bool) -> socket.socket:
    # The protocol is named, as event loops set TCP_NODELAY only where it is; without that, a response on a
    # kept connection waits some 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if together:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def listen_together(host: str, port: int, number: int) -> list[socket.socket]:
    """Listening sockets on one port, over which the kernel spreads connections evenly. Raises OSError.

    Of processes that share one socket, the one that happens to be awake takes nearly all. Where the kernel
    spreads nothing (anywhere but on Linux) there is one socket, `number` times.
    """
    with listen(host, port) as alone:  # which fails when the port is taken; `together` would join in
        host, port = alone.getsockname()[:2]
    if sys.platform != "linux":
        return [listen(host, port)] * number
    return [listen(host, port, together=True) for _ in range(number)]


def url_of(listener: socket.socket, path: str = BASE_PATH) -> str:
    """The URL of a path on a listening socket: by default the base URL that clients use."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{path}"


def bytes_unread(connection: socket.socket) -> int:
    """Bytes that have arrived, and have not been read from the system. 0 where it does not say."""
    return _ioctl(connection, "FIONREAD")


def bytes_unsent(connection: socket.socket) -> int:
    """Bytes that were handed to the system, and have not been acknowledged. 0 where it does not say."""
    return _ioctl(connection, "TIOCOUTQ")


def _ioctl(connection: socket.socket, request: str) -> int:
    size = array.array("i", [0])
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.ioctl(connection.fileno(), getattr(termios, request), size)
    return size[0]
