"""Searches of a store with segments find what a model finds, whatever has been compacted or deleted."""

import contextlib
import functools
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.models import (
    OUTCOMES,
    Actor,
    Event,
    EventContext,
    Filters,
    Order,
    Resource,
    SortKey,
)
from server import search_oracle
from server.conftest import NewStore, Served, serving
from server.load.scale import (
    SealedStore,
    append,
    check,
    followed,
    open_small,
    settle,
    some_event,
    verify,
)
from server.stores.columnar.small_segments import new_account

_names = st.sampled_from([None, "", "Alice", "ALICE Smith", "Straße", "Bob"])


_actors = st.sampled_from([("s1", None, None, "service"), ("s1", None, None), ("u2", "Bob", "a@b", "user")])
_members = st.fixed_dictionaries(
    {},
    optional={
        "on_behalf_of": _actors.map(lambda each: Actor(*each)),
        "outcome": st.sampled_from(OUTCOMES),
        "context": st.sampled_from(
            [
                EventContext("::1"),
                EventContext("10.0.0.1", "curl", "q1", "t1", "s1"),
                EventContext("", None, "q2"),
            ]
        ),
        "changes": st.sampled_from(['{"plan":{"before":1}}', '{"a":{},"b.c":{"after":null}}']),
        "targets": st.sampled_from([(Resource("t", "1"),), (Resource("x", "7", "X"), Resource("x", "8"))]),
        "source_id": st.sampled_from(["e1", "e2"]),
    },
)
event_strategy = st.builds(
    lambda members, **fields: some_event(**fields, **members),
    st.just({}) | _members,
    timestamp=st.sampled_from([0, 0, 1, 2, 3, 50, -7, 2**40]),
    organization=st.sampled_from([None, "o1", "o2"]),
    actor=st.tuples(st.sampled_from("uvw"), _names, st.sampled_from([None, "a@b"])) | _actors,
    kind=st.tuples(
        st.sampled_from(["invoice.deleted", "user.login", "alice.x"]), st.sampled_from(["t", "v"])
    ),
    resource=st.sampled_from(["1", "2", "plumless", "buckeroo"]),
)


def _rarely(*texts: str) -> st.SearchStrategy[str | None]:
    """Nothing, mostly: events hardly ever match many filters."""
    return st.sampled_from([None] * 6 * len(texts) + [*texts])


filter_strategy = st.builds(
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
    actor_type=_rarely("service", "user", "x"),
    on_behalf_of_id=_rarely("s1", "x"),
    outcome=_rarely("success", "denied"),
    ip=_rarely("::1", "10.0.0.1", "10.0.0"),
    request_id=_rarely("q1", "q2"),
    session_id=_rarely("s1", "x"),
    trace_id=_rarely("t1", "x"),
    source_id=_rarely("e1", "x"),
    changed=_rarely("plan", "b.c", "b"),
    target_id=_rarely("1", "7", "x"),
    action_is=_rarely("user.login", "user"),
    expression=st.none(),
)


_positions = st.none() | st.builds(SortKey, st.sampled_from([-7, 0, 2, 50]), st.integers(0, 60))


_orders: st.SearchStrategy[Order] = st.sampled_from(["asc", "desc"])


_queries = st.tuples(filter_strategy, _orders, _positions, st.integers(0, 9))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.lists(event_strategy, max_size=25)
        | st.integers(1, 8)
        | st.tuples(st.integers(1, 30), st.integers(1, 9)),
        min_size=1,
        max_size=8,
    ),
    most=st.sampled_from([4, 32, 64]),
    queries=st.lists(_queries, min_size=1, max_size=6),
    deep=st.sampled_from([0, 3, 4_096]),
)
def test_a_search_finds_what_the_model_finds(
    unsealed: SealedStore,
    steps: list[list[Event] | int | tuple[int, int]],
    most: int,
    queries: list[tuple[Filters, Order, SortKey | None, int]],
    deep: int,
) -> None:
    """Appends, compactions and deletions in any order, on two accounts that differ in one event."""
    store = unsealed
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", deep)
        other, account = new_account(store), new_account(store)
        compactor = Compactor(store, most)
        stored: list[Event] = []
        for step in steps:
            if isinstance(step, int):
                [compactor.step(each) for _ in range(step) for each in (account, other)]
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


_searches = st.tuples(search_oracle.search_filters, st.sampled_from(["asc", "desc"]), st.integers(1, 12))


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(sent=st.lists(search_oracle.events, min_size=1, max_size=40), queries=st.lists(_searches, max_size=6))
def test_a_search_over_http_finds_what_the_model_finds(
    small_server: Served, sent: list[search_oracle.Event], queries: list[search_oracle.Search]
) -> None:
    """The oracle of the contract, where a small segment is one event."""
    search_oracle.check_searches(small_server, sent, queries)


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


def test_readers_and_writers_in_threads_agree(store: SealedStore, account: int) -> None:
    """Counts only grow, and no page breaks, while another thread appends and the compactor runs."""
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
        except BaseException as error:  # noqa: BLE001 - raised below
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
