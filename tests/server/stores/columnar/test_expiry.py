"""Deleted events leave the segments too."""

import contextlib
from pathlib import Path

import pytest

from auditledge.server.stores.columnar.segment_builder import build
from auditledge.server.stores.models import Filters
from auditledge.server.stores.sqlite.store import SQLiteStore
from server.load.scale import (
    SealedStore,
    append,
    check,
    settle,
    some_event,
    source_of,
    verify,
)
from server.stores.columnar.small_segments import LARGE_SIZE, delete


@pytest.mark.parametrize("sequence", [1, 40, 64, 128, 150, 299, 300])
def test_deleted_events_are_gone_from_segments(store: SealedStore, account: int, sequence: int) -> None:
    """Also where it was not sealed yet, for readers that kept what they read, and when more is sealed."""
    stored = append(store, account, [some_event(n % 50, f"o{n % 3}") for n in range(290)])
    settle(store, account)
    stored += append(store, account, [some_event(n % 7, "o1") for n in range(10)])
    filters = Filters(organization="o1")
    with store.reading() as snapshot, store.snapshot() as before:
        check(snapshot, account, stored, filters, "desc", None)
        before.catalog()  # the first statement takes the snapshot
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


@pytest.mark.parametrize("first", [1, 65])
def test_events_deleted_meanwhile_are_not_compacted(tmp_path: Path, first: int) -> None:
    """A segment, after others or in place of them, that was read before some of its events were deleted."""
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"), LARGE_SIZE)) as store:
        account = store.ensure_account("a", "growth")
        append(store, account, [some_event(n) for n in range(65)])
        settle(store, account)
        with store.compacting(account) as sealing:
            sealed = build(sealing, sealing.segments(), first, 65)
            delete(store, account, 65)
            sealing.replace_segment(sealed)
        assert verify(store, account) == [(1, 65)]
