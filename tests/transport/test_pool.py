"""Where a request goes and what it carries: the key to the ledger alone, on connections that are kept."""

import contextlib
import gc
import logging
import pickle
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import trustme
from auditledge_openapi.api.events import create_event, list_events
from auditledge_openapi.api.usage import get_usage
from auditledge_openapi.models import EventInput, Usage
from conftest import EVENT, EVENT_ID, KEY, STORED, Kind

from auditledge import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncAuditLedge,
    AuditLedge,
    AuditLedgeError,
    ConfigurationError,
)
from auditledge._transport import pool as _http
from transport.faulty_server import (
    FaultServer,
    Peer,
    answer,
    drip_after,
    hang,
    head,
    json_answer,
    raw,
    refuse,
)

USAGE = {"plan": "free", "events_this_month": 1, "events_limit": 10_000, "retention_days": 30}
METHODS: list[tuple[str, tuple[Any, ...]]] = [
    ("log", (EVENT,)),
    ("query", ()),
    ("get", (EVENT_ID,)),
    ("export", ()),
    ("usage", ()),
]
of_every_method = pytest.mark.parametrize(("method", "arguments"), METHODS, ids=[name for name, _ in METHODS])


# What a request is.


@pytest.mark.parametrize(
    ("method", "arguments", "line"),
    [
        ("log", (EVENT,), "POST /v1/events"),
        ("query", (), "GET /v1/events"),
        ("get", (EVENT_ID,), f"GET /v1/events/{EVENT_ID}"),
        ("export", ({"format": "json"},), "GET /v1/events/export?format=json"),
        ("usage", (), "GET /v1/usage"),
    ],
)
def test_every_method_asks_as_the_contract_has_it(
    kind: Kind, method: str, arguments: tuple[Any, ...], line: str
) -> None:
    body: Any = [] if method == "export" else {"event": {}}
    with FaultServer(json_answer(body)) as server:
        kind.ask(server.url, method, *arguments)
    (request,) = server.requests
    assert f"{request.method} {request.target}" == line
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["user-agent"].startswith("auditledge-python/")


@of_every_method
def test_headers_of_the_caller_go_with_every_request(
    kind: Kind, method: str, arguments: tuple[Any, ...]
) -> None:
    headers = {"X-Gateway": "secret", "user-agent": "billing/1.2"}
    with FaultServer(json_answer([] if method == "export" else {"event": {}})) as server:
        kind.ask(server.url, method, *arguments, headers=headers)
    (request,) = server.requests
    assert request.headers["x-gateway"] == "secret"
    assert request.headers["user-agent"].startswith("billing/1.2 auditledge-python/")
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_headers_of_the_caller_go_with_low_level_calls_and_deliveries(tmp_path: Path) -> None:
    refused = refuse(503)
    with FaultServer(json_answer(USAGE), refused) as server:
        client = AuditLedge(KEY, server.url, headers={"X-Gateway": "secret"}, outbox=tmp_path)
        with client:
            get_usage.sync(client=client.low_level)
            client.enqueue(EVENT)
            client.flush(timeout=0.5)
    assert len(server.requests) > 1
    assert {request.headers["x-gateway"] for request in server.requests} == {"secret"}


def test_connections_are_kept(any_kind: Kind) -> None:
    with FaultServer(json_answer(USAGE)) as server:
        any_kind.use(any_kind.make(server.url), lambda call: [call("usage") for _ in range(5)])
    assert (server.connections, len(server.requests)) == (1, 5)


def test_a_connection_that_the_server_closed_is_replaced(kind: Kind) -> None:
    def once(peer: Peer) -> bool:
        json_answer(USAGE)(peer)
        return False

    with FaultServer(once) as server:
        assert kind.use(kind.make(server.url, retries=2), lambda call: [call("usage") for _ in range(5)])
    assert server.connections >= 5


# Redirects.


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@of_every_method
def test_no_redirect_is_followed(kind: Kind, method: str, arguments: tuple[Any, ...], status: int) -> None:
    with (
        FaultServer(json_answer(USAGE)) as other,
        FaultServer(answer(b"", status, Location=f"{other.url}/usage")) as server,
        pytest.raises(APIStatusError, match="redirect, which is not followed: check base_url"),
    ):
        kind.ask(server.url, method, *arguments)
    assert other.connections == 0


def test_a_client_that_follows_redirects_is_kept_from_it() -> None:
    with (
        FaultServer(json_answer(USAGE)) as other,
        FaultServer(answer(b"", 307, Location=f"{other.url}/usage")) as server,
        httpx.Client(follow_redirects=True) as borrowed,
        AuditLedge(KEY, server.url, http_client=borrowed) as client,
        pytest.raises(APIStatusError),
    ):
        client.usage()
    assert other.connections == 0


def test_an_async_client_that_follows_redirects_is_kept_from_it() -> None:
    async def main(url: str) -> None:
        async with (
            httpx.AsyncClient(follow_redirects=True) as borrowed,
            AsyncAuditLedge(KEY, url, http_client=borrowed) as client,
        ):
            with pytest.raises(APIStatusError):
                await client.usage()

    with (
        FaultServer(json_answer(USAGE)) as other,
        FaultServer(answer(b"", 307, Location=f"{other.url}/usage")) as server,
    ):
        anyio.run(main, server.url)
    assert other.connections == 0


def test_low_level_follows_no_redirect_either() -> None:
    with FaultServer(json_answer(USAGE)) as other:
        with (
            FaultServer(answer(b"", 307, Location=f"{other.url}/usage")) as server,
            AuditLedge(KEY, server.url) as client,
        ):
            assert client.low_level.get_httpx_client().get("/usage").status_code == 307
        assert other.connections == 0


# TLS.


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "hTTps"])
def test_an_unknown_certificate_is_refused_before_the_key_is_sent(
    any_kind: Kind, tls: ssl.SSLContext, scheme: str
) -> None:
    with FaultServer(json_answer(USAGE), tls=tls) as server:
        with pytest.raises(
            APIConnectionError, match="certificate is not trusted: unable to get local issuer"
        ):
            any_kind.ask(server.url.replace("https", scheme), "usage")
        assert server.requests == []


def test_a_ca_bundle_is_trusted(
    kind: Kind, tls: ssl.SSLContext, authority: trustme.CA, tmp_path: Any
) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    with FaultServer(json_answer(USAGE), tls=tls) as server:
        assert kind.ask(server.url, "usage", ca_bundle=str(bundle)) == USAGE


def test_a_certificate_for_another_name_is_refused(kind: Kind, authority: trustme.CA, tmp_path: Any) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ledger.example").configure_cert(context)
    with FaultServer(json_answer(USAGE), tls=context) as server:
        with pytest.raises(
            APIConnectionError, match=r"not trusted: IP address mismatch, .* for '127\.0\.0\.1'"
        ):
            kind.ask(server.url, "usage", ca_bundle=str(bundle))
        assert server.requests == []


@pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning")  # httpcore's, when it is cancelled
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_timeout_bounds_a_tls_handshake(kind: Kind) -> None:
    with FaultServer(hang, blind=True) as server, pytest.raises(APIConnectionError):
        kind.ask(server.url.replace("http", "https"), "usage", timeout=0.1)
    gc.collect()


# Why there is no connection.


def test_a_connection_that_is_refused_says_so(any_kind: Kind, refusing_url: str) -> None:
    with pytest.raises(APIConnectionError, match="The connection to the ledger failed: Connection refused"):
        any_kind.ask(refusing_url, "usage")


def test_a_host_that_nobody_knows_is_told(any_kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(APIConnectionError, match="failed: Name or service not known"):
        any_kind.ask("https://ledger.example/v1", "usage")


def test_a_server_without_tls_is_told(any_kind: Kind) -> None:
    step = raw(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with FaultServer(step, blind=True) as server, pytest.raises(APIConnectionError, match="failed: TLS: "):
        any_kind.ask(server.url.replace("http", "https"), "usage")


def test_a_reason_is_the_connections_own(kind: Kind) -> None:
    """Not that of an exception that the caller is handling."""
    with FaultServer(raw(b"garbage\r\n\r\n")) as server:
        try:
            raise PermissionError(13, "Permission denied")
        except PermissionError:
            with pytest.raises(APIConnectionError, match="failed: RemoteProtocolError"):
                kind.ask(server.url, "usage")


def test_small_requests_do_not_wait_for_more(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """TCP_NODELAY: by Nagle's algorithm each call would wait for an acknowledgement, some 40 ms."""
    asked: list[int] = []
    connect = socket.socket.setsockopt

    class Seen(socket.socket):
        def setsockopt(self, *arguments: Any) -> None:
            if arguments[:2] == (socket.IPPROTO_TCP, socket.TCP_NODELAY):
                asked.append(arguments[2])
            connect(self, *arguments)

    monkeypatch.setattr(socket, "socket", Seen)
    with FaultServer(json_answer(USAGE)) as server:
        kind.ask(server.url, "usage")
    assert 1 in asked


# Proxies.


def test_a_proxy_is_asked(kind: Kind) -> None:
    with FaultServer(json_answer(USAGE)) as proxy:
        assert kind.ask("http://127.0.0.1:9/v1", "usage", proxy=proxy.origin) == USAGE
    assert proxy.requests[0].target == "http://127.0.0.1:9/v1/usage"


def test_https_goes_through_a_proxy_without_the_key(kind: Kind) -> None:
    with FaultServer(refuse(502)) as proxy, pytest.raises(APIConnectionError):
        kind.ask("https://ledger.invalid/v1", "usage", proxy=proxy.origin)
    (request,) = proxy.requests
    assert (request.method, request.target) == ("CONNECT", "ledger.invalid:443")
    assert KEY not in str(request)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1"),
        ("HTTPS_PROXY", "nonsense://x"),
        ("NO_PROXY", "[::1"),
        ("SSL_CERT_FILE", "/does/not/exist"),
    ],
)
def test_an_environment_that_httpx_cannot_use_is_told(
    kind: Kind, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setattr(_http, "_context", _http._context.__wrapped__)
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError):
        kind.ask("https://127.0.0.1:9/v1", "usage")


def test_what_goes_to_loopback_in_the_clear_goes_to_no_proxy_of_the_environment(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(json_answer(USAGE)) as proxy, FaultServer(json_answer(USAGE)) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        kind.ask(server.url, "usage")
    assert proxy.connections == 0


# The key is never shown.


class Everything(logging.Handler):
    """All that any logger says."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.__dict__!r}")


@pytest.fixture
def everything() -> Iterator[Everything]:
    handler = Everything()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


SCENES: dict[str, Callable[[Peer], object]] = {
    "answer": json_answer(USAGE),
    "refusal": refuse(401),
    "html": answer(b"<html>", 502),
    "unreadable": answer(b"<html>"),
    "redirect": answer(b"", 302, Location="http://127.0.0.1:9/"),
    "silence": hang,
    "garbage": raw(b"garbage"),
    "break": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
}


def shown(error: BaseException) -> str:
    """Everything that a report of an error may print, its causes and local variables included."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(whole.format()) + repr(error) + str(error) + repr(vars(error))
    return text + repr(error.__cause__) + repr(error.__context__)


def error_of(call: Callable[[], Any]) -> AuditLedgeError:
    """What a call raises; an error that says so if it does not."""
    try:
        call()
    except AuditLedgeError as error:
        return error
    return AuditLedgeError("all is well")


@pytest.mark.parametrize("scene", SCENES)
@of_every_method
def test_the_key_is_in_no_log_no_error_and_no_pickle(
    kind: Kind, method: str, arguments: tuple[Any, ...], scene: str, everything: Everything
) -> None:
    logging.getLogger("faulthandler").debug("the handler works")
    with FaultServer(SCENES[scene]) as server:
        client = kind.make(server.url, timeout=0.1, retries=0)
        assert KEY not in repr(client) + str(client)
        error = error_of(lambda: kind.call(client, method, *arguments))
    assert KEY not in shown(error)
    assert KEY.encode() not in pickle.dumps(error)
    assert everything.lines
    assert KEY not in "".join(everything.lines)


def test_our_logger_shows_no_content(kind: Kind, everything: Everything) -> None:
    with FaultServer(json_answer({"success": True, "event": STORED})) as server:

        def script(call: Any) -> None:
            call("log", {**EVENT, "metadata": {"secret": "canary-1"}})
            call("query", {"actor_name": "canary-2"})
            call("get", "evt_canary-3")

        kind.use(kind.make(server.url), script)
    ours = [line for line in everything.lines if "'name': 'auditledge" in line]
    assert len(ours) == 3
    assert "createEvent attempt 1: 200 after " in ours[0]
    assert "canary" not in "".join(ours)
    assert "Bearer" not in "".join(ours)


def test_the_key_is_in_no_repr_of_what_a_client_holds(kind: Kind) -> None:
    client = kind.make("http://127.0.0.1:9/v1")
    try:
        held = [client, client._settings, client._pool.get(), client._pool, client.low_level, vars(client)]
        assert KEY not in repr(held)
    finally:
        kind.use(client, lambda call: None)


# low_level.


def test_low_level_is_the_generated_client_on_the_same_connection() -> None:
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        client.usage()
        result = get_usage.sync(client=client.low_level)
        assert isinstance(result, Usage)
        assert result.plan == "free"
        client.usage()
    assert (server.connections, len(server.requests)) == (1, 3)
    assert len({request.headers["authorization"] for request in server.requests}) == 1


def test_low_level_sends_typed_models() -> None:
    with (
        FaultServer(json_answer({"success": True, "event": STORED}, 201)) as server,
        AuditLedge(KEY, server.url) as client,
    ):
        result: Any = create_event.sync(client=client.low_level, body=EventInput.from_dict(EVENT))
        assert result.event.id == EVENT_ID
    assert server.requests[0].json == EVENT


def test_async_low_level_is_the_generated_client_on_the_same_connection() -> None:
    async def main(url: str) -> None:
        async with AsyncAuditLedge(KEY, url) as client:
            await client.usage()
            result = await get_usage.asyncio(client=client.low_level)
            assert isinstance(result, Usage)

    with FaultServer(json_answer(USAGE)) as server:
        anyio.run(main, server.url)
    assert (server.connections, len(server.requests)) == (1, 2)


def test_changing_low_level_does_not_change_the_facade() -> None:
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        low = client.low_level
        low.with_headers({"X-Mine": "1", "Authorization": "Bearer other"})
        low.with_cookies({"mine": "1"})
        low.with_timeout(httpx.Timeout(0.001))
        client.usage()
    headers = server.requests[-1].headers
    assert (headers.get("x-mine"), headers.get("cookie")) == (None, None)
    assert headers["authorization"] == f"Bearer {KEY}"


def test_low_level_with_other_headers_keeps_the_key() -> None:
    with (
        FaultServer(json_answer(USAGE)) as server,
        AuditLedge(KEY, server.url) as client,
        client.low_level.with_headers({"X-Mine": "1"}) as low,
    ):
        get_usage.sync(client=low)
    assert server.requests[0].headers["x-mine"] == "1"
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_closing_low_level_does_not_close_the_facade() -> None:
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        with client.low_level as low:
            get_usage.sync(client=low)
        assert client.usage() == USAGE
    assert server.connections == 1


def test_low_level_has_its_own_time() -> None:
    """What is left of an earlier call's deadline in this thread is not its own."""
    with (
        FaultServer(json_answer(USAGE), hang) as server,
        AuditLedge(KEY, server.url, timeout=0.05, retries=0) as client,
    ):
        client.usage()
        with pytest.raises(APIConnectionError):
            client.usage()
        server.script[:] = [json_answer(USAGE)]
        assert get_usage.sync(client=client.low_level)


def test_low_level_queries() -> None:
    page = {"events": [STORED], "total": 1, "limit": 20, "offset": 0, "next_cursor": None}
    with FaultServer(json_answer(page)) as server, AuditLedge(KEY, server.url) as client:
        result: Any = list_events.sync(client=client.low_level, actor_id="u", limit=5)
        assert result.total == 1
    assert "actor_id=u" in server.requests[0].target


# http_client=


def test_a_borrowed_client_stays_open() -> None:
    with FaultServer(json_answer(USAGE)) as server, httpx.Client() as borrowed:
        with AuditLedge(KEY, server.url, http_client=borrowed) as client:
            assert client.usage() == USAGE
        assert not borrowed.is_closed
        with AuditLedge(KEY, server.url, http_client=borrowed) as client:
            assert client.usage() == USAGE
    assert server.connections == 1


def test_timeout_bounds_the_whole_call_on_a_borrowed_client() -> None:
    dripping = drip_after(head(200, Content_Length=100), b" " * 100, 0.02)
    with (
        FaultServer(dripping) as server,
        httpx.Client() as borrowed,
        AuditLedge(KEY, server.url, timeout=0.1, retries=0, http_client=borrowed) as client,
        pytest.raises(APITimeoutError),
    ):
        client.usage()


def test_a_borrowed_client_that_was_closed_is_told() -> None:
    borrowed = httpx.Client()
    borrowed.close()
    with (
        AuditLedge(KEY, "http://127.0.0.1:9/v1", http_client=borrowed, retries=0) as client,
        pytest.raises(APIConnectionError, match="were closed"),
    ):
        client.usage()


def test_a_client_of_another_event_loop_is_told() -> None:
    """Its connection is, and the next one is not: both outcomes are ours."""
    client = AsyncAuditLedge(KEY, "http://127.0.0.1:9/v1", retries=0)

    async def ask() -> None:
        with pytest.raises(APIConnectionError):
            await client.usage()

    anyio.run(ask)
    anyio.run(ask)
    anyio.run(client.close)


# Threads.


def test_threads_share_a_client() -> None:
    def echo(peer: Peer) -> bool:
        return bool(json_answer({"success": True, "event": peer.request.json})(peer))

    with FaultServer(echo) as server, AuditLedge(KEY, server.url) as client:
        wrong: list[Any] = []

        def work(name: str) -> None:
            for number in range(50):
                event = client.log({**EVENT, "metadata": {"from": name, "number": number}})["event"]
                if event["metadata"] != {"from": name, "number": number}:
                    wrong.append(event)

        threads = [threading.Thread(target=work, args=(f"thread-{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert len({request.json["id"] for request in server.requests}) == 400


def test_closing_ends_calls_that_wait_for_an_answer() -> None:
    outcomes: list[Any] = []
    asked = threading.Event()

    def hang_and_tell(peer: Peer) -> None:
        asked.set()
        hang(peer)

    with FaultServer(hang_and_tell) as server:
        client = AuditLedge(KEY, server.url, retries=0, timeout=60)
        thread = threading.Thread(target=lambda: outcomes.append(error_of(client.usage)))
        thread.start()
        asked.wait()
        time.sleep(0.05)  # nothing tells that the thread has gone from sending to waiting
        client.close()
        thread.join(5)
        assert not thread.is_alive()
    assert type(outcomes[0]) is APIConnectionError


# A pool that is closed while it connects forgets the connection.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_closing_while_others_call_lets_out_nothing_but_our_errors() -> None:
    strange: list[BaseException] = []
    stop = threading.Event()
    with FaultServer(json_answer(USAGE)) as server:
        client = AuditLedge(KEY, server.url, retries=0, timeout=5)

        def work() -> None:
            while not stop.is_set():
                try:
                    with contextlib.suppress(AuditLedgeError):
                        client.usage()
                except Exception as error:  # noqa: BLE001 - this is what must not be
                    strange.append(error)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(100):
            client.close()
        stop.set()
        for thread in threads:
            thread.join()
        client.close()
    gc.collect()
    assert strange == []


def test_filters_are_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with FaultServer(json_answer(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        client.query({"actor_email": "alice@example.com"})
    assert "actor_email=alice%40example.com" in server.requests[0].target
    assert "alice" not in caplog.text


def test_low_level_of_the_other_kind_says_what_to_call_instead() -> None:
    with FaultServer(json_answer(USAGE)) as server:
        with (
            AuditLedge(KEY, server.url) as client,
            pytest.raises(ConfigurationError, match="low_level of AuditLedge needs sync or sync_detailed"),
        ):
            anyio.run(lambda: get_usage.asyncio_detailed(client=client.low_level))
        with pytest.raises(ConfigurationError, match="AsyncAuditLedge needs asyncio or asyncio_detailed"):
            get_usage.sync_detailed(client=AsyncAuditLedge(KEY, server.url).low_level)
    assert server.requests == []
