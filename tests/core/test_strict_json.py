"""Responses with NaN or repeated keys are refused, wherever the SDK reads JSON."""

import json
from typing import Any

import pytest
from conftest import EVENT, STORED, ClientKind
from hypothesis import given
from hypothesis import strategies as st
from transport.faulty_server import FaultyServer, respond

from auditledge import UnreadableAnswerError
from auditledge._core import strict_json

EVENT_ID = STORED["id"].encode()
STRANGE = [b'{"a": 1, "a": 1}', b'{"b": [{"a": 1, "a": 2}]}', b'{"a": NaN}', b'{"a": [-Infinity]}']


def bodies(method: str, metadata: bytes) -> bytes:
    event = json.dumps({**STORED, "metadata": "M"}).encode().replace(b'"M"', metadata)
    return {
        "log": b'{"success": true, "event": %b}' % event,
        "get": event,
        "query": b'{"events": [%b], "total": 1, "limit": 20, "offset": 0, "next_cursor": null}' % event,
        "export": b"[%b]" % event,
        "export_stream": b"[%b]" % event,
        "usage": b'{"plan": "free", "more": %b}' % metadata,
    }[method]


@pytest.mark.parametrize("metadata", STRANGE)
@pytest.mark.parametrize("method", ["log", "get", "query", "export", "export_stream", "usage"])
def test_a_response_that_is_not_strict_json_is_unreadable(
    kind: ClientKind, method: str, metadata: bytes
) -> None:
    arguments: dict[str, list[Any]] = {"log": [EVENT], "get": [STORED["id"]]}
    with (
        FaultyServer(respond(bodies(method, metadata), Content_Type="application/json")) as server,
        pytest.raises(UnreadableAnswerError),
    ):
        kind.ask(server.url, method, *arguments.get(method, []))


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    )
)
def test_strict_json_is_decoded_unchanged(value: Any) -> None:
    body = json.dumps(value).encode()
    assert strict_json.decode(body) == value
