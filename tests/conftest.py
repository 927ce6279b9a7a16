"""What tests of the facade share: clients of both kinds, a ledger on a socket, a port that refuses."""

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import hypothesis
import pytest

from auditledge import AsyncAuditLedge, AuditLedge

# Machines that run tests are slow now and then; a failing example is printed so that it can be run again.
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


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests don't reach them."""
    for name in os.environ:
        if name.startswith("AUDITLEDGE_") and not name.startswith("AUDITLEDGE_TEST_"):
            monkeypatch.delenv(name)


class Kind:
    """One of the two clients, and one of the event loops that it runs on; used in one way."""

    def __init__(self, backend: str | None) -> None:
        self.backend = backend
        self.client_class: Any = AuditLedge if backend is None else AsyncAuditLedge

    def call(self, client: Any, method: str, *arguments: Any, **options: Any) -> Any:
        """The result of a method of a client that was made for this call alone, and is closed after it."""
        return self.use(client, lambda call: call(method, *arguments, **options))

    def use(self, client: Any, script: Callable[[Callable[..., Any]], Any]) -> Any:
        """Run a script that calls methods, by name or bound, on a client, which is closed after it."""

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
        """A client, without retries unless they are asked for."""
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


KINDS = {"sync": Kind(None), "asyncio": Kind("asyncio"), "trio": Kind("trio")}


@pytest.fixture(params=["sync", "asyncio"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """Both clients, one after the other."""
    return KINDS[request.param]


@pytest.fixture(params=["sync", "asyncio", "trio"])
def any_kind(request: pytest.FixtureRequest) -> Kind:
    """Both clients, the asynchronous one on both event loops."""
    return KINDS[request.param]


@pytest.fixture
def refusing_url() -> Iterator[str]:
    """A URL of a port that is ours and refuses connections."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/v1"


class Ledger:
    """The real ledger, served on a socket. `key` is of an account that all tests share."""

    def __init__(self, url: str, store_url: str) -> None:
        self.url = url
        self.store_url = store_url
        self.key = self.new_key("shared")

    def new_key(self, account: str, **options: Any) -> str:
        """A key of an account with every scope, on the plan growth."""
        from auditledge.server.accounts.api_keys import create_key
        from auditledge.server.stores.urls import open_store

        scopes = frozenset({"write", "read", "admin"})
        defaults = {"organization": None, "bound": False, "scopes": scopes, "plan": "growth"}
        with contextlib.closing(open_store(self.store_url)) as store:
            return create_key(store, account=account, **defaults | options)


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The real ledger, on a socket and a file, for all tests."""
    path: Path = tmp_path_factory.mktemp("facade") / "ledger.db"
    with serving(f"sqlite:///{path}") as url:
        yield Ledger(url, f"sqlite:///{path}")


@contextlib.contextmanager
def serving(store_url: str) -> Iterator[str]:
    """Serve a store from a thread."""
    from auditledge.server.api.app import App
    from auditledge.server.api.authentication import KeyAuthenticator
    from auditledge.server.http.server import Server
    from auditledge.server.http.sockets import listen, url_of
    from auditledge.server.ledger.ledger import Ledger as Core
    from auditledge.server.stores.urls import open_store

    store = open_store(store_url)
    core = Core(store)
    listener = listen("127.0.0.1", 0)  # it queues connections before the server is up
    server = Server(App(core, KeyAuthenticator(core, store.pepper)))
    thread = threading.Thread(target=server.run, args=[[listener]])
    thread.start()
    try:
        yield url_of(listener)
    finally:
        server.stop()
        thread.join()
