"""Expressions find what a second evaluator finds, in segments with and without an index, and in the tail."""

import contextlib
import json
from collections.abc import Sequence
from itertools import chain
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge.contract import new_id
from auditledge.contract.timestamps import format_instant
from auditledge.server.ledger.events import new_event, stored_event
from auditledge.server.query_language import matcher, parse
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.errors import ReadCancelledError
from auditledge.server.stores.models import Actor, Event, EventContext, Filters, Order, Resource, SortKey
from auditledge.server.stores.protocol import Snapshot
from server.load.scale import (
    SealedStore,
    append,
    check,
    followed,
    make_older,
    settle,
    some_event,
    source_of,
    verify,
)
from server.query_language import model
from server.query_language.cases import EVENTS, FOUND, Case, case_id
from server.stores.columnar.small_segments import LARGE_SIZE, delete, new_account


def _stored(event: model.Event) -> model.Event:
    """The members that are given, with an id of its own."""
    kept = {name: value for name, value in event.items() if value is not None}
    return {**kept, "id": new_id("evt")}


def _event(event: model.Event) -> Event:
    return stored_event(new_event(event, event.get("organization_id")), sequence=0, received_at=0)


def _append(
    store: SealedStore, account: int, events: Sequence[model.Event]
) -> list[tuple[Event, model.Event]]:
    """Store events. Returns them with what the second evaluator reads."""
    appended = append(store, account, [_event(event) for event in events])
    return [
        (stored, {**event, "received_at": format_instant(stored.received_at)})
        for stored, event in zip(appended, events, strict=True)
    ]


def _check(snapshot: Snapshot, account: int, text: str, found: Sequence[Event], after: int = 0) -> None:
    """Hold every reading method to what an expression should find."""
    filters = Filters(expression=parse(text))
    assert snapshot.search(account, filters).count() == len(found)
    for order in _ORDERS:
        want = sorted(found, key=lambda event: event[2:0:-1], reverse=order == "desc")
        page = snapshot.search(account, filters).page(order, after=None, offset=after, limit=3)
        assert page == want[after : after + 3]
        batches = snapshot.search(account, filters).batches(order, None, 4)
        assert list(chain.from_iterable(batches)) == want
        if want:
            last = SortKey(want[0].timestamp, want[0].sequence)
            assert snapshot.search(account, filters).count(order, last) == len(want) - 1
    later = [event for event in found if event.sequence > 5]
    assert snapshot.search(account, filters).count_after_sequence(5) == len(later)
    streamed, _ = followed(snapshot, account, filters, 9)
    assert streamed == sorted(found, key=lambda event: event.sequence)


_ORDERS: tuple[Order, ...] = ("asc", "desc")


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.lists(model.events, min_size=1, max_size=12) | st.integers(1, 8), min_size=1, max_size=5
    ),
    large=st.sampled_from([4, 32, 64]),
    expressions=st.lists(model.expressions, min_size=1, max_size=6),
    deep=st.sampled_from([0, 4_096]),
    pages=st.sampled_from([1, 1_200]),
)
def test_expressions_find_what_a_second_evaluator_finds(
    unsealed: SealedStore,
    steps: list[list[model.Event] | int],
    large: int,
    expressions: list[model.Node],
    deep: int,
    pages: int,
) -> None:
    store = unsealed
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", deep)
        monkeypatch.setattr("auditledge.server.stores.columnar.term_index._PAGE_ENTRIES", pages)
        account, other = new_account(store), new_account(store)
        compactor = Compactor(store, large)
        events: list[tuple[Event, model.Event]] = []
        for step in steps:
            if isinstance(step, int):
                [compactor.step(each) for _ in range(step) for each in (account, other)]
            else:
                events += _append(store, account, [_stored(event) for event in step])
                _append(store, other, [_stored(event) for event in step])
        with store.reading() as snapshot:
            for node in expressions:
                found = [stored for stored, event in events if model.evaluate(node, event)]
                _check(snapshot, account, model.written(node), found, after=deep % 3)


@pytest.fixture(scope="module")
def of_cases(store: SealedStore) -> tuple[int, list[tuple[Event, model.Event]]]:
    """An account with the events of the cases, some of them in segments."""
    account = new_account(store)
    sent = [{**_stored(event), "id": event["id"]} for event in EVENTS]
    events = _append(store, account, sent[:30])
    settle(store, account)
    return account, events + _append(store, account, sent[30:])


@pytest.mark.parametrize("case", FOUND, ids=case_id)
def test_a_case_of_the_language_finds_its_events(
    store: SealedStore, of_cases: tuple[int, list[tuple[Event, model.Event]]], case: Case
) -> None:
    account, events = of_cases
    matches = matcher(parse(case.q))
    found = [stored for stored, event in events if matches(event)]
    with store.reading() as snapshot:
        filters = Filters(expression=parse(case.q))
        assert snapshot.search(account, filters).count() == len(found)
        page = snapshot.search(account, filters).page("asc", after=None, offset=0, limit=100)
        assert {event.id for event in page} == {event.id for event in found}


def test_metadata_with_a_thousand_members_is_found(store: SealedStore, account: int) -> None:
    """It has more than the index takes: events that have it are looked at for every term of metadata."""
    wide = [{f"k{n}": n + each for n in range(1_000)} for each in range(12)]
    narrow = [{"k1": n, "tags": ["a", f"t{n}"]} for n in range(150)]
    sent = [some_event(n)._replace(metadata=json.dumps(each)) for n, each in enumerate([*narrow, *wide])]
    stored = append(store, account, sent)
    settle(store, account)
    verify(store, account)
    with store.reading() as snapshot:
        for text, matches in {
            "metadata.k1:5": lambda metadata: metadata["k1"] == 5,
            "metadata.k999:1005": lambda metadata: metadata.get("k999") == 1_005,
            "metadata.k999:*": lambda metadata: "k999" in metadata,
            "-metadata.k999:*": lambda metadata: "k999" not in metadata,
            "-metadata.k1:5 metadata.k2:*": lambda metadata: metadata["k1"] != 5 and "k2" in metadata,
            "metadata.tags:a OR metadata.k5:6": lambda metadata: "tags" in metadata or metadata["k5"] == 6,
        }.items():
            found = [event for event in stored if matches(json.loads(event.metadata))]
            assert found or text == ""
            _check(snapshot, account, text, found)


def test_terms_are_looked_up_in_all_segments_together(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, account, [some_event(n, resource=f"r{n % 3}") for n in range(LARGE_SIZE * 6)])
    settle(store, account)
    segments = len(verify(store, account))
    with source_of(store, account) as source:
        kind, columns, event_rows = type(source), type(source).columns, type(source).event_rows
    reads: list[int] = []
    rows: list[int] = []

    def counted_columns(source: Any, wanted: Any) -> Any:
        reads.append(len(wanted))
        return columns(source, wanted)

    def counted_rows(source: Any, sequences: Any) -> Any:
        rows.append(len(sequences))
        return event_rows(source, sequences)

    monkeypatch.setattr(kind, "columns", counted_columns)
    monkeypatch.setattr(kind, "event_rows", counted_rows)
    with store.reading() as snapshot:
        found = Filters(resource_id="r1")
        assert snapshot.search(account, found).count() == LARGE_SIZE * 2
    assert reads == [segments, segments]
    # A third of a large segment is more than a few events, so the index is sure of them.
    assert sum(rows) < LARGE_SIZE


@pytest.mark.parametrize("indexed", [True, False])
def test_resources_that_share_a_key_are_distinct(store: SealedStore, account: int, indexed: bool) -> None:
    """Segments of earlier versions have no term index, but a key of each resource's id."""
    assert crc32(b"plumless") == crc32(b"buckeroo")
    texts = ["plumless", "buckeroo", "x"] * 40
    stored = append(store, account, [some_event(n, resource=text) for n, text in enumerate(texts)])
    settle(store, account)
    if not indexed:
        make_older(store, account)
    with store.reading() as snapshot:
        for resource in ("plumless", "buckeroo", "gnu"):
            check(snapshot, account, stored, Filters(resource_id=resource), "desc", None)
            found = [event for event in stored if event.resource_id == resource]
            _check(snapshot, account, f"resource:t:{resource}", found)
            begins = [event for event in stored if event.resource_id.startswith(resource[:2])]
            _check(snapshot, account, f"resource.id:{resource[:2]}*", begins)
            _check(snapshot, account, f"-resource:t:{resource[:2]}*", [e for e in stored if e not in begins])


def test_times_of_receipt_are_bisected(store: SealedStore, account: int) -> None:
    """Events are numbered in the order of their receipt, also when the first ones are deleted."""
    stored = append(store, account, [some_event(-n) for n in range(150)])
    settle(store, account)
    delete(store, account, 40)
    stored = stored[40:]
    with store.reading() as snapshot:
        for first, last in ((1, 150), (50, 60), (41, 41), (100, 99), (150, 170), (20, 45)):
            text = f"received_at:{format_instant(first)}..{format_instant(last)}" if first <= last else ""
            if text:
                found = [event for event in stored if first <= event.received_at <= last]
                _check(snapshot, account, text, found)
                _check(snapshot, account, f"-{text}", [event for event in stored if event not in found])


def test_times_of_receipt_after_the_clock_was_repaired(store: SealedStore, account: int) -> None:
    """Later events have earlier times."""
    stored: list[Event] = []
    for start, count in ((10_000, 10), (90_000, 10), (20_000, 100), (80_000, 5), (30_000, 40)):
        with store.writing() as transaction:
            transaction.repair_clock(account, start)
            last = transaction.account(account, 0).sequence
            events = [
                some_event()._replace(sequence=last + n, received_at=start + n) for n in range(1, count + 1)
            ]
            transaction.append_events(account, events, 0)
        stored += events
    for _ in range(2):
        with store.reading() as snapshot:
            for first, last in ((10_000, 15_000), (0, 20_050), (20_010, 30_010), (85_000, 99_000), (1, 9)):
                text = f"received_at:{format_instant(first)}..{format_instant(last)}"
                found = [event for event in stored if first <= event.received_at <= last]
                _check(snapshot, account, text, found)
                _check(snapshot, account, f"-{text}", [event for event in stored if event not in found])
        settle(store, account)


def test_an_id_is_found_by_its_index(store: SealedStore, account: int) -> None:
    stored = append(store, account, [some_event(n) for n in range(100)])
    settle(store, account)
    with store.reading() as snapshot:
        for event in (stored[0], stored[70], stored[-1]):
            _check(snapshot, account, f"id:{event.id}", [event])
            _check(
                snapshot,
                account,
                f"id:{event.id[:-1]}*",
                [each for each in stored if each.id.startswith(event.id[:-1])],
            )
        _check(snapshot, account, f"id:{new_id('evt')}", [])
        _check(snapshot, account, "id:nothing", [])


def test_a_search_stops_when_its_time_is_up(store: SealedStore, account: int) -> None:
    append(store, account, [some_event(n)._replace(metadata='{"path":"/a"}') for n in range(300)])
    settle(store, account)
    scope = CancelScope()
    with contextlib.suppress(ReadCancelledError), store.reading(scope) as snapshot:
        search = snapshot.search(account, Filters(expression=parse("metadata.path:/*")))
        scope.cancel()
        search.count()
        raise AssertionError("the search was not stopped")


def test_filters_on_new_members_look_up_terms(store: SealedStore, account: int) -> None:
    sent = [
        some_event(n, resource=f"r{n}")._replace(
            outcome=("success", "failure", None)[n % 3],
            context=EventContext(f"10.0.0.{n % 5}", None, f"q{n}", f"t{n // 2}", f"s{n % 50}"),
            source_id=f"e{n}",
            targets=(Resource("user", f"u{n}"), Resource("t", f"r{n - 1}")),
            changes=f'{{"field{n % 70}":{{}}}}',
            actor=Actor("u", None, None, "service" if n % 40 == 0 else None),
            on_behalf_of=Actor(f"b{n % 60}", None, None) if n % 2 else None,
        )
        for n in range(200)
    ]
    stored = append(store, account, sent)
    settle(store, account)
    verify(store, account)
    with store.reading() as snapshot:
        for filters, found in {
            Filters(request_id="q70"): 1,
            Filters(session_id="s7"): 4,
            Filters(trace_id="t70"): 2,
            Filters(source_id="e199"): 1,
            Filters(source_id="e1990"): 0,
            Filters(changed="field60"): 2,
            Filters(target_id="r70"): 2,
            Filters(target_id="u70", outcome="failure"): 1,
            Filters(actor_type="service"): 5,
            Filters(on_behalf_of_id="b31"): 3,
            Filters(outcome="success", ip="10.0.0.1"): 13,
            Filters(action_is="a.b", request_id="q5"): 1,
            Filters(action_is="a"): 0,
            Filters(action_is="a.b"): 200,
        }.items():
            assert snapshot.search(account, filters).count() == found
            check(snapshot, account, stored, filters, "desc", None)
            check(snapshot, account, stored, filters, "asc", SortKey(60, 61), 1)


def test_a_rare_term_opens_the_columns_of_its_segment_alone(store: SealedStore, account: int) -> None:
    append(store, account, [some_event(n, resource=f"r{n}") for n in range(LARGE_SIZE * 6)])
    settle(store, account)
    opened: set[int] = set()
    original = store._cache.column

    def column(source: Any, segment: int, name: str) -> Any:
        opened.add(segment)
        return original(source, segment, name)

    with store.reading() as snapshot, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(store._cache, "column", column)
        for text in ("resource.id:r77", "resource.id:r77*", "metadata.n:5", "action:nothing resource.id:r5"):
            search = snapshot.search(account, Filters(expression=parse(text)))
            page = search.page("desc", after=None, offset=0, limit=5)
            assert len(page) == search.count() == (1 if "r77" in text else 0)
        assert len(opened) <= 2
