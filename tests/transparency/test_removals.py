"""Records of expiry and erasure explain exactly what they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.transparency import removals
from auditledge.transparency.errors import MalformedError
from auditledge.transparency.removals import ERASED, EXPIRED, WHOLE_ENTRY, Missing, Removals

PAIRS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)).map(list), max_size=6)
UNITS = ["/a", "/b"]


@given(
    st.sets(st.tuples(st.integers(0, 30), st.sampled_from([*UNITS, WHOLE_ENTRY]))),
    st.lists(
        st.tuples(
            st.integers(0, 35), PAIRS, st.lists(st.sampled_from([*UNITS, WHOLE_ENTRY, "/c"]), max_size=3)
        )
    ),
    st.integers(0, 30),
)
def test_sets_of_indexes_agree(
    missing: set[tuple[int, str]], records: list[tuple[int, list[list[int]], list[str]]], last: int
) -> None:
    kept, expected = Removals(), set(missing)
    for index, unit in sorted(missing):
        kept.add(index, unit)
    for index, pairs, units in records:
        kept.explain(index, ERASED, {"/metadata/indexes": pairs, "/metadata/units": units})
        named = {number for low, high in pairs for number in range(low, high + 1) if number < index}
        expected -= {(number, unit) for number in named for unit in units if unit != WHOLE_ENTRY}
    kept.explain(31, EXPIRED, {"/metadata/first": 3, "/metadata/last": last})
    expected -= {(number, WHOLE_ENTRY) for number in range(3, last + 1)}
    found = kept.unexplained()
    assert {(number, each.unit) for each in found for number in range(each.first, each.last + 1)} == expected
    assert sum(each.last - each.first + 1 for each in found) == len(expected)
    assert found == sorted(found)


def test_adjacent_entries_are_one_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removals, "MAX_RANGES", 2)
    kept = Removals()
    for index in (*range(100), *range(200, 300)):
        kept.add(index, "/a")
    assert kept.unexplained() == [Missing(0, 99, "/a"), Missing(200, 299, "/a")]
    with pytest.raises(MalformedError, match="more than 2 separate ranges"):
        kept.add(400, "/a")


def test_explained_ranges_no_longer_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removals, "MAX_RANGES", 2)
    kept = Removals()
    for index in range(0, 100, 2):
        kept.add(index, "/a")
        kept.explain(index + 1, ERASED, {"/metadata/indexes": [[index, index]], "/metadata/units": ["/a"]})
    assert kept.unexplained() == []


def test_a_record_that_leaves_too_many_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removals, "MAX_RANGES", 4)
    kept = Removals()
    for index in range(100):
        kept.add(index, "/a")
    pairs = [[index, index] for index in range(1, 100, 2)]
    with pytest.raises(MalformedError, match="more than 4 separate ranges"):
        kept.explain(100, ERASED, {"/metadata/indexes": pairs, "/metadata/units": ["/a"]})


def test_records_of_other_actions_explain_nothing() -> None:
    kept = Removals()
    kept.add(0, "/a")
    kept.add(0, WHOLE_ENTRY)
    both = {
        "/metadata/first": 0,
        "/metadata/last": 0,
        "/metadata/indexes": [[0, 0]],
        "/metadata/units": ["/a"],
    }
    for action in ("auditledge.log.started", "auditledge.events", ERASED.upper(), ""):
        kept.explain(1, action, both)
    assert kept.unexplained() == [Missing(0, 0, WHOLE_ENTRY), Missing(0, 0, "/a")]
    kept.explain(1, ERASED, both)
    assert kept.unexplained() == [Missing(0, 0, WHOLE_ENTRY)]
    kept.explain(1, EXPIRED, both)
    assert kept.unexplained() == []
