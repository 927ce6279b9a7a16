"""JSON has one canonical text: that of RFC 8785, with exact integers."""

import contextlib
import json
import struct
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from auditledge.transparency.canonical_json import dumps, loads, loads_canonical
from transparency.vectors import FOLDER, b64, load

NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def test_rfc_8785() -> None:
    for case in load("jcs.json"):
        assert dumps(loads(case["input"])) == case["output"], case["name"]


def test_numbers_of_ecmascript() -> None:
    lines = (FOLDER / "es6_numbers.txt").read_text("ascii").splitlines()
    assert len(lines) == 7_000
    for line in lines:
        bits, _, text = line.partition(",")
        (value,) = struct.unpack(">d", bytes.fromhex(bits.zfill(16)))
        assert dumps(value) == text
        assert dumps(loads(text)) == text


def test_parsing() -> None:
    cases = load("json_parsing.json.gz")
    assert len(cases) == 223
    for case in cases:
        try:
            loads(b64(case["base64"]).decode("utf-8"))
            parses = True
        except ValueError:
            parses = False
        expected = case["name"].startswith("y_") and "duplicated_key" not in case["name"]
        if not case["name"].startswith("i_"):
            assert parses is expected, case["name"]


@given(VALUES)
def test_another_implementation_agrees(value: Any) -> None:
    assert dumps(value).encode() == rfc8785.dumps(value)


@given(VALUES | st.integers(-(2**63), 2**64 - 1))
def test_the_text_of_a_value_is_canonical(value: Any) -> None:
    text = dumps(value)
    assert dumps(loads_canonical(text)) == dumps(loads(text)) == text


@given(VALUES)
def test_other_texts_of_a_value_are_not(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=1), f" {dumps(value)}", f"{dumps(value)} "):
        if text != dumps(value):
            with contextlib.suppress(ValueError):
                assert dumps(loads_canonical(text)) != text


@pytest.mark.parametrize(
    "text", ["1e2", "1.0", "-0", "0.10", "1E400", "-0.0", "1e-7 ", "[1, 2]", '{"b":1,"a":2}']
)
def test_other_spellings(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert dumps(loads_canonical(text)) != text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**63, "9223372036854775808"),
        (-(2**63), "-9223372036854775808"),
        (2**64 - 1, "18446744073709551615"),
        (2**64, "18446744073709552000"),
        (2**53 + 1, "9007199254740993"),
        (10**21, "1e+21"),
        (-(2**63) - 1, "-9223372036854776000"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (-0.0, "0"),
        (True, "true"),
        ({"\U00010000": 1, "\ue000": 2, "é": 3}, '{"é":3,"\U00010000":1,"\ue000":2}'),
        ('\x7f\x1f\u2028/"\\', '"\x7f\\u001f\u2028/\\"\\\\"'),
    ],
)
def test_values_at_the_limits(value: Any, text: str) -> None:
    assert dumps(value) == text
    assert dumps(loads_canonical(text)) == text


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", '{"a":1,"a":1}', "1e400", "9" * 401, ""])
def test_not_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|repeated|too large|Expecting"):
        loads(text)


def test_repeated_names_are_found_by_comparison() -> None:
    text = '{"a":1,"a":2}'
    assert dumps(loads_canonical(text)) != text


@pytest.mark.parametrize("count", [900, 100_000])
def test_deep_nesting(count: int) -> None:
    text = "[" * count + "]" * count
    for read in (loads, loads_canonical):
        with pytest.raises(ValueError, match="nested too deeply"):
            dumps(read(text))


def test_other_types() -> None:
    with pytest.raises(TypeError, match="bytes is not JSON"):
        dumps(b"")
    with pytest.raises(TypeError, match="tuple is not JSON"):
        dumps([()])
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not JSON"):
            dumps(value)
