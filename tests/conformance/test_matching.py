"""The matchers accept what they should, and nothing else."""

from typing import Any

import pytest

from conformance.matching import faults

EVENT_ID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"a": 1, "b": [None, True]}, {"b": [None, True], "a": 1}),
        (1, 1.0),
        ({"$any": "event-id"}, EVENT_ID),
        ({"$any": "integer"}, 2**64),
        ({"$any": "text"}, "two\nlines"),
        ({"$any": "instant"}, "2026-01-01T00:00:00.5+01:00"),
        ({"$regex": "text/csv.*"}, "text/csv; charset=utf-8"),
        ({"$instant": "2026-01-01T00:00:00Z"}, "2026-01-01T01:00:00.000000+01:00"),
        (
            {"$subset": {"a": {"b": 1}, "c": [{"d": 2}]}},
            {"a": {"b": 1, "x": 0}, "c": [{"d": 2, "x": 0}], "x": 0},
        ),
        ({"$subset": {"a": {"$any": "text"}}}, {"a": "x", "b": 1}),
        ({"$length": 2}, [1, 2]),
        ({"$csv": [["a", "b"], ["1", {"$any": "text"}]]}, 'a,b\r\n1,"x, y"\r\n'),
    ],
)
def test_a_match(expected: Any, actual: Any) -> None:
    assert list(faults(expected, actual)) == []


@pytest.mark.parametrize(
    ("expected", "actual", "pointer"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, "/b"),
        ({"a": 1, "b": 2}, {"a": 1}, "/b"),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "/a/b/1"),
        ({"a": 1}, [1], "/"),
        ([1], [1, 2], "/"),
        (1, True, "/"),
        (0, False, "/"),
        (None, False, "/"),
        ("1", 1, "/"),
        (9007199254740993, 9007199254740992.0, "/"),
        ({"a": {"$any": "event-id"}}, {"a": "evt_1"}, "/a"),
        ({"a": {"$any": "integer"}}, {"a": True}, "/a"),
        ({"a": {"$any": "text"}}, {"a": ""}, "/a"),
        ({"a": {"$regex": "b"}}, {"a": "bc"}, "/a"),
        ({"a": {"$instant": "2026-01-01T00:00:00.000001Z"}}, {"a": "2026-01-01T00:00:00Z"}, "/a"),
        ({"a": {"$instant": "2026-01-01T00:00:00Z"}}, {"a": "soon"}, "/a"),
        ({"a": {"$instant": "2026-01-01T00:00:00Z"}}, {"a": "2026-01-01T00:00:00"}, "/a"),
        ({"$subset": {"a": {"b": 1}}}, {"a": {"b": 2}}, "/a/b"),
        ({"$subset": {"a": {"b": 1}}}, {"a": {}}, "/a/b"),
        ({"$subset": {"a": [{}]}}, {"a": []}, "/a"),
        ({"a": {"$length": 2}}, {"a": [1]}, "/a"),
        ({"a": {"$csv": [["x"]]}}, {"a": "y\r\n"}, "/a/0/0"),
        ({"a": {"$csv": [["x"]]}}, {"a": ["x"]}, "/a"),
    ],
)
def test_difference_is_reported_with_its_pointer(expected: Any, actual: Any, pointer: str) -> None:
    (fault,) = faults(expected, actual)
    assert fault.startswith(f"{pointer}: ")
