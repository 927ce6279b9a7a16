"""Counts by a field are those of a model in plain Python, whatever has been compacted or deleted."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge.server.stores.columnar import value_groups
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.columnar.group_counts import _beginning
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.models import (
    Actor,
    Bucket,
    BucketCount,
    Event,
    Filters,
    GroupCount,
    GroupCounts,
    GroupRequest,
)
from server.load.scale import SealedStore, append, expected, some_event
from server.stores.columnar.small_segments import new_account
from server.stores.columnar.test_query import event_strategy, expired, filter_strategy

_VALUES: dict[str, Callable[[Event], str | None]] = {
    "action": lambda event: event.kind.action,
    "actor_id": lambda event: event.actor.id,
    "actor_type": lambda event: event.actor.type,
    "ip": lambda event: event.context.ip,
    "organization_id": lambda event: event.organization,
    "outcome": lambda event: event.outcome,
    "resource_type": lambda event: event.kind.resource_type,
}

_requests = st.lists(
    st.builds(
        GroupRequest,
        by=st.sampled_from([*_VALUES]),
        limit=st.integers(1, 4),
        prefix=st.none() | st.sampled_from(["", "u", "ALI", "STRASS", "inv", "A@", "o1", "x"]),
    ),
    min_size=1,
    max_size=4,
)


def _texts(actor: Actor) -> list[str]:
    return [text for text in (actor.name, actor.email) if text]


def counted(events: Sequence[Event], request: GroupRequest) -> GroupCounts:
    """What a model counts."""
    value_of = _VALUES[request.by]
    counts = Counter(map(value_of, events))
    newest = {value_of(event): event.actor for event in sorted(events, key=lambda each: each[2:0:-1])}
    labels = newest if request.by == "actor_id" else {}
    if request.prefix is not None:
        prefix, found = request.prefix.casefold(), set[str | None]()
        for event in events:
            texts = [value_of(event) or "\0", *(_texts(event.actor) if request.by == "actor_id" else ())]
            if any(text.casefold().startswith(prefix) for text in texts):
                found.add(value_of(event))
        counts = Counter({value: count for value, count in counts.items() if value in found - {None}})
    order = sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, each[0]))
    groups = [GroupCount(value, count, labels.get(value)) for value, count in order]
    other = len(events) - sum(each.events for each in groups[: request.limit])
    return GroupCounts(groups[: request.limit], len(counts.keys() - {None}), other, len(events))


def in_tens(timestamp: int) -> Bucket:
    start = timestamp // 10 * 10
    return Bucket(start, start + 10)


def bucketed(events: Sequence[Event], *, split: bool) -> list[BucketCount]:
    counts: dict[Bucket, Counter[str | None]] = {}
    for event in events:
        counts.setdefault(in_tens(event.timestamp), Counter())[event.outcome if split else None] += 1
    return [BucketCount(bucket, each) for bucket, each in sorted(counts.items())]


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.lists(event_strategy, max_size=25)
        | st.integers(1, 8)
        | st.tuples(st.integers(1, 30), st.integers(1, 9)),
        min_size=1,
        max_size=8,
    ),
    most=st.sampled_from([4, 32, 64]),
    filters=filter_strategy,
    requests=_requests,
    kept=st.sampled_from([value_groups._MAX_BYTES, 0]),
    few=st.sampled_from([value_groups._FEW, 0]),
)
def test_counts_are_what_the_model_counts(
    unsealed: SealedStore,
    steps: list[list[Event] | int | tuple[int, int]],
    most: int,
    filters: Filters,
    requests: list[GroupRequest],
    kept: int,
    few: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(value_groups, "_MAX_BYTES", kept)
        patch.setattr(value_groups, "_FEW", few)
        check_counts(unsealed, steps, most, filters, requests)


def check_counts(
    store: SealedStore,
    steps: list[list[Event] | int | tuple[int, int]],
    most: int,
    filters: Filters,
    requests: list[GroupRequest],
) -> None:
    """Compare the counts after each step with those of the model."""
    other, account = new_account(store), new_account(store)
    compactor = Compactor(store, most)
    stored: list[Event] = []
    for step in steps:
        if isinstance(step, int):
            [compactor.step(account) for _ in range(step)]
        elif isinstance(step, tuple):
            stored = expired(store, account, stored, *step)
        elif step:
            stored += append(store, account, step)
            append(store, other, [some_event(), *(each._replace(id=some_event().id) for each in step)])
        with store.reading() as snapshot:
            for each in (filters, Filters()):
                events = expected(stored, each, "asc", None)
                search = snapshot.search(account, each)
                assert search.count_groups(requests) == [counted(events, request) for request in requests]
                for split in (False, True):
                    assert search.count_buckets(in_tens, split=split) == bucketed(events, split=split)


@pytest.mark.parametrize("few", [value_groups._FEW, 0])
def test_values_that_the_matches_do_not_have_take_no_memory(
    unsealed: SealedStore, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    store = unsealed
    account = new_account(store)
    events = [
        some_event(
            actor=Actor(f"user_{n}", None, None), organization="small" if n < 3 else "large", timestamp=n
        )
        for n in range(40)
    ]
    append(store, account, events)
    monkeypatch.setattr(value_groups, "_MAX_BYTES", 1_000)
    monkeypatch.setattr(value_groups, "_MAX_BYTES_AT_ONCE", 2_000)
    monkeypatch.setattr(value_groups, "_FEW", few)
    request = GroupRequest("actor_id", 5)
    with store.reading() as snapshot:
        (counts,) = snapshot.search(account, Filters(organization="small")).count_groups([request])
        assert counts == counted(events[:3], request)
        with pytest.raises(TooManyGroupsError):
            snapshot.search(account, Filters(organization="large")).count_groups([request])


_odd_texts = st.text(
    st.sampled_from("aAbB\xdf\u1e9e\u017fkK\u212a\u0130\u0131\xe9\xc9\ufb01\ufb03"), max_size=6
)  # which fold oddly


@given(values=st.lists(_odd_texts, max_size=20), prefix=_odd_texts)
def test_a_prefix_ignores_case_in_all_of_unicode(values: list[str], prefix: str) -> None:
    folded = prefix.casefold()
    expected = [place for place, value in enumerate(values) if value.casefold().startswith(folded)]
    assert list(_beginning([value.encode() for value in values], folded)) == expected
