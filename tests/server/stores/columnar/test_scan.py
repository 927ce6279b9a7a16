"""The order of matches over segments and tail, and how few segments a page opens."""

import pytest

from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.models import Filters, SortKey
from server.load.scale import (
    SealedStore,
    append,
    check,
    settle,
    some_event,
    verify,
)
from server.stores.columnar.small_segments import LARGE_SIZE


def test_late_events_are_in_the_order_of_their_time(store: SealedStore, account: int) -> None:
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


def test_a_snapshot_does_not_see_later_segments(store: SealedStore, account: int) -> None:
    stored = append(store, account, [some_event(n, f"o{n % 3}") for n in range(50)])
    with store.snapshot() as snapshot:
        check(snapshot, account, stored, Filters(organization="o1"), "desc", None)
        more = stored + append(store, account, [some_event(n, f"o{n % 3}") for n in range(100)])
        settle(store, account)
        check(snapshot, account, stored, Filters(organization="o1"), "desc", None)
    with store.reading() as later:
        check(later, account, more, Filters(organization="o1"), "desc", None)


def test_a_common_match_opens_few_segments(store: SealedStore, account: int) -> None:
    append(store, account, [some_event(n, f"o{n % 2}") for n in range(LARGE_SIZE * 20)])
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
        assert (
            snapshot.search(account, Filters(start=1, end=LARGE_SIZE * 20 - 2)).count() == LARGE_SIZE * 20 - 2
        )
        assert len(opened) <= 2
        monkeypatch.setattr("auditledge.server.stores.columnar.query._MAX_WALK", 0)
        opened.clear()
        snapshot.search(account, Filters()).page("desc", after=None, offset=LARGE_SIZE * 7, limit=5)
        assert 1 <= len(opened) <= 3
