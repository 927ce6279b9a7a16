"""One server for all tests of the outbox. Each test has its own account, proxy and spool."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditledge import AuditLedge, Outbox
from auditledge.outbox.delivery import circuit_breaker, worker
from auditledge.outbox.spool.paths import fingerprint
from outbox.faulty_proxy import FaultyProxy
from outbox.ledger_server import LedgerServer
from outbox.support import running_apps
from outbox.support.scripted_transport import ScriptedTransport, make_outbox

_accounts = itertools.count(1)

EVENT: dict[str, Any] = {
    "actor": {"id": "user_123"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerServer]:
    server = LedgerServer(tmp_path_factory.mktemp("ledger") / "ledger.db")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def key(server: LedgerServer) -> str:
    return server.key(f"account-{next(_accounts)}")


@pytest.fixture
def proxy(server: LedgerServer) -> Iterator[FaultyProxy]:
    proxy = FaultyProxy(server.port)
    yield proxy
    proxy.stop()


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def transport() -> ScriptedTransport:
    return ScriptedTransport()


@pytest.fixture
def outbox(spool: Path, transport: ScriptedTransport) -> Iterator[Outbox]:
    """An outbox that sends its events to `transport`."""
    outbox = make_outbox(spool, transport)
    yield outbox
    outbox.close(0.1)


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delays between attempts that are short enough for tests."""
    monkeypatch.setattr(worker, "LINGER_SECONDS", 0.01)
    monkeypatch.setattr(circuit_breaker, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(circuit_breaker, "_MIN_DELAY", 0.001)
    monkeypatch.setattr(circuit_breaker, "_FIRST_PROBE", 0.02)


@dataclass
class Harness:
    """A server, a faulty proxy in front of it, and a spool on this side."""

    server: LedgerServer
    proxy: FaultyProxy
    key: str
    spool: Path
    _clients: list[AuditLedge]

    def client(self, **options: Any) -> AuditLedge:
        """A client that reaches the ledger through the proxy."""
        callbacks = {name: options.pop(name) for name in list(options) if name in _OUTBOX}
        options = {"timeout": 5, "base_url": self.proxy.url, **options}
        client = AuditLedge(
            options.pop("api_key", self.key), outbox=Outbox(self.spool, **callbacks), **options
        )
        self._clients.append(client)
        return client

    @property
    def meta(self) -> dict[str, str]:
        """What the partitions of this harness say about their ledger and key."""
        return {"base_url": self.proxy.url, "key": fingerprint(self.proxy.url, self.key)}

    @property
    def stored(self) -> dict[str, int]:
        """The events in the ledger: how often each id."""
        return dict(self.server.ids(self.key))

    def check_delivered_once(self, ids: set[str]) -> None:
        """Deliver what is left, and check that the ledger has exactly these events, each once."""
        assert self.client().outbox.drain(20).waiting == 0
        assert self.stored == dict.fromkeys(ids, 1)

    def close(self) -> None:
        for client in self._clients:
            client.close(0.1)


_OUTBOX = {
    "durability", "max_bytes", "on_full", "block_seconds", "on_delivered", "on_retry", "on_dead",
    "on_full_spool", "on_damaged", "on_paused",
}  # fmt: skip


@pytest.fixture
def harness(server: LedgerServer, proxy: FaultyProxy, key: str, spool: Path) -> Iterator[Harness]:
    harness = Harness(server, proxy, key, spool, [])
    yield harness
    harness.close()


def jump_at_each_call(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Make the wall clock jump each time it is read."""
    now, calls = time.time(), itertools.count()
    monkeypatch.setattr(time, "time", lambda: now + seconds * next(calls))
    monkeypatch.setattr(time, "time_ns", lambda: int((now + seconds * next(calls)) * 1e9))


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "timed out"
        time.sleep(0.01)


@pytest.fixture
def app_environment(harness: Harness) -> dict[str, str]:
    """The environment for a test application, with its spool and ledger."""
    return running_apps.environment_for(str(harness.spool), harness.proxy.url, harness.key)
