"""What can stand between a client and the ledger: later versions of it, and trouble."""

import http.client
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class Canned(NamedTuple):
    """An answer that is always the same."""

    status: int
    media_type: str
    body: str
    headers: Mapping[str, str] = {}


def _refusal(status: int, code: str, error: str, **headers: str) -> Canned:
    body = {"error": error, "code": code, "request_id": "req_double"}
    return Canned(status, "application/json", json.dumps(body), {"X-Request-Id": "req_double", **headers})


_PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
CANNED = {
    "limited": _refusal(429, "rate_limited", "Too many requests", **{"Retry-After": "7"}),
    "failing": _refusal(500, "internal_error", "The ledger failed to process this request"),
    "unavailable": _refusal(
        503, "unavailable", "The ledger can't process this request now", **{"Retry-After": "3"}
    ),
    "gateway": Canned(502, "text/html", _PAGE),
}
"""What the ledger can't be brought to on demand, by the name that a case gives as `via`."""

NAMES = ("ledger", "throttled", "future", *CANNED)
"""What a case may name. There is a double besides, `forgetful`, for clients that try again."""
_PASSED_ON = ("authorization", "content-type", "prefer", "accept", "last-event-id")


def aged(node: Any) -> Any:
    """An answer as a later version may give it: with a field more in every object, and a plan more."""
    if isinstance(node, list):
        return [aged(each) for each in node]
    if not isinstance(node, dict):
        return node
    grown = {key: value if key == "metadata" else aged(value) for key, value in node.items()}
    if "plan" in grown:
        grown["plan"] = "enterprise"
    return {"a_new_field": {"nested": [1, None]}, **grown}


class _Handler(BaseHTTPRequestHandler):
    """Answers `/NAME/v1/…` as the double of that name."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes, and the second would wait for 40 ms
    server: "_Server"

    def do_GET(self) -> None:
        _, name, rest = self.path.split("/", 2)
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if canned := CANNED.get(name):
            self._answer(*canned)
            return
        passed_on = self._passed_on(f"/{rest}", content)
        if name == "forgetful" and self._is_first():
            self._answer(*CANNED["unavailable"])
        else:
            self._answer(*passed_on)

    def _is_first(self) -> bool:
        """Whether this key has asked for nothing before."""
        key = self.headers["Authorization"]
        known = key in self.server.met
        self.server.met.add(key)
        return not known

    do_POST = do_GET  # noqa: N815 - as the base class asks

    def _passed_on(self, target: str, content: bytes) -> Canned:
        connection = http.client.HTTPConnection(*self.server.ledger, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() in _PASSED_ON}
        connection.request(self.command, target, content, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        media_type = answer.headers["Content-Type"]
        if media_type == "application/json":
            text = json.dumps(aged(json.loads(text)))
        if media_type == "text/event-stream":
            text = re.sub("(?m)(?<=^data: ).*$", lambda data: json.dumps(aged(json.loads(data[0]))), text)
        ours = {name: value for name, value in answer.headers.items() if name.lower().startswith("x-")}
        return Canned(answer.status, media_type, text, {**ours, "X-A-New-Header": "1"})

    def _answer(self, status: int, media_type: str, text: str, headers: Mapping[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as it is overridden
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, ledger_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        parts = urlsplit(ledger_url)
        self.ledger = (parts.hostname or "", parts.port or 0)
        self.met: set[str] = set()


@contextmanager
def doubles(ledger_url: str) -> Iterator[dict[str, str]]:
    """Base URLs by name, until the block ends; `ledger` is the ledger itself."""
    with _Server(ledger_url) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield {"ledger": ledger_url} | {name: f"{url}/{name}/v1" for name in (*NAMES[2:], "forgetful")}
        finally:
            server.shutdown()
            thread.join()
