"""Health checks: whether the process is alive, and whether it accepts requests."""

import asyncio
import contextlib
import itertools
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from auditledge import AuditLedge, contract
from auditledge.errors import ServerError
from auditledge.server.accounts.principal import Principal
from auditledge.server.errors import LedgerUnavailableError
from auditledge.server.ledger import writer
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.readiness import Readiness
from auditledge.server.stores.errors import ReadCancelledError, StoreUnavailableError
from auditledge.server.stores.sqlite import store as sqlite
from auditledge.server.stores.urls import open_store
from server import conformance
from server.conftest import Served, serving
from server.postgres import PostgreSQL
from server.samples import MINIMAL
from server.server_process import a_key

BOUND_S = 2.0
SLACK_S = 3.0  # for a machine that is busy


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    with postgresql.database() as empty:
        yield empty


@contextlib.contextmanager
def asked(store_url: str) -> Iterator[httpx.Client]:
    """Serve a store; a client without a key."""
    hooks = conformance.hooks()
    with serving(store_url) as base, httpx.Client(base_url=base, event_hooks=hooks, timeout=30) as client:
        yield client


@contextlib.contextmanager
def written_by_another(database: str) -> Iterator[None]:
    """Hold the lock of those who write to a ledger in SQLite."""
    with contextlib.closing(
        sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def change_version(store_url: str) -> None:
    """Give the tables the number of a future version."""
    if store_url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as other:
            other.execute("PRAGMA user_version = 99")
    else:
        with psycopg.connect(store_url) as other_connection:
            other_connection.execute("UPDATE auditledge.ledger SET version = 99")


def missing(answer: httpx.Response) -> dict[str, str]:
    """The problems in a response, by field."""
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    facts = answer.json()
    assert facts["code"] == "unavailable"
    return {each["field"]: each["message"] for each in facts["problems"]}


def test_a_ledger_that_is_well(ledger_server: Served) -> None:
    client, engine = ledger_server.client(), ledger_server.store.engine
    for path in ("/health", "/health/ready"):
        assert client.get(path).json()["store"] == {"engine": engine, "state": "ok"}
    assert client.get("/health/live").json().keys() == {"status", "version"}
    for path in ("/health", "/health/ready", "/health/live"):
        answer = ledger_server.client(checked=False).head(path)
        assert (answer.status_code, answer.content) == (200, b"")


def test_the_location_of_the_store_is_not_revealed(store_url: str) -> None:
    with asked(store_url) as client:
        for path in ("/health", "/health/ready"):
            assert store_url.rpartition("/")[2].partition("?")[0] not in client.get(path).text


def test_a_database_that_hangs_holds_up_no_probe(postgresql: PostgreSQL, url: str) -> None:
    a_key(url)
    with asked(url) as client, psycopg.connect(url) as other:
        other.execute("LOCK TABLE auditledge.ledger")
        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(client.get, ["/health/ready", "/health"] * 4))
        assert time.monotonic() - began < BOUND_S + SLACK_S
        for answer in answers:
            assert missing(answer) == {"store": "does not respond"}
            assert answer.json()["store"] == {"engine": "postgresql", "state": "unreachable"}
        began = time.monotonic()
        assert client.get("/health/live").status_code == 200
        assert missing(client.get("/health/ready")), "known from before"
        assert time.monotonic() - began < 1
        waiting = postgresql.backends(url, "wait_event_type = 'Lock'")
        assert len(waiting) == 1, "it is not asked by more and more"
        other.rollback()
        time.sleep(1)
        assert client.get("/health/ready").status_code == 200


def test_a_store_that_can_only_be_read(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_BUSY_MS", 50)
    with asked(database) as client:
        with written_by_another(database):
            for path in ("/health", "/health/ready"):
                assert missing(client.get(path)) == {"store": "can only be read"}
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize("path", ["/health", "/health/ready"])
def test_tables_of_another_version(store_url: str, path: str) -> None:
    with asked(store_url) as client:
        change_version(store_url)
        answer = client.get(path)
        assert missing(answer) == {"store": "has the tables of another version"}
        assert answer.json()["store"]["state"] == "incompatible"


def test_a_queue_that_is_full(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_MAX_QUEUED_BYTES", contract.MAX_BATCH_BYTES + 1_000)
    headers = {"Authorization": f"Bearer {a_key(database)}"}
    with asked(database) as client, ThreadPoolExecutor(1) as pool:
        with written_by_another(database):
            posting = pool.submit(client.post, "/events", json=MINIMAL, headers=headers)
            time.sleep(0.2)
            assert missing(client.get("/health/ready"))["queue"] == "is full"
        assert posting.result().status_code == 201
        time.sleep(1)
        assert client.get("/health/ready").status_code == 200


def test_the_store_is_asked_once_a_second(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []
    is_current = Readiness._is_current

    def counted(self: Readiness) -> bool:
        looks.append(time.monotonic())
        return is_current(self)

    monkeypatch.setattr(Readiness, "_is_current", counted)
    with asked(database) as client:
        for _ in range(50):
            assert client.get("/health/live").status_code == 200
        assert looks == []
        for _ in range(50):
            assert client.get("/health/ready").status_code == 200
        assert all(later - earlier > 1 for earlier, later in itertools.pairwise(looks))
        assert looks
        client.get("/health")
        client.get("/health")
        assert looks[-1] - looks[-2] < 1, "which is asked anew"


def test_the_sdk_reports_the_problems(database: str) -> None:
    with serving(database) as base, AuditLedge("any", base, retries=0) as client:
        assert client.health()["store"] == {"engine": "sqlite", "state": "ok"}
        change_version(database)
        with pytest.raises(ServerError, match="The ledger is not ready: store has the tables of") as caught:
            client.health()
        assert [each.field for each in caught.value.problems] == ["store"]
        assert isinstance(caught.value.body, dict)
        assert caught.value.body["store"] == {"engine": "sqlite", "state": "incompatible"}


def test_after_a_failed_read_the_disk_is_read_again(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is open still holds in memory what can't be read any more."""
    anyone = Principal(None, 1, None, bound=False, scopes=frozenset())

    def broken(*_: object) -> Any:
        raise StoreUnavailableError("disk I/O error")

    def cancelled(*_: object) -> Any:
        raise ReadCancelledError

    async def run() -> list[str]:
        store = open_store(store_url)
        with contextlib.closing(Ledger(store)) as ledger:
            seen = [await ledger.readiness.state(0)]
            monkeypatch.setattr(store, "snapshot", broken)
            with pytest.raises(LedgerUnavailableError):
                await ledger._readers.read(anyone, cancelled)
            seen.append(await ledger.readiness.state(0))
            with pytest.raises(LedgerUnavailableError):
                await ledger._readers.read(anyone, broken)
            seen += [await ledger.readiness.state(0) for _ in range(2)]
            monkeypatch.undo()
            seen += [await ledger.readiness.state(0) for _ in range(2)]
            assert not ledger._readers.has_failed
        return seen

    assert asyncio.run(run()) == ["ok", "ok", "unreachable", "unreachable", "ok", "ok"]


def test_the_embedded_ledger_responds_to_probes() -> None:
    from auditledge_openapi.api.health import get_liveness, get_readiness

    with AuditLedge("any", "sqlite://") as client:
        ready = get_readiness.sync(client=client.low_level)
        assert ready is not None
        assert ready.to_dict()["store"] == {"engine": "sqlite", "state": "ok"}
        live = get_liveness.sync(client=client.low_level)
        assert live is not None
        assert live.to_dict()["status"] == "ok"
