"""Whole columns are searched in the same way with numpy and without."""

from array import array
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.encoding import pack, text_column, unpack
from auditledge.server.stores.columnar.kernels import kernels

_texts = st.text("ab\u00e9\u20ac", max_size=6)


_parts = st.text("ab\u00e9\u20ac", min_size=1, max_size=3)


@given(st.lists(st.lists(_texts, min_size=1, max_size=20), min_size=1, max_size=3), _parts, _parts)
def test_parts_are_found_in_columns_of_texts(blocks: list[list[str]], part: str, other: str) -> None:
    columns = [text_column("\0".join(texts).encode()) for texts in blocks]
    assert [column.texts() for column in columns] == [[text.encode() for text in texts] for texts in blocks]
    numbers = [unpack(*pack(range(100 * n, 100 * n + len(texts)))) for n, texts in enumerate(blocks)]
    contain = [kernels().containing(column, part.encode()) for column in columns]
    equal = [kernels().equal(column, part.encode()) for column in columns]
    others = [kernels().containing(column, other.encode()) for column in columns]
    found: dict[Callable[[str], bool], list[Any]] = {
        lambda text: part in text: contain,
        lambda text: part == text: equal,
        lambda text: text.startswith(part): [kernels().beginning(each, part.encode()) for each in columns],
        lambda text: part == text or other in text: list(map(kernels().either, equal, others)),
        lambda text: part in text and other in text: list(map(kernels().both, contain, others)),
    }
    pairs = [(100 * n + m, text) for n, texts in enumerate(blocks) for m, text in enumerate(texts)]
    for holds, hits in found.items():
        expected = [number for number, text in pairs if holds(text)]
        assert [*kernels().selected(numbers, hits)] == expected


_keys = st.lists(st.integers(0, 40) | st.integers(0, 2**40), max_size=20, unique=True).map(sorted)


@given(_keys.filter(bool), _keys)
@example([2_930, 2_931], [])
def test_wanted_keys_are_recognized(wanted: list[int], keys: list[int]) -> None:
    """Whether they lie close together or far apart."""
    prepared = kernels().wanted(wanted)
    expected = [key in wanted for key in keys]
    assert [*map(kernels().is_wanted(prepared), keys)] == expected
    flags = kernels().flags(prepared, unpack(*pack(keys)))
    if flags is None:
        assert not any(expected)
    else:
        assert kernels().total(flags, unpack(*pack([1] * len(keys)))) == sum(expected)


_events = st.integers(1, 3_000).flatmap(
    lambda events: st.tuples(st.just(events), st.sets(st.integers(0, events - 1), max_size=events))
)


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(_events, st.integers(0, 3_000), st.integers(0, 3_000))
def test_sets_of_positions(given_: tuple[int, set[int]], low: int, high: int) -> None:
    events, positions = given_
    ascending = array("I", sorted(positions))
    bits = bitsets.of(ascending, events)
    assert bits == sum(1 << position for position in positions)
    assert list(bitsets.positions(bits, events)) == sorted(positions)
    for some in (ascending, array("I", sorted(set(range(events)) - positions))):
        encoded = memoryview(bitsets.encode(some, events))
        assert bitsets.decode(encoded, events) == bitsets.of(some, events)
        assert len(encoded) <= 1 + bitsets.size(events)
        assert list(bitsets.fixed(memoryview(bitsets.to_fixed(some, events)), events)) == list(some)
    column = unpack(*pack(ascending))
    wanted = sum(1 << place for place, number in enumerate(ascending) if low <= number <= high)
    assert int.from_bytes(kernels().bits_between(column, low, high), "little") == wanted
    assert int.from_bytes(kernels().bits_between(column, -5, 2**40), "little") == (1 << len(column)) - 1


@pytest.mark.parametrize("positions", [[], [0], [65_535], [254, 255], [255, 510, 511], [256, 1_000, 65_535]])
def test_gaps_of_any_length(positions: list[int]) -> None:
    assert list(kernels().decode_gaps(kernels().encode_gaps(positions))) == positions
