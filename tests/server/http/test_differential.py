"""A sample of the comparison with another parser; `make fuzz` has 100,000 requests."""

import random

import pytest

from server.http import differential
from server.http.differential import Stream


def test_a_sample_is_understood_as_another_parser_does_wherever_it_is_split() -> None:
    counted = differential.run(requests=600, seed=20_261_128)
    assert counted["accepted"] > 300
    assert counted["refused"] > 20


def test_streams_are_the_same_for_the_same_seed() -> None:
    assert differential.make_stream(random.Random(7)) == differential.make_stream(random.Random(7))


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    ],
)
def test_the_comparison_sees_a_request_too_few(data: bytes) -> None:
    with pytest.raises(AssertionError, match="refused although it is right"):
        differential.check(Stream(data + data[:-3], 2))


def test_the_comparison_sees_a_body_that_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by_server = differential.read_by_server

    def changing(pieces: list[bytes]) -> differential.Outcome:
        return read_by_server([piece.replace(b"\r\nUpgrade:", b"\r\nX-Upgrade:") for piece in pieces])

    monkeypatch.setattr(differential, "read_by_server", changing)
    body = b"x\r\nUpgrade: y"
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % len(body)
    with pytest.raises(AssertionError, match="understood in another way"):
        differential.check(Stream(head + body, 1))
