"""A quoted value means itself, in every place where a value may be."""

import enum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import auditledge
from auditledge import ValidationError, quote
from auditledge.server.query_language import matcher, parse

_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)
_NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
_VALUES = _TEXTS | _NUMBERS | st.booleans() | st.none()


def _event(value: object) -> dict[str, Any]:
    return {
        "actor": {"id": "a"},
        "action": value if isinstance(value, str) else "-",
        "resource": {"type": "-", "id": "-"},
        "metadata": {"value": value},
        "changes": {"value": {"before": [value]}},
    }


@given(_VALUES, _VALUES)
@example("\\", '"')
@example("*", "")
@example(1, True)
@example(0.0, -0.0)
@example(2**53, 2.0**53)
@example(2**53 + 1, 2.0**53)
@example(1e300, 10)
@example(None, "null")
def test_value_in_metadata_matches_itself_and_no_other(value, other):
    matches = matcher(parse(f"metadata.value:{quote(value)} changes.value.before:{quote(value)}"))
    assert matches(_event(value))
    is_same = value == other and isinstance(value, bool) == isinstance(other, bool)
    is_its_text = not isinstance(value, str) and other == quote(value)
    assert matches(_event(other)) == (is_same or is_its_text)


@given(_TEXTS, _TEXTS)
def test_text_of_a_field_matches_itself_and_no_other(text, other):
    matches = matcher(parse(f"(action:{quote(text)})"))
    assert matches(_event(text))
    assert matches(_event(other)) == (text == other)


@given(_TEXTS.filter(bool), _TEXTS)
def test_star_after_quoted_text_makes_it_a_prefix(text, other):
    matches = matcher(parse(f"action:{quote(text)}*"))
    assert matches(_event(text + other))
    assert matches(_event(other)) == other.startswith(text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ('say "hi" \\', '"say \\"hi\\" \\\\"'),
        (7, "7"),
        (-5, "-5"),
        (1.0, "1.0"),
        (1e300, "1e+300"),
        (True, "true"),
        (None, "null"),
        (enum.IntEnum("Color", "RED").RED, "1"),
    ],
)
def test_value_is_written_in_this_way(value, written):
    assert quote(value) == written


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), -float("inf"), 2**64, -(2**63) - 1, "\0", "a\ud800", b"a", ["a"], {}],
)
def test_value_that_no_event_contains_is_refused(value):
    with pytest.raises(ValidationError, match=r"^value (is|must be|contains)") as caught:
        auditledge.quote(value)
    assert caught.value.problems[0].field == "value"
