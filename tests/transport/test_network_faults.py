"""Whatever the network or the server does: one of our errors, the right one, and in time.

Every fault meets every method of both clients.
"""

import gzip
import json
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import EVENT, EVENT_ID, STORED, Kind

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
    FaultServer,
    Peer,
    Step,
    answer,
    close,
    drip_after,
    hang,
    hang_after,
    head,
    json_answer,
    raw,
    refuse,
    reset,
    reset_after,
)

TIMEOUT = 0.15


class Method(NamedTuple):
    """A method, how it is called, and a good answer to it."""

    name: str
    arguments: tuple[Any, ...]
    body: bytes
    media_type: str = "application/json"


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


PAGE = {"events": [STORED], "total": 1, "limit": 20, "offset": 0, "next_cursor": None}
USAGE = {"plan": "free", "events_this_month": 1, "events_limit": 10_000, "retention_days": 30}
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
    """What `export_to` and the outbox write is thrown away."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outbox"))


Outcome = AuditLedgeError | dict[str, Any] | FlushResult
"""How a call fails: an error, the result of the only event in `log_many`, or what `flush` says of it."""


def perform(call: Callable[..., Any], method: Method) -> Any:
    """Call the method. `flush` is given something to deliver, and the outbox no time beyond."""
    if method.name != "flush":
        return call(method.name, *method.arguments)
    call("enqueue", EVENT)
    flushed = call("flush", *method.arguments)
    call("close", 0)
    return flushed


def ask(kind: Kind, url: str, method: Method, **options: Any) -> Any:
    return kind.use(kind.make(url, **options), lambda call: perform(call, method))


def failure(call: Callable[..., Any], method: Method) -> Outcome:
    """How a call fails that has to."""
    if method.name == "flush":
        return perform(call, method)  # type: ignore[no-any-return]
    if method.name == "log_many":
        (result,) = perform(call, method)
        return result  # type: ignore[no-any-return]
    with pytest.raises(AuditLedgeError) as caught:
        perform(call, method)
    return caught.value


def error_of(kind: Kind, url: str, method: Method, **options: Any) -> Outcome:
    return kind.use(kind.make(url, **options), lambda call: failure(call, method))  # type: ignore[no-any-return]


def check(error: Outcome, expected: type[AuditLedgeError], status: int | None) -> None:
    if isinstance(error, FlushResult):
        check_kept(error)
    elif isinstance(error, dict):
        assert error["success"] is False
        assert error["status"] == (status or 0)
        assert error["error"]
    else:
        assert type(error) is expected, error
        assert error.status == status
    assert not list(Path().glob("export.???")), "what is not whole has no such name"


def check_kept(flushed: FlushResult) -> None:
    """No fault makes the outbox lose an event, nor take it for delivered."""
    assert (flushed.delivered, flushed.dead, flushed.waiting) == (0, 0, 1)


def patient(method: Method, seconds: float = 5) -> Method:
    """A flush with more time."""
    return method._replace(arguments=(seconds,)) if method.name == "flush" else method


def assert_good(result: Any) -> None:
    """What is enqueued may be delivered before it is flushed."""
    if isinstance(result, FlushResult):
        assert (result.waiting, result.dead) == (0, 0)
    assert result


@of_every_method
def test_a_good_answer_is_read(any_kind: Kind, method: Method) -> None:
    method = patient(method)
    with FaultServer(answer(method.body, Content_Type=method.media_type)) as server:
        assert_good(ask(any_kind, server.url, method))
    assert len(server.requests) == 1


# The connection breaks.

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
def test_a_broken_connection_is_told(kind: Kind, method: Method, fault: str) -> None:
    with FaultServer(BREAKS[fault](method)) as server:
        check(error_of(kind, server.url, method), APIConnectionError, None)


@of_every_method
def test_a_refused_connection_is_told(kind: Kind, method: Method, refusing_url: str) -> None:
    check(error_of(kind, refusing_url, method), APIConnectionError, None)


@pytest.mark.parametrize("step", [close, reset], ids=["close", "reset"])
@of_every_method
def test_a_connection_that_breaks_before_the_request_is_told(kind: Kind, method: Method, step: Step) -> None:
    with FaultServer(step, blind=True) as server:
        check(error_of(kind, server.url, method), APIConnectionError, None)


# The server takes its time.

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
    """Whether a call is to go on as long as anything comes."""
    return method.name in ("export_stream", "export_to") and fault in ("dripping-body", "dripping-chunks")


@pytest.mark.parametrize("fault", SLOW)
def test_timeout_bounds_the_whole_call(any_kind: Kind, fault: str) -> None:
    """Some methods at once, for this is the one fault that takes its time; more would wait for the CPU."""
    methods = [patient(each, TIMEOUT) for each in METHODS if not is_progress(each, fault)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda method: give_up(any_kind, method, SLOW[fault](method)), methods))
    for elapsed, error in outcomes:
        check(error, APITimeoutError, None)
        assert TIMEOUT * 0.9 < elapsed < TIMEOUT * 1.3 + 0.5


def give_up(kind: Kind, method: Method, step: Step, *, blind: bool = False) -> tuple[float, Outcome]:
    """Seconds that a failing call takes, without what making a client takes, and its error."""

    def script(call: Callable[..., Any]) -> tuple[float, Outcome]:
        started = time.monotonic()
        error = failure(call, method)
        return time.monotonic() - started, error

    with FaultServer(step, blind=blind) as server:
        return kind.use(kind.make(server.url, timeout=TIMEOUT), script)  # type: ignore[no-any-return]


def test_a_server_that_accepts_and_does_nothing_is_given_up(any_kind: Kind) -> None:
    elapsed, error = give_up(any_kind, METHODS[0], hang, blind=True)
    check(error, APITimeoutError, None)
    assert TIMEOUT * 0.9 < elapsed < TIMEOUT * 1.3 + 0.5


def test_timeout_bounds_a_write_that_the_server_reads_slowly(kind: Kind) -> None:
    """Each `send` of the socket gets on, and all of them together must not go on for ever."""

    def sip(peer: Peer) -> None:
        while not peer.stopped.wait(0.05) and peer.sock.recv(300_000):
            pass

    large = [{**EVENT, "metadata": {"pad": "x" * 65_000}}] * 140
    with FaultServer(sip, blind=True) as server:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 131_072)
        started = time.monotonic()
        results = kind.ask(server.url, "log_many", large, timeout=0.5)
        elapsed = time.monotonic() - started
    assert {each["code"] for each in results} == {"no_answer"}
    assert elapsed < 0.5 * 1.3 + 0.2 + 0.2, "0.2 s are for checking and encoding 9 MB"


# The answer is whole, and is not what the contract says.

DEEP = b"[" * 100_000
UNREADABLE: dict[str, Step] = {
    "html": answer(b"<!doctype html><h1>It works!</h1>", Content_Type="text/html"),
    "html-said-to-be-json": answer(b"<!doctype html>", Content_Type="application/json"),
    "empty": answer(b""),
    "no-content": raw(head(204)),
    "accepted": answer(b"", 202),
    "reset-content": answer(b"", 205),
    "cut-json": answer(b'{"success": tru', Content_Type="application/json"),
    "two-values": answer(b"{}{}", Content_Type="application/json"),
    "a-number": answer(b"42", Content_Type="application/json"),
    "null": answer(b"null", Content_Type="application/json"),
    "a-string": answer(b'"ok"', Content_Type="application/json"),
    "nested-deep": answer(DEEP, Content_Type="application/json"),
    "huge-number": answer(b"9" * 10_000, Content_Type="application/json"),
    "not-utf-8": answer(b'{"a": "\xff\xfe"}', Content_Type="application/json"),
    "bad-gzip": answer(b"not gzip at all", Content_Encoding="gzip", Content_Type="application/json"),
    "bad-deflate": answer(b"\x00\x01\x02", Content_Encoding="deflate", Content_Type="application/json"),
    "unknown-encoding": answer(
        gzip.compress(b"{}"), Content_Encoding="snappy", Content_Type="application/json"
    ),
    "gzip-of-nothing-much": answer(
        gzip.compress(b" " * 2_000_000, 1), Content_Encoding="gzip", Content_Type="application/json"
    ),
}


@pytest.mark.parametrize("fault", UNREADABLE)
@of_every_method
def test_an_answer_that_is_not_the_contracts_is_told(kind: Kind, method: Method, fault: str) -> None:
    with FaultServer(UNREADABLE[fault]) as server:
        error = error_of(kind, server.url, method)
    assert_unreadable(method, error)


def assert_unreadable(method: Method, error: Outcome) -> None:
    """A stream can't tell what is empty from what has ended early."""
    if isinstance(error, FlushResult):
        check_kept(error)
    if isinstance(error, AuditLedgeError):
        streamed = {APIConnectionError} if method.name in ("export_stream", "export_to") else set()
        assert type(error) in {UnreadableAnswerError} | streamed, error


SHAPES: list[Any] = [{}, [], [1], {"success": True}, {"events": 3}, {"results": []}, {"results": [{}]}]


@pytest.mark.parametrize("value", SHAPES, ids=json.dumps)
@pytest.mark.parametrize("method", METHODS[1:2] + METHODS[3:4], ids=["log_many", "iter_events"])
def test_what_the_sdk_itself_reads_is_checked(kind: Kind, method: Method, value: Any) -> None:
    with FaultServer(json_answer(value)) as server:
        error = error_of(kind, server.url, method)
    assert_unreadable(method, error)


@pytest.mark.parametrize(
    "value", [{}, {"success": True}, {"error": "sign in to the guest network"}], ids=json.dumps
)
def test_an_event_is_recorded_only_if_the_answer_says_so(kind: Kind, value: Any) -> None:
    with FaultServer(json_answer(value)) as server, pytest.raises(UnreadableAnswerError):
        kind.ask(server.url, "log", EVENT)


@pytest.mark.parametrize("value", SHAPES, ids=json.dumps)
@pytest.mark.parametrize("name", ["log", "query", "get", "usage", "export", "export_stream"])
def test_json_of_another_shape_is_told_or_handed_on(kind: Kind, name: str, value: Any) -> None:
    (method,) = (each for each in METHODS if each.name == name and each.media_type != "text/csv")
    is_right = name != "log" and isinstance(value, list) == name.startswith("export")
    with FaultServer(json_answer(value)) as server:
        if is_right and value != [1]:
            assert kind.ask(server.url, name, *method.arguments) == value
        elif value != [1] or name != "export":
            assert_unreadable(method, error_of(kind, server.url, method))


@pytest.mark.parametrize(
    "media_type", ["text/html", "text/csv", "application/octet-stream", "", ";;;", "json"]
)
@of_every_method
def test_the_media_type_may_be_wrong(kind: Kind, method: Method, media_type: str) -> None:
    with FaultServer(answer(method.body, Content_Type=media_type)) as server:
        try:
            assert ask(kind, server.url, method)
        except UnreadableAnswerError:
            assert method.media_type == "text/csv"


@of_every_method
def test_a_compressed_answer_is_read(kind: Kind, method: Method) -> None:
    method = patient(method)
    body = gzip.compress(method.body)
    with FaultServer(answer(body, Content_Encoding="gzip", Content_Type=method.media_type)) as server:
        assert_good(ask(kind, server.url, method))


@of_every_method
def test_a_cut_compressed_answer_is_told(kind: Kind, method: Method) -> None:
    body = gzip.compress(method.body)[:-10]
    with FaultServer(answer(body, Content_Encoding="gzip", Content_Type=method.media_type)) as server:
        check(error_of(kind, server.url, method), APIConnectionError, None)


# The answer is an error, in whatever clothes.

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
def test_a_page_of_html_is_an_error_by_its_status(kind: Kind, method: Method, status: int) -> None:
    with FaultServer(answer(b"<h1>Bad Gateway</h1>", status, Content_Type="text/html")) as server:
        error = error_of(kind, server.url, method)
    check(error, ERRORS[status], status)
    if isinstance(error, AuditLedgeError):
        assert error.body == b"<h1>Bad Gateway</h1>"


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
@of_every_method
def test_a_redirect_is_an_error(kind: Kind, method: Method, status: int) -> None:
    with FaultServer(answer(b"" if status == 304 else b"moved", status, Location="/v1/usage")) as server:
        error = error_of(kind, server.url, method)
    check(error, APIStatusError, status)
    assert len({request.target for request in server.requests}) == 1


@pytest.mark.parametrize(
    "location", ["http://[", "//", "http://a b/", "\u00ff", "x" * 10_000, "http://:99999/"]
)
def test_a_redirect_to_nowhere_is_an_error(kind: Kind, location: str) -> None:
    with FaultServer(answer(b"", 302, Location=location)) as server:
        check(error_of(kind, server.url, METHODS[0]), APIStatusError, 302)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"text"', b"{", b"\xff", DEEP,
        b'{"error": 5, "code": [], "problems": 3, "request_id": {}}',
        b'{"error": "", "problems": [1, {}, {"field": 1}]}', b'{"error": {"message": "nested"}}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_the_body_of_an_error_may_be_anything(kind: Kind, status: int, body: bytes) -> None:
    with FaultServer(answer(body, status, Content_Type="application/json")) as server:
        error = error_of(kind, server.url, METHODS[0])
    assert isinstance(error, APIStatusError)
    assert error.status == status
    assert str(error) == f"The ledger returned {status} (HTTP {status})"


@pytest.mark.parametrize("location", ["javascript:0", "mailto:a@example.com"])
def test_a_redirect_that_httpx_cannot_read_is_an_error(kind: Kind, location: str) -> None:
    with FaultServer(answer(b"", 302, Location=location)) as server:
        assert isinstance(error_of(kind, server.url, METHODS[0]), AuditLedgeError)


def test_odd_cookies_do_no_harm(kind: Kind) -> None:
    cookies = [
        "=",
        "a=b; expires=Thu, 99 Foo 99999 99:99:99 GMT",
        "a=b; domain=..; path=",
        "\u00ff=\u00ff",
    ]
    headers = "".join(f"Set-Cookie: {each}\r\n" for each in cookies).encode("latin-1")
    good = METHODS[-1]
    step = raw(b"HTTP/1.1 200 OK\r\n" + headers + b"Content-Length: %d\r\n\r\n" % len(good.body) + good.body)
    with FaultServer(step) as server:
        assert kind.ask(server.url, "usage") == USAGE


def test_a_call_after_a_fault_is_as_good_as_any(any_kind: Kind) -> None:
    good = answer(METHODS[-1].body)
    steps = [close, good, reset, good, hang, good, raw(b"garbage"), good, refuse(500), good]
    with FaultServer(*steps) as server:

        def script(call: Callable[..., Any]) -> None:
            for _ in range(len(steps) // 2):
                with pytest.raises(AuditLedgeError):
                    call("usage", timeout=0.2)
                assert call("usage") == USAGE

        any_kind.use(any_kind.make(server.url), script)
