"""Metadata is free JSON that all parsers read the same way, up to the contract's size and depth."""

import json
import math
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge import contract
from contract.events import MINIMAL

EVENT = contract.schema("EventInput")
MAX_BYTES, MAX_DEPTH = 65_536, 32


def problems(metadata: Any) -> list[tuple[str, str]]:
    return [tuple(each) for each in EVENT.clean({**MINIMAL, "metadata": metadata})[1]]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.nan, "must be a finite number: JSON has no NaN or infinity"),
        (math.inf, "must be a finite number: JSON has no NaN or infinity"),
        (-math.inf, "must be a finite number: JSON has no NaN or infinity"),
        (b"x", "is not JSON but a bytes; decode it first"),
        ({1}, "is not JSON but a set; use sorted()"),
        (Decimal("1.5"), "is not JSON but a Decimal; use str()"),
        (UUID(int=0), "is not JSON but an UUID; use str()"),
        (datetime(2026, 1, 1, tzinfo=UTC), "is not JSON but a datetime; use .isoformat()"),
        (date(2026, 1, 1), "is not JSON but a date; use .isoformat()"),
        (object(), "is not JSON but an object"),
        (1j, "is not JSON but a complex"),
        (2**64, "must be from -2^63 to 2^64-1; send a larger integer as a string"),
        (-(2**63) - 1, "must be from -2^63 to 2^64-1; send a larger integer as a string"),
        ("\udfff", "is not valid Unicode: it contains half of a surrogate pair"),
    ],
)
@pytest.mark.parametrize(
    ("wrap", "field"),
    [
        (lambda value: {"a": value}, "/metadata/a"),
        (lambda value: {"a": [0, {"b/c": value}]}, "/metadata/a/1/b~1c"),
        (lambda value: {"a": (value,)}, "/metadata/a/0"),
    ],
)
def test_values_that_are_not_json_are_reported_with_their_pointer(
    value: Any, message: str, wrap: Callable[[Any], Any], field: str
) -> None:
    assert problems(wrap(value)) == [(field, message)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (1, "has a key that is not a string but an int"),
        (None, "has a key that is not a string but a NoneType"),
        ((), "has a key that is not a string but a tuple"),
        ("\ud800", "has a key that is not valid Unicode: it contains half of a surrogate pair"),
    ],
)
def test_keys_must_be_strings(name: Any, message: str) -> None:
    assert problems({name: 1}) == [("/metadata", message)]
    assert problems({"a": [{name: 1}]}) == [("/metadata/a/0", message)]


@pytest.mark.parametrize(
    "value", [2**64 - 1, -(2**63), 0, 1.7976931348623157e308, 5e-324, -0.0, "\0", "", "\U0010ffff"]
)
def test_extreme_values_are_accepted(value: Any) -> None:
    assert problems({"a": value}) == []


def nested(levels: int) -> Any:
    value: Any = "leaf"
    for level in range(levels - 1):
        value = [value] if level % 2 else {"a": value}
    return {"a": value}


def test_nesting_is_accepted_up_to_the_limit() -> None:
    assert problems(nested(MAX_DEPTH)) == []
    ((field, message),) = problems(nested(MAX_DEPTH + 1))
    assert message == "is nested too deeply"
    assert field.count("/") == MAX_DEPTH + 1


def test_very_deep_nesting_is_one_problem() -> None:
    assert len(problems(nested(100_000))) == 1


@pytest.mark.parametrize("letter", ["x", "é", "€", "\U0001f600", '"', "\n", "\0"])
def test_size_is_accepted_up_to_the_limit(letter: str) -> None:
    each = len(json.dumps(letter, ensure_ascii=False).encode()) - 2
    room = MAX_BYTES - len('{"a":""}')
    text = letter * (room // each) + "x" * (room % each)
    assert problems({"a": text}) == []
    assert problems({"a": text + "x"}) == [
        ("/metadata", f"is {MAX_BYTES + 1} bytes as JSON, more than {MAX_BYTES}")
    ]


def test_many_small_parts_are_counted_to_the_byte() -> None:
    numbers = [0] * ((MAX_BYTES - len('{"a":[]}') + 1) // 2)
    assert len(json.dumps({"a": numbers}, separators=(",", ":"))) == MAX_BYTES - 1
    assert problems({"a": numbers}) == []
    assert len(problems({"a": [*numbers, 0]})) == 1


def test_a_dict_that_contains_itself_is_rejected() -> None:
    cycle: dict[str, Any] = {}
    cycle["again"] = cycle
    assert problems(cycle) == [("/metadata/again", "contains itself")]


def test_a_list_that_contains_itself_is_rejected_at_any_depth() -> None:
    cycle: list[Any] = []
    cycle += [cycle, {"x": cycle}]
    assert problems({"a": cycle}) == [
        ("/metadata/a/0", "contains itself"),
        ("/metadata/a/1/x", "contains itself"),
    ]


def test_the_same_list_twice_is_not_a_cycle() -> None:
    shared = [1]
    assert problems({"a": shared, "b": [shared, shared]}) == []


def test_a_list_that_doubles_at_every_level_is_rejected_in_time() -> None:
    value: Any = ["x"]
    for _ in range(MAX_DEPTH - 2):
        value = [value, value]
    started = time.process_time()
    assert problems({"a": value}) == [("/metadata", f"is more than {MAX_BYTES} bytes as JSON")]
    assert time.process_time() - started < 5


numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_every_json_object_is_accepted_and_unchanged(metadata: dict[str, Any]) -> None:
    cleaned, found = EVENT.clean({**MINIMAL, "metadata": metadata})
    assert found == []
    assert json.loads(json.dumps(cleaned["metadata"], ensure_ascii=False).encode()) == metadata


strange = (
    st.binary(max_size=3) | st.decimals() | st.dates() | st.sampled_from([math.nan, {1}, object(), "\ud800"])
)
anything = st.recursive(
    json_values | strange,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.none(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text() | st.integers(), anything, max_size=4))
def test_values_are_accepted_exactly_if_they_are_json(metadata: Any) -> None:
    assert (problems(metadata) == []) == is_json(metadata)


def is_json(value: Any) -> bool:
    """Whether a value encodes, and is the same when decoded."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return False
    return bool(json.loads(text) == value)
