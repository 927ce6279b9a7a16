"""Ledgers under test: a host that serves one real ledger in memory, and the part of it that a test has."""

import contextlib
import json
import secrets
from collections.abc import Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, Self, cast

import httpx

from auditledge._transport.embedded import EmbeddedTransport
from auditledge.client import AuditLedge
from auditledge.errors import ConfigurationError
from auditledge.integrations.audit import Audit, audit
from auditledge.server.accounts.api_keys import create_key
from auditledge.server.accounts.principal import SCOPES
from auditledge.server.api.authentication import KeyAuthenticator
from auditledge.server.api.event_json import to_json
from auditledge.server.ledger.ledger import Ledger as LedgerCore
from auditledge.server.stores.models import Filters
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.testing import pending
from auditledge.testing.clock import LedgerClock
from auditledge.testing.events import AuditEvents
from auditledge.testing.failures import Recorded
from auditledge.testing.faults import FaultTable, FaultyApp

if TYPE_CHECKING:
    from auditledge.server.http.server import Server
    from auditledge.types import Event

_PLAN = "growth"
_FLUSH_S = 5.0
_GRACE_S = 0.5
_BATCH = 1_000


class _Served(NamedTuple):
    url: str
    server: "Server"
    ended: Future[None]


class LedgerURL(str):
    """The base URL of a ledger that is served on a socket. `key` is an API key for it."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, url: str, key: str) -> Self:
        """The URL with its key."""
        self = super().__new__(cls, url)
        self.key = key
        return self


class Ledger:
    """The ledger of one test: an account of its own in a real ledger in memory.

    `client` is a client of it, `key` its API key, and `organization_id` the organization of events that name
    none. `clock` is when it receives events. `audit` is the application's `audit`, which records here until
    the test ends, and `events` is what was recorded.
    """

    def __init__(self, host: "LedgerHost", organization_id: str) -> None:
        key, self._account = host.new_account(organization_id)
        self.organization_id: str = organization_id
        self.key: str = key
        self.clock: LedgerClock = host.clock
        self.client: AuditLedge = host.connect(self.key)
        self.audit: Audit = audit
        self.events: AuditEvents = AuditEvents(self._recorded)
        pending.begin()
        self._host = host
        self._faults = host.faults.of(self.key)

    def fail_next(self, status: int = 503, times: int = 1, *, retry_after: int = 0) -> None:
        """Have the next `times` requests to this ledger get an error, whatever they ask for.

        `status` (int) is 401, 403, 408, 413, 429, 500 or 503; the response is the ledger's own for it. With
        429 and 503, its `Retry-After` is `retry_after` (int, seconds). Applies to clients, the outbox, and
        requests on a socket; not to `events`. Raises ValueError.
        """
        self._faults.add(status, times, retry_after)

    @property
    def url(self) -> LedgerURL:
        """The URL of this ledger on a socket of 127.0.0.1.

        Raises ConfigurationError without the extra `server`.
        """
        return LedgerURL(self._host.serve(), self.key)

    def close(self) -> None:
        """Drop what was not delivered, and let the clock run again."""
        self._host.faults.forget(self.key)
        self.clock.reset()
        self.client.close(timeout=0.001)

    def _recorded(self) -> Recorded:
        notes: list[str] = []
        waiting = pending.settle(_FLUSH_S)
        if self.client._outboxes:  # noqa: SLF001 - asking for the outbox would create one
            waiting += self.client.flush(_FLUSH_S).waiting
            stats = self.client.outbox.stats()
            if stats.dead:
                notes.append(f"The ledger rejected {stats.dead} of the events that were enqueued")
        if problems := self.audit.problems.counts:
            listed = ", ".join(f"{kind} ({count})" for kind, count in problems.items())
            notes.append(f"Problems while capturing, see audit.problems: {listed}")
        return Recorded(self._host.events_of(self._account), waiting, notes)


class LedgerHost:
    """A real ledger in memory, for many tests. A context manager; `close()` does the same as leaving it.

    Its application runs on the event loop of a thread, and on a socket once a test asks for its URL.
    """

    def __init__(self) -> None:
        self.clock: LedgerClock = LedgerClock()
        self.faults: FaultTable = FaultTable()
        self._store = SQLiteStore(None)
        core = LedgerCore(self._store, clock=self.clock.microseconds)
        self._app = FaultyApp(core, KeyAuthenticator(core, self._store.pepper))
        self._app.faults = self.faults
        self._transport = EmbeddedTransport(lambda: self._app)
        self._http_client = httpx.Client(transport=self._transport, trust_env=False)
        self._served: _Served | None = None

    @contextlib.contextmanager
    def new_ledger(self) -> Iterator[Ledger]:
        """A ledger for one test. `audit` records there until the `with` block ends."""
        ledger = Ledger(self, f"org_{secrets.token_hex(6)}")
        with contextlib.closing(ledger), audit.redirected(ledger.client):
            yield ledger

    def new_account(self, organization_id: str) -> tuple[str, int]:
        """Create an account with a key, whose events belong to this organization unless they name one."""
        name = f"test_{secrets.token_hex(8)}"
        scopes = frozenset(SCOPES)
        key = create_key(
            self._store, account=name, organization=organization_id, bound=False, scopes=scopes, plan=_PLAN
        )
        return key, self._store.ensure_account(name, _PLAN)

    def connect(self, key: str) -> AuditLedge:
        """A client inside this process."""
        return AuditLedge(key, base_url="sqlite://", http_client=self._http_client)

    def events_of(self, account: int) -> "list[Event]":
        """The events of an account, in the order of storage."""
        with self._store.reading() as snapshot:
            batches = snapshot.search(account, Filters()).batches("asc", None, _BATCH)
            events = sorted((each for some in batches for each in some), key=lambda each: each.sequence)
        return [cast("Event", json.loads(to_json(each))) for each in events]

    def serve(self) -> str:
        """Serve on a socket of 127.0.0.1, if that is not done yet; returns the base URL."""
        if self._served is None:
            try:
                from auditledge.server.http.limits import ShutdownTimeouts  # noqa: PLC0415 - an extra
                from auditledge.server.http.server import Server  # noqa: PLC0415
                from auditledge.server.http.sockets import listen, url_of  # noqa: PLC0415
            except ImportError:
                raise ConfigurationError(
                    "a ledger on a socket needs the server: pip install 'auditledge[server]'"
                ) from None
            server = Server(self._app, ShutdownTimeouts(grace=_GRACE_S))
            listener = listen("127.0.0.1", 0)  # which queues connections until the server is up
            url = url_of(listener)
            self._served = _Served(url, server, self._transport.submit(server.serve([listener])))
        return self._served.url

    def close(self) -> None:
        """Stop serving, and forget everything."""
        if self._served is not None:
            self._served.server.stop()
            self._served.ended.result()
        self._http_client.close()
        self._app.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def open_ledger() -> Iterator[Ledger]:
    """A new ledger in memory for one test. `audit` records there until the `with` block ends."""
    with LedgerHost() as host, host.new_ledger() as ledger:
        yield ledger
