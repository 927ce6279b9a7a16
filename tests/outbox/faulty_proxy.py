"""A proxy in front of the real ledger that makes proxy: requests and answers meet every accident.

clear    pass on
refuse   nobody listens
hang     take the request, and neither pass it on nor answer
reset    pass it on, and break the answer in the middle with RST
drop     pass it on, and close without a word of the answer: the ledger has the event, the sender not a sign
slow     pass it on, and let the answer drip
busy     answer 429 with Retry-After
down     answer 503
portal   answer 200 with a page of HTML, as a captive portal does
"""

import http.client
import json
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

FAULTS = ("clear", "refuse", "hang", "hold", "reset", "drop", "slow", "busy", "down", "portal")

_REFUSALS = {"busy": (429, "rate_limited"), "down": (503, "unavailable")}


@dataclass
class Request:
    """A request as it arrived."""

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
    """The proxy. `kind` is the proxy now; `seen` holds every request."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._fault = "clear"
        self._listener = _listen(0)
        self.port: int = self._listener.getsockname()[1]
        self.seen: list[Request] = []
        self.passed: set[str] = set()
        """The ids of events that the ledger has answered for."""
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
                while (request := _read(file)) is not None:
                    self.seen.append(request)
                    self._answer(connection, upstream, request)
        finally:
            upstream.close()
            self._connections.discard(connection)
            self._close(connection)

    def _answer(
        self, connection: socket.socket, upstream: http.client.HTTPConnection, request: Request
    ) -> None:
        """Answer one request as the proxy is. Raises OSError to end the connection."""
        fault = self._fault
        if fault == "hang":
            self._changed.wait(60)
            raise ConnectionError
        if fault in _REFUSALS:
            connection.sendall(self._refusal(*_REFUSALS[fault]))
            return
        if fault == "portal":
            connection.sendall(_spell(200, {"content-type": "text/html"}, b"<html>Sign in</html>"))
            return
        changed = self._changed
        answer = self._pass_on(upstream, request)
        self.passed.update(request.ids if request.method == "POST" else ())
        if fault == "hold":
            changed.wait(60)
        if fault in ("drop", "hold"):
            raise ConnectionError
        if fault == "reset":
            connection.sendall(answer[: len(answer) // 2])
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise ConnectionError
        if fault == "slow":
            for start in range(0, len(answer), 1 + len(answer) // 5):
                connection.sendall(answer[start : start + 1 + len(answer) // 5])
                time.sleep(0.05)
            return
        connection.sendall(answer)

    def _pass_on(self, upstream: http.client.HTTPConnection, request: Request) -> bytes:
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        upstream.request(request.method, request.path, request.body, headers)
        response = upstream.getresponse()
        kept = {name: value for name, value in response.getheaders() if name.lower() != "content-length"}
        return _spell(response.status, kept, response.read())

    def _refusal(self, status: int, code: str) -> bytes:
        headers = {"content-type": "application/json"}
        if self.retry_after is not None:
            headers["retry-after"] = self.retry_after
        body = {"error": "Not now", "code": code, "request_id": "req_1"}
        return _spell(status, headers, json.dumps(body).encode())

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


def _read(file: object) -> Request | None:
    line = file.readline()  # type: ignore[attr-defined]
    if not line:
        return None
    method, path, _ = line.decode("latin-1").split()
    headers = {name.lower(): value for name, value in http.client.parse_headers(file).items()}  # type: ignore[arg-type]
    body = file.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
    return Request(method, path, headers, body)


def _spell(status: int, headers: dict[str, str], body: bytes) -> bytes:
    head = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    head += [f"content-length: {len(body)}", "", ""]
    return "\r\n".join(head).encode("latin-1") + body
