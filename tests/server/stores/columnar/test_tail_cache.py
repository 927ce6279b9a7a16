"""The events after the last segment are cached, extended and dropped."""

import pytest

from auditledge.server.stores.columnar import tail_cache
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.models import Filters, SortKey
from server.load.scale import (
    SealedStore,
    append,
    check,
    is_ripe,
    settle,
    some_event,
    verify,
)
from server.stores.columnar.small_segments import new_account


def test_a_long_tail_is_read_and_compacted(
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


def test_tails_are_extended_and_dropped(store: SealedStore) -> None:
    kept = tail_cache.TailCache(100, lambda _: None, max_rows=30)
    accounts = [new_account(store) for _ in "abc"]
    for account in accounts:
        stored = append(store, account, [some_event(n, "o1") for n in range(20)])
        with store.reading() as older:
            memory = ReadCache(kept, id)
            older._cache = memory
            check(older, account, stored, Filters(organization="o1"), "desc", None)
            more = stored + append(store, account, [some_event(5, "o1"), some_event(-1, "o2")])
            with store.snapshot() as newer:
                newer._cache = memory
                check(newer, account, more, Filters(organization="o1"), "desc", None)
            check(older, account, stored, Filters(organization="o1"), "asc", None)
        assert sum(len(each.rows) for each in kept._kept.values()) <= 30
