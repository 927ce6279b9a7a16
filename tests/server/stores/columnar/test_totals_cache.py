"""Totals of a single filter are cached, extended and dropped."""

import pytest

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.totals_cache import TotalsCache
from auditledge.server.stores.models import Event, Filters
from server.load.scale import (
    SealedStore,
    append,
    check,
    settle,
    some_event,
    source_of,
)
from server.stores.columnar.small_segments import LARGE_SIZE


def test_a_second_total_of_one_filter_opens_only_small_segments(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, account, [some_event(n, f"o{n % 2}") for n in range(LARGE_SIZE * 10)])
    settle(store, account)
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters(organization="o0")).count() == LARGE_SIZE * 5
    append(store, account, [some_event(n, "o1") for n in range(8)])
    settle(store, account)
    with source_of(store, account) as source:
        small = {each.segment for each in source.segments() if each.events < LARGE_SIZE}
    opened: set[int] = set()
    original = store._cache.column

    def column(read: AccountSource, segment: int, name: str) -> "memoryview[int]":
        opened.add(segment)
        return original(read, segment, name)

    monkeypatch.setattr(store._cache, "column", column)
    with store.reading() as snapshot:
        assert snapshot.search(account, Filters(organization="o1")).count() == LARGE_SIZE * 5 + 8
    assert opened == small != set()


def test_totals_are_extended_and_dropped(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a cache that is full, the least recently used go; what has to be read again is still right."""
    cache = AccountCache(1_700)  # room for one of two keys, and for another of a few
    monkeypatch.setattr(store._cache, "totals", TotalsCache(cache))
    stored: list[Event] = []
    for size in (1, 8, 12, 3):
        actors = [(f"u{n % size}", None, None) for n in range(LARGE_SIZE)]
        stored += append(store, account, [some_event(actor=each, organization="o1") for each in actors])
        settle(store, account)
        with store.reading() as snapshot:
            for filters in (Filters(actor_id="u0"), Filters(organization="o1"), Filters(resource_type="v")):
                check(snapshot, account, stored, filters, "desc", None)
        assert 0 < len(cache) <= 1_700
    assert cache.get(account, ("totals", "organization")) is not None
    assert cache.get(account, ("totals", "actor")) is None
