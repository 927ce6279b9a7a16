"""The fast path accepts only valid events, cleans them like the schema, and accepts all ordinary ones."""

import copy
import random
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge import contract
from auditledge.contract.fast_path import compile_fast_path
from auditledge.contract.operations import _FACTS
from auditledge.contract.timestamps import parse_instant
from contract import oracle
from contract.events import FULL, MINIMAL, VALUES, mutated

EVENT = contract.schema("EventInput")
fast_path = compile_fast_path(_FACTS["schemas"]["EventInput"], _FACTS["schemas"])


def is_accepted(event: Any) -> bool:
    return fast_path(event) is not None


def check(event: Any) -> None:
    """An event that the fast path accepts is valid for jsonschema, and is cleaned like any other."""
    if is_accepted(event):
        assert oracle.event_fields(event) == set()
        assert not oracle.has_too_much(event)
        assert EVENT._check(event, "", []) == fast_path(event)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"actor": {"id": "u", "name": "Jürgen", "email": ""}, "organization_id": "org"},
        {"resource": {"type": "t", "id": "r", "name": "\U0001f600"}},
        {"id": contract.new_id("evt"), "timestamp": "2026-11-23T10:15:30.123456Z"},
        {"timestamp": "2026-11-23T10:15:30Z", **{n: e for n, e in FULL.items() if n != "timestamp"}},
        {"changes": {"status": {"before": "paid", "after": None}}, "metadata": {"a": "b"}},
        {"context": {"ip": "203.0.113.7"}, "outcome": "denied", "on_behalf_of": {"id": "u"}},
        {"timestamp": "2026-12-28T23:59:59Z", "metadata": {"a": {"b": 1, "c": [1][0]}, "d": None, "e": True}},
        {"metadata": {"ip": "192.168.1.1", "amount": 12.5, "é": "ü"}},
        {"metadata": {"changes": ["status", "é"], "of": [1, 2.5, None, True, [], {}, [{"a": ["b"]}]]}},
    ],
)
def test_ordinary_events_are_accepted(more: dict[str, Any]) -> None:
    event = {**MINIMAL, **more}
    assert is_accepted(event)
    cleaned, problems = EVENT.clean(event)
    assert cleaned == event
    assert problems == []


def test_none_is_dropped_and_the_callers_dicts_are_not_modified() -> None:
    event = {**MINIMAL, "actor": {"id": "u", "email": None}, "id": None, "metadata": None, "timestamp": None}
    before = copy.deepcopy(event)
    cleaned = fast_path(event)
    assert cleaned == {**MINIMAL, "actor": {"id": "u"}}
    cleaned["actor"]["name"] = cleaned["resource"]["name"] = "other"
    assert event == before
    assert not is_accepted({**MINIMAL, "action": None})


def test_invalid_mutated_events_are_not_accepted() -> None:
    generator = random.Random(20261125)
    for _ in range(6000):
        check(mutated(generator))


@pytest.mark.parametrize("name", [*FULL, "other"])
def test_invalid_values_are_not_accepted(name: str) -> None:
    for value in VALUES:
        check({**MINIMAL, name: value})
        check({**MINIMAL, "metadata": {"x": value, name: value}})


class Text(str):
    __slots__ = ()


class Fields(dict[str, Any]):
    pass


@pytest.mark.parametrize(
    "event",
    [None, [], "x", Fields(MINIMAL), {**MINIMAL, "action": Text("x")}, {**MINIMAL, "actor": Fields(id="u")}],
)
def test_subclasses_are_not_accepted(event: Any) -> None:
    assert not is_accepted(event)


digits = st.integers(0, 99).map("{:02}".format)
instants = st.builds(
    "{}{}-{}-{}T{}:{}:{}{}".format, digits, digits, digits, digits, digits, digits, digits,
    st.sampled_from(["Z", ".5Z", ".123456789Z", ".1234567890Z", "z", "+00:00", "", "Z\n"]),
)  # fmt: skip


@given(instants)
def test_accepted_times_are_valid(text: str) -> None:
    if is_accepted({**MINIMAL, "timestamp": text}):
        parse_instant(text)


@pytest.mark.parametrize("count", [10_000, 10_900, 10_910, 10_920, 11_000])
@pytest.mark.parametrize("character", ["a", "\x00", "é", "\U0001f600"])
def test_accepted_metadata_fits(character: str, count: int) -> None:
    check({**MINIMAL, "metadata": {"x": character * count}})
    check({**MINIMAL, "metadata": {character * count: None}})
    assert is_accepted({**MINIMAL, "metadata": {"x": character * count}}) is (count <= 10_910)


@pytest.mark.parametrize("value", [-(2**63) + 1, sys.float_info.min, False, {}, {"y": {}}, [], [[], 1], "\0"])
def test_accepted_metadata_of_many_parts_fits(value: Any) -> None:
    for count in (1000, 1500, 1800, 2100, 3000):
        check({**MINIMAL, "metadata": {str(each): value for each in range(count)}})
        check({**MINIMAL, "metadata": {"x": [value] * count}})


@pytest.mark.parametrize(("levels", "expected"), [(32, True), (33, False)])
@pytest.mark.parametrize("innermost", [{}, []])
def test_metadata_is_accepted_up_to_the_maximum_depth(innermost: Any, levels: int, expected: bool) -> None:
    metadata = innermost
    for level in range(levels - 1):
        metadata = [metadata] if level % 2 and level < levels - 2 else {"x": metadata}
    event = {**MINIMAL, "metadata": metadata}
    assert is_accepted(event) is expected
    assert (oracle.event_fields(event) == set()) is expected


def test_metadata_that_contains_itself_twice_is_rejected_at_once() -> None:
    metadata: dict[str, Any] = {}
    metadata |= {"a": metadata, "b": metadata}
    assert not is_accepted({**MINIMAL, "metadata": metadata})
    array: list[Any] = []
    array += [array, array]
    assert not is_accepted({**MINIMAL, "metadata": {"a": array}})
