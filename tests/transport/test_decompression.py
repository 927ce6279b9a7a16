"""Compressed responses are decompressed in full, and can't fill memory."""

import gzip
import json
import random
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENT, STORED, ClientKind

from auditledge import APIConnectionError, UnreadableAnswerError
from auditledge._transport.decompression import ZlibDecoder, decoder_for
from transport.faulty_server import FaultyServer, Step, respond

MEGABYTE = 1 << 20

TEXT = json.dumps([{**STORED, "id": f"evt_{number}"} for number in range(500)]).encode()


def decompress(compressed: bytes, size: int) -> bytes:
    """The decompressed text, when `size` bytes arrive at a time."""
    body = ZlibDecoder()
    pieces = [
        piece for at in range(0, len(compressed), size) for piece in body.feed(compressed[at : at + size])
    ]
    body.end()
    assert max(map(len, pieces)) <= 65_536
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 30])
@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
@pytest.mark.parametrize(
    "text", [b"", b"x", TEXT, TEXT * 5, random.Random(1).randbytes(200_000), b" " * 65_536]
)
def test_compressed_text_is_decompressed(compress: Callable[[bytes], bytes], text: bytes, size: int) -> None:
    assert decompress(compress(text), size) == text


@pytest.mark.parametrize("size", [1, 1000])
def test_members_of_a_gzip_file_are_concatenated(size: int) -> None:
    assert decompress(gzip.compress(b"first, ") + gzip.compress(b"second"), size) == b"first, second"


def test_every_truncation_raises() -> None:
    compressed = gzip.compress(TEXT[:300])
    for end in range(1, len(compressed)):
        with pytest.raises(APIConnectionError, match="ended early"):
            decompress(compressed[:end], 1 << 30)


def test_every_corruption_raises() -> None:
    compressed = zlib.compress(TEXT[:300])
    for at in range(len(compressed)):
        damaged = compressed[:at] + bytes([compressed[at] ^ 0x10]) + compressed[at + 1 :]
        with pytest.raises((UnreadableAnswerError, APIConnectionError)):
            decompress(damaged, 1 << 30)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "\u00ff", "gzip;q=1"])
def test_other_codings_raise(kind: ClientKind, coding: str) -> None:
    with (
        FaultyServer(respond(b"{}", Content_Encoding=coding)) as server,
        pytest.raises(UnreadableAnswerError, match="Content-Encoding was not asked for"),
    ):
        kind.ask(server.url, "usage")


@pytest.mark.parametrize(
    ("coding", "is_compressed"),
    [
        ("", False),
        ("identity", False),
        ("Identity", False),
        (" GZIP", True),
        ("x-gzip", True),
        ("deflate", True),
    ],
)
def test_codings_are_recognized_in_any_case(coding: str, is_compressed: bool) -> None:
    assert isinstance(decoder_for(coding), ZlibDecoder) == is_compressed


def bomb(opening: bytes, size: int) -> Step:
    """A compressed response that starts validly and grows to a thousand times the bytes on the wire."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    begin = compressor.compress(opening) + compressor.flush(zlib.Z_FULL_FLUSH)
    megabyte = compressor.compress(b" " * MEGABYTE) + compressor.flush(zlib.Z_FULL_FLUSH)
    compressed = begin + megabyte * (size // MEGABYTE)
    return respond(compressed, Content_Encoding="gzip", Content_Type="application/json")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


CALLS: list[tuple[str, tuple[Any, ...], bytes]] = [
    ("log", (EVENT,), b"{"),
    ("query", ({"limit": 1000},), b"{"),
    ("export", (), b"["),
    ("export_stream", (), b"["),
    ("export_to", ("events.json",), b"["),
]


@pytest.mark.parametrize(("method", "arguments", "opening"), CALLS, ids=[each[0] for each in CALLS])
def test_a_decompression_bomb_does_not_fill_memory(
    kind: ClientKind,
    method: str,
    arguments: tuple[Any, ...],
    opening: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    def work() -> None:
        with pytest.raises(UnreadableAnswerError, match=r"grows too much|larger than the contract"):
            kind.ask(server.url, method, *arguments)

    with FaultyServer(bomb(opening, 500 * MEGABYTE)) as server:
        assert peak_of(work) < 100 * MEGABYTE
