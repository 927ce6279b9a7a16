"""Calls through a real proxy, which tunnels to a real TLS server with a certificate of a private CA."""

import base64
import selectors
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest
import trustme
from conftest import KEY, USAGE, ClientKind, DelayMeter

from auditledge import APIConnectionError, APITimeoutError
from auditledge._transport import pool
from transport.faulty_server import FaultyServer, drip_after, head, respond_json


class Tunnel(StreamRequestHandler):
    """Handles CONNECT, and forwards the bytes of both sides."""

    server: "Proxy"

    def handle(self) -> None:
        first = self.rfile.readline().decode().split()
        lines = iter(lambda: self.rfile.readline().decode().strip(), "")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        self.server.seen.append((first[0], first[1], headers))
        if self.server.credentials and headers.get("proxy-authorization") != self.server.credentials:
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        host, port = first[1].split(":")
        with socket.create_connection(("127.0.0.1" if host == "ledger.test" else host, int(port))) as other:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._forward(other)

    def _forward(self, other: socket.socket) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ, other)
            selector.register(other, selectors.EVENT_READ, self.connection)
            while True:
                for key, _ in selector.select():
                    try:
                        data = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                        key.data.sendall(data)
                    except OSError:
                        return
                    if not data:
                        return


class Proxy(ThreadingTCPServer):
    """Tunnels for clients with the right `credentials`, if any are set; `seen` lists the requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.credentials = ""
        self.seen: list[tuple[str, str, dict[str, str]]] = []

    def url(self, user: str = "") -> str:
        return f"http://{user}127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as proxy:
        thread = Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield proxy
        proxy.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ledger.test").configure_cert(context)
    return context


def named(server: FaultyServer) -> str:
    """A URL with a host name that only the proxy can resolve."""
    return f"https://ledger.test:{server.port}/v1"


def test_a_proxy_from_the_options(
    any_kind: ClientKind, proxy: Proxy, tls: ssl.SSLContext, bundle: str
) -> None:
    with FaultyServer(respond_json(USAGE), tls=tls) as server:
        assert any_kind.ask(named(server), "usage", proxy=proxy.url(), ca_bundle=bundle) == USAGE
        ((method, target, _),) = proxy.seen
        assert (method, target) == ("CONNECT", f"ledger.test:{server.port}")
    assert KEY not in str(proxy.seen)
    assert KEY in str(server.requests[0].headers)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY", "AUDITLEDGE_PROXY"])
def test_a_proxy_from_the_environment(
    kind: ClientKind,
    proxy: Proxy,
    tls: ssl.SSLContext,
    bundle: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setattr(pool, "_context", pool._context.__wrapped__)  # it caches the context
    monkeypatch.setenv(name, proxy.url())
    monkeypatch.setenv("AUDITLEDGE_CA_BUNDLE" if "AUDIT" in name else "SSL_CERT_FILE", bundle)
    with FaultyServer(respond_json(USAGE), tls=tls) as server:
        assert kind.ask(named(server), "usage") == USAGE
    assert len(proxy.seen) == 1


def test_a_proxy_with_credentials(kind: ClientKind, proxy: Proxy, tls: ssl.SSLContext, bundle: str) -> None:
    proxy.credentials = "basic " + base64.b64encode(b"me:secret").decode().lower()
    with FaultyServer(respond_json(USAGE), tls=tls) as server:
        given: dict[str, Any] = {"ca_bundle": bundle, "proxy": proxy.url("me:secret@")}
        assert kind.ask(named(server), "usage", **given) == USAGE
        with pytest.raises(APIConnectionError, match="failed: the proxy returned 407") as caught:
            kind.ask(named(server), "usage", ca_bundle=bundle, proxy=proxy.url("me:wrong@"))
    assert "wrong" not in str(caught.value)


def test_timeout_bounds_a_dripping_response(
    kind: ClientKind, proxy: Proxy, tls: ssl.SSLContext, bundle: str, delays: DelayMeter
) -> None:
    drip = drip_after(head(200, Content_Length=999, Content_Type="application/json"), b" " * 999)
    with FaultyServer(drip, tls=tls) as server:
        started = time.monotonic()
        with pytest.raises(APITimeoutError):
            kind.ask(named(server), "usage", proxy=proxy.url(), ca_bundle=bundle, timeout=0.5)
        assert delays.elapsed(started) < 2


def test_an_unreachable_proxy_raises(kind: ClientKind, refusing_url: str) -> None:
    with pytest.raises(APIConnectionError, match="Connection refused"):
        kind.ask("https://ledger.test/v1", "usage", proxy=refusing_url.removesuffix("/v1"))
