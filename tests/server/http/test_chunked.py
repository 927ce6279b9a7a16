"""The chunked transfer coding by itself: pieces of any size, and what is left in the buffer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.http.chunked import ChunkedDecoder, ChunkedError


def encoded(chunks: list[bytes]) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in [*chunks, b""])


@given(
    chunks=st.lists(st.binary(min_size=1, max_size=40), max_size=5),
    cuts=st.lists(st.integers(1, 9), min_size=1),
    rest=st.binary(max_size=9),
)
def test_a_body_is_decoded_in_whatever_pieces_it_arrives(
    chunks: list[bytes], cuts: list[int], rest: bytes
) -> None:
    decoder, buffer, data, number = ChunkedDecoder(), bytearray(), b"", 0
    text = encoded(chunks)
    while text:
        assert not decoder.is_complete
        size = cuts[number % len(cuts)]
        buffer += text[:size] + (rest if size >= len(text) else b"")
        text, number = text[size:], number + 1
        data += decoder.decode(buffer)
    assert decoder.is_complete
    assert data == b"".join(chunks)
    assert buffer == rest


def test_a_line_that_is_incomplete_stays_in_the_buffer() -> None:
    decoder, buffer = ChunkedDecoder(), bytearray(b"3\r\nabc\r\n1")
    assert decoder.decode(buffer) == b"abc"
    assert buffer == b"\r\n1"
    assert not decoder.is_complete


@pytest.mark.parametrize(
    "text",
    [
        b"-1\r\n",
        b" 1\r\n",
        b"0x1\r\n",
        b"1\n",
        b"1\r\nab",
        b"11111111111111111\r\n",
        b"0\r\nHost: x\r\n",
        b"\n",
    ],
)
def test_what_leaves_a_doubt_is_an_error(text: bytes) -> None:
    with pytest.raises(ChunkedError):
        ChunkedDecoder().decode(bytearray(text + b"\r\n\r\n"))


@pytest.mark.parametrize(("trailers", "accepted"), [(160, True), (170, False)])
def test_extensions_and_trailers_have_a_limit_of_16_kib(trailers: int, accepted: bool) -> None:
    line = b"X: " + b"y" * 95 + b"\r\n"
    assert len(line) == 100
    decoder, text = ChunkedDecoder(), bytearray(b"0\r\n" + line * trailers + b"\r\n")
    if accepted:
        assert decoder.decode(text) == b""
        assert decoder.is_complete
    else:
        with pytest.raises(ChunkedError):
            decoder.decode(text)
