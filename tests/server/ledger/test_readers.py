"""Searches have a bound, an account has a share, and keys and health have readers of their own."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from auditledge.server.ledger import readers
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.query import ColumnarSearch
from auditledge.server.stores.errors import ReadCancelledError, ReadTimeoutError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.protocol import Snapshot, Store
from auditledge.server.stores.urls import open_store
from server.conftest import Served, serving
from server.postgres import PostgreSQL
from server.samples import MINIMAL, event, record

FOREVER = {
    "sqlite": "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT max(n) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with contextlib.closing(open_store(store_url)) as store:
        yield store


def run_forever(store: Store, snapshot: Snapshot) -> None:
    """A statement that no check between two others can stop."""
    statement = FOREVER[store.engine]
    connection = snapshot._connection  # type: ignore[attr-defined]
    connection.execute(statement).fetchall()


def test_a_statement_has_the_time_of_its_scope(store: Store) -> None:
    for _ in range(3):
        began = time.monotonic()
        with pytest.raises(ReadTimeoutError), store.reading(CancelScope(0.2)) as snapshot:
            run_forever(store, snapshot)
        assert 0.1 < time.monotonic() - began < 5
        with store.reading(CancelScope(5)) as snapshot:
            assert snapshot.catalog()


def test_a_statement_is_cancelled(store: Store) -> None:
    """And whoever reads next on the same connection, or on another, is not."""
    for _ in range(5):
        scope = CancelScope(30)
        stop = threading.Timer(0.1, lambda scope=scope: (scope.cancel(), scope.interrupt()))
        stop.start()
        began = time.monotonic()
        with pytest.raises(ReadCancelledError), store.reading(scope) as snapshot:
            run_forever(store, snapshot)
        assert time.monotonic() - began < 5
        stop.join()
        for _ in range(20):
            with store.reading(CancelScope(5)) as snapshot:
                assert snapshot.catalog()


def test_each_step_of_a_snapshot_has_as_much_time(store: Store) -> None:
    scope = CancelScope(0.3)
    with store.snapshot(scope) as snapshot:
        for _ in range(3):
            time.sleep(0.4)  # a reader that is slow does not use its time up
            scope.restart()
            with snapshot.step():
                assert snapshot.catalog()
        scope.restart()
        with pytest.raises(ReadTimeoutError), snapshot.step():
            run_forever(store, snapshot)


def test_a_search_is_checked_between_its_steps(store: Store) -> None:
    account = store.ensure_account("a", "growth")
    scope = CancelScope(60)
    with store.reading(scope) as snapshot:
        assert snapshot.search(account, Filters(search=("a",))).count() == 0
    scope.cancel()
    with pytest.raises(ReadCancelledError), store.reading(scope) as snapshot:
        snapshot.search(account, Filters(search=("a",))).count()


class Slow:
    """Has searches take until they are stopped, once they look for `slow`."""

    def __init__(self) -> None:
        self.running = 0
        self.stopped = 0
        self._lock = threading.Lock()

    def count(self, original: Callable[..., int]) -> Callable[..., int]:
        def count(search: ColumnarSearch, *arguments: object) -> int:
            if search._filters.action != "slow":
                return original(search, *arguments)
            with self._lock:
                self.running += 1
            try:
                while True:
                    search._source.cancel_scope.check()
                    time.sleep(0.005)
            finally:
                with self._lock:
                    self.running -= 1
                    self.stopped += 1

        return count

    def wait_for(self, running: int) -> None:
        deadline = time.monotonic() + 10
        while self.running != running:
            assert time.monotonic() < deadline, self.running
            time.sleep(0.005)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow()
    monkeypatch.setattr(ColumnarSearch, "count", slow.count(ColumnarSearch.count))
    return slow


def ask(url: str, key: str, path: str, timeout: float = 20) -> httpx.Response:
    return httpx.get(f"{url}{path}", headers={"Authorization": f"Bearer {key}"}, timeout=timeout)


@contextlib.contextmanager
def open_served(store_url: str, url: str) -> Iterator[Served]:
    with contextlib.closing(open_store(store_url)) as store, contextlib.closing(Served(url, store)) as served:
        yield served


def test_a_search_that_takes_too_long_is_refused(store_url: str, slow: Slow) -> None:
    with serving(store_url, search_timeout=0.3) as url, contextlib.closing(open_store(store_url)) as store:
        served = Served(url, store)
        for path in ("/events?action=slow", "/events/export?action=slow"):
            began = time.monotonic()
            response = served.client(served.key()).get(path)
            assert 0.2 < time.monotonic() - began < 5
            assert response.status_code == 503
            assert response.headers["retry-after"] == "30"
            assert response.json()["code"] == "query_too_expensive"
            assert "longer than 0.3 seconds. Narrow it" in response.json()["error"]
        served.close()
    assert (slow.running, slow.stopped) == (0, 2)


@contextlib.contextmanager
def locked(store_url: str, table: str) -> Iterator[None]:
    """Have everything that reads a table wait."""
    with psycopg.connect(store_url) as other:
        other.execute(f"LOCK TABLE auditledge.{table}")
        yield
        other.rollback()


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    with postgresql.database() as url:
        yield url


def test_a_store_that_hangs_is_no_expensive_search(postgresql_url: str) -> None:
    with serving(postgresql_url, search_timeout=0.3) as url, open_served(postgresql_url, url) as served:
        client = served.client(served.key())
        assert client.get("/events").status_code == 200
        with locked(postgresql_url, "ledger"):
            for path in ("/events", "/events/export", "/events/stream", "/usage"):
                response = client.get(path)
                assert (response.status_code, response.json()["code"]) == (503, "unavailable")
                assert "Narrow" not in response.json()["error"]


def test_only_what_can_be_narrowed_is_too_expensive(postgresql_url: str) -> None:
    with serving(postgresql_url, search_timeout=0.3) as url, open_served(postgresql_url, url) as served:
        client = served.client(served.key())
        stored = record(client, MINIMAL)
        codes = {}
        with locked(postgresql_url, "events"):
            for path in ("/events", f"/events/{stored['id']}"):
                codes[path] = client.get(path).json()["code"]
        assert list(codes.values()) == ["query_too_expensive", "unavailable"]


@pytest.mark.parametrize("path", ["/events?action=slow", "/events/export?action=slow"])
def test_a_search_ends_when_its_client_leaves(ledger_server: Served, slow: Slow, path: str) -> None:
    key = ledger_server.key()
    with ThreadPoolExecutor(1) as pool:
        for number in range(1, 4):
            asked = pool.submit(ask, ledger_server.url, key, path, timeout=1)
            slow.wait_for(1)
            with pytest.raises(httpx.ReadTimeout):
                asked.result()
            slow.wait_for(0)
            assert slow.stopped == number


def test_the_searches_of_one_account_hold_up_nobody_else(ledger_server: Served, slow: Slow) -> None:
    """Its own wait; every other account reads and writes, new keys are taken, and the ledger is ready."""
    busy, other = ledger_server.key(), ledger_server.client(ledger_server.key())
    record(other, MINIMAL)
    with ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(ask, ledger_server.url, busy, "/events?action=slow", 5) for _ in range(40)]
        slow.wait_for(2)
        for _ in range(8):
            began = time.monotonic()
            assert other.get("/events").json()["total"] >= 1
            record(other, event())
            assert ledger_server.client(ledger_server.key()).get("/usage").status_code == 200
            assert ledger_server.client().get("/health/ready").status_code == 200
            assert ledger_server.client().get("/health/live").status_code == 200
            assert time.monotonic() - began < 3
        assert slow.running == 2
        for each in asked:
            with contextlib.suppress(httpx.TimeoutException):
                each.result()
    slow.wait_for(0)


def test_an_account_may_have_so_many_searches_waiting(
    ledger_server: Served, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ledger_server.key()
    waiting = readers._MAX_PENDING_PER_ACCOUNT + 2

    async def crowd() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=None)
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(
            base_url=ledger_server.url, headers=headers, limits=limits, timeout=60
        ) as client:
            held = [asyncio.create_task(client.get("/events?action=slow")) for _ in range(waiting)]
            await asyncio.to_thread(slow.wait_for, 2)
            await asyncio.sleep(1)  # until the others have arrived
            more = await asyncio.gather(*(client.get("/events") for _ in range(5)))
            for task in held:
                task.cancel()
            await asyncio.gather(*held, return_exceptions=True)
            return more

    for response in asyncio.run(crowd()):
        assert response.status_code == 503
        assert response.headers["retry-after"] == "1"
        # Whichever of the account's queues is full first: that of searches, or that of their responses.
        assert response.json()["error"].startswith("Too many searches of this account are waiting")
    slow.wait_for(0)
    assert ledger_server.client(key).get("/events").status_code == 200
