"""A store to test at its seams: tiny segments, a model in plain Python, a recount of every segment."""

import contextlib
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

from auditledge.contract import new_id
from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.cache import ReadCache, UncachedColumns
from auditledge.server.stores.columnar.encoding import pack, unpack
from auditledge.server.stores.columnar.segment_builder import dimension, next_segment
from auditledge.server.stores.columnar.source import AccountSource, NewSegment, SegmentColumn, SegmentInfo
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.columnar.term_lookup import TermLookup
from auditledge.server.stores.columnar.terms import TermCollector
from auditledge.server.stores.models import Actor, Event, EventKind, Filters, Order, SequencePage, SortKey
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.protocol import Snapshot
from auditledge.server.stores.sqlite.store import SQLiteStore

SealedStore = SQLiteStore | PostgreSQLStore

DIMENSIONS = ("organization", "actor", "kind")
OPTIONAL_DIMENSIONS = ("actor_type", "on_behalf_of", "outcome", "ip")


def some_event(
    timestamp: int = 0,
    organization: str | None = None,
    actor: tuple[str | None, ...] = ("u", None, None),
    kind: tuple[str, str] = ("a.b", "t"),
    resource: str = "1",
    **members: Any,
) -> Event:
    """An event with an id of its own, and no sequence yet."""
    event = Event(
        new_id("evt"), 0, timestamp, 1, organization, Actor(*actor), EventKind(*kind), resource, None, "{}"
    )
    return event._replace(**members)


def append(store: SealedStore, account: int, events: Sequence[Event]) -> list[Event]:
    """Store events, each received at the instant of its sequence; the same with both."""
    with store.writing() as transaction:
        last = transaction.account(account, 0).sequence
        numbered = [
            event._replace(sequence=last + n, received_at=last + n) for n, event in enumerate(events, 1)
        ]
        transaction.append_events(account, numbered, 0)
    return numbered


def append_until_killed(url: str, most: int) -> None:
    """Append to the account `a`, a few events at a time."""
    store = open_small(url, most)
    account = store.ensure_account("a", "growth")
    while True:
        append(store, account, [some_event(time.time_ns() % 97, f"o{n % 4}") for n in range(7)])


def matches(event: Event, filters: Filters) -> bool:
    """Whether the words of `Filters` make the event match."""

    def part(text: str | None, within: str | None) -> bool:
        return text is None or (within is not None and text.casefold() in within.casefold())

    texts = (event.kind.action, event.kind.resource_type, event.actor.name)
    return (
        filters.organization in (None, event.organization)
        and filters.actor_id in (None, event.actor.id)
        and filters.actor_email in (None, event.actor.email)
        and filters.resource_type in (None, event.kind.resource_type)
        and filters.resource_id in (None, event.resource_id)
        and filters.actor_type in (None, event.actor.type)
        and filters.on_behalf_of_id in (None, event.on_behalf_of and event.on_behalf_of.id)
        and filters.outcome in (None, event.outcome)
        and filters.ip in (None, event.context.ip)
        and filters.request_id in (None, event.context.request_id)
        and filters.session_id in (None, event.context.session_id)
        and filters.trace_id in (None, event.context.trace_id)
        and filters.source_id in (None, event.source_id)
        and (filters.changed is None or filters.changed in json.loads(event.changes or "{}"))
        and filters.target_id in (None, event.resource_id, *(target.id for target in event.targets))
        and filters.action_is in (None, event.kind.action)
        and part(filters.actor_name, event.actor.name)
        and part(filters.action, event.kind.action)
        and all(any(part(word, text) for text in texts) for word in filters.search)
        and (filters.start is None or filters.start <= event.timestamp)
        and (filters.end is None or event.timestamp <= filters.end)
    )


def expected(stored: Sequence[Event], filters: Filters, order: Order, after: SortKey | None) -> list[Event]:
    """What matches after a position, in order."""
    found = [event for event in stored if matches(event, filters)]
    found.sort(key=_position, reverse=order == "desc")
    if after is None:
        return found
    return [
        each for each in found if (_position(each) < after if order == "desc" else _position(each) > after)
    ]


def check(
    snapshot: Snapshot,
    account: int,
    stored: Sequence[Event],
    filters: Filters,
    order: Order,
    after: SortKey | None,
    offset: int = 0,
    limit: int = 5,
) -> None:
    """Hold every reading method to the model."""
    want = expected(stored, filters, order, after)
    assert snapshot.search(account, filters).count(order, after) == len(want)
    page = snapshot.search(account, filters).page(order, after=after, offset=offset, limit=limit)
    assert page == want[offset : offset + limit]
    scanned = list(snapshot.search(account, filters).batches(order, after, 3))
    assert list(itertools.chain.from_iterable(scanned)) == want
    assert all(0 < len(some) <= 3 for some in scanned)
    behind = [each for each in expected(stored, filters, order, None) if each.sequence > 5 * offset]
    assert snapshot.search(account, filters).count_after_sequence(5 * offset) == len(behind)
    assert followed(snapshot, account, filters, 9)[0] == sorted(
        expected(stored, filters, "asc", None), key=lambda each: each.sequence
    )


def followed(snapshot: Snapshot, account: int, filters: Filters, size: int) -> tuple[list[Event], int]:
    """The events of a stream from the beginning, and the number of its pages."""
    events: list[Event] = []
    stretch, steps = SequencePage([], 0, more=True), 0
    while stretch.more:
        stretch = snapshot.search(account, filters).page_by_sequence(stretch.last, size)
        events += stretch.events
        steps += 1
    return events, steps


def open_small(url: str, most: int) -> SealedStore:
    """A store of either engine, with so many events in a large segment."""
    return SQLiteStore(url[10:], most) if url.startswith("sqlite") else PostgreSQLStore(url, most)


@contextlib.contextmanager
def source_of(store: SealedStore, account: int) -> Iterator[AccountSource]:
    """What the columns read of an account, in one snapshot."""
    with store.reading() as snapshot:
        yield snapshot.search(account, Filters())._source


def settle(store: SealedStore, account: int) -> None:
    """Wait until the store's own compactor has nothing left to do. One that is stuck never has."""
    deadline = time.monotonic() + 60
    while is_ripe(store, account):
        assert time.monotonic() < deadline
        time.sleep(0.005)


def is_ripe(store: SealedStore, account: int) -> bool:
    """Whether the account has enough events for another segment, or a segment without an index."""
    with source_of(store, account) as source:
        has_more = next_segment(source, store._compactor._large_size, index=False) is not None
        return has_more or source.unindexed_segment() is not None


def verify(store: SealedStore, account: int) -> list[tuple[int, int]]:
    """Recount: every segment holds what `events` holds, and they join; the sequences that they cover."""
    with source_of(store, account) as source:
        segments = source.segments()
        for segment in segments:
            _verify_segment(source, segment)
        covered = [(each.first, each.last) for each in segments]
        assert [first for first, _ in covered] == [1, *(last + 1 for _, last in covered)][: len(covered)]
        orphans = source.select_numbers(
            "SELECT count(*) FROM columns WHERE segment NOT IN (SELECT segment FROM segments)", []
        )
        assert orphans == [0]
        return covered


def _verify_segment(source: AccountSource, facts: SegmentInfo) -> None:
    rows = list(source.search_rows(facts.first, facts.last))
    times = [row.timestamp for row in rows]
    assert facts.events == len(rows)
    assert (facts.oldest, facts.newest) == (min(times, default=0), max(times, default=0))
    columns = _columns(source, facts.segment)
    assert columns["times"] == times == sorted(times)
    assert columns["offsets"] == [row.sequence - facts.first for row in rows]
    for name in (*DIMENSIONS, *OPTIONAL_DIMENSIONS):
        values = [getattr(row, name) for row in rows]
        if name in OPTIONAL_DIMENSIONS and not any(values):
            assert not columns.keys() & {name, f"{name}_codes", f"{name}_counts"}
        else:
            _verify_dimension(columns, name, values)
    _verify_terms(source, facts, [row.sequence for row in rows])


def make_older(store: SealedStore, account: int) -> None:
    """Write the segments of an account as they were before there were term indexes."""
    deadline = time.monotonic() + 10
    while not _make_older(store, account):
        assert time.monotonic() < deadline, "another process or thread compacts the account all the time"
        time.sleep(0.005)


def _make_older(store: SealedStore, account: int) -> bool:
    with store.compacting(account) as target:
        if target is None:
            return False
        for facts in target.segments():
            rows = list(target.search_rows(facts.first, facts.last))
            events = {row.sequence: row for row in target.event_rows([row.sequence for row in rows])}
            keys = [crc32(events[row.sequence].resource_id.encode()) for row in rows]
            columns = [
                SegmentColumn(name, *stored)
                for name in _names((*DIMENSIONS, *OPTIONAL_DIMENSIONS))
                if (stored := target.column(facts.segment, name)) is not None
            ]
            columns += [SegmentColumn(name, *pack(values)) for name, values in dimension("resource", keys)]
            target.replace_segment(NewSegment([facts.segment], *facts[1:], columns))
    return True


def _columns(source: AccountSource, segment: int) -> dict[str, list[int]]:
    """The columns that a segment has, apart from its term index."""
    names = _names((*DIMENSIONS, *OPTIONAL_DIMENSIONS))
    stored = {name: source.column(segment, name) for name in names}
    return {name: unpack(*each).tolist() for name, each in stored.items() if each is not None}


def _names(dimensions: Sequence[str]) -> list[str]:
    return ["times", "offsets", *(name + end for name in dimensions for end in ("", "_codes", "_counts"))]


def _verify_terms(source: AccountSource, facts: SegmentInfo, sequences: list[int]) -> None:
    """The index has every term of every event, and for certain only what is so."""
    events = {row.sequence: row for row in source.event_rows(sequences)} if sequences else {}
    collector = TermCollector()
    collector.add_events({n: events[sequence] for n, sequence in enumerate(sequences)})
    terms = {start + end: set(having) for start, ends in collector.groups() for end, having in ends}
    columns = UncachedColumns(ReadCache(TailCache(1, id), id))
    lookup = TermLookup(source, columns, [*terms, b"nothing"], (), id)
    for term, having in {**terms, b"nothing": set[int]()}.items():
        found = lookup.find(facts.segment, term)
        if found is None:
            return  # not indexed yet
        certain, possible = (set(bitsets.positions(bits, facts.events)) for bits in found)
        assert certain <= having <= possible


def _verify_dimension(columns: dict[str, list[int]], name: str, values: list[Any]) -> None:
    keys, codes, counts = columns[name], columns[f"{name}_codes"], columns[f"{name}_counts"]
    assert keys == sorted(keys)
    assert [keys[code] for code in codes] == values
    assert dict(Counter(codes)) == dict(enumerate(counts))
    assert len(keys) == len(set(values)) == len(set(zip(codes, values, strict=True)))


def _position(event: Event) -> SortKey:
    return SortKey(event.timestamp, event.sequence)
