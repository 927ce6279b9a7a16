"""The term index of a segment finds every event that has a term, and is sure only of those that do."""

import json
import secrets
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge.contract import compact_json
from auditledge.server.stores.columnar import bitsets, term_index
from auditledge.server.stores.columnar.term_index import HEADER, TermIndex, TermIndexBuilder, page_name
from auditledge.server.stores.columnar.terms import TermCollector, json_term, presence_term, text_term

_keys = st.sampled_from(["a", "b", "a.b", "", "1:a", "é", "\0", "\0p"])
_texts = st.sampled_from(["", "a", "x" * 300, "ß", "1", "true", "null", "\0", "𝄞"])
_numbers = st.sampled_from([0, 1, 1.0, -0.0, 2**53, 2**53 + 1, 2**64 - 1, -(2**63), 0.1, 1e300, 1e22, 10**18])
_json = st.recursive(
    _texts | _numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=8,
)
_documents = st.lists(st.dictionaries(_keys, _json, max_size=4), min_size=1, max_size=40)


class _Built:
    """The index of some documents, which are the metadata of events."""

    def __init__(self, documents: list[dict[str, Any]], part: int, max_values: int = 256) -> None:
        self.events = len(documents)
        builder = TermIndexBuilder(self.events)
        for start in range(0, self.events, part):
            collector = TermCollector(max_values)
            some = {start + n: compact_json.dumps(each) for n, each in enumerate(documents[start:][:part])}
            collector.add_json("metadata", some)
            collector.add_texts("text", ((row, each or None) for row, each in some.items()))
            builder.add(collector.groups(), collector.unindexed)
        self.columns = dict(builder.columns())
        self.index = TermIndex(memoryview(self.columns[HEADER]))

    def find(self, term: bytes) -> tuple[set[int], set[int]]:
        digest = self.index.digest(term)
        found = self.index.find(digest, memoryview(self.columns[page_name(self.index.page(digest))]))
        assert found.certain & ~found.possible == 0
        certain, possible = (set(bitsets.positions(each, self.events)) for each in found)
        return certain, possible


def _leaves(value: Any, path: tuple[str, ...]) -> set[tuple[tuple[str, ...], str, str]]:
    """Every path with what one can ask of it: presence, or a type and a text."""
    found = set() if value is None or (len(path) == 1 and not value) else {(path, "present", "")}
    if isinstance(value, dict):
        return found.union(*(_leaves(each, (*path, name)) for name, each in value.items()))
    if isinstance(value, list):
        return found.union(*(_leaves(each, path) for each in value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return found | {(path, "number", str(int(value)) if value == int(value) else repr(value))}
    return found | {(path, type(value).__name__, str(value))}


def _term(path: tuple[str, ...], kind: str, text: str) -> bytes:
    if kind == "present":
        return presence_term(path)
    values = {"str": str, "bool": lambda each: each == "True", "NoneType": lambda _: None}
    if kind == "number":
        return json_term(path, float(text) if "." in text or "e" in text else int(text))
    return json_term(path, values[kind](text))


@settings(deadline=None, max_examples=60)
@given(documents=_documents, repeats=st.integers(1, 12), part=st.integers(1, 50), entries=st.integers(1, 9))
def test_every_leaf_is_found(documents: list[dict[str, Any]], repeats: int, part: int, entries: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(term_index, "_PAGE_ENTRIES", entries)
        monkeypatch.setattr(term_index, "_PAGE_LISTS", 40 * entries)
        documents = documents * repeats
        built = _Built(documents, part)
        having: dict[tuple[tuple[str, ...], str, str], set[int]] = {}
        for row, document in enumerate(documents):
            for leaf in _leaves(document, ("metadata",)):
                having.setdefault(leaf, set()).add(row)
        terms = {_term(*leaf) for leaf in having}
        assert len(terms) == len(having), "two leaves have one term"
        for leaf, rows in having.items():
            certain, possible = built.find(_term(*leaf))
            assert certain <= rows <= possible
            assert certain == rows or len(rows) < term_index.FEW
        assert built.index.unindexed == 0


def test_other_terms_are_hardly_ever_found() -> None:
    documents = [{"request": secrets.token_hex(8), "kind": "a"} for _ in range(3_000)]
    built = _Built(documents, 1_024)
    assert len(built.columns) > 4
    wrong = sum(len(built.find(json_term(("metadata", "request"), f"{n}"))[1]) for n in range(2_000))
    assert wrong < 20
    assert built.find(json_term(("metadata", "kind"), "a"))[0] == set(range(3_000))
    assert built.find(json_term(("metadata", "kind"), "b")) == (set(), set())


def test_two_indexes_have_different_secrets() -> None:
    """So nobody can find texts that share a digest, or that share a part of it in every segment."""
    one, other = _Built([{"a": 1}], 1), _Built([{"a": 1}], 1)
    term = json_term(("metadata", "a"), 1)
    assert one.index.digest(term) != other.index.digest(term)


@pytest.mark.parametrize("leaves", [255, 256, 1_000])
def test_an_event_with_many_values_is_marked(leaves: int) -> None:
    wide = {f"k{n}": n for n in range(leaves)}
    built = _Built([{"k1": 1}, wide, {"list": [[n] for n in range(leaves)]}], 2)
    indexed = leaves < 256
    assert built.index.unindexed == (0b100 if indexed else 0b110)
    assert built.find(json_term(("metadata", "k1"), 1))[1] == ({0, 1} if indexed else {0})


def test_numbers_are_equal_by_value() -> None:
    built = _Built([json.loads(text) for text in ('{"a":1}', '{"a":1.0}', '{"a":true}', '{"a":"1"}')], 4)
    assert built.find(json_term(("metadata", "a"), 1))[1] == {0, 1}
    assert built.find(json_term(("metadata", "a"), 1.0))[1] == {0, 1}
    assert built.find(json_term(("metadata", "a"), True))[1] == {2}
    assert built.find(json_term(("metadata", "a"), "1"))[1] == {3}


def test_few_bytes_are_stored_for_an_event() -> None:
    documents = [
        {
            "ip": f"10.0.{n % 256}.{n // 256}",
            "request": f"r{n}",
            "kind": "a",
            "tags": ["x", "y"],
            "ms": n % 50,
        }
        for n in range(20_000)
    ]
    built = _Built(documents, 1_024)
    # Five bytes for each of the three values that no other event has; a byte for what is common.
    assert sum(map(len, built.columns.values())) < 16.5 * len(documents)


def test_texts_of_absent_fields_are_not_found() -> None:
    collector = TermCollector()
    collector.add_texts("text", enumerate(["a", None, "b", "a"]))
    builder = TermIndexBuilder(4)
    builder.add(collector.groups(), ())
    columns = dict(builder.columns())
    index = TermIndex(memoryview(columns[HEADER]))

    def find(term: bytes) -> int:
        digest = index.digest(term)
        return index.find(digest, memoryview(columns[page_name(index.page(digest))])).possible

    assert find(text_term("text", "a")) == 0b1001
    assert find(presence_term(["text"])) == 0b1101
    assert find(text_term("other", "a")) == 0
