"""Connections: reused, verified, and never carrying the key anywhere but to the ledger."""

import contextlib
import gc
import socket
import ssl
import threading
from typing import Any

import anyio
import httpx
import pytest
import trustme
from conftest import EVENT, KEY, USAGE, ClientKind

from auditledge import (
    APIConnectionError,
    APIStatusError,
    AsyncAuditLedge,
    AuditLedge,
    AuditLedgeError,
    ConfigurationError,
)
from auditledge._transport import pool as _http
from transport.faulty_server import (
    FaultyServer,
    Peer,
    respond,
    respond_error,
    respond_json,
)
from transport.methods import of_every_method


def test_connections_are_reused(any_kind: ClientKind) -> None:
    with FaultyServer(respond_json(USAGE)) as server:
        any_kind.use(any_kind.make(server.url), lambda call: [call("usage") for _ in range(5)])
    assert (server.connections, len(server.requests)) == (1, 5)


def test_a_connection_that_the_server_closed_is_replaced(kind: ClientKind) -> None:
    def once(peer: Peer) -> bool:
        respond_json(USAGE)(peer)
        return False

    with FaultyServer(once) as server:
        assert kind.use(kind.make(server.url, retries=2), lambda call: [call("usage") for _ in range(5)])
    assert server.connections >= 5


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@of_every_method
def test_no_redirect_is_followed(
    kind: ClientKind, method: str, arguments: tuple[Any, ...], status: int
) -> None:
    with (
        FaultyServer(respond_json(USAGE)) as other,
        FaultyServer(respond(b"", status, Location=f"{other.url}/usage")) as server,
        pytest.raises(APIStatusError, match="redirect, which is not followed: check base_url"),
    ):
        kind.ask(server.url, method, *arguments)
    assert other.connections == 0


def test_a_borrowed_client_does_not_follow_redirects() -> None:
    with (
        FaultyServer(respond_json(USAGE)) as other,
        FaultyServer(respond(b"", 307, Location=f"{other.url}/usage")) as server,
        httpx.Client(follow_redirects=True) as borrowed,
        AuditLedge(KEY, server.url, http_client=borrowed) as client,
        pytest.raises(APIStatusError),
    ):
        client.usage()
    assert other.connections == 0


def test_a_borrowed_async_client_does_not_follow_redirects() -> None:
    async def main(url: str) -> None:
        async with (
            httpx.AsyncClient(follow_redirects=True) as borrowed,
            AsyncAuditLedge(KEY, url, http_client=borrowed) as client,
        ):
            with pytest.raises(APIStatusError):
                await client.usage()

    with (
        FaultyServer(respond_json(USAGE)) as other,
        FaultyServer(respond(b"", 307, Location=f"{other.url}/usage")) as server,
    ):
        anyio.run(main, server.url)
    assert other.connections == 0


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "hTTps"])
def test_an_untrusted_certificate_raises_before_the_key_is_sent(
    any_kind: ClientKind, tls: ssl.SSLContext, scheme: str
) -> None:
    with FaultyServer(respond_json(USAGE), tls=tls) as server:
        with pytest.raises(
            APIConnectionError, match="certificate is not trusted: unable to get local issuer"
        ):
            any_kind.ask(server.url.replace("https", scheme), "usage")
        assert server.requests == []


def test_a_ca_bundle_is_trusted(
    kind: ClientKind, tls: ssl.SSLContext, authority: trustme.CA, tmp_path: Any
) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    with FaultyServer(respond_json(USAGE), tls=tls) as server:
        assert kind.ask(server.url, "usage", ca_bundle=str(bundle)) == USAGE


def test_a_certificate_for_another_name_raises(
    kind: ClientKind, authority: trustme.CA, tmp_path: Any
) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ledger.example").configure_cert(context)
    with FaultyServer(respond_json(USAGE), tls=context) as server:
        with pytest.raises(
            APIConnectionError, match=r"not trusted: IP address mismatch, .* for '127\.0\.0\.1'"
        ):
            kind.ask(server.url, "usage", ca_bundle=str(bundle))
        assert server.requests == []


def test_small_requests_are_sent_at_once(kind: ClientKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TCP_NODELAY, Nagle's algorithm would delay each call by about 40 ms."""
    asked: list[int] = []
    connect = socket.socket.setsockopt

    class Seen(socket.socket):
        def setsockopt(self, *arguments: Any) -> None:
            if arguments[:2] == (socket.IPPROTO_TCP, socket.TCP_NODELAY):
                asked.append(arguments[2])
            connect(self, *arguments)

    monkeypatch.setattr(socket, "socket", Seen)
    with FaultyServer(respond_json(USAGE)) as server:
        kind.ask(server.url, "usage")
    assert 1 in asked


def test_a_proxy_is_used(kind: ClientKind) -> None:
    with FaultyServer(respond_json(USAGE)) as proxy:
        assert kind.ask("http://127.0.0.1:9/v1", "usage", proxy=proxy.origin) == USAGE
    assert proxy.requests[0].target == "http://127.0.0.1:9/v1/usage"


def test_https_goes_through_a_proxy_without_the_key(kind: ClientKind) -> None:
    with FaultyServer(respond_error(502)) as proxy, pytest.raises(APIConnectionError):
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
def test_an_environment_that_httpx_cannot_use_raises(
    kind: ClientKind, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setattr(_http, "_context", _http._context.__wrapped__)
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError):
        kind.ask("https://127.0.0.1:9/v1", "usage")


def test_plain_http_on_loopback_ignores_proxies_of_the_environment(
    kind: ClientKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(respond_json(USAGE)) as proxy, FaultyServer(respond_json(USAGE)) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        kind.ask(server.url, "usage")
    assert proxy.connections == 0


def test_a_borrowed_client_stays_open() -> None:
    with FaultyServer(respond_json(USAGE)) as server, httpx.Client() as borrowed:
        with AuditLedge(KEY, server.url, http_client=borrowed) as client:
            assert client.usage() == USAGE
        assert not borrowed.is_closed
        with AuditLedge(KEY, server.url, http_client=borrowed) as client:
            assert client.usage() == USAGE
    assert server.connections == 1


def test_threads_can_share_a_client() -> None:
    def echo(peer: Peer) -> bool:
        return bool(respond_json({"success": True, "event": peer.request.json})(peer))

    with FaultyServer(echo) as server, AuditLedge(KEY, server.url) as client:
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


# A pool that is closed while it connects forgets the connection.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_closing_during_calls_raises_only_our_errors() -> None:
    strange: list[BaseException] = []
    stop = threading.Event()
    with FaultyServer(respond_json(USAGE)) as server:
        client = AuditLedge(KEY, server.url, retries=0, timeout=5)

        def work() -> None:
            while not stop.is_set():
                try:
                    with contextlib.suppress(AuditLedgeError):
                        client.usage()
                except Exception as error:  # noqa: BLE001 - recorded, and then failed on
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
