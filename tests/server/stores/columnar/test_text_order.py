"""Texts that begin with a prefix are found by their order."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge.server.stores.columnar import bitsets, text_order
from auditledge.server.stores.columnar.encoding import unpack
from auditledge.server.stores.columnar.text_order import HEADER, MAX_LENGTH, POSITIONS, TextOrder

_texts = st.text("ab\u00e9\U0010ffff:_", min_size=1, max_size=6)


def _found(texts: Sequence[str], prefix: str) -> tuple[set[int], set[int]]:
    columns = {name: (type_, content) for name, type_, content in text_order.columns(texts)}
    order = TextOrder(memoryview(columns[HEADER][1]))
    blocks = {name: memoryview(columns[name][1]) for name in order.blocks(prefix)}
    assert 1 <= len(blocks) <= 2
    match = order.find(prefix, blocks, lambda: unpack(*columns[POSITIONS]))
    certain, possible = (set(bitsets.positions(bits, len(texts))) for bits in match)
    return certain, possible


@settings(deadline=None, max_examples=200)
@given(st.lists(_texts, min_size=1, max_size=60), _texts, st.integers(1, 70))
def test_texts_with_a_prefix_are_found(texts: list[str], prefix: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(text_order, "_BLOCK", block)
        for each in (prefix, prefix[0], texts[0]):
            expected = {n for n, text in enumerate(texts) if text.startswith(each)}
            assert _found(texts, each) == (expected, expected)


def test_of_long_texts_the_beginning_is_kept() -> None:
    same = "x" * MAX_LENGTH
    texts = [same, same + "a", same + "b", "x"]
    assert _found(texts, same) == ({0, 1, 2}, {0, 1, 2})
    assert _found(texts, same + "a") == (set(), {0, 1, 2}), "each of them is to be looked at"
    assert _found(texts, "x") == ({0, 1, 2, 3}, {0, 1, 2, 3})


def test_few_bytes_are_stored_for_a_text() -> None:
    texts = [f"invoice_{n * 7_919 % 1_000_003}" for n in range(20_000)]
    columns = list(text_order.columns(texts))
    assert sum(len(column.content) for column in columns) < 6.5 * len(texts)
