"""A proxy in front of the real ledger, which can inject the faults of a network.

none     forward requests and responses
refuse   refuse connections
hang     receive the request, but neither forward it nor respond
hold     forward the request, wait until the fault changes, and close without a response
reset    forward the request, and reset the connection (RST) in the middle of the response
drop     forward the request, and close without a response: the ledger has the event, the client can't know
slow     forward the request, and send the response slowly
busy     respond 429 with Retry-After
down     respond 503
portal   respond 200 with an HTML page, as a captive portal does
"""

import http.client
import json
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

FAULTS = ("none", "refuse", "hang", "hold", "reset", "drop", "slow", "busy", "down", "portal")

_ERROR_RESPONSES = {"busy": (429, "rate_limited"), "down": (503, "unavailable")}


@dataclass
class Request:
    """A request as received."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def ids(self) -> list[str]:
        """The ids of the events in it."""
        content = json.loads(self.body)
        return [event["id"] for event in content.get("events", [content])]


class FaultyProxy:
    """The proxy. `fault` is the current fault; `requests` has every request."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._fault = "none"
        self._listener = _listen(0)
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[Request] = []
        self.forwarded: set[str] = set()
        """The ids of events to which the ledger has responded."""
        self.retry_after: str | None = None
        self._connections: set[socket.socket] = set()
        self._stopped = threading.Event()
        self._changed = threading.Event()
        self._threads: list[threading.Thread] = []
        self._spawn(self._accept, self._listener)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def fault(self) -> str:
        return self._fault

    @fault.setter
    def fault(self, fault: str) -> None:
        assert fault in FAULTS
        before, self._fault = self._fault, fault
        self._changed.set()
        self._changed = threading.Event()
        if fault == "refuse" and before != "refuse":
            self._close(self._listener)
            for connection in list(self._connections):
                self._close(connection)
        elif before == "refuse" and fault != "refuse":
            self._listener = _listen(self.port)
            self._spawn(self._accept, self._listener)

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()
        self._close(self._listener)
        for connection in list(self._connections):
            self._close(connection)
        for thread in self._threads:
            thread.join(10)

    def _spawn(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connections.add(connection)
                self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        upstream = http.client.HTTPConnection("127.0.0.1", self._upstream, timeout=60)
        try:
            with suppress(OSError, ValueError, http.client.HTTPException), connection.makefile("rb") as file:
                while (request := _read_request(file)) is not None:
                    self.requests.append(request)
                    self._respond(connection, upstream, request)
        finally:
            upstream.close()
            self._connections.discard(connection)
            self._close(connection)

    def _respond(
        self, connection: socket.socket, upstream: http.client.HTTPConnection, request: Request
    ) -> None:
        """Respond to one request by the current fault. Raises OSError to close the connection."""
        fault = self._fault
        if fault == "hang":
            self._changed.wait(60)
            raise ConnectionError
        if fault in _ERROR_RESPONSES:
            connection.sendall(self._error_response(*_ERROR_RESPONSES[fault]))
            return
        if fault == "portal":
            connection.sendall(_encode_response(200, {"content-type": "text/html"}, b"<html>Sign in</html>"))
            return
        changed = self._changed
        response = self._forward(upstream, request)
        self.forwarded.update(request.ids if request.method == "POST" else ())
        if fault == "hold":
            changed.wait(60)
        if fault in ("drop", "hold"):
            raise ConnectionError
        if fault == "reset":
            connection.sendall(response[: len(response) // 2])
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise ConnectionError
        if fault == "slow":
            for start in range(0, len(response), 1 + len(response) // 5):
                connection.sendall(response[start : start + 1 + len(response) // 5])
                time.sleep(0.05)
            return
        connection.sendall(response)

    def _forward(self, upstream: http.client.HTTPConnection, request: Request) -> bytes:
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        upstream.request(request.method, request.path, request.body, headers)
        response = upstream.getresponse()
        headers = {name: value for name, value in response.getheaders() if name.lower() != "content-length"}
        return _encode_response(response.status, headers, response.read())

    def _error_response(self, status: int, code: str) -> bytes:
        headers = {"content-type": "application/json"}
        if self.retry_after is not None:
            headers["retry-after"] = self.retry_after
        body = {"error": "Not now", "code": code, "request_id": "req_1"}
        return _encode_response(status, headers, json.dumps(body).encode())

    @staticmethod
    def _close(sock: socket.socket) -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        sock.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener


def _read_request(file: object) -> Request | None:
    line = file.readline()  # type: ignore[attr-defined]
    if not line:
        return None
    method, path, _ = line.decode("latin-1").split()
    headers = {name.lower(): value for name, value in http.client.parse_headers(file).items()}  # type: ignore[arg-type]
    body = file.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
    return Request(method, path, headers, body)


def _encode_response(status: int, headers: dict[str, str], body: bytes) -> bytes:
    head = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    head += [f"content-length: {len(body)}", "", ""]
    return "\r\n".join(head).encode("latin-1") + body
