"""JSON bodies, decoded strictly."""

import json

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge.server.api import json_body
from auditledge.server.errors import LedgerError
from server.samples import MINIMAL

JSON = {"Content-Type": "application/json"}


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


DEEP = b"[" * 65 + b"]" * 65
BAD_BODIES = {
    b"": "is not JSON",
    b"{": "is not JSON",
    b"{}x": "is not JSON",
    b"{'a':1}": "is not JSON",
    b'"\xff"': "is not UTF-8",
    json.dumps(MINIMAL).encode("utf-16"): "is not UTF-8",
    b'\xef\xbb\xbf{"a":1}': "is not JSON",
    b'{"a":1,"a":1}': "repeats a key",
    b'{"metadata":{"x":{"a":1,"\\u0061":2}}}': "repeats a key",
    b'{"a":NaN}': "not JSON",
    b'{"a":-Infinity}': "not JSON",
    DEEP: "is nested deeper than 64 levels",
    b'{"a":' + DEEP[1:-1] + b"}": "is nested deeper than 64 levels",
    b"[" * 100_000: "is nested deeper than 64 levels",
    b'{"a":' * 20_000 + b"1" + b"}" * 20_000: "is nested deeper than 64 levels",
    b'{"a":' + b"9" * 100_000 + b"}": "too many digits",
    b'{"a":"\x00"}': "is not JSON",
}


@pytest.mark.parametrize("body", BAD_BODIES)
@pytest.mark.parametrize("path", ["/events", "/events/batch"])
def test_a_body_that_is_not_strict_json_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    answer = client.post(path, content=body, headers=JSON)
    assert error_of(answer) == (400, "invalid_json")
    assert BAD_BODIES[body] in answer.json()["error"]


def test_brackets_within_strings_are_not_levels() -> None:
    text = "[{" * 200
    assert json_body.decode(json.dumps([[text]]).encode()) == [[text]]
    assert json_body.nesting_error([[text]]) is None
    assert json_body.nesting_error(json_body.decode(b"[" * 64 + b"]" * 64)) is None
    assert json_body.nesting_error(json_body.decode(b'["]","]","]",' * 65 + b"1" + b"]" * 65))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(value=_json)
def test_whatever_json_can_say_is_read_as_json_reads_it(value: object) -> None:
    text = json.dumps(value)
    if "NaN" in text or "Infinity" in text:
        return
    try:
        assert json.dumps(json_body.decode(text.encode())) == text
    except LedgerError as refused:
        assert "64 levels" in refused.error  # noqa: PT017 - both outcomes are good


@settings(deadline=None, max_examples=200)
@given(
    body=st.binary(max_size=40) | st.text('[]{}",:0123456789.eE+-\\u ntrfalse', max_size=40).map(str.encode)
)
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    try:
        json_body.decode(body)
    except LedgerError as refused:
        assert refused.code == "invalid_json"  # noqa: PT017
    else:
        json.loads(body)
