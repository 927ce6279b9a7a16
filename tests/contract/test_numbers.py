"""A number is returned as it was sent, or rejected: which texts are doubles."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditledge import contract
from auditledge.contract.numbers import InexactFloat, read_float
from contract.events import MINIMAL

EVENT = contract.schema("EventInput")


@pytest.mark.parametrize(
    ("text", "returned"),
    [
        ("1.0", "1.0"),
        ("-0.0", "-0.0"),
        ("0e999999999999999999999", "0.0"),
        ("1E5", "100000.0"),
        ("100000.0000000000000000000", "100000.0"),
        ("0.1", "0.1"),
        ("0.10000000000000001", "0.1"),  # seventeen digits, as C formats them
        ("0.1000000000000000055511151231257827", "0.1"),  # more digits of the same double
        ("1795000000.123456", "1795000000.123456"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("5e-324", "5e-324"),
        ("4.9406564584124654e-324", "5e-324"),
        ("9007199254740993e0", None),
        ("0.12345678901234567890", None),
        ("3.14159265358979323846", None),
        ("12345678901234567.0", None),
        ("1e-400", None),
        ("1.23e-323", None),
        ("1e400", "Infinity"),
    ],
)
def test_edge_cases(text: str, returned: str | None) -> None:
    value = read_float(text)
    assert (None if isinstance(value, InexactFloat) else json.dumps(value)) == returned


@pytest.mark.parametrize("text", ["1e400", "-1e400", "1e-400", "0.12345678901234567890"])
def test_numbers_that_no_double_represents_are_rejected_with_their_pointer(text: str) -> None:
    metadata = json.loads(f'{{"a": [{{"b": {text}}}]}}', parse_float=read_float)
    (problem,) = EVENT.clean({**MINIMAL, "metadata": metadata})[1]
    assert problem.field == "/metadata/a/0/b"
    assert problem.message.startswith(("must be a finite number", "has more digits than a double keeps"))


def test_an_inexact_number_is_called_a_number() -> None:
    (problem,) = EVENT.clean({**MINIMAL, "action": read_float("0.12345678901234567890")})[1]
    assert problem.message == "must be a string, not a number"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(16, 40))
def test_every_text_of_a_double_is_accepted(value: float, digits: int) -> None:
    for text in (repr(value), f"{value:.{digits}e}"):
        read = read_float(text)
        assert type(read) is float
        assert repr(read) == repr(value)


@given(st.integers(-(10**30), 10**30), st.integers(-340, 320))
@example(10**16 + 1, 0)
def test_a_number_is_accepted_if_a_double_rounds_to_it(digits: int, exponent: int) -> None:
    text = f"{digits}e{exponent}"
    sent, value = Decimal(text), read_float(text)
    if abs(sent) > Decimal("1.8e308"):
        assert json.dumps(value) in ("Infinity", "-Infinity")
        return
    zeros = len(str(digits)) - len(str(digits).rstrip("0"))
    unit = Fraction(10) ** (exponent + zeros)  # of the last digit that is not 0
    is_exact = sent == 0 or (value != 0 and abs(Fraction(value) - Fraction(sent)) <= unit / 2)
    assert isinstance(value, InexactFloat) != is_exact
