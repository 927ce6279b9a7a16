"""The encoder's output equals that of the standard library in its compact form."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract import compact_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(values)
def test_output_equals_that_of_the_standard_library(value: Any) -> None:
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert compact_json.encode(value) == expected.encode()
    assert compact_json.decode(compact_json.encode(value)) == value


@given(values)
def test_output_is_the_same_without_the_c_encoder(value: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("json.encoder.c_make_encoder", None)
        assert compact_json._make_encoder()(value).encode() == compact_json.encode(value)


@pytest.mark.parametrize(
    ("value", "error"), [(math.nan, ValueError), (math.inf, ValueError), ({1}, TypeError)]
)
def test_values_that_are_not_json_raise(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        compact_json.encode([value])
