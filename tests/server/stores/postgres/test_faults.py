"""What breaks around the PostgreSQL store: connections, backends, the server, and other processes' locks."""

import asyncio
import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from auditledge.server.stores.errors import StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.postgres import PostgreSQLStore, connections, store
from auditledge.server.stores.urls import open_store
from server import conformance
from server.conftest import serving
from server.postgres import PostgreSQL, private_server
from server.samples import MINIMAL, Event, event, new_id, record
from server.server_process import a_key, server_process, stored_in
from server.stores.appending import a_new_event, all_of, store_all


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """A server that may be killed: with little in it, as it looks at every file when it recovers."""
    with private_server() as server:
        yield server


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    with postgresql.database() as empty:
        yield empty


def backends(postgresql: PostgreSQL, url: str, *, writing: bool) -> list[int]:
    """The process ids of a database's backends: those that write, or those that wait to."""
    return postgresql.backends(url, "query ~ 'INSERT|heads|COMMIT'" if writing else "true")


class Hammer:
    """Clients that record events until they have to stop, and send each again until it is acknowledged."""

    def __init__(self, url: str, key: str) -> None:
        self.answered: dict[str, Event] = {}
        self.statuses: set[int] = set()
        self._url = url
        self._news = asyncio.Event()
        self._headers = {"Authorization": f"Bearer {key}"}

    def run(self, disturb: Callable[[], object], rounds: int) -> None:
        """Record, and disturb some times, each time after 60 more events were acknowledged."""

        async def work() -> None:
            stop = asyncio.Event()
            hooks: Any = conformance.async_hooks()
            async with httpx.AsyncClient(
                base_url=self._url, headers=self._headers, timeout=30, event_hooks=hooks
            ) as client:
                writers = [asyncio.ensure_future(self._write(client, stop)) for _ in range(8)]
                for _ in range(rounds):
                    await self._further(60)
                    await asyncio.to_thread(disturb)
                await self._further(60)
                stop.set()
                await asyncio.gather(*writers)

        asyncio.run(work())

    async def _further(self, count: int) -> None:
        goal = len(self.answered) + count
        while len(self.answered) < goal:
            await self._news.wait()
            self._news.clear()

    async def _write(self, client: httpx.AsyncClient, stop: asyncio.Event) -> None:
        while not stop.is_set():
            sent = event(id=new_id(), actor={"id": "u", "name": new_id()})
            while (answer := await client.post("/events", json=sent)).status_code != 201:
                self.statuses.add(answer.status_code)
                await asyncio.sleep(0.05)
            self.answered[sent["id"]] = answer.json()["event"]
            self._news.set()


def assert_kept(url: str, answered: dict[str, Event]) -> None:
    """Everything that was acknowledged is stored, once, and nothing is missing in between."""
    stored = stored_in(url)
    assert [each.sequence for each in stored] == list(range(1, len(stored) + 1))
    assert len({each.id for each in stored}) == len(stored)
    assert {each.id for each in stored} >= answered.keys()


@contextlib.contextmanager
def hammered(url: str) -> Iterator[Hammer]:
    """A hammer on a ledger that is served; in the end, all that was acknowledged must be there."""
    key = a_key(url)
    with serving(url) as base:
        hammer = Hammer(base, key)
        yield hammer
        found = httpx.get(f"{base}/events/export", headers=hammer._headers, timeout=30).json()
        assert {each["id"]: each for each in found}.items() >= hammer.answered.items()
    assert_kept(url, hammer.answered)


def test_connections_that_are_cut_are_not_noticed_by_writers(postgresql: PostgreSQL, url: str) -> None:
    with hammered(url) as hammer:
        hammer.run(lambda: postgresql.cut(url), rounds=5)
    assert hammer.statuses == set()


def test_a_killed_backend_loses_nothing_that_was_acknowledged(postgresql: PostgreSQL, url: str) -> None:
    """PostgreSQL cuts every other connection then, and recovers as after a crash."""

    def kill() -> None:
        pids: list[int] = []
        while not pids:
            pids = backends(postgresql, url, writing=True)
        os.kill(pids[0], signal.SIGKILL)
        time.sleep(0.05)
        postgresql.wait_until_ready()

    with hammered(url) as hammer:
        hammer.run(kill, rounds=3)
    assert hammer.statuses <= {503}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_was_unreachable_is_used_again(
    postgresql: PostgreSQL, url: str, how: signal.Signals
) -> None:
    key = a_key(url)
    headers = {"Authorization": f"Bearer {key}"}
    with serving(url) as base, httpx.Client(base_url=base, event_hooks=conformance.hooks()) as client:
        client.headers.update(headers)
        kept = [record(client, MINIMAL) for _ in range(3)]
        postgresql.stop(how)
        try:
            for answer in (
                client.post("/events", json=MINIMAL),
                client.get("/events"),
                client.get("/events/export"),
                client.get("/health"),
            ):
                assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
                assert int(answer.headers["retry-after"]) >= 1
        finally:
            postgresql.start()
        assert client.get("/health").status_code == 200
        kept.append(record(client, MINIMAL))
        assert client.get("/events").json()["events"] == kept[::-1]


def test_an_export_that_is_cut_is_seen_as_broken(postgresql: PostgreSQL, url: str) -> None:
    key = a_key(url)
    with contextlib.closing(open_store(url)) as opened:
        for _ in range(5):
            store_all(opened, 1, [a_new_event(metadata='{"t":"' + "x" * 5_000 + '"}') for _ in range(1_000)])
    headers = {"Authorization": f"Bearer {key}"}
    with serving(url) as base, httpx.stream("GET", f"{base}/events/export", headers=headers) as answer:
        chunks = answer.iter_raw()
        next(chunks)
        postgresql.cut(url)
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            list(chunks)


def test_three_processes_share_one_database(url: str) -> None:
    """No gap, no double, receipt in order, one total, whichever process is asked; on two accounts."""
    keys = [a_key(url, account) for account in ("acme", "globex")]
    same = [event(id=new_id()) for _ in range(15)]
    with contextlib.ExitStack() as running:
        urls = list(
            ThreadPoolExecutor(3).map(lambda _: running.enter_context(server_process(url))[1], range(3))
        )

        def work(number: int) -> None:
            headers = {"Authorization": f"Bearer {keys[number % 2]}"}
            with httpx.Client(base_url=urls[number % 3], headers=headers, timeout=30) as client:
                for n in range(25):
                    record(client, event(actor={"id": "u", "name": f"Name {n}"}, organization_id=f"o{n % 3}"))
                for each in same:
                    record(client, each)
                answer = client.post("/events/batch", json={"events": [MINIMAL] * 20 + same}).json()
                assert answer["failed"] == 0

        with ThreadPoolExecutor(12) as pool:
            list(pool.map(work, range(12)))
        for number, key in enumerate(keys):
            headers = {"Authorization": f"Bearer {key}"}
            stored = stored_in(url, number + 1)
            assert [each.sequence for each in stored] == list(range(1, 6 * 45 + 15 + 1))
            assert len({each.id for each in stored}) == len(stored)
            received = [each.received_at for each in stored]
            assert received == sorted(received)
            for base in urls:
                assert httpx.get(f"{base}/events", headers=headers).json()["total"] == len(stored)
                usage = httpx.get(f"{base}/usage", headers=headers).json()
                assert usage["events_this_month"] == len(stored)


def test_a_lock_that_is_held_too_long_is_unavailable(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections._SETTINGS, "lock_timeout", "100ms")
    with contextlib.closing(PostgreSQLStore(url)) as one, contextlib.closing(PostgreSQLStore(url)) as other:
        account = one.ensure_account("acme", "growth")
        with one.writing() as transaction:
            transaction.account(account, 0)
            with pytest.raises(StoreUnavailableError, match="lock timeout") as error:
                store_all(other, account, [a_new_event()])
            assert not isinstance(error.value, StoreInterruptedError)
            store_all(other, other.ensure_account("globex", "growth"), [a_new_event()])
        store_all(other, account, [a_new_event()])
        assert [each.sequence for each in all_of(one, account)] == [1]


def test_a_process_that_hangs_with_a_lock_is_cut_off(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_WRITE", store._WRITE.replace("30s", "100ms"))
    with contextlib.closing(PostgreSQLStore(url)) as one, contextlib.closing(PostgreSQLStore(url)) as other:
        account = one.ensure_account("acme", "growth")

        def hang() -> None:
            with one.writing() as transaction:
                transaction.account(account, 0)
                store_all(other, account, [a_new_event()])
                transaction.accounts.record_key_use(1, 1)

        with pytest.raises(StoreInterruptedError):
            hang()
        store_all(one, account, [a_new_event()])
        assert [each.sequence for each in all_of(one, account)] == [1, 2]


def test_idle_connections_that_died_are_replaced(postgresql: PostgreSQL, url: str) -> None:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        account = opened.ensure_account("acme", "growth")
        with contextlib.ExitStack() as several:
            for _ in range(5):
                several.enter_context(opened.reading()).catalog()
        postgresql.cut(url)
        for _ in range(7):
            with opened.reading() as snapshot:
                assert snapshot.search(account, Filters()).count() == 0
        assert len(backends(postgresql, url, writing=False)) == 1


def test_a_pool_keeps_a_few_and_closes_the_rest(postgresql: PostgreSQL, url: str) -> None:
    opened = PostgreSQLStore(url)
    with contextlib.ExitStack() as several:
        for _ in range(12):
            several.enter_context(opened.snapshot()).catalog()
        assert len(backends(postgresql, url, writing=False)) == 13
    assert_backends(postgresql, url, 9)
    with opened.reading() as snapshot:
        opened.close()
        snapshot.catalog()
    assert_backends(postgresql, url, 0)


def assert_backends(postgresql: PostgreSQL, url: str, count: int) -> None:
    """A backend ends some time after its connection."""
    deadline = time.monotonic() + 10
    while len(backends(postgresql, url, writing=False)) != count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_readers_do_not_wait_for_writers(url: str) -> None:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        account = opened.ensure_account("acme", "growth")
        store_all(opened, account, [a_new_event()])
        with opened.writing() as transaction:
            transaction.account(account, 0)
            done = threading.Thread(target=lambda: all_of(opened, account))
            done.start()
            done.join(10)
            assert not done.is_alive()


def test_a_commit_that_waits_for_a_standby_is_not_taken_for_done(postgresql: PostgreSQL, url: str) -> None:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        account = opened.ensure_account("acme", "growth")
        postgresql.set("synchronous_standby_names", "'nobody'")
        try:
            stored = 0  # before every process of the server knows the setting
            while stored < 100:
                storing = threading.Thread(target=store_all, args=(opened, account, [a_new_event()]))
                storing.start()
                storing.join(0.5)
                if storing.is_alive():
                    break
                stored += 1
            assert storing.is_alive()
        finally:
            postgresql.set("synchronous_standby_names", None)
        storing.join(30)
        assert not storing.is_alive()
        assert len(all_of(opened, account)) == stored + 1
