"""Resources are found in segments by a short key, and told apart by their ids."""

from collections.abc import Sequence
from zlib import crc32

import pytest

from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.models import Filters
from server.load.scale import (
    SealedStore,
    append,
    check,
    settle,
    some_event,
    source_of,
    verify,
)
from server.stores.columnar.small_segments import LARGE_SIZE


def test_resources_that_share_a_key_are_distinct(store: SealedStore, account: int) -> None:
    assert crc32(b"plumless") == crc32(b"buckeroo")
    texts = ["plumless", "buckeroo", "x"] * 40
    stored = append(store, account, [some_event(n, resource=text) for n, text in enumerate(texts)])
    settle(store, account)
    with store.reading() as snapshot:
        for resource in ("plumless", "buckeroo", "gnu"):
            check(snapshot, account, stored, Filters(resource_id=resource), "desc", None)


def test_a_resource_is_looked_up_once_in_all_segments_together(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, account, [some_event(n, resource=f"r{n % 3}") for n in range(LARGE_SIZE * 6)])
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
            assert snapshot.search(account, found).count() == LARGE_SIZE * 2
            assert len(snapshot.search(account, found).page("desc", after=None, offset=0, limit=7)) == 7
        assert read == ([7] if again else [len(verify(store, account)), 7])
        read.clear()
