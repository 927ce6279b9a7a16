"""Listening sockets."""

import socket

from auditledge.server.routes import BASE_PATH

BACKLOG = 2_048
"""How many connections may wait to be accepted."""


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket. Raises OSError.

    The protocol is named, as event loops set TCP_NODELAY only where it is; without that, an answer on a
    kept connection waits some 40 ms for the client's delayed acknowledgement.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def url_of(listener: socket.socket) -> str:
    """The base URL that clients of a listening socket use."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}"
