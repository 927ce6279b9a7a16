"""The texts of interned values are kept in memory as they are added."""

import pytest

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar import text_index
from auditledge.server.stores.columnar.text_index import TextIndex
from auditledge.server.stores.interning import ACTORS
from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.postgres import source as postgres_source
from auditledge.server.stores.sqlite import source
from server.load.scale import (
    SealedStore,
    append,
    check,
    some_event,
)


def test_texts_are_read_as_they_are_added(
    store: SealedStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In blocks that are merged, or again for each search where a dictionary is larger than what is kept."""
    for module in (source, postgres_source):
        monkeypatch.setattr(module, "_CHUNK", 3)
    cache = AccountCache(10**6)
    monkeypatch.setattr(store._cache, "texts", TextIndex(cache))
    stored: list[Event] = []
    for size in (1, 2, 9, 40):
        if size == 40:
            monkeypatch.setattr(text_index, "_MAX_BYTES", len(cache))
        names = [None, "", *(f"Näme {size}-{n} \N{GRINNING FACE}" for n in range(size))]
        actors = [(f"u{n}", name, None) for n, name in enumerate(names)]
        kinds = [(f"do.{n}", f"T{n % 3}") for n in range(len(names))]
        events = [some_event(actor=actor, kind=kind) for actor, kind in zip(actors, kinds, strict=True)]
        stored += append(store, account, events)
        with store.reading() as snapshot:
            for filters in (
                Filters(actor_name="NÄME"),
                Filters(actor_name="-7 \N{GRINNING FACE}"),
                Filters(action="O.1", resource_type="T1"),
                Filters(resource_type="t1"),
                Filters(resource_type="T"),
                Filters(search=("t2", "näme")),
                Filters(search=("do.1t1",)),
                Filters(actor_name="näme", actor_id="u5"),
            ):
                check(snapshot, account, stored, filters, "desc", None)
    kept = cache.get(account, ("texts", ACTORS))
    assert kept is not None
    assert len(kept.blocks) < 9
