"""The checker itself: it must find what it is there to find."""

import json

import httpx
import pytest

from server.conformance import BreachError, contract
from server.samples import FULL, MINIMAL

STORED = FULL | {"timestamp": "2026-11-23T10:15:30.000000Z", "received_at": "2026-11-23T10:15:30.000000Z"}
ERROR = {"error": "no", "code": "invalid_request", "request_id": "req_1"}


def exchange(method: str, target: str, sent: object, status: int, body: object, **headers: str) -> None:
    request = httpx.Request(method, f"http://x/v1{target}", json=sent)
    response = httpx.Response(status, headers={"X-Request-Id": "req_1"} | headers, json=body, request=request)
    contract().check(request, response)


def test_good_exchanges_pass() -> None:
    exchange("POST", "/events", MINIMAL, 201, {"success": True, "event": STORED})
    exchange("POST", "/events", {}, 400, ERROR)
    exchange("GET", "/nowhere", None, 404, ERROR)
    exchange("GET", f"/events/{FULL['id']}", None, 200, STORED | {"new_in_the_future": 1})
    exchange("GET", "/usage", None, 503, ERROR, **{"Retry-After": "1"})


@pytest.mark.parametrize(
    ("method", "target", "sent", "status", "body"),
    [
        ("POST", "/events", {}, 201, {"success": True, "event": STORED}),
        ("POST", "/events", MINIMAL, 200, {"success": True, "event": STORED}),
        ("POST", "/events", MINIMAL, 201, {"success": True, "event": MINIMAL}),
        ("POST", "/events", MINIMAL, 201, {"event": STORED}),
        ("POST", "/events", MINIMAL, 201, {"success": True, "event": STORED | {"timestamp": "yesterday"}}),
        ("GET", "/events?limit=0", None, 200, {}),
        ("GET", "/events?nonsense=1", None, 200, {}),
        ("GET", "/events/nonsense", None, 200, STORED),
        ("GET", "/nowhere", None, 200, {}),
        ("GET", "/usage", None, 404, {"error": "no"}),
        ("GET", "/usage", None, 503, ERROR),
    ],
)
def test_breaches_are_found(method: str, target: str, sent: object, status: int, body: object) -> None:
    with pytest.raises(BreachError):
        exchange(method, target, sent, status, body)


def test_a_response_without_a_request_id_is_a_breach() -> None:
    request = httpx.Request("GET", "http://x/v1/usage")
    with pytest.raises(BreachError, match="X-Request-Id"):
        contract().check(request, httpx.Response(500, content=json.dumps(ERROR), request=request))
