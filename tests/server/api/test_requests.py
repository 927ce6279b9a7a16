"""Requests as they arrive: routes, framing, limits, and invalid bodies."""

import contextlib
import json
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge.contract.problems import MAX_PROBLEMS
from auditledge.server.api import json_body
from auditledge.server.api.handlers import HANDLERS
from auditledge.server.api.query_parameters import export_format, export_query, page_query, stream_query
from auditledge.server.errors import LedgerError
from auditledge.server.stores.columnar.query import ColumnarSearch
from server import conformance
from server.conftest import Served
from server.samples import MINIMAL, event, problems_of, record

JSON = {"Content-Type": "application/json"}


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_every_operation_of_the_contract_is_served() -> None:
    document = yaml.safe_load(conformance.CONTRACT.read_text())
    operations = {
        operation["operationId"] for path in document["paths"].values() for operation in path.values()
    }
    assert set(HANDLERS) == operations


def test_defaults_and_limits_are_those_of_the_contract() -> None:
    document = yaml.safe_load(conformance.CONTRACT.read_text())
    defaults = {
        each["name"]: each["schema"]["default"]
        for each in document["components"]["parameters"].values()
        if "default" in each["schema"]
    }
    page, export, stream = page_query({}), export_query({}), stream_query({}, None)
    export_as = export_format({})
    assert defaults == {
        "order": page.order,
        "limit": page.limit,
        "offset": page.offset,
        "format": export_as.name,
        "csv_raw": export_as.csv_raw,
        "follow": stream.follow,
    }
    assert export.order == page.order


def test_health_needs_no_key(ledger_server: Served) -> None:
    answer = ledger_server.client().get("/health")
    assert answer.json()["status"] == "ok"
    assert ledger_server.client("nonsense").get("/health").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/event", "/events/", "/events/x/y", "/usage/", "/../v1/usage", "/%75sage", "/events%2Fexport"],
)
def test_a_path_that_is_not_in_the_contract_is_not_found(client: httpx.Client, path: str) -> None:
    assert raw(client, f"GET /v1{path} HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 404


@pytest.mark.parametrize("path", ["/", "/events", "/v2/events", "/v1", "/v1x/events"])
def test_there_is_nothing_outside_the_base_path(client: httpx.Client, path: str) -> None:
    assert raw(client, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/events", "GET, POST"),
        ("DELETE", "/events/evt_1", "GET"),
        ("GET", "/events/batch", "POST"),
        ("POST", "/events/export", "GET"),
        ("HEAD", "/usage", "GET"),
        ("OPTIONS", "/events", "GET, POST"),
    ],
)
def test_a_method_that_is_not_in_the_contract_is_refused(
    client: httpx.Client, method: str, path: str, allow: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"actor_i{number}=1" for number in range(4_500)),
        "&".join(["limit=1"] * 7_000),
        "&".join(["%FF"] * 15_000),
    ],
    ids=["unknown", "repeated", "undecodable"],
)
def test_an_error_costs_no_more_than_its_request(client: httpx.Client, query: str) -> None:
    answer = client.get("/health?" + query)
    assert len(answer.json()["problems"]) in (MAX_PROBLEMS, MAX_PROBLEMS + 1)
    assert len(answer.content) < 10_000


def test_a_batch_is_refused_in_little_more_than_its_size(client: httpx.Client) -> None:
    unknown = {f"actio{number}": 0 for number in range(500)}
    body = json.dumps({"events": [MINIMAL | unknown] * 1_000} | unknown)
    assert len(problems_of(client.post("/events/batch", content=body, headers=JSON))) == MAX_PROBLEMS
    body = json.dumps({"events": [MINIMAL | unknown] * 1_000})
    answer = client.post("/events/batch", content=body, headers=JSON)
    assert answer.json()["failed"] == 1_000
    assert len(answer.content) < len(body)


@pytest.mark.parametrize("path", ["/usage", "/health", "/events/export", "/events/evt_1"])
def test_an_unknown_parameter_is_refused_everywhere(client: httpx.Client, path: str) -> None:
    assert problems_of(client.get(path, params={"limitt": "1"})).keys() == {"limitt"}


def test_an_unknown_parameter_is_refused_when_recording(client: httpx.Client) -> None:
    assert problems_of(client.post("/events?dry_run=true", json=MINIMAL)).keys() == {"dry_run"}
    assert client.get("/events").json()["total"] == 0


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_is_taken(client: httpx.Client, media_type: str) -> None:
    answer = client.post("/events", content=json.dumps(MINIMAL), headers={"Content-Type": media_type})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"]
)
def test_another_media_type_is_refused(client: httpx.Client, media_type: str) -> None:
    answer = client.post("/events", content=json.dumps(MINIMAL), headers={"Content-Type": media_type})
    assert error_of(answer) == (415, "unsupported_media_type")


DEEP = b"[" * 65 + b"]" * 65
BAD_BODIES = {
    b"": "is not JSON",
    b"{": "is not JSON",
    b"{}x": "is not JSON",
    b"{'a':1}": "is not JSON",
    b'"\xff"': "is not UTF-8",
    json.dumps(MINIMAL).encode("utf-16"): "is not UTF-8",
    b'\xef\xbb\xbf{"a":1}': "is not JSON",
    b'{"a":1,"a":1}': "repeats a key",
    b'{"metadata":{"x":{"a":1,"\\u0061":2}}}': "repeats a key",
    b'{"a":NaN}': "not JSON",
    b'{"a":-Infinity}': "not JSON",
    DEEP: "is nested deeper than 64 levels",
    b'{"a":' + DEEP[1:-1] + b"}": "is nested deeper than 64 levels",
    b"[" * 100_000: "is nested deeper than 64 levels",
    b'{"a":' * 20_000 + b"1" + b"}" * 20_000: "is nested deeper than 64 levels",
    b'{"a":' + b"9" * 100_000 + b"}": "too many digits",
    b'{"a":"\x00"}': "is not JSON",
}


@pytest.mark.parametrize("body", BAD_BODIES)
@pytest.mark.parametrize("path", ["/events", "/events/batch"])
def test_a_body_that_is_not_strict_json_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    answer = client.post(path, content=body, headers=JSON)
    assert error_of(answer) == (400, "invalid_json")
    assert BAD_BODIES[body] in answer.json()["error"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "18446744073709551616", "9" * 4_000])
def test_a_number_out_of_range_is_refused(client: httpx.Client, number: str) -> None:
    body = json.dumps(event(metadata=None)).replace('"metadata": null', f'"metadata": {{"n": {number}}}')
    answer = client.post("/events", content=body, headers=JSON)
    assert problems_of(answer).keys() == {"/metadata/n"}


def test_brackets_within_strings_are_not_levels() -> None:
    text = "[{" * 200
    assert json_body.decode(json.dumps([[text]]).encode()) == [[text]]
    assert json_body.nesting_error([[text]]) is None
    assert json_body.nesting_error(json_body.decode(b"[" * 64 + b"]" * 64)) is None
    assert json_body.nesting_error(json_body.decode(b'["]","]","]",' * 65 + b"1" + b"]" * 65))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(value=_json)
def test_whatever_json_can_say_is_read_as_json_reads_it(value: object) -> None:
    text = json.dumps(value)
    if "NaN" in text or "Infinity" in text:
        return
    try:
        assert json.dumps(json_body.decode(text.encode())) == text
    except LedgerError as refused:
        assert "64 levels" in refused.error  # noqa: PT017 - both outcomes are good


@settings(deadline=None, max_examples=200)
@given(
    body=st.binary(max_size=40) | st.text('[]{}",:0123456789.eE+-\\u ntrfalse', max_size=40).map(str.encode)
)
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    try:
        json_body.decode(body)
    except LedgerError as refused:
        assert refused.code == "invalid_json"  # noqa: PT017
    else:
        json.loads(body)


def _of_size(size: int) -> bytes:
    body = json.dumps(MINIMAL).encode()
    return body + b" " * (size - len(body))


@pytest.mark.parametrize(("path", "limit"), [("/events", 262_144), ("/events/batch", 10_485_760)])
def test_a_body_may_be_as_large_as_the_contract_says(client: httpx.Client, path: str, limit: int) -> None:
    within = client.post(path, content=_of_size(limit), headers=JSON)
    assert within.status_code in (201, 400)
    assert within.json().get("code") != "payload_too_large"
    beyond = _of_size(limit + 1)
    assert error_of(client.post(path, content=beyond, headers=JSON)) == (413, "payload_too_large")
    chunks = (beyond[start : start + 65_536] for start in range(0, len(beyond), 65_536))
    assert error_of(_unread(client, path, chunks)) == (413, "payload_too_large")


def _unread(client: httpx.Client, path: str, chunks) -> httpx.Response:  # type: ignore[no-untyped-def]
    """Send chunks without the check against the contract, which would want the body back."""
    with httpx.Client(base_url=client.base_url, headers=client.headers) as plain:
        return plain.post(path, content=chunks, headers=JSON)


def raw(client: httpx.Client, request: str | bytes) -> tuple[int, dict[str, str], bytes]:
    """Send raw bytes; returns the status, headers and body of the first response."""
    url = urlsplit(str(client.base_url))
    with socket.create_connection((url.hostname, url.port), timeout=10) as connection:
        connection.sendall(request.encode() if isinstance(request, str) else request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65_536)
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
        }
        while len(body) < int(headers["content-length"]):
            body += connection.recv(65_536)
    return int(lines[0].split()[1]), headers, body


def test_two_lengths_are_rejected(client: httpx.Client) -> None:
    request = (
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Authorization: {client.headers['authorization']}\r\n"
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    status, headers, body = raw(client, request)
    assert status == 400
    assert headers["connection"] == "close"
    assert json.loads(body)["code"] == "invalid_request"
    assert headers["x-request-id"] == json.loads(body)["request_id"]


@pytest.mark.parametrize(
    "request_text",
    [
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_what_is_not_http_gets_an_ordinary_error(client: httpx.Client, request_text: str) -> None:
    status, headers, body = raw(client, request_text)
    assert (status, json.loads(body)["code"]) == (400, "invalid_request")
    assert headers["x-request-id"] == json.loads(body)["request_id"]


def test_a_client_that_goes_away_within_its_body_stores_nothing(client: httpx.Client) -> None:
    url = urlsplit(str(client.base_url))
    with socket.create_connection((url.hostname, url.port)) as connection:
        head = f"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: {client.headers['authorization']}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{{".encode())
        time.sleep(0.05)
    record(client, MINIMAL)
    assert client.get("/events").json()["total"] == 1


def test_an_internal_error_reveals_nothing(
    ledger_server: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the content of user_123")

    monkeypatch.setattr(ColumnarSearch, "count", fail)
    answer = client.get("/events", params={"actor_id": "user_123"})
    assert error_of(answer) == (500, "internal_error")
    assert answer.json()["error"] == "The ledger failed to process this request"
    (line,) = [each for each in logged if answer.json()["request_id"] in each]
    assert "RuntimeError at" in line
    assert "user_123" not in "".join(logged)


def test_a_response_on_a_kept_connection_is_not_delayed(client: httpx.Client) -> None:
    client.get("/usage")
    times = []
    for _ in range(20):
        started = time.perf_counter()
        client.get("/usage")
        times.append(time.perf_counter() - started)
    assert sorted(times)[10] < 0.03  # without TCP_NODELAY some 40 ms


def test_request_ids_are_told_apart(client: httpx.Client) -> None:
    ids = {client.get("/usage").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_two_keys_are_none(ledger_server: Served) -> None:
    key = ledger_server.key()
    client = ledger_server.client(checked=False)
    headers = [("Authorization", "Bearer al_bad"), ("Authorization", f"Bearer {key}")]
    assert client.get("/usage", headers=headers).status_code == 401


def test_a_head_without_end_is_refused(ledger_server: Served) -> None:
    address = httpx.URL(ledger_server.url)
    with socket.create_connection((address.host, address.port or 0), timeout=10) as connection:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Long: ")
        with contextlib.suppress(OSError):
            for _ in range(64):
                connection.sendall(b"a" * 65_536)
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(100).startswith(b"HTTP/1.1 431 ")
