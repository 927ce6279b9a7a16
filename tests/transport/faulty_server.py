"""A faulty server: real sockets on loopback, which respond by a script.

Each request runs the next step of the script; the last step is repeated. A step is a function of the peer
that sent the request. It may send any bytes, or none.
"""

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import parse_headers
from typing import Any, NamedTuple, Self


class ReceivedRequest(NamedTuple):
    """A request as it arrived, with lowercase header names."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Peer:
    """A connection of a client."""

    def __init__(self, sock: socket.socket, stopped: threading.Event) -> None:
        self.sock = sock
        self.stopped = stopped
        self.request = ReceivedRequest("", "", {}, b"")
        self._file = sock.makefile("rb")

    def read(self) -> bool:
        """Read the next request into `request`; False if the client has gone."""
        line = self._file.readline()
        if not line.endswith(b"\r\n"):
            return False
        method, target, _ = line.decode("latin-1").split(" ")
        headers = {name.lower(): value for name, value in parse_headers(self._file).items()}
        body = self._file.read(int(headers.get("content-length", 0)))
        self.request = ReceivedRequest(method, target, headers, body)
        return True

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def wait_until_gone(self) -> None:
        """Return when the client has closed the connection, or the server stops."""
        while self.sock.recv(65_536):
            pass

    def close(self) -> None:
        """Close now, even if another thread is waiting on the connection."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self.sock.close()


Step = Callable[[Peer], object]
"""Responds to a request. The connection is kept if the step returns True, and closed otherwise."""


class FaultyServer:
    """Runs its script on 127.0.0.1. `requests` lists complete requests, `connections` counts connections.

    With `blind`, a step runs when a connection is accepted, before anything is read.
    """

    def __init__(self, *script: Step, blind: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[ReceivedRequest] = []
        self.connections = 0
        self.script = list(script)
        self._blind = blind
        self._tls = tls
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._peers: set[Peer] = set()
        self._threads: list[threading.Thread] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._spawn(self._accept)

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    @property
    def origin(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/v1"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self.listener.close()
        with self._lock:
            for peer in self._peers:
                with suppress(OSError):
                    peer.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _spawn(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self._spawn(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        with sock, suppress(OSError, ValueError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                sock = self._tls.wrap_socket(sock, server_side=True)
            peer = Peer(sock, self._stopped)
            with self._lock:
                self._peers.add(peer)
            try:
                self._serve_requests(peer)
            finally:
                with self._lock:
                    self._peers.discard(peer)
                peer.close()

    def _serve_requests(self, peer: Peer) -> None:
        if self._blind:
            self._next()(peer)
            return
        while peer.read():
            with self._lock:
                self.requests.append(peer.request)
            if self._next()(peer) is not True:
                return

    def _next(self) -> Step:
        with self._lock:
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]


# Steps.


def head(status: int, **headers: object) -> bytes:
    """The head of a response. Underscores in names of headers become hyphens."""
    lines = [f"HTTP/1.1 {status} Something", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def respond(body: bytes = b"", status: int = 200, **headers: object) -> Step:
    """A complete response, on a connection that is kept."""

    def step(peer: Peer) -> bool:
        peer.send(head(status, Content_Length=len(body), **headers) + body)
        return True

    return step


def respond_json(value: Any, status: int = 200, **headers: object) -> Step:
    """A complete response in JSON."""
    return respond(json.dumps(value).encode(), status, **{"Content_Type": "application/json", **headers})


def respond_error(status: int, code: str = "some_code", **headers: object) -> Step:
    """An error in the contract's format."""
    body = {"error": f"No, {status}", "code": code, "request_id": f"req_{status}"}
    return respond_json(body, status, X_Request_Id=f"req_{status}", **headers)


def raw(data: bytes) -> Step:
    """Any bytes, then the end of the connection."""
    return lambda peer: peer.send(data)


def reset_after(data: bytes) -> Step:
    """Any bytes, then a reset."""

    def step(peer: Peer) -> None:
        if data:
            peer.send(data)
        peer.reset()

    return step


def hang_after(data: bytes = b"") -> Step:
    """Any bytes, then silence."""

    def step(peer: Peer) -> None:
        if data:
            peer.send(data)
        peer.wait_until_gone()

    return step


def drip_after(data: bytes, rest: bytes, seconds: float = 0.01) -> Step:
    """Some bytes at once, then the rest one by one."""

    def step(peer: Peer) -> None:
        peer.send(data)
        for at in range(len(rest)):
            if peer.stopped.wait(seconds):
                return
            peer.send(rest[at : at + 1])

    return step


def endless(opening: bytes, piece: bytes, media_type: str = "application/json") -> Step:
    """A response that never ends, sent as fast as it is read."""

    def step(peer: Peer) -> None:
        peer.send(head(200, Transfer_Encoding="chunked", Content_Type=media_type))
        peer.send(b"%x\r\n%b\r\n" % (len(opening), opening))
        while not peer.stopped.is_set():
            peer.send(b"%x\r\n%b\r\n" % (len(piece), piece))

    return step


def close(peer: Peer) -> None:
    """End the connection without a response."""


def hang(peer: Peer) -> None:
    """Send nothing, and keep the connection open."""
    peer.wait_until_gone()


def reset(peer: Peer) -> None:
    """Reset the connection without a response."""
    peer.reset()
