"""Whole columns are searched in the same way with numpy and without."""

from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

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
