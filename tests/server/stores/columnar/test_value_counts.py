"""Counts by values that are read from events are those of a model in plain Python."""

import json
from collections import Counter
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge.server.query_language import JSONExists, parse
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar import query, value_counts
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.errors import ReadTimeoutError, TooManyGroupsError
from auditledge.server.stores.models import Event, Filters, GroupCount, GroupCounts, GroupRequest
from server.load.scale import SealedStore, append, some_event
from server.stores.columnar.small_segments import new_account

_scalars = st.sampled_from([None, True, False, 0, 1, 1.0, 1.5, "1", "", "a", "B", "ß"])
_metadata = st.dictionaries(
    st.sampled_from(["a", "b c", "", "d.e", 'f"']),
    st.recursive(
        _scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        max_leaves=5,
    ),
    max_size=3,
)
_changes = st.none() | st.dictionaries(st.sampled_from(["status", "plan"]), st.just({}), min_size=1)


def _event(metadata: Any, changes: Any, resource: str) -> Event:
    event = some_event(resource=resource, changes=None if changes is None else json.dumps(changes))
    return event._replace(metadata=json.dumps(metadata))


_events = st.lists(st.builds(_event, _metadata, _changes, st.sampled_from(["1", "2"])), max_size=30)
_PATHS = (
    "metadata.a",
    "metadata.a.b",
    'metadata."b c".a',
    'metadata."d.e"',
    'metadata."f\\"".b',
    'metadata.""',
)


def _of_path(text: str) -> tuple[str, ...]:
    term = parse(f"{text}:*")
    assert isinstance(term, JSONExists)
    return term.path


_requests = st.builds(
    lambda by, limit, prefix: GroupRequest(by, limit, prefix, _of_path(by) if "." in by else ()),
    st.sampled_from(["resource_id", "changed", "metadata", *_PATHS]),
    st.integers(1, 4),
    st.none() | st.sampled_from(["", "A", "s", "metadata.b", "METADATA", "SS", "1"]),
)


def _flat(value: Any) -> list[Any]:
    return [each for item in value for each in _flat(item)] if isinstance(value, list) else [value]


def _at(value: Any, path: tuple[str, ...]) -> list[Any]:
    values = [value]
    for name in path:
        objects = [each for some in values for each in _flat(some) if isinstance(each, dict)]
        values = [each[name] for each in objects if name in each]
    return [each for some in values for each in _flat(some)]


def _paths(value: Any, path: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The paths to what is no object; an array that has objects or arrays leads to those."""
    if isinstance(value, dict):
        return {found for name, each in value.items() for found in _paths(each, (*path, name))}
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        return {found for each in value for found in _paths(each, path)}
    return set() if value is None else {path}


def _written(path: tuple[str, ...]) -> str:
    plain = {"metadata", "a", "b"}
    return ".".join(key if key in plain else json.dumps(key, ensure_ascii=False) for key in path)


def values_of(event: Event, request: GroupRequest) -> Collection[str]:
    metadata = json.loads(event.metadata)
    if request.by == "resource_id":
        return {event.resource_id}
    if request.by == "changed":
        names: Collection[str] = json.loads(event.changes or "{}").keys()
        return names
    if request.by == "metadata":
        return {*map(_written, _paths(metadata, ("metadata",)))}
    leaves = [each for each in _at(metadata, request.path[1:]) if not isinstance(each, dict)]
    return {_text(each) for each in leaves if each is not None}


def _text(leaf: Any) -> str:
    if isinstance(leaf, float) and leaf.is_integer():
        leaf = int(leaf)
    return leaf if isinstance(leaf, str) else json.dumps(leaf)


def counted(events: list[Event], request: GroupRequest) -> GroupCounts:
    valued = [values_of(event, request) for event in events]
    counts: Counter[str | None] = Counter(value for values in valued for value in values)
    if request.prefix is not None:
        prefix = request.prefix.casefold()
        begin = {value for value in counts if (value or "").casefold().startswith(prefix)}
        counts = Counter({value: counts[value] for value in begin})
    distinct = len(counts)
    if request.prefix is None and (absent := sum(not values for values in valued)):
        counts[None] = absent
    order = sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, each[0]))[: request.limit]
    listed = {value for value, _ in order}
    other = sum(listed.isdisjoint(values or [None]) for values in valued)
    return GroupCounts([GroupCount(*each, None) for each in order], distinct, other, len(events))


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(first=_events, second=_events, requests=st.lists(_requests, min_size=1, max_size=4))
def test_counts_are_what_the_model_counts(
    unsealed: SealedStore, first: list[Event], second: list[Event], requests: list[GroupRequest]
) -> None:
    account = new_account(unsealed)
    stored = append(unsealed, account, first) if first else []
    [Compactor(unsealed, 4).step(account) for _ in range(4)]
    stored += append(unsealed, account, second) if second else []
    with unsealed.reading() as snapshot:
        search = snapshot.search(account, Filters())
        assert search.count_groups(requests) == [counted(stored, request) for request in requests]


def test_too_many_values_are_refused(unsealed: SealedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    account = new_account(unsealed)
    append(unsealed, account, [some_event(resource=str(n)) for n in range(5)])
    requests = [GroupRequest("resource_id", 1)]
    with unsealed.reading() as snapshot:
        search = snapshot.search(account, Filters())
        monkeypatch.setattr(value_counts, "MAX_VALUES", 5)
        assert search.count_groups(requests)[0].distinct == 5
        monkeypatch.setattr(value_counts, "MAX_VALUES", 4)
        with pytest.raises(TooManyGroupsError):
            search.count_groups(requests)
        monkeypatch.setattr(value_counts, "MAX_VALUES", 5)
        monkeypatch.setattr(value_counts, "MAX_BYTES", 400)
        with pytest.raises(TooManyGroupsError):
            search.count_groups(requests)


def test_the_values_of_all_facets_together_are_bounded(
    unsealed: SealedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in one response."""
    account = new_account(unsealed)
    append(unsealed, account, [some_event()._replace(metadata=json.dumps({"a": "ß" * 400, "b": "ß" * 400}))])
    requests = [GroupRequest(f"metadata.{name}", 1, None, ("metadata", name)) for name in "ab"]
    with unsealed.reading() as snapshot:
        search = snapshot.search(account, Filters())
        assert len(search.count_groups(requests)) == 2
        for module in (value_counts, query):
            monkeypatch.setattr(module, "MAX_BYTES", 1_000)
        assert len(search.count_groups(requests[:1])) == 1
        with pytest.raises(TooManyGroupsError):
            search.count_groups(requests)


def test_counting_ends_when_its_time_is_over(unsealed: SealedStore) -> None:
    account = new_account(unsealed)
    append(unsealed, account, [some_event(resource=str(n)) for n in range(300)])
    scope = CancelScope(0.0)
    with pytest.raises(ReadTimeoutError), unsealed.reading(scope) as snapshot:
        snapshot.search(account, Filters()).count_groups([GroupRequest("resource_id", 1)])
