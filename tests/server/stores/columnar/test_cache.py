"""What a process keeps of a ledger stays within its limit."""

import pytest

from auditledge.server.query_language import parse
from auditledge.server.stores.models import Filters
from server.load.scale import (
    SealedStore,
    append,
    check,
    settle,
    some_event,
)


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


def test_what_is_known_of_a_search_counts_its_expression(store: SealedStore, account: int) -> None:
    cache = store._cache
    before = len(cache._cache)
    cache.known(account, Filters(expression=parse("actor.id:a")))
    small = len(cache._cache) - before
    cache.known(account, Filters(expression=parse("actor.id:" + "a" * 8_000)))
    assert len(cache._cache) - before - 2 * small > 30_000


def test_indexes_push_out_no_columns(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = append(store, account, [some_event(n, f"o{n % 5}", resource=f"r{n}") for n in range(200)])
    settle(store, account)
    cache = store._cache
    monkeypatch.setattr(cache._indexes, "_max_bytes", 3_000)
    with store.reading() as snapshot:
        check(snapshot, account, stored, Filters(organization="o1"), "desc", None)
        columns = [key for key in cache._cache._accounts[account].entries if isinstance(key, tuple)]
        for n in range(200):
            check(snapshot, account, stored, Filters(resource_id=f"r{n}"), "desc", None)
    assert columns
    assert set(columns) <= set(cache._cache._accounts[account].entries)
    assert 0 < len(cache._indexes) <= 3_000
