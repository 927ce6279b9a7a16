"""What can be between a client and the ledger: a newer version of the ledger, and failures."""

import http.client
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class CannedResponse(NamedTuple):
    """A response that is always the same."""

    status: int
    media_type: str
    body: str
    headers: Mapping[str, str] = {}


def _error_response(status: int, code: str, error: str, **headers: str) -> CannedResponse:
    body = {"error": error, "code": code, "request_id": "req_double"}
    return CannedResponse(
        status, "application/json", json.dumps(body), {"X-Request-Id": "req_double", **headers}
    )


_PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
CANNED = {
    "limited": _error_response(429, "rate_limited", "Too many requests", **{"Retry-After": "7"}),
    "failing": _error_response(500, "internal_error", "The ledger failed to process this request"),
    "unavailable": _error_response(
        503, "unavailable", "The ledger can't process this request now", **{"Retry-After": "3"}
    ),
    "gateway": CannedResponse(502, "text/html", _PAGE),
}
"""Responses that the ledger can't produce on demand, by the name for `via` in a case."""

NAMES = ("ledger", "throttled", "future", *CANNED)
"""The names allowed in a case. `forgetful` is one more double, for clients that retry."""
_FORWARDED_HEADERS = ("authorization", "content-type", "prefer", "accept", "last-event-id")


_MAPS = ("metadata", "changes")  # whose names are not the contract's


def as_newer_version(node: Any) -> Any:
    """A body as a newer version may return it: with a new field in every object, and a new plan."""
    if isinstance(node, list):
        return [as_newer_version(each) for each in node]
    if not isinstance(node, dict):
        return node
    grown = {key: value if key in _MAPS else as_newer_version(value) for key, value in node.items()}
    if "plan" in grown:
        grown["plan"] = "enterprise"
    return {"a_new_field": {"nested": [1, None]}, **grown}


class _Handler(BaseHTTPRequestHandler):
    """Handles `/NAME/v1/…` as the double of that name."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes, and the second would wait for 40 ms
    server: "_Server"

    def do_GET(self) -> None:
        _, name, rest = self.path.split("/", 2)
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if canned := CANNED.get(name):
            self._respond(*canned)
            return
        forwarded = self._forward(f"/{rest}", content)
        if name == "forgetful" and self._is_first():
            self._respond(*CANNED["unavailable"])
        else:
            self._respond(*forwarded)

    def _is_first(self) -> bool:
        """Whether this is the first request with this key."""
        key = self.headers["Authorization"]
        known = key in self.server.known_keys
        self.server.known_keys.add(key)
        return not known

    do_POST = do_GET  # noqa: N815 - the name that the base class requires

    def _forward(self, target: str, content: bytes) -> CannedResponse:
        connection = http.client.HTTPConnection(*self.server.ledger, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() in _FORWARDED_HEADERS}
        connection.request(self.command, target, content, headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        media_type = response.headers["Content-Type"]
        if media_type == "application/json":
            text = json.dumps(as_newer_version(json.loads(text)))
        if media_type == "text/event-stream":
            text = re.sub(
                "(?m)(?<=^data: ).*$", lambda data: json.dumps(as_newer_version(json.loads(data[0]))), text
            )
        kept = {name: value for name, value in response.headers.items() if name.lower().startswith("x-")}
        return CannedResponse(response.status, media_type, text, {**kept, "X-A-New-Header": "1"})

    def _respond(self, status: int, media_type: str, text: str, headers: Mapping[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's name
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, ledger_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        parts = urlsplit(ledger_url)
        self.ledger = (parts.hostname or "", parts.port or 0)
        self.known_keys: set[str] = set()


@contextmanager
def doubles(ledger_url: str) -> Iterator[dict[str, str]]:
    """Run the doubles until the block ends. Yields base URLs by name; `ledger` is the ledger itself."""
    with _Server(ledger_url) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield {"ledger": ledger_url} | {name: f"{url}/{name}/v1" for name in (*NAMES[2:], "forgetful")}
        finally:
            server.shutdown()
            thread.join()
