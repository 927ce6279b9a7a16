"""One ledger for all tests of the outbox; each test has an account, a proxy and a spool of its own."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditledge import AuditLedge, Outbox
from outbox.faulty_proxy import FaultyProxy
from outbox.ledger import Ledger

_accounts = itertools.count(1)

EVENT: dict[str, Any] = {
    "actor": {"id": "user_123"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "ledger.db")
    ledger.start()
    yield ledger
    ledger.stop()


@pytest.fixture
def key(ledger: Ledger) -> str:
    return ledger.key(f"account-{next(_accounts)}")


@pytest.fixture
def proxy(ledger: Ledger) -> Iterator[FaultyProxy]:
    proxy = FaultyProxy(ledger.port)
    yield proxy
    proxy.stop()


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@dataclass
class Harness:
    """A ledger, the proxy on the way to it, and a spool on this side."""

    ledger: Ledger
    proxy: FaultyProxy
    key: str
    spool: Path
    _clients: list[AuditLedge]

    def client(self, **options: Any) -> AuditLedge:
        """A client that goes through the proxy."""
        callbacks = {name: options.pop(name) for name in list(options) if name in _OUTBOX}
        options = {"timeout": 5, "base_url": self.proxy.url, **options}
        client = AuditLedge(
            options.pop("api_key", self.key), outbox=Outbox(self.spool, **callbacks), **options
        )
        self._clients.append(client)
        return client

    @property
    def stored(self) -> dict[str, int]:
        """What is in the ledger: how often each id."""
        return dict(self.ledger.ids(self.key))

    def close(self) -> None:
        for client in self._clients:
            client.close(0.1)


_OUTBOX = {
    "durability", "max_bytes", "on_full", "block_seconds", "on_delivered", "on_retry", "on_dead",
    "on_full_spool", "on_damaged", "on_paused",
}  # fmt: skip


@pytest.fixture
def harness(ledger: Ledger, proxy: FaultyProxy, key: str, spool: Path) -> Iterator[Harness]:
    harness = Harness(ledger, proxy, key, spool, [])
    yield harness
    harness.close()


Enqueue = Callable[..., list[str]]


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)
