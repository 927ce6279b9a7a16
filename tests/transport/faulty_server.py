"""A server of faults: real sockets on loopback, which answer by a script.

Each request takes the next step of the script, and the last step goes on for ever. A step is a function of
the peer that sent the request; it may send any bytes, or none.
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


class Request(NamedTuple):
    """A request as it arrived; names of headers are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Peer:
    """A connection that a client made."""

    def __init__(self, sock: socket.socket, stopped: threading.Event) -> None:
        self.sock = sock
        self.stopped = stopped
        self.request = Request("", "", {}, b"")
        self._file = sock.makefile("rb")

    def read(self) -> bool:
        """Read the next request into `request`; False if the client has gone."""
        line = self._file.readline()
        if not line.endswith(b"\r\n"):
            return False
        method, target, _ = line.decode("latin-1").split(" ")
        headers = {name.lower(): value for name, value in parse_headers(self._file).items()}
        body = self._file.read(int(headers.get("content-length", 0)))
        self.request = Request(method, target, headers, body)
        return True

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """Close with RST in place of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def wait_until_gone(self) -> None:
        """Return when the client has closed the connection, or the server stops."""
        while self.sock.recv(65_536):
            pass

    def close(self) -> None:
        """Close now, whoever else is waiting on the connection."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self.sock.close()


Step = Callable[[Peer], object]
"""What to do about a request. A connection is kept when the step returns True, and is closed otherwise."""


class FaultServer:
    """Plays its script on 127.0.0.1. `requests` are those that arrived whole, `connections` all that came.

    With `blind` the steps run when a connection is made, before anything is read.
    """

    def __init__(self, *script: Step, blind: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
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
                self._converse(peer)
            finally:
                with self._lock:
                    self._peers.discard(peer)
                peer.close()

    def _converse(self, peer: Peer) -> None:
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
    """The head of an answer; underscores stand for hyphens."""
    lines = [f"HTTP/1.1 {status} Something", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def answer(body: bytes = b"", status: int = 200, **headers: object) -> Step:
    """A whole answer, on a connection that is kept."""

    def step(peer: Peer) -> bool:
        peer.send(head(status, Content_Length=len(body), **headers) + body)
        return True

    return step


def json_answer(value: Any, status: int = 200, **headers: object) -> Step:
    """A whole answer in JSON."""
    return answer(json.dumps(value).encode(), status, **{"Content_Type": "application/json", **headers})


def refuse(status: int, code: str = "some_code", **headers: object) -> Step:
    """An error as the contract has it."""
    body = {"error": f"No, {status}", "code": code, "request_id": f"req_{status}"}
    return json_answer(body, status, X_Request_Id=f"req_{status}", **headers)


def raw(data: bytes) -> Step:
    """Any bytes, and the end of the connection."""
    return lambda peer: peer.send(data)


def reset_after(data: bytes) -> Step:
    """Any bytes, and then a reset."""

    def step(peer: Peer) -> None:
        if data:
            peer.send(data)
        peer.reset()

    return step


def hang_after(data: bytes = b"") -> Step:
    """Any bytes, and then silence."""

    def step(peer: Peer) -> None:
        if data:
            peer.send(data)
        peer.wait_until_gone()

    return step


def drip_after(data: bytes, rest: bytes, seconds: float = 0.01) -> Step:
    """Some bytes at once, and the rest one by one."""

    def step(peer: Peer) -> None:
        peer.send(data)
        for at in range(len(rest)):
            if peer.stopped.wait(seconds):
                return
            peer.send(rest[at : at + 1])

    return step


def close(peer: Peer) -> None:
    """End the connection without a word."""


def hang(peer: Peer) -> None:
    """Say nothing, and stay."""
    peer.wait_until_gone()


def reset(peer: Peer) -> None:
    """Break the connection without a word."""
    peer.reset()
