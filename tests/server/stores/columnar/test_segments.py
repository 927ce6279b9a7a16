"""Columns of a segment: which of them may be missing, and what stands for them."""

import pytest

from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.segments import OPTIONAL_DIMENSIONS, Segment
from auditledge.server.stores.columnar.tail_cache import TailCache
from auditledge.server.stores.columnar.term_lookup import TermLookup
from auditledge.server.stores.errors import StoreError
from server.load.scale import SealedStore, append, settle, some_event, source_of
from server.stores.columnar.small_segments import LARGE_SIZE


def test_a_dimension_that_no_event_has_is_none_everywhere(store: SealedStore, account: int) -> None:
    append(store, account, [some_event() for _ in range(LARGE_SIZE)])
    settle(store, account)
    with source_of(store, account) as source:
        cache = ReadCache(TailCache(1, id), id)
        (info,) = source.segments()
        segment = Segment(source, info, cache, TermLookup(source, cache, (), (), id))
        for _ in range(2):  # the second time from the cache
            for name in OPTIONAL_DIMENSIONS:
                assert segment.column(name).tolist() == [0]
                assert segment.column(f"{name}_codes").tolist() == [0] * LARGE_SIZE
                assert segment.column(f"{name}_counts").tolist() == [LARGE_SIZE]


def test_a_column_that_must_be_there_is_missed(store: SealedStore, account: int) -> None:
    append(store, account, [some_event() for _ in range(LARGE_SIZE)])
    settle(store, account)
    with source_of(store, account) as source:
        cache = ReadCache(TailCache(1, id), id)
        (info,) = source.segments()
        segment = Segment(source, info, cache, TermLookup(source, cache, (), (), id))
        with pytest.raises(StoreError, match="has no column nonsense"):
            segment.column("nonsense")
