"""A ledger on a real socket and a real store of each engine; each test takes an account of its own."""

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.api.app import App
from auditledge.server.api.authentication import KeyAuthenticator
from auditledge.server.api.rate_limit import Rate, RateLimiter
from auditledge.server.http.limits import Limits
from auditledge.server.http.server import Server
from auditledge.server.http.sockets import listen, url_of
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.readers import SEARCH_TIMEOUT_S
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from server import conformance, faketime, postgres
from server.http import reverse_proxies
from server.stores.golden_ledgers import load  # noqa: F401 - a fixture

NewStore = Callable[[Path], AbstractContextManager[str]]

DEFAULT_LIMITS = Limits()

_accounts = itertools.count(1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was left out."""
    if postgres.binaries() is None:
        terminalreporter.write_line(postgres.MISSING, red=True, bold=True)
    if faketime.LIBRARY is None:
        terminalreporter.write_line(faketime.MISSING, red=True, bold=True)
    if not (reverse_proxies.NGINX and reverse_proxies.HAPROXY):
        terminalreporter.write_line(reverse_proxies.MISSING, red=True, bold=True)


class Served:
    """A served ledger. `store` is a second door to it, as another process would have it."""

    def __init__(self, url: str, store: Store) -> None:
        self.url = url
        self.store = store
        self.keys: list[str] = []
        self._open = contextlib.ExitStack()

    def account(self) -> str:
        """The name of an account that no other test has."""
        return f"account-{next(_accounts)}"

    def key(
        self,
        account: str | None = None,
        *,
        organization: str | None = None,
        bound: bool = False,
        scopes: tuple[str, ...] = ("write", "read", "admin"),
        plan: str | None = None,
    ) -> str:
        """A new key, of a new account unless one is named."""
        key = create_key(
            self.store,
            account=account or self.account(),
            organization=organization,
            bound=bound,
            scopes=frozenset(scopes),
            plan=plan,
        )
        self.keys.append(key)
        return key

    def client(self, key: str | None = None, *, checked: bool = True, **headers: str) -> httpx.Client:
        """A client, held to the contract unless `checked` is false."""
        headers = ({} if key is None else {"Authorization": f"Bearer {key}"}) | headers
        client = httpx.Client(
            base_url=self.url, headers=headers, timeout=30, event_hooks=conformance.hooks() if checked else {}
        )
        return self._open.enter_context(client)

    def close(self) -> None:
        self._open.close()


@contextlib.contextmanager
def serving(
    store_url: str,
    rate: Rate | None = None,
    limits: Limits = DEFAULT_LIMITS,
    search_timeout: float = SEARCH_TIMEOUT_S,
) -> Iterator[str]:
    """Serve a store in a thread; the URL."""
    store = open_store(store_url)
    ledger = Ledger(store, search_timeout=search_timeout)
    listener = listen("127.0.0.1", 0)
    app = App(ledger, KeyAuthenticator(ledger, store.pepper), rate and RateLimiter(rate))
    server = Server(app, limits=limits)
    thread = threading.Thread(target=server.run, args=[[listener]])
    thread.start()
    while not server.is_started and thread.is_alive():
        time.sleep(0.005)
    try:
        yield url_of(listener)
    finally:
        server.stop()
        thread.join()


@pytest.fixture(scope="session")
def logged() -> Iterator[list[str]]:
    """Everything that is logged during the whole run."""
    lines: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Collect(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.PostgreSQL]:
    """A PostgreSQL server for all tests; each takes a database of its own."""
    with postgres.private_server() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest) -> NewStore:
    """The URL of a new store, in a folder if it is a file; on each engine after the other."""
    if request.param == "sqlite":
        return lambda folder: contextlib.nullcontext(f"sqlite:///{folder / 'ledger.db'}")
    server: postgres.PostgreSQL = request.getfixturevalue("postgresql")
    return lambda _: server.database()


@pytest.fixture
def store_url(new_store: NewStore, tmp_path: Path) -> Iterator[str]:
    """The URL of a store that no other test has, on each engine."""
    with new_store(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def ledger_server(
    new_store: NewStore, tmp_path_factory: pytest.TempPathFactory, logged: list[str]
) -> Iterator[Served]:
    with (
        new_store(tmp_path_factory.mktemp("ledger")) as database,
        serving(database) as url,
        contextlib.closing(open_store(database)) as store,
    ):
        served = Served(url, store)
        yield served
        served.close()


@pytest.fixture
def client(ledger_server: Served) -> httpx.Client:
    """A client of a new account, with every scope."""
    return ledger_server.client(ledger_server.key())
