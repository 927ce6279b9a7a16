import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.outbox.spool.records import decode, encode

EVENT = b'{"id":"evt_1","action":"a","n":1}'


def test_record_is_a_line_of_json() -> None:
    line = encode(EVENT)
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"crc": "cb0fd537", "event": json.loads(EVENT)}


@given(st.binary().filter(lambda event: b"\n" not in event))
def test_round_trip(event: bytes) -> None:
    assert decode(encode(event)[:-1]) == event


def test_line_feed_is_rejected() -> None:
    with pytest.raises(ValueError, match="one line"):
        encode(b'{\n"id":1}')


@pytest.mark.parametrize("position", range(len(encode(EVENT)) - 1))
def test_any_flipped_bit_is_detected(position: int) -> None:
    line = bytearray(encode(EVENT)[:-1])
    for bit in range(8):
        line[position] ^= 1 << bit
        assert decode(bytes(line)) is None
        line[position] ^= 1 << bit


@given(st.integers(0, len(encode(EVENT)) - 2))
def test_truncated_line_is_detected(length: int) -> None:
    assert decode(encode(EVENT)[:length]) is None
