"""The ledger's server in a separate process, with a real store or one that does nothing."""

# ruff: noqa: ARG002 - a store that does nothing ignores its arguments

import contextlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.api.app import App
from auditledge.server.api.authentication import KeyAuthenticator
from auditledge.server.background import BackgroundMonitor
from auditledge.server.http import server as http
from auditledge.server.http.sockets import listen
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.process.serve import calm_collector
from auditledge.server.stores.models import AccountState, Event, KeyFacts, KeyUse
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store

NOTHING = "nothing://"
_SCOPES = frozenset(["read", "write"])


class Server(NamedTuple):
    """A running server: its port, an API key, and its process id."""

    port: int
    key: str
    process: int

    def peak_memory(self) -> int:
        """Its peak memory in bytes since `reset_peak_memory`."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1_024

    def cpu(self) -> float:
        """Seconds of CPU time that it has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def reset_peak_memory(self) -> None:
        Path(f"/proc/{self.process}/clear_refs").write_text("5")


class _NullStore:
    """A store, snapshot, transaction and tables of accounts that do nothing."""

    engine = "nothing"
    pepper = bytes(32)

    def __init__(self) -> None:
        self.background = BackgroundMonitor()

    @property
    def accounts(self) -> "_NullStore":
        return self

    @contextlib.contextmanager
    def reading(self, cancel_scope: object = None) -> Iterator[Any]:
        yield self

    writing = snapshot = reading

    def find_key(self, digest: bytes) -> KeyFacts:
        return KeyFacts(1, digest, 1, None, False, _SCOPES, None)

    def key_use(self, key: int) -> KeyUse:
        return KeyUse(None, None, None)

    def record_key_use(self, key: int, now: int) -> None:
        pass

    def account(self, account: int, month: int) -> AccountState:
        return AccountState("growth", 0, 0, 0)

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        return {}

    def append_events(self, account: int, events: Sequence[Event], month: int) -> None:
        pass

    def ensure_account(self, name: str, plan: str | None, default_plan: str) -> int:
        return 1

    def create_key(self, account: int, new: Any, now: int) -> None:
        pass

    def close(self) -> None:
        pass


@contextlib.contextmanager
def serving(store_url: str, account: str = "large") -> Iterator[Server]:
    """Serve a store; the value has a key for the account."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(store_url, account, theirs))
    process.start()
    try:
        yield Server(*ours.recv(), process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _serve(store_url: str, account: str, ready: Connection) -> None:
    store: Store = _NullStore() if store_url == NOTHING else open_store(store_url)  # type: ignore[assignment]
    key = create_key(store, account=account, organization=None, bound=False, scopes=_SCOPES, plan="growth")
    with contextlib.closing(Ledger(store)) as ledger, listen("127.0.0.1", 0) as listener:
        calm_collector()
        ready.send((listener.getsockname()[1], key))
        http.Server(App(ledger, KeyAuthenticator(ledger, store.pepper))).run([listener])
