"""Shared by tests of the SDK: both kinds of clients, a ledger on a socket, an unreachable port."""

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import hypothesis
import pytest

from auditledge import AsyncAuditLedge, AuditLedge, AuditLedgeError

# Machines that run tests are sometimes slow. A failing example is printed so that it can be reproduced.
hypothesis.settings.register_profile("auditledge", deadline=None, print_blob=True)
hypothesis.settings.load_profile("auditledge")

KEY = "al_live_canary_3Zb9QxT7"
EVENT: dict[str, Any] = {
    "actor": {"id": "user_123", "name": "Alice"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}
EVENT_ID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
STORED: dict[str, Any] = {
    "id": EVENT_ID,
    **EVENT,
    "organization_id": None,
    "metadata": {},
    "timestamp": "2026-11-23T10:15:30.000000Z",
    "received_at": "2026-11-23T10:15:30.000001Z",
}
USAGE = {"plan": "free", "events_this_month": 1, "events_limit": 10_000, "retention_days": 30}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the environment variables of whoever runs the tests."""
    for name in os.environ:
        if name.startswith("AUDITLEDGE_") and not name.startswith("AUDITLEDGE_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _unconfigured_audit() -> Iterator[None]:
    """Each test starts with an `audit` that is not configured. It belongs to the process."""
    yield
    if module := sys.modules.get("auditledge.integrations.audit"):
        module.audit.close(0.5)
        module.audit.__init__()


class ClientKind:
    """One of the two clients on one event loop, with a synchronous interface."""

    def __init__(self, backend: str | None) -> None:
        self.backend = backend
        self.client_class: Any = AuditLedge if backend is None else AsyncAuditLedge

    def call(self, client: Any, method: str, *arguments: Any, **options: Any) -> Any:
        """The result of one method. The client is closed after it."""
        return self.use(client, lambda call: call(method, *arguments, **options))

    def use(self, client: Any, script: Callable[[Callable[..., Any]], Any]) -> Any:
        """Run a script that calls methods of a client, by name or bound. The client is closed after it."""

        def bound(method: Any) -> Any:
            return getattr(client, method) if isinstance(method, str) else method

        if self.backend is None:
            with client:
                return script(lambda method, *a, **k: _listed(bound(method)(*a, **k)))
        with self._portal() as portal:
            try:
                return script(lambda method, *a, **k: portal.call(_awaited, bound(method), a, k))
            finally:
                portal.call(client.close)

    def make(self, url: str, **options: Any) -> Any:
        """A client, by default without retries."""
        return self.client_class(KEY, url, **{"retries": 0, "timeout": 5, **options})

    def ask(self, url: str, method: str, *arguments: Any, **options: Any) -> Any:
        """The result of a method of a new client."""
        return self.call(self.make(url, **options), method, *arguments)

    def _portal(self) -> Any:
        return anyio.from_thread.start_blocking_portal(self.backend or "asyncio")


def _listed(result: Any) -> Any:
    return list(result) if isinstance(result, Iterator) else result


async def _awaited(method: Any, arguments: Any, options: Any) -> Any:
    result = method(*arguments, **options)
    if hasattr(result, "__aiter__"):
        return [each async for each in result]
    result = await result
    return [each async for each in result] if hasattr(result, "__aiter__") else result


def error_of(call: Callable[[], Any]) -> AuditLedgeError:
    """What a call raises; if it returns, an error that says so."""
    try:
        call()
    except AuditLedgeError as error:
        return error
    return AuditLedgeError("the call returned")


KINDS = {"sync": ClientKind(None), "asyncio": ClientKind("asyncio"), "trio": ClientKind("trio")}


@pytest.fixture(params=["sync", "asyncio"])
def kind(request: pytest.FixtureRequest) -> ClientKind:
    """Each of the two clients."""
    return KINDS[request.param]


@pytest.fixture(params=["sync", "asyncio", "trio"])
def any_kind(request: pytest.FixtureRequest) -> ClientKind:
    """Each of the two clients, the asynchronous one on each event loop."""
    return KINDS[request.param]


class DelayMeter:
    """Measures how late this machine wakes up a thread, so that a test can tell slowness from a fault.

    `elapsed` leaves out delays that are not due to the code under test. An idle machine has almost none.
    """

    TICK_S = 0.01

    def __init__(self) -> None:
        self._delays: list[tuple[float, float]] = []
        self._tick_started = time.monotonic()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._tick_started = time.monotonic()
            time.sleep(self.TICK_S)
            self._delays.append((self._tick_started, time.monotonic() - self._tick_started - self.TICK_S))

    def elapsed(self, start: float, end: float | None = None) -> float:
        """Seconds from `start` to `end`, by default now, without the delays of the threads that take part.

        There are up to four, which hand over to each other: caller, event loop, outbox worker and server.
        """
        end = time.monotonic() if end is None else end
        running = max(
            0.0, end - max(start, self._tick_started) - self.TICK_S
        )  # a tick that is late right now
        return end - start - 4 * (running + sum(delay for at, delay in [*self._delays] if start <= at <= end))

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()


@pytest.fixture
def delays() -> Iterator[DelayMeter]:
    """Scheduling delays of this machine during the test."""
    meter = DelayMeter()
    yield meter
    meter.stop()


@pytest.fixture
def refusing_url() -> Iterator[str]:
    """A URL whose port is reserved and refuses connections."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/v1"


class ServedLedger:
    """The real ledger, served on a socket. `key` belongs to an account that all tests share."""

    def __init__(self, url: str, store_url: str) -> None:
        self.url = url
        self.store_url = store_url
        self.key = self.new_key("shared")

    def new_key(self, account: str, **options: Any) -> str:
        """A new key of an account, by default with every scope, on the plan "growth"."""
        from auditledge.server.accounts.api_keys import create_key
        from auditledge.server.stores.urls import open_store

        scopes = frozenset({"write", "read", "admin"})
        defaults = {"organization": None, "bound": False, "scopes": scopes, "plan": "growth"}
        with contextlib.closing(open_store(self.store_url)) as store:
            return create_key(store, account=account, **defaults | options)


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedLedger]:
    """The real ledger, on a socket and a file, shared by all tests."""
    path: Path = tmp_path_factory.mktemp("facade") / "ledger.db"
    with serving(f"sqlite:///{path}") as url:
        yield ServedLedger(url, f"sqlite:///{path}")


@contextlib.contextmanager
def serving(store_url: str) -> Iterator[str]:
    """Serve a store in a thread."""
    from auditledge.server.api.app import App
    from auditledge.server.api.authentication import KeyAuthenticator
    from auditledge.server.http.server import Server
    from auditledge.server.http.sockets import listen, url_of
    from auditledge.server.ledger.ledger import Ledger
    from auditledge.server.stores.urls import open_store

    store = open_store(store_url)
    core = Ledger(store)
    listener = listen("127.0.0.1", 0)  # which queues connections until the server is up
    server = Server(App(core, KeyAuthenticator(core, store.pepper)))
    thread = threading.Thread(target=server.run, args=[[listener]])
    thread.start()
    try:
        yield url_of(listener)
    finally:
        server.stop()
        thread.join()
