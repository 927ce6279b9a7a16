"""The cost of `log()` and `query()` to the caller, compared with raw HTTP clients and auditledge 0.1.1."""

import cProfile
import http.client
import io
import json
import os
import pstats
import ssl
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import certifi
import httpx
import trustme

from auditledge import AuditLedge
from benchmarks import peer
from benchmarks.measure import compare, goal, show
from benchmarks.sink import sink

EVENT = {
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1"},
}
FILTERS = {"actor_id": "user_123", "action": "invoice", "limit": 20}
HEADERS = {"Authorization": "Bearer key", "Content-Type": "application/json"}

Calls = dict[str, Callable[[], object]]


def main() -> None:
    with sink() as port:
        _plain(f"http://127.0.0.1:{port}/v1", port)
    with tempfile.TemporaryDirectory() as folder:
        _tls(Path(folder))


def _plain(base_url: str, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    with AuditLedge("key", base_url) as client, httpx.Client(headers=HEADERS) as raw:
        published = peer.load().AuditLedge("key", base_url)
        logs, queries = _contenders(client, raw, connection, published, base_url)
        costs = compare(logs, calls=200)
        show("log(), plain HTTP, reused connection", costs, "httpx.Client")
        goal("log() to raw httpx.Client, CPU", costs["auditledge"].cpu / costs["httpx.Client"].cpu, 1.25)
        show("query(), a page of 20", compare(queries, calls=200), "httpx.Client")
        _profile(client)
    connection.close()


def _contenders(
    client: AuditLedge,
    raw: httpx.Client,
    connection: http.client.HTTPConnection,
    published: Any,
    base_url: str,
) -> tuple[Calls, Calls]:
    def raw_log() -> object:
        return raw.post(f"{base_url}/events", json=EVENT).json()

    def raw_query() -> object:
        return raw.get(f"{base_url}/events", params=FILTERS).json()

    def http_client(method: str, path: str, body: bytes | None) -> object:
        connection.request(method, path, body, HEADERS)
        return json.loads(connection.getresponse().read())

    logs: Calls = {
        "httpx.Client": raw_log,
        "auditledge": lambda: client.log(EVENT),
        "http.client, reused": lambda: http_client("POST", "/v1/events", json.dumps(EVENT).encode()),
        "auditledge 0.1.1": lambda: published.log(EVENT),
    }
    queries: Calls = {
        "httpx.Client": raw_query,
        "auditledge": lambda: client.query(FILTERS),
        "http.client, reused": lambda: http_client("GET", f"/v1/events?{urlencode(FILTERS)}", None),
        "auditledge 0.1.1": lambda: published.query(FILTERS),
    }
    return logs, queries


def _tls(folder: Path) -> None:
    """Over TLS, with a CA bundle of realistic size."""
    authority = trustme.CA()
    certificate, bundle = folder / "server.pem", folder / "bundle.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    bundle.write_bytes(Path(certifi.where()).read_bytes() + authority.cert_pem.bytes())
    with mock.patch.dict(os.environ, SSL_CERT_FILE=str(bundle)), sink(str(certificate)) as port:
        base_url = f"https://127.0.0.1:{port}/v1"
        context = ssl.create_default_context(cafile=str(bundle))
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context)
        published = peer.load().AuditLedge("key", base_url)
        client = AuditLedge("key", base_url, ca_bundle=str(bundle))
        with client, httpx.Client(headers=HEADERS, verify=context) as raw:
            logs, _ = _contenders(client, raw, connection, published, base_url)
            costs = compare(logs, calls=20)
        connection.close()
    show("log(), TLS", costs, "httpx.Client")
    goal("log() to 0.1.1 over TLS, CPU", costs["auditledge"].cpu / costs["auditledge 0.1.1"].cpu, 0.1)


def _profile(client: AuditLedge) -> None:
    """Print how the time of `log()` is split between our code, httpx, httpcore, h11, sockets and the rest."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(500):
        client.log(EVENT)
    profile.disable()
    stats = pstats.Stats(profile, stream=io.StringIO()).stats  # type: ignore[attr-defined]
    shares: dict[str, float] = {}
    for (file, _, name), (_, _, own, *_) in stats.items():
        component = _component(file, name)
        shares[component] = shares.get(component, 0) + own
    total = sum(shares.values())
    largest = sorted(shares.items(), key=lambda share: -share[1])
    print("  profile of log(): " + ", ".join(f"{name} {share / total:.0%}" for name, share in largest))


def _component(file: str, name: str) -> str:
    for part in ("httpx", "httpcore", "h11", "auditledge", "json"):
        if f"/{part}/" in file:
            return part
    return "socket" if "socket" in name or "select" in name else "the rest"


if __name__ == "__main__":
    main()
