"""Whatever the network or the server does, a call raises the right error of the SDK, in time.

Every fault is tried with every method of both clients.
"""

import gzip
import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import EVENT, EVENT_ID, STORED, USAGE, ClientKind, DelayMeter

from auditledge import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuditLedgeError,
    BadRequestError,
    ServerError,
    UnreadableAnswerError,
)
from auditledge.outbox import FlushResult
from transport.faulty_server import (
    FaultyServer,
    Step,
    close,
    drip_after,
    hang,
    hang_after,
    head,
    raw,
    reset,
    reset_after,
    respond,
    respond_error,
    respond_json,
)

TIMEOUT = 0.15


class Method(NamedTuple):
    """A method, its arguments, and a valid response."""

    name: str
    arguments: tuple[Any, ...]
    body: bytes
    media_type: str = "application/json"


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


PAGE = {"events": [STORED], "total": 1, "limit": 20, "offset": 0, "next_cursor": None}

ITEM = {"index": 0, "success": True, "status": 201, "id": EVENT_ID}

CSV = b"id,timestamp\r\n" + EVENT_ID.encode() + b",2026-11-23T10:15:30.000000Z\r\n"

METHODS = [
    Method("log", (EVENT,), encoded({"success": True, "event": STORED})),
    Method("log_many", ([EVENT],), encoded({"succeeded": 1, "failed": 0, "results": [ITEM]})),
    Method("query", ({"limit": 20},), encoded(PAGE)),
    Method("iter_events", (), encoded(PAGE)),
    Method("get", (EVENT_ID,), encoded(STORED)),
    Method("export", (), encoded([STORED])),
    Method("export", ({"format": "csv"},), CSV, "text/csv"),
    Method("export_stream", (), encoded([STORED])),
    Method("export_stream", ({"format": "csv"},), CSV, "text/csv"),
    Method("export_to", ("export.json",), encoded([STORED])),
    Method("export_to", ("export.csv", {"format": "csv"}), CSV, "text/csv"),
    Method("flush", (0.05,), encoded({"succeeded": 1, "failed": 0, "results": [ITEM]})),
    Method("health", (), encoded({"status": "ok", "version": "1"})),
    Method("usage", (), encoded(USAGE)),
]

NAMES = [f"{each.name}{'-csv' if each.media_type == 'text/csv' else ''}" for each in METHODS]

of_every_method = pytest.mark.parametrize("method", METHODS, ids=NAMES)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discard what `export_to` and the outbox write."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outbox"))


Outcome = AuditLedgeError | dict[str, Any] | FlushResult
"""How a call fails: its error, the result of the only event of `log_many`, or what `flush` returns."""


def perform(call: Callable[..., Any], method: Method) -> Any:
    """Call the method. `flush` gets an event to deliver, and no time after that."""
    if method.name != "flush":
        return call(method.name, *method.arguments)
    call("enqueue", EVENT)
    flushed = call("flush", *method.arguments)
    call("close", 0)
    return flushed


def ask(kind: ClientKind, url: str, method: Method, **options: Any) -> Any:
    return kind.use(kind.make(url, **options), lambda call: perform(call, method))


def failure(call: Callable[..., Any], method: Method) -> Outcome:
    """How a call fails that must fail."""
    if method.name == "flush":
        return perform(call, method)  # type: ignore[no-any-return]
    if method.name == "log_many":
        (result,) = perform(call, method)
        return result  # type: ignore[no-any-return]
    with pytest.raises(AuditLedgeError) as caught:
        perform(call, method)
    return caught.value


def failure_of(kind: ClientKind, url: str, method: Method, **options: Any) -> Outcome:
    return kind.use(kind.make(url, **options), lambda call: failure(call, method))  # type: ignore[no-any-return]


def check(error: Outcome, expected: type[AuditLedgeError], status: int | None) -> None:
    if isinstance(error, FlushResult):
        check_not_lost(error)
    elif isinstance(error, dict):
        assert error["success"] is False
        assert error["status"] == (status or 0)
        assert error["error"]
    else:
        assert type(error) is expected, error
        assert error.status == status
    assert not list(Path().glob("export.???")), "an incomplete file must not have this name"


def check_not_lost(flushed: FlushResult) -> None:
    """No fault makes the outbox lose an event, or take it for delivered."""
    assert (flushed.delivered, flushed.dead, flushed.waiting) == (0, 0, 1)


def with_time(method: Method, seconds: float = 5) -> Method:
    """A flush with more time."""
    return method._replace(arguments=(seconds,)) if method.name == "flush" else method


def check_success(result: Any) -> None:
    """An enqueued event may be delivered before it is flushed."""
    if isinstance(result, FlushResult):
        assert (result.waiting, result.dead) == (0, 0)
    assert result


@of_every_method
def test_a_valid_response_is_returned(any_kind: ClientKind, method: Method) -> None:
    method = with_time(method)
    with FaultyServer(respond(method.body, Content_Type=method.media_type)) as server:
        check_success(ask(any_kind, server.url, method))
    requests = [each.target for each in server.requests]
    if method.name == "flush" and "/v1/usage" in requests:
        requests.remove("/v1/usage")  # the outbox asks for the account of its key
    assert len(requests) == 1


BREAKS: dict[str, Callable[[Method], Step]] = {
    "close": lambda _: close,
    "reset": lambda _: reset,
    "close-in-status-line": lambda _: raw(b"HTTP/1.1 2"),
    "close-in-headers": lambda _: raw(b"HTTP/1.1 200 OK\r\nContent-Type: appl"),
    "reset-in-headers": lambda _: reset_after(b"HTTP/1.1 200 OK\r\nContent-Type: appl"),
    "close-in-body": lambda m: raw(
        head(200, Content_Length=len(m.body) + 1, Content_Type=m.media_type) + m.body
    ),
    "close-before-body": lambda m: raw(head(200, Content_Length=len(m.body), Content_Type=m.media_type)),
    "reset-in-body": lambda m: reset_after(
        head(200, Content_Length=len(m.body) + 1, Content_Type=m.media_type) + m.body
    ),
    "close-in-chunk": lambda m: raw(chunked(m) + b"%x\r\n" % (len(m.body) + 5) + m.body),
    "close-after-chunk": lambda m: raw(chunked(m) + b"%x\r\n%b\r\n" % (len(m.body), m.body)),
    "close-in-last-chunk": lambda m: raw(chunked(m) + b"%x\r\n%b\r\n0\r\n" % (len(m.body), m.body)),
    "bad-chunk-size": lambda m: raw(chunked(m) + b"zz\r\n" + m.body),
    "close-in-error": lambda _: raw(head(500, Content_Length=100) + b'{"error"'),
    "not-http": lambda _: raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "http-0.9": lambda m: raw(m.body),
    "binary": lambda _: raw(bytes(range(256)) * 8),
    "tls-alert": lambda _: raw(b"\x15\x03\x01\x00\x02\x02\x46"),
    "header-of-2-mb": lambda _: raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2_000_000),
    "endless-headers": lambda _: raw(b"HTTP/1.1 200 OK\r\n" + b"X-Header: value\r\n" * 100_000),
    "bad-header-bytes": lambda _: raw(b"HTTP/1.1 200 OK\r\nX-Bad: a\x00b\r\nContent-Length: 0\r\n\r\n"),
    "header-without-colon": lambda _: raw(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"),
    "negative-length": lambda _: raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"),
    "two-lengths": lambda _: raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "status-of-2-digits": lambda _: raw(b"HTTP/1.1 20 OK\r\n\r\n"),
    "status-in-words": lambda _: raw(b"HTTP/1.1 OK 200\r\n\r\n"),
}


def chunked(method: Method) -> bytes:
    return head(200, Transfer_Encoding="chunked", Content_Type=method.media_type)


@pytest.mark.parametrize("fault", BREAKS)
@of_every_method
def test_a_lost_connection_raises(kind: ClientKind, method: Method, fault: str) -> None:
    with FaultyServer(BREAKS[fault](method)) as server:
        check(failure_of(kind, server.url, method), APIConnectionError, None)


@of_every_method
def test_a_refused_connection_raises(kind: ClientKind, method: Method, refusing_url: str) -> None:
    check(failure_of(kind, refusing_url, method), APIConnectionError, None)


@pytest.mark.parametrize("step", [close, reset], ids=["close", "reset"])
@of_every_method
def test_a_connection_lost_before_the_request_raises(kind: ClientKind, method: Method, step: Step) -> None:
    with FaultyServer(step, blind=True) as server:
        check(failure_of(kind, server.url, method), APIConnectionError, None)


SLOW: dict[str, Callable[[Method], Step]] = {
    "silent": lambda _: hang,
    "silent-in-headers": lambda _: hang_after(b"HTTP/1.1 200 OK\r\nContent-Type"),
    "silent-in-body": lambda m: hang_after(head(200, Content_Length=len(m.body) + 1) + m.body),
    "dripping-headers": lambda _: drip_after(b"HTTP/1.1 200 OK\r\n", b"X-Header: value\r\n" * 99),
    "dripping-body": lambda m: drip_after(
        head(200, Content_Length=999, Content_Type=m.media_type), m.body.ljust(999)
    ),
    "dripping-chunks": lambda m: drip_after(chunked(m), b"1\r\n \r\n" * 999),
    "dripping-error": lambda _: drip_after(head(503, Content_Length=999), b" " * 999),
    "endless-100s": lambda _: drip_after(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 999, 0.001),
}


def is_progress(method: Method, fault: str) -> bool:
    """Whether the call continues as long as anything arrives."""
    return method.name in ("export_stream", "export_to") and fault in ("dripping-body", "dripping-chunks")


@pytest.mark.parametrize("fault", SLOW)
def test_timeout_bounds_the_whole_call(any_kind: ClientKind, fault: str, delays: DelayMeter) -> None:
    """Several methods at once, because this fault takes time; more would compete for the CPU."""
    methods = [with_time(each, TIMEOUT) for each in METHODS if not is_progress(each, fault)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda method: time_failure(any_kind, method, SLOW[fault](method)), methods))
    for method, outcome in zip(methods, outcomes, strict=True):
        check_in_time(chain([outcome], repeat_failure(any_kind, method, SLOW[fault](method))), delays)


def repeat_failure(
    kind: ClientKind, method: Method, step: Step, *, blind: bool = False
) -> Iterator[tuple[float, float, Outcome]]:
    return (time_failure(kind, method, step, blind=blind) for _ in range(3))


def check_in_time(outcomes: Iterable[tuple[float, float, Outcome]], delays: DelayMeter) -> None:
    """One of them is in time: a busy machine delays some calls, and a call without a bound is always late."""
    for started, ended, error in outcomes:
        check(error, APITimeoutError, None)
        assert ended - started > TIMEOUT * 0.9
        if delays.elapsed(started, ended) < TIMEOUT * 1.3 + 0.5:
            return
    raise AssertionError(f"each of the calls took too long for a timeout of {TIMEOUT} s")


def time_failure(
    kind: ClientKind, method: Method, step: Step, *, blind: bool = False
) -> tuple[float, float, Outcome]:
    """When a call started, when it failed, and how. The client is created before."""

    def script(call: Callable[..., Any]) -> tuple[float, float, Outcome]:
        started = time.monotonic()
        error = failure(call, method)
        return started, time.monotonic(), error

    with FaultyServer(step, blind=blind) as server:
        return kind.use(kind.make(server.url, timeout=TIMEOUT), script)  # type: ignore[no-any-return]


def test_a_server_that_only_accepts_times_out(any_kind: ClientKind, delays: DelayMeter) -> None:
    check_in_time(repeat_failure(any_kind, METHODS[0], hang, blind=True), delays)


DEEP = b"[" * 100_000

UNREADABLE: dict[str, Step] = {
    "html": respond(b"<!doctype html><h1>It works!</h1>", Content_Type="text/html"),
    "html-said-to-be-json": respond(b"<!doctype html>", Content_Type="application/json"),
    "empty": respond(b""),
    "no-content": raw(head(204)),
    "accepted": respond(b"", 202),
    "reset-content": respond(b"", 205),
    "cut-json": respond(b'{"success": tru', Content_Type="application/json"),
    "two-values": respond(b"{}{}", Content_Type="application/json"),
    "a-number": respond(b"42", Content_Type="application/json"),
    "null": respond(b"null", Content_Type="application/json"),
    "a-string": respond(b'"ok"', Content_Type="application/json"),
    "nested-deep": respond(DEEP, Content_Type="application/json"),
    "huge-number": respond(b"9" * 10_000, Content_Type="application/json"),
    "not-utf-8": respond(b'{"a": "\xff\xfe"}', Content_Type="application/json"),
    "bad-gzip": respond(b"not gzip at all", Content_Encoding="gzip", Content_Type="application/json"),
    "bad-deflate": respond(b"\x00\x01\x02", Content_Encoding="deflate", Content_Type="application/json"),
    "unknown-encoding": respond(
        gzip.compress(b"{}"), Content_Encoding="snappy", Content_Type="application/json"
    ),
    "gzip-of-nothing-much": respond(
        gzip.compress(b" " * 2_000_000, 1), Content_Encoding="gzip", Content_Type="application/json"
    ),
}


@pytest.mark.parametrize("fault", UNREADABLE)
@of_every_method
def test_a_response_that_violates_the_contract_raises(kind: ClientKind, method: Method, fault: str) -> None:
    with FaultyServer(UNREADABLE[fault]) as server:
        error = failure_of(kind, server.url, method)
    check_unreadable(method, error)


def check_unreadable(method: Method, error: Outcome) -> None:
    """For a stream, an empty response may also have ended early."""
    if isinstance(error, FlushResult):
        check_not_lost(error)
    if isinstance(error, AuditLedgeError):
        streamed = {APIConnectionError} if method.name in ("export_stream", "export_to") else set()
        assert type(error) in {UnreadableAnswerError} | streamed, error


SHAPES: list[Any] = [{}, [], [1], {"success": True}, {"events": 3}, {"results": []}, {"results": [{}]}]


@pytest.mark.parametrize("value", SHAPES, ids=json.dumps)
@pytest.mark.parametrize("method", METHODS[1:2] + METHODS[3:4], ids=["log_many", "iter_events"])
def test_members_that_the_sdk_reads_are_checked(kind: ClientKind, method: Method, value: Any) -> None:
    with FaultyServer(respond_json(value)) as server:
        error = failure_of(kind, server.url, method)
    check_unreadable(method, error)


@pytest.mark.parametrize(
    "value", [{}, {"success": True}, {"error": "sign in to the guest network"}], ids=json.dumps
)
def test_an_event_counts_as_recorded_only_if_the_response_contains_it(kind: ClientKind, value: Any) -> None:
    with FaultyServer(respond_json(value)) as server, pytest.raises(UnreadableAnswerError):
        kind.ask(server.url, "log", EVENT)


@pytest.mark.parametrize("value", SHAPES, ids=json.dumps)
@pytest.mark.parametrize("name", ["log", "query", "get", "usage", "export", "export_stream"])
def test_json_of_another_shape_raises_or_is_returned(kind: ClientKind, name: str, value: Any) -> None:
    (method,) = (each for each in METHODS if each.name == name and each.media_type != "text/csv")
    is_right = name != "log" and isinstance(value, list) == name.startswith("export")
    with FaultyServer(respond_json(value)) as server:
        if is_right and value != [1]:
            assert kind.ask(server.url, name, *method.arguments) == value
        elif value != [1] or name != "export":
            check_unreadable(method, failure_of(kind, server.url, method))


@pytest.mark.parametrize(
    "media_type", ["text/html", "text/csv", "application/octet-stream", "", ";;;", "json"]
)
@of_every_method
def test_a_wrong_media_type_is_tolerated_for_json(kind: ClientKind, method: Method, media_type: str) -> None:
    with FaultyServer(respond(method.body, Content_Type=media_type)) as server:
        try:
            assert ask(kind, server.url, method)
        except UnreadableAnswerError:
            assert method.media_type == "text/csv"


@of_every_method
def test_a_compressed_response_is_read(kind: ClientKind, method: Method) -> None:
    method = with_time(method)
    body = gzip.compress(method.body)
    with FaultyServer(respond(body, Content_Encoding="gzip", Content_Type=method.media_type)) as server:
        check_success(ask(kind, server.url, method))


@of_every_method
def test_a_truncated_compressed_response_raises(kind: ClientKind, method: Method) -> None:
    body = gzip.compress(method.body)[:-10]
    with FaultyServer(respond(body, Content_Encoding="gzip", Content_Type=method.media_type)) as server:
        check(failure_of(kind, server.url, method), APIConnectionError, None)


ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    402: BadRequestError,
    418: BadRequestError,
    431: BadRequestError,
    451: BadRequestError,
    499: BadRequestError,
    500: ServerError,
    502: ServerError,
    511: ServerError,
    520: ServerError,
    599: ServerError,
    999: ServerError,
}


@pytest.mark.parametrize("status", ERRORS)
@of_every_method
def test_an_html_error_page_raises_by_its_status(kind: ClientKind, method: Method, status: int) -> None:
    with FaultyServer(respond(b"<h1>Bad Gateway</h1>", status, Content_Type="text/html")) as server:
        error = failure_of(kind, server.url, method)
    check(error, ERRORS[status], status)
    if isinstance(error, AuditLedgeError):
        assert error.body == b"<h1>Bad Gateway</h1>"


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
@of_every_method
def test_a_redirect_raises(kind: ClientKind, method: Method, status: int) -> None:
    with FaultyServer(respond(b"" if status == 304 else b"moved", status, Location="/v1/usage")) as server:
        error = failure_of(kind, server.url, method)
    check(error, APIStatusError, status)
    assert len({request.target for request in server.requests}) == 1


@pytest.mark.parametrize(
    "location", ["http://[", "//", "http://a b/", "\u00ff", "x" * 10_000, "http://:99999/"]
)
def test_a_redirect_to_an_invalid_location_raises(kind: ClientKind, location: str) -> None:
    with FaultyServer(respond(b"", 302, Location=location)) as server:
        check(failure_of(kind, server.url, METHODS[0]), APIStatusError, 302)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"text"', b"{", b"\xff", DEEP,
        b'{"error": 5, "code": [], "problems": 3, "request_id": {}}',
        b'{"error": "", "problems": [1, {}, {"field": 1}]}', b'{"error": {"message": "nested"}}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_an_error_may_have_any_body(kind: ClientKind, status: int, body: bytes) -> None:
    with FaultyServer(respond(body, status, Content_Type="application/json")) as server:
        error = failure_of(kind, server.url, METHODS[0])
    assert isinstance(error, APIStatusError)
    assert error.status == status
    assert str(error) == f"The ledger returned {status} (HTTP {status})"


@pytest.mark.parametrize("location", ["javascript:0", "mailto:a@example.com"])
def test_a_redirect_that_httpx_rejects_raises(kind: ClientKind, location: str) -> None:
    with FaultyServer(respond(b"", 302, Location=location)) as server:
        assert isinstance(failure_of(kind, server.url, METHODS[0]), AuditLedgeError)


def test_odd_cookies_are_harmless(kind: ClientKind) -> None:
    cookies = [
        "=",
        "a=b; expires=Thu, 99 Foo 99999 99:99:99 GMT",
        "a=b; domain=..; path=",
        "\u00ff=\u00ff",
    ]
    headers = "".join(f"Set-Cookie: {each}\r\n" for each in cookies).encode("latin-1")
    good = METHODS[-1]
    step = raw(b"HTTP/1.1 200 OK\r\n" + headers + b"Content-Length: %d\r\n\r\n" % len(good.body) + good.body)
    with FaultyServer(step) as server:
        assert kind.ask(server.url, "usage") == USAGE


def test_a_call_after_a_fault_succeeds(any_kind: ClientKind) -> None:
    good = respond(METHODS[-1].body)
    steps = [close, good, reset, good, hang, good, raw(b"garbage"), good, respond_error(500), good]
    with FaultyServer(*steps) as server:

        def script(call: Callable[..., Any]) -> None:
            for _ in range(len(steps) // 2):
                with pytest.raises(AuditLedgeError):
                    call("usage", timeout=0.2)
                assert call("usage") == USAGE

        any_kind.use(any_kind.make(server.url), script)
