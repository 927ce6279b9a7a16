"""The stores across the seams of their segments: a model, a recount, other processes, kill -9."""

import contextlib
import functools
import multiprocessing
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditledge.contract import new_id
from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar import encoding, tail_cache, text_index
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.columnar.encoding import pack, text_column, unpack
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segment_builder import build
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.text_index import TextIndex
from auditledge.server.stores.columnar.totals_cache import TotalsCache
from auditledge.server.stores.interning import ACTORS, KINDS
from auditledge.server.stores.models import Event, Filters, Order, SortKey
from auditledge.server.stores.postgres import source as postgres_source
from auditledge.server.stores.sqlite import schema, source
from auditledge.server.stores.sqlite.store import SQLiteStore
from server import postgres
from server.api import test_search
from server.conftest import NewStore, Served, serving
from server.load.scale import (
    SealedStore,
    append,
    append_until_killed,
    check,
    followed,
    is_ripe,
    open_small,
    settle,
    some_event,
    source_of,
    verify,
)

MOST = 64  # events in a large segment; a small one has 2


@pytest.fixture(params=["numpy", "plain"], autouse=True)
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test runs with numpy and without."""
    if request.param == "plain":
        monkeypatch.setitem(sys.modules, "auditledge.server.stores.columnar.kernels_numpy", None)
    else:
        pytest.importorskip("numpy")
    kernels.cache_clear()
    yield
    kernels.cache_clear()


@pytest.fixture(scope="module")
def url(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with new_store(tmp_path_factory.mktemp("scale")) as url:
        yield url


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[SealedStore]:
    """A store in which each test has accounts of its own: making one takes longer than most tests."""
    with contextlib.closing(open_small(url, MOST)) as store:
        yield store


@pytest.fixture(scope="module")
def unsealed(url: str) -> Iterator[SealedStore]:
    """The same, which seals nothing by itself."""
    with contextlib.closing(open_small(url, 10**6)) as store:
        yield store


def new_account(store: SealedStore) -> int:
    return store.ensure_account(new_id("acc"), "growth")


@pytest.fixture
def account(store: SealedStore) -> int:
    return new_account(store)


_names = st.sampled_from([None, "", "Alice", "ALICE Smith", "Straße", "Bob"])
_events = st.builds(
    some_event,
    timestamp=st.sampled_from([0, 0, 1, 2, 3, 50, -7, 2**40]),
    organization=st.sampled_from([None, "o1", "o2"]),
    actor=st.tuples(st.sampled_from("uvw"), _names, st.sampled_from([None, "a@b"])),
    kind=st.tuples(
        st.sampled_from(["invoice.deleted", "user.login", "alice.x"]), st.sampled_from(["t", "v"])
    ),
    resource=st.sampled_from(["1", "2", "plumless", "buckeroo"]),
)
_filters = st.builds(
    Filters,
    organization=st.none() | st.sampled_from(["o1", "o3"]),
    actor_id=st.none() | st.just("u"),
    actor_name=st.none() | st.sampled_from(["ALI", "STRASSE", "nope"]),
    actor_email=st.none() | st.just("a@b"),
    action=st.none() | st.sampled_from(["INV", "."]),
    resource_type=st.none() | st.just("t"),
    resource_id=st.none() | st.sampled_from(["1", "3", "plumless", "buckeroo"]),
    search=st.just(()) | st.lists(st.sampled_from(["alice", "e", "t", "x"]), max_size=2).map(tuple),
    start=st.none() | st.sampled_from([-7, 0, 1, 60]),
    end=st.none() | st.sampled_from([-8, 0, 3, 2**40]),
)
_positions = st.none() | st.builds(SortKey, st.sampled_from([-7, 0, 2, 50]), st.integers(0, 60))
_orders: st.SearchStrategy[Order] = st.sampled_from(["asc", "desc"])
_queries = st.tuples(_filters, _orders, _positions, st.integers(0, 9))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.lists(_events, max_size=25) | st.integers(1, 8) | st.tuples(st.integers(1, 30), st.integers(1, 9)),
        min_size=1,
        max_size=8,
    ),
    most=st.sampled_from([4, 32, 64]),
    queries=st.lists(_queries, min_size=1, max_size=6),
    deep=st.sampled_from([0, 3, 4_096]),
)
def test_sealed_or_not_a_search_is_what_the_model_says(
    unsealed: SealedStore,
    steps: list[list[Event] | int | tuple[int, int]],
    most: int,
    queries: list[tuple[Filters, Order, SortKey | None, int]],
    deep: int,
) -> None:
    """Appends, steps of sealing and deletion in any order, to two accounts of the same events but for one."""
    store = unsealed
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", deep)
        other, account = new_account(store), new_account(store)
        sealer = Compactor(store, most)
        stored: list[Event] = []
        for step in steps:
            if isinstance(step, int):
                [sealer.step(each) for _ in range(step) for each in (account, other)]
            elif isinstance(step, tuple):
                stored = expired(store, account, stored, *step)
            elif step:
                stored += append(store, account, step)
                append(store, other, [some_event(), *(each._replace(id=some_event().id) for each in step)])
            verify(store, account)
            with store.reading() as snapshot:
                for filters, order, after, offset in queries:
                    check(snapshot, account, stored, filters, order, after, offset)


def expired(store: SealedStore, account: int, stored: list[Event], some: int, most: int) -> list[Event]:
    """What is left when the first events are deleted, in steps of `most`; every step leaves all right."""
    before = stored[min(some, len(stored)) - 1].received_at + 1 if stored else 0
    left = [event for event in stored if event.received_at >= before]
    with store.expiring() as expiry:
        while (deleted := expiry.step(account, before, most)) is not None:
            assert deleted <= most
            stored = stored[deleted:]
            verify(store, account)
            with store.reading() as snapshot:
                assert snapshot.search(account, Filters()).count() == len(stored)
    assert stored == left
    return stored


def test_the_store_seals_by_itself_and_stays_right(store: SealedStore, account: int) -> None:
    stored: list[Event] = []
    for n in range(60):
        stored += append(
            store, account, [some_event(n % 7, None, (f"u{i % 3}", None, None)) for i in range(1 + n % 9)]
        )
        with store.reading() as snapshot:
            check(snapshot, account, stored, Filters(actor_id="u1"), "desc", None)
    settle(store, account)
    covered = verify(store, account)
    assert len(stored) - covered[-1][1] < 2
    assert [last - first + 1 for first, last in covered[:-32]] == [MOST] * len(covered[:-32])
    assert len(covered) < 32 + len(stored) // MOST


@pytest.fixture(scope="module")
def small_server(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served ledger with tiny segments."""
    with (
        new_store(tmp_path_factory.mktemp("ledger")) as database,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        monkeypatch.setattr("server.conftest.open_store", functools.partial(open_small, most=32))
        with serving(database) as url, contextlib.closing(open_small(database, 32)) as store:
            served = Served(url, store)
            yield served
            served.close()


_searches = st.tuples(test_search._filters, st.sampled_from(["asc", "desc"]), st.integers(1, 12))


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(sent=st.lists(test_search._some, min_size=1, max_size=40), queries=st.lists(_searches, max_size=6))
def test_over_http_a_search_is_what_the_model_says(
    small_server: Served, sent: list[test_search.Event], queries: list[tuple[dict[str, str], str, int]]
) -> None:
    """The oracle of the contract, where a small segment is one event."""
    oracle = test_search.test_any_search_is_what_the_model_says
    oracle.hypothesis.inner_test(small_server, sent, queries)  # type: ignore[attr-defined]


def test_late_events_lie_where_their_time_is(store: SealedStore, account: int) -> None:
    stored = append(store, account, [some_event(1_000 + n) for n in range(100)])
    settle(store, account)
    stored += append(store, account, [some_event(n * 40, resource="late") for n in range(40)])
    settle(store, account)
    verify(store, account)
    with store.reading() as snapshot:
        for order in ("asc", "desc"):
            for filters in (Filters(), Filters(resource_id="late"), Filters(start=990, end=1_050)):
                check(snapshot, account, stored, filters, order, None)
                check(snapshot, account, stored, filters, order, SortKey(1_000, 120))


def test_a_stream_of_a_rare_match_skips_segments(store: SealedStore, account: int) -> None:
    rare = [1, 2, 150, 299, 300, 301]
    sent = [some_event(actor=("u" if n in rare else "v", None, None)) for n in range(1, 302)]
    append(store, account, sent)
    settle(store, account)
    with store.reading() as snapshot:
        events, steps = followed(snapshot, account, Filters(actor_id="u"), 2)
        assert [event.sequence for event in events] == rare
        assert steps <= 2 * len(rare)
        assert followed(snapshot, account, Filters(actor_id="nobody"), 2) == ([], 1)


def test_resources_that_share_a_key_are_told_apart(store: SealedStore, account: int) -> None:
    assert crc32(b"plumless") == crc32(b"buckeroo")
    texts = ["plumless", "buckeroo", "x"] * 40
    stored = append(store, account, [some_event(n, resource=text) for n, text in enumerate(texts)])
    settle(store, account)
    with store.reading() as snapshot:
        for resource in ("plumless", "buckeroo", "gnu"):
            check(snapshot, account, stored, Filters(resource_id=resource), "desc", None)


def test_an_offset_may_be_deep_within_one_instant(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", 0)
    stored = append(store, account, [some_event(n // 50, f"o{n % 2}") for n in range(300)])
    settle(store, account)
    with store.reading() as snapshot:
        for offset in (0, 1, 49, 149, 150, 299, 300, 10**9):
            for order in ("asc", "desc"):
                check(snapshot, account, stored, Filters(), order, None, offset)
                check(snapshot, account, stored, Filters(organization="o1"), order, None, offset)


def test_what_a_process_keeps_is_bounded(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = append(store, account, [some_event(n, f"o{n % 5}") for n in range(200)])
    settle(store, account)
    monkeypatch.setattr(store._cache._cache, "_max_bytes", 300)
    with store.reading() as snapshot:
        for n in range(300):
            check(snapshot, account, stored, Filters(organization="o1", end=n), "desc", None)
    cache = store._cache
    assert len(cache._cache) <= 300


def test_a_snapshot_does_not_see_what_is_sealed_after_it(store: SealedStore, account: int) -> None:
    stored = append(store, account, [some_event(n, f"o{n % 3}") for n in range(50)])
    with store.snapshot() as snapshot:
        check(snapshot, account, stored, Filters(organization="o1"), "desc", None)
        more = stored + append(store, account, [some_event(n, f"o{n % 3}") for n in range(100)])
        settle(store, account)
        check(snapshot, account, stored, Filters(organization="o1"), "desc", None)
    with store.reading() as later:
        check(later, account, more, Filters(organization="o1"), "desc", None)


def test_a_ledger_in_memory_is_sealed_too() -> None:
    with contextlib.closing(SQLiteStore(None, MOST)) as store:
        account = store.ensure_account("a", "growth")
        stored = append(store, account, [some_event(n % 9, f"o{n % 3}") for n in range(100)])
        settle(store, account)
        assert verify(store, account)[-1][1] == 100
        with store.reading() as snapshot, store.snapshot() as copy:
            for each in (snapshot, copy):
                check(each, account, stored, Filters(organization="o1"), "desc", None)


def test_readers_and_writers_in_threads_agree(store: SealedStore, account: int) -> None:
    """Counts only grow, and no page breaks, while another thread appends and the sealer runs."""
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        seen = 0
        try:
            while not done.is_set():
                with store.reading() as snapshot:
                    count = snapshot.search(account, Filters(organization="o1")).count()
                    page = snapshot.search(account, Filters(organization="o1")).page(
                        "desc", after=None, offset=0, limit=2_000
                    )
                    assert len(page) == count >= seen
                    seen = count
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(150):
        append(store, account, [some_event(n - i, f"o{i % 2}") for i in range(10)])
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    settle(store, account)
    verify(store, account)


def _process(url: str) -> "multiprocessing.process.BaseProcess":
    process = multiprocessing.get_context("spawn").Process(target=append_until_killed, args=(url, MOST))
    process.start()
    return process


def test_processes_that_are_killed_leave_segments_whole(
    store_url: str, request: pytest.FixtureRequest
) -> None:
    """Two processes append to and seal one ledger, and are killed at any moment; nobody loses count."""
    if "plain" in request.node.name:
        pytest.skip("sealing does not use the engine")
    with contextlib.closing(open_small(store_url, 10**6)) as store:
        account = store.ensure_account("a", "growth")
        processes = [_process(store_url) for _ in range(2)]
        sealed = 0
        for turn in range(6):
            deadline = time.monotonic() + 20
            grown = verify(store, account)
            while len(verify(store, account)) < len(grown) + 3 and time.monotonic() < deadline:
                time.sleep(0.01)
            victim = processes[turn % 2]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
            victim.join()
            sealed = verify(store, account)[-1][1]
            processes[turn % 2] = _process(store_url)
        for process in processes:
            process.kill()
            process.join()
        assert sealed > 0
    with contextlib.closing(open_small(store_url, MOST)) as store:
        store._compactor.schedule(account)
        settle(store, account)
        verify(store, account)
        with store.reading() as snapshot:
            everything = [
                each
                for some in snapshot.search(account, Filters()).batches("asc", None, 500)
                for each in some
            ]
            assert sorted(each.sequence for each in everything) == list(range(1, len(everything) + 1))
            check(snapshot, account, everything, Filters(organization="o1"), "desc", None)


def test_a_ledger_of_the_first_version_is_sealed_when_it_is_read(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    _first_version(path)
    account = 1
    with contextlib.closing(SQLiteStore(path, MOST)) as store:
        with store.reading() as snapshot:
            assert snapshot.search(account, Filters()).count() == 100
        settle(store, account)
        assert verify(store, account)[-1][1] == 100
        with store.reading() as snapshot:
            stored = list(chain.from_iterable(snapshot.search(1, Filters()).batches("asc", None, 500)))
            stored.sort(key=lambda each: each.sequence)
            assert [each.sequence for each in stored] == list(range(1, 101))
            for filters in (Filters(), Filters(actor_name="AL"), Filters(resource_id="r7"), Filters(start=3)):
                check(snapshot, 1, stored, filters, "desc", None)
        append(store, 1, [some_event()])


def _first_version(path: str) -> None:
    """A ledger as the schema of version 1 held it, written by hand."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema._MIGRATIONS[0])
        connection.executescript(f"""
            PRAGMA application_id = {schema._APPLICATION_ID};
            PRAGMA user_version = 1;
            INSERT INTO settings VALUES ('pepper', zeroblob(32));
            INSERT INTO accounts VALUES (1, 'a', 'growth', 100, 1);
            INSERT INTO actors VALUES (1, 1, 'u', 'Alice', NULL, 'alice'), (2, 1, 'v', NULL, NULL, NULL);
            INSERT INTO kinds VALUES (1, 1, 'A.b', 'T', 'a.b', 't');
            INSERT INTO organizations VALUES (1, 1, 'o');
            WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100)
            INSERT INTO events
            SELECT (1 << 40) + n, 1, randomblob(16), n % 5, 1, nullif(n % 2, 0), 1 + n % 2, 1, 'r' || n % 10,
                NULL, '{{}}' FROM n ORDER BY n;
        """)


def test_statements_follow_their_plans(tmp_path: Path) -> None:
    """No statement of SQLite may sort more than a tail, or read another account's events."""
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"), MOST)) as store:
        account = store.ensure_account("a", "growth")
        append(store, account, [some_event(n) for n in range(100)])
        with store.reading() as snapshot:
            connection = snapshot._connection

            def plan(statement: str, *values: object) -> str:
                return "\n".join(
                    row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                )

            rows = source._SEARCH_ROWS.format("DESC")
            assert "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plan(rows, 1, 2)
            assert "INTEGER PRIMARY KEY (rowid=?)" in plan(source._EVENT_ROWS, "[]")
            assert "TEMP B-TREE" not in plan(source._EVENT_ROWS, "[]")
            for table in (ACTORS, KINDS):
                texts = plan(source.text_chunk_statement(table), account, 1)
                assert f"{table.name}_numbers (account=? AND rowid>?)" in texts
                assert "TEMP B-TREE" not in texts
            emails = "SELECT actor FROM actors WHERE account = ? AND email = ?"
            assert "actors_emails (account=? AND email=?)" in plan(emails, account, "a")


def test_a_common_match_opens_few_segments(store: SealedStore, account: int) -> None:
    append(store, account, [some_event(n, f"o{n % 2}") for n in range(MOST * 20)])
    settle(store, account)
    opened: set[int] = set()
    original = store._cache.column

    def column(read: AccountSource, segment: int, name: str) -> "memoryview[int]":
        opened.add(segment)
        return original(read, segment, name)

    with store.reading() as snapshot, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(store._cache, "column", column)
        for order in ("asc", "desc"):
            opened.clear()
            snapshot.search(account, Filters(organization="o1")).page(order, after=None, offset=0, limit=5)
            assert 1 <= len(opened) <= 6
        opened.clear()
        assert snapshot.search(account, Filters(start=1, end=MOST * 20 - 2)).count() == MOST * 20 - 2
        assert len(opened) <= 2
        monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", 0)
        opened.clear()
        snapshot.search(account, Filters()).page("desc", after=None, offset=MOST * 7, limit=5)
        assert 1 <= len(opened) <= 3


def test_a_total_of_one_filter_opens_small_segments_alone_once_it_has_seen_the_large_ones(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, account, [some_event(n, f"o{n % 2}") for n in range(MOST * 10)])
    settle(store, account)
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters(organization="o0")).count() == MOST * 5
    append(store, account, [some_event(n, "o1") for n in range(8)])
    settle(store, account)
    with source_of(store, account) as source:
        small = {each.segment for each in source.segments() if each.events < MOST}
    opened: set[int] = set()
    original = store._cache.column

    def column(read: AccountSource, segment: int, name: str) -> "memoryview[int]":
        opened.add(segment)
        return original(read, segment, name)

    monkeypatch.setattr(store._cache, "column", column)
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters(organization="o1")).count() == MOST * 5 + 8
    assert opened == small != set()


def test_a_resource_is_looked_up_in_all_segments_at_once_and_once(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, account, [some_event(n, resource=f"r{n % 3}") for n in range(MOST * 6)])
    settle(store, account)
    read: list[int] = []
    with source_of(store, account) as source:
        kind, original = type(source), type(source).event_rows

    def events(source: AccountSource, sequences: Sequence[int]) -> Sequence[Sequence[object]]:
        read.append(len(sequences))
        return original(source, sequences)

    monkeypatch.setattr(kind, "event_rows", events)
    for again in (False, True):
        with store.reading() as snapshot:
            found = Filters(resource_id="r1")
            assert snapshot.search(account, found).count() == MOST * 2
            assert len(snapshot.search(account, found).page("desc", after=None, offset=0, limit=7)) == 7
        assert read == ([7] if again else [len(verify(store, account)), 7])
        read.clear()


@pytest.mark.parametrize("sequence", [1, 40, 64, 128, 150, 299, 300])
def test_what_is_deleted_is_gone_from_segments_too(store: SealedStore, account: int, sequence: int) -> None:
    """Also where it was not sealed yet, for readers that kept what they read, and when more is sealed."""
    stored = append(store, account, [some_event(n % 50, f"o{n % 3}") for n in range(290)])
    settle(store, account)
    stored += append(store, account, [some_event(n % 7, "o1") for n in range(10)])
    filters = Filters(organization="o1")
    with store.reading() as snapshot, store.snapshot() as before:
        check(snapshot, account, stored, filters, "desc", None)
        before.schema_is_current()  # the first statement takes the snapshot
        delete(store, account, sequence)
        check(before, account, stored, filters, "desc", None)
    left = stored[sequence:]
    for _ in range(3):
        verify(store, account)
        with store.reading() as snapshot:
            check(snapshot, account, left, filters, "desc", None)
            check(snapshot, account, left, Filters(), "asc", None)
        left += append(store, account, [some_event(n, "o1") for n in range(70)])
        settle(store, account)
    with source_of(store, account) as seen:
        assert seen.segments()[0].first == 1


def delete(store: SealedStore, account: int, sequence: int) -> None:
    """Delete the events up to a sequence, each of which was received at the instant of its sequence."""
    with store.expiring() as expiry:
        assert expiry is not None
        while expiry.step(account, sequence + 1, 1_000) is not None:
            pass


@pytest.mark.parametrize("first", [1, 65])
def test_what_is_deleted_meanwhile_is_not_sealed(tmp_path: Path, first: int) -> None:
    """A segment, in place of others or behind them, that was read before events of it were deleted."""
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"), MOST)) as store:
        account = store.ensure_account("a", "growth")
        append(store, account, [some_event(n) for n in range(65)])
        settle(store, account)
        with store.compacting(account) as sealing:
            sealed = build(sealing, sealing.segments(), first, 65)
            delete(store, account, 65)
            sealing.put(sealed)
        assert verify(store, account) == [(1, 65)]


def test_one_process_seals_an_account_at_a_time(postgresql: postgres.PostgreSQL) -> None:
    """And who deletes waits for it."""
    with (
        postgresql.database() as url,
        contextlib.closing(open_small(url, MOST)) as one,
        contextlib.closing(open_small(url, MOST)) as other,
    ):
        account, neighbour = one.ensure_account("a", "growth"), one.ensure_account("b", "growth")
        append(one, account, [some_event() for _ in range(9)])
        settle(one, account)
        one._compactor.close()  # after the step under way
        with (
            one.compacting(account),
            other.compacting(account) as second,
            other.compacting(neighbour) as third,
        ):
            assert (second, third and third.account) == (None, neighbour)
            deleting = threading.Thread(target=delete, args=(other, account, 5))
            deleting.start()
            deleting.join(0.2)
            assert deleting.is_alive()
            verify(one, account)
        deleting.join()
        verify(one, account)


def test_a_long_tail_is_read_and_sealed(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process left unsealed is not kept, and is sealed by who reads it."""
    with monkeypatch.context() as patch:
        patch.setattr(store._compactor, "schedule", lambda _: None)
        stored = append(store, account, [some_event(n % 40, f"o{n % 2}") for n in range(300)])
    assert is_ripe(store, account)
    monkeypatch.setattr("auditledge.server.stores.postgres.source._AT_ONCE", 7)
    with store.reading() as snapshot:
        monkeypatch.setattr(
            store._cache, "tails", tail_cache.TailCache(4, store._compactor.schedule, max_rows=100)
        )
        for order in ("asc", "desc"):
            check(snapshot, account, stored, Filters(organization="o1"), order, SortKey(20, 9))
        assert store._cache.tails._kept == {}
    settle(store, account)
    assert verify(store, account)[-1][1] >= 299


def test_tails_are_read_on_and_dropped(store: SealedStore) -> None:
    kept = tail_cache.TailCache(100, lambda _: None, max_rows=30)
    accounts = [new_account(store) for _ in "abc"]
    for account in accounts:
        stored = append(store, account, [some_event(n, "o1") for n in range(20)])
        with store.reading() as older:
            memory = ReadCache(kept)
            older._cache = memory
            check(older, account, stored, Filters(organization="o1"), "desc", None)
            more = stored + append(store, account, [some_event(5, "o1"), some_event(-1, "o2")])
            with store.snapshot() as newer:
                newer._cache = memory
                check(newer, account, more, Filters(organization="o1"), "desc", None)
            check(older, account, stored, Filters(organization="o1"), "asc", None)
        assert sum(len(each.rows) for each in kept._kept.values()) <= 30


@pytest.mark.parametrize("values", [[], [0], [255], [256, 0], [65_536], [2**32], [-1], [2**63 - 1, -(2**63)]])
@pytest.mark.parametrize("byteorder", ["little", "big"])
def test_columns_come_back_the_same(
    values: list[int], byteorder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding.sys, "byteorder", byteorder)  # type: ignore[attr-defined]
    assert unpack(*pack(values)).tolist() == values


def test_texts_are_read_as_they_are_added(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In blocks that are merged, or again for each search where a dictionary is larger than what is kept."""
    for module in (source, postgres_source):
        monkeypatch.setattr(module, "_CHUNK", 3)
    cache = AccountCache(10**6)
    monkeypatch.setattr(store._cache, "texts", TextIndex(cache))
    stored: list[Event] = []
    for size in (1, 2, 9, 40):
        if size == 40:
            monkeypatch.setattr(text_index, "_MAX_BYTES", len(cache))
        names = [None, "", *(f"Näme {size}-{n} \N{GRINNING FACE}" for n in range(size))]
        actors = [(f"u{n}", name, None) for n, name in enumerate(names)]
        kinds = [(f"do.{n}", f"T{n % 3}") for n in range(len(names))]
        events = [some_event(actor=actor, kind=kind) for actor, kind in zip(actors, kinds, strict=True)]
        stored += append(store, account, events)
        with store.reading() as snapshot:
            for filters in (
                Filters(actor_name="NÄME"),
                Filters(actor_name="-7 \N{GRINNING FACE}"),
                Filters(action="O.1", resource_type="T1"),
                Filters(resource_type="t1"),
                Filters(resource_type="T"),
                Filters(search=("t2", "näme")),
                Filters(search=("do.1t1",)),
                Filters(actor_name="näme", actor_id="u5"),
            ):
                check(snapshot, account, stored, filters, "desc", None)
    kept = cache.get(account, ("texts", ACTORS))
    assert kept is not None
    assert len(kept.blocks) < 9


_texts = st.text("ab\u00e9\u20ac", max_size=6)
_parts = st.text("ab\u00e9\u20ac", min_size=1, max_size=3)


@given(st.lists(st.lists(_texts, min_size=1, max_size=20), min_size=1, max_size=3), _parts, _parts)
def test_parts_are_found_in_columns_of_texts(blocks: list[list[str]], part: str, other: str) -> None:
    columns = [text_column("\0".join(texts).encode()) for texts in blocks]
    assert [column.texts() for column in columns] == [[text.encode() for text in texts] for texts in blocks]
    numbers = [unpack(*pack(range(100 * n, 100 * n + len(texts)))) for n, texts in enumerate(blocks)]
    contain = [kernels().containing(column, part.encode()) for column in columns]
    equal = [kernels().equal(column, part.encode()) for column in columns]
    others = [kernels().containing(column, other.encode()) for column in columns]
    found: dict[Callable[[str], bool], list[Any]] = {
        lambda text: part in text: contain,
        lambda text: part == text: equal,
        lambda text: part == text or other in text: list(map(kernels().either, equal, others)),
        lambda text: part in text and other in text: list(map(kernels().both, contain, others)),
    }
    pairs = [(100 * n + m, text) for n, texts in enumerate(blocks) for m, text in enumerate(texts)]
    for holds, hits in found.items():
        expected = [number for number, text in pairs if holds(text)]
        assert [*kernels().selected(numbers, hits)] == expected


_keys = st.lists(st.integers(0, 40) | st.integers(0, 2**40), max_size=20, unique=True).map(sorted)


@given(_keys.filter(bool), _keys)
@example([2_930, 2_931], [])
def test_wanted_keys_are_known_again(wanted: list[int], keys: list[int]) -> None:
    """Whether they lie close together or far apart."""
    prepared = kernels().wanted(wanted)
    expected = [key in wanted for key in keys]
    assert [*map(kernels().is_wanted(prepared), keys)] == expected
    flags = kernels().flags(prepared, unpack(*pack(keys)))
    if flags is None:
        assert not any(expected)
    else:
        assert kernels().total(flags, unpack(*pack([1] * len(keys)))) == sum(expected)


def test_sums_are_carried_on_and_dropped(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = TotalsCache(10)
    monkeypatch.setattr(store._cache, "totals", sums)
    stored: list[Event] = []
    for size in (1, 8, 12, 3):
        actors = [(f"u{n % size}", None, None) for n in range(MOST)]
        stored += append(store, account, [some_event(actor=each, organization="o1") for each in actors])
        settle(store, account)
        with store.reading() as snapshot:
            for filters in (Filters(actor_id="u0"), Filters(organization="o1"), Filters(resource_type="v")):
                check(snapshot, account, stored, filters, "desc", None)
        assert sums._keys == sum(len(each.counts[0]) for each in sums._kept.values()) <= 10
    assert [name for _, name in sums._kept] == ["organization"]


def test_a_failed_step_is_told_and_taken_again(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:

    def broken(*_: object) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr("auditledge.server.stores.columnar.segment_builder.build", broken)
        append(store, account, [some_event() for _ in range(50)])
        deadline = time.monotonic() + 10
        while "a segment was not sealed: disk I/O error" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.005)
    assert verify(store, account) == []
    append(store, account, [some_event() for _ in range(2)])
    settle(store, account)
    assert verify(store, account)[-1][1] == 52


def test_what_was_committed_does_not_seem_to_fail_where_no_thread_can_start(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever is told that it failed would store it a second time."""

    def broken(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with contextlib.closing(open_small(url, MOST)) as store:
        account = new_account(store)
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", broken)
            append(store, account, [some_event() for _ in range(50)])
        assert "can't compact events into segments: can't start new thread" in caplog.text
        append(store, account, [some_event() for _ in range(2)])
        settle(store, account)
        assert verify(store, account)[-1][1] == 52
