"""JSON forms of values, and when two of them are the same."""

import datetime
import decimal
import enum
import io
import ipaddress
import pathlib
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract import schema
from auditledge.integrations.tracking import detached, is_same, json_value
from auditledge.integrations.tracking.values import MAX_PARTS, TOO_DEEP, TOO_MANY


class Status(enum.Enum):
    PAID = "paid"


class Level(enum.IntEnum):
    HIGH = 3


class Opaque:
    pass


class Hostile:
    def __str__(self) -> str:
        raise RuntimeError("canary")


BERLIN = datetime.timezone(datetime.timedelta(hours=1))
NOON = datetime.datetime(2026, 11, 28, 12, 0, 0, 5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (2**64, str(2**64)),
        (10**5000, hex(10**5000)),
        (1.5, 1.5),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        ("a\0b\ud800", "a\ufffdb\ufffd\ufffd\ufffd"),
        (decimal.Decimal("1.50"), "1.50"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (NOON, "2026-11-28T12:00:00.000005"),
        (NOON.replace(tzinfo=BERLIN), "2026-11-28T11:00:00.000005Z"),
        (NOON.date(), "2026-11-28"),
        (NOON.time(), "12:00:00.000005"),
        (datetime.timedelta(days=1, hours=2), "P1DT02H00M00S"),
        (-datetime.timedelta(seconds=1.5), "-P0DT00H00M01.500000S"),
        (b"abc", {"bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}),
        (Status.PAID, "paid"),
        (Level.HIGH, 3),
        (ipaddress.ip_address("203.0.113.7"), "203.0.113.7"),
        (pathlib.PurePosixPath("a/b"), "a/b"),
        ((1, [2, {3}]), [1, [2, [3]]]),
        ({"b", "a"}, ["a", "b"]),
        ({1: "x", Status.PAID: "y"}, {"1": "x", "paid": "y"}),
        ({"user": {"password": "x", "apiKey": None, "token_count": 1}}, None),
        (Opaque(), "[Opaque]"),
        (Hostile(), "[Hostile]"),
        ([Hostile()], ["[Hostile]"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_json_forms(value: object, expected: object) -> None:
    if expected is None and value is not None:
        expected = {"user": {"password": "[redacted]", "apiKey": None, "token_count": 1}}
    assert json_value(value) == expected


def test_a_file_is_its_name(tmp_path: pathlib.Path) -> None:
    with (tmp_path / "scan.pdf").open("wb") as file:
        assert json_value(file) == str(tmp_path / "scan.pdf")
    assert json_value(io.BytesIO(b"nameless")) == "[BytesIO]"


def test_what_is_nested_too_deeply_or_too_large_is_marked() -> None:
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    assert TOO_DEEP in str(json_value(deep))
    assert json_value(list(range(MAX_PARTS + 5)))[-1] == TOO_MANY  # type: ignore[index]
    twice: list[Any] = []
    for _ in range(25):
        twice = [twice, twice]  # 2 ** 25 parts
    assert TOO_MANY in str(json_value(twice))
    itself: list[Any] = []
    itself.append(itself)
    assert TOO_DEEP in str(json_value(itself))


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.decimals()
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.timedeltas()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


@given(anything)
def test_every_form_is_valid_in_changes(value: object) -> None:
    event = {"actor": {"id": "a"}, "action": "a", "resource": {"type": "t", "id": "1"}}
    _, problems = schema("EventInput").clean({**event, "changes": {"field": {"after": json_value(value)}}})
    assert not problems
    assert is_same(detached(value), detached(value))


def test_detached_values_are_independent_of_later_modification() -> None:
    value: dict[str, Any] = {"tags": ["a"], "password": "p"}
    before = detached(value)
    value["tags"].append("b")
    assert before == {"tags": ["a"], "password": "p"}, "secrets are masked later, so that changes are seen"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (decimal.Decimal(10), decimal.Decimal("10.00"), True),
        (NOON.replace(tzinfo=BERLIN), NOON.replace(hour=11, tzinfo=datetime.UTC), True),
        (float("nan"), float("nan"), True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ([float("nan")], [float("nan")], True),
        (None, "", False),
        ("1", 1, False),
        (NOON, NOON.replace(tzinfo=BERLIN), False),
    ],
)
def test_sameness(one: object, other: object, same: bool) -> None:
    assert is_same(one, other) is same
