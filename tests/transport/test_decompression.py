"""Bodies are bounded, and whole: whatever is compressed, cut, padded or without an end."""

import gzip
import json
import random
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EVENT, KEY, STORED, Kind

from auditledge import APIConnectionError, AuditLedge, ServerError, UnreadableAnswerError
from auditledge._transport.decompression import ZlibDecoder, decoder_for
from auditledge._transport.runner import MAX_ERROR_BYTES
from transport.faulty_server import FaultServer, Peer, Step, answer, head, json_answer

MEGABYTE = 1 << 20
USAGE = {"plan": "free", "events_this_month": 1, "events_limit": 10_000, "retention_days": 30}
TEXT = json.dumps([{**STORED, "id": f"evt_{number}"} for number in range(500)]).encode()


def unpack(packed: bytes, size: int) -> bytes:
    """What arrives `size` bytes at a time, unpacked."""
    body = ZlibDecoder()
    pieces = [piece for at in range(0, len(packed), size) for piece in body.feed(packed[at : at + size])]
    body.end()
    assert max(map(len, pieces)) <= 65_536
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 30])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
@pytest.mark.parametrize(
    "text", [b"", b"x", TEXT, TEXT * 5, random.Random(1).randbytes(200_000), b" " * 65_536]
)
def test_what_was_packed_is_unpacked(pack: Callable[[bytes], bytes], text: bytes, size: int) -> None:
    assert unpack(pack(text), size) == text


@pytest.mark.parametrize("size", [1, 1000])
def test_members_of_a_gzip_file_follow_each_other(size: int) -> None:
    assert unpack(gzip.compress(b"first, ") + gzip.compress(b"second"), size) == b"first, second"


def test_every_cut_is_told() -> None:
    packed = gzip.compress(TEXT[:300])
    for end in range(1, len(packed)):
        with pytest.raises(APIConnectionError, match="ended early"):
            unpack(packed[:end], 1 << 30)


def test_every_damage_is_told_or_does_no_harm() -> None:
    packed = zlib.compress(TEXT[:300])
    for at in range(len(packed)):
        damaged = packed[:at] + bytes([packed[at] ^ 0x10]) + packed[at + 1 :]
        with pytest.raises((UnreadableAnswerError, APIConnectionError)):
            unpack(damaged, 1 << 30)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "\u00ff", "gzip;q=1"])
def test_other_codings_are_refused(kind: Kind, coding: str) -> None:
    with (
        FaultServer(answer(b"{}", Content_Encoding=coding)) as server,
        pytest.raises(UnreadableAnswerError, match="Content-Encoding was not asked for"),
    ):
        kind.ask(server.url, "usage")


@pytest.mark.parametrize(
    ("coding", "is_packed"),
    [
        ("", False),
        ("identity", False),
        ("Identity", False),
        (" GZIP", True),
        ("x-gzip", True),
        ("deflate", True),
    ],
)
def test_known_codings_are_known_in_any_spelling(coding: str, is_packed: bool) -> None:
    assert isinstance(decoder_for(coding), ZlibDecoder) == is_packed


def bomb(opening: bytes, size: int) -> Step:
    """A compressed answer that begins well and then fills memory, a thousandth of it going over the wire."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    begin = packer.compress(opening) + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = begin + megabyte * (size // MEGABYTE)
    return answer(packed, Content_Encoding="gzip", Content_Type="application/json")


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
def test_a_compressed_bomb_fills_no_memory(
    kind: Kind,
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

    with FaultServer(bomb(opening, 500 * MEGABYTE)) as server:
        assert peak_of(work) < 100 * MEGABYTE


def endless(opening: bytes, piece: bytes, media_type: str = "application/json") -> Step:
    """An answer that never ends, as fast as it is read."""

    def step(peer: Peer) -> None:
        peer.send(head(200, Transfer_Encoding="chunked", Content_Type=media_type))
        peer.send(b"%x\r\n%b\r\n" % (len(opening), opening))
        while not peer.stopped.is_set():
            peer.send(b"%x\r\n%b\r\n" % (len(piece), piece))

    return step


@pytest.mark.parametrize("method", ["log", "usage", "health"])
def test_an_answer_without_an_end_is_given_up(kind: Kind, method: str) -> None:
    with (
        FaultServer(endless(b"{", b" " * 65_536)) as server,
        pytest.raises(UnreadableAnswerError, match="larger than the contract allows"),
    ):
        kind.ask(server.url, method, *[EVENT] * (method == "log"), timeout=60)


@pytest.mark.parametrize(("form", "opening"), [("json", b'[{"id": "'), ("csv", b'id,a\r\nevt_1,"')])
def test_a_row_without_an_end_is_given_up(kind: Kind, form: str, opening: bytes) -> None:
    step = endless(opening, b"x" * 65_536, f"text/{form}")
    with FaultServer(step) as server, pytest.raises(UnreadableAnswerError, match="not an export"):
        kind.ask(server.url, "export_to", "events", {"format": form}, timeout=60)


def test_the_rest_of_a_long_error_is_left_out(kind: Kind) -> None:
    page = b"<h1>Bad gateway</h1>".ljust(3 * MEGABYTE)
    with FaultServer(answer(page, 502)) as server, pytest.raises(ServerError) as caught:
        kind.ask(server.url, "usage")
    assert page.startswith(caught.value.body)
    assert MAX_ERROR_BYTES <= len(caught.value.body) < 2 * MEGABYTE


def test_the_largest_page_is_read(kind: Kind) -> None:
    event = {**STORED, "metadata": {"pad": "x" * 65_000}}
    page = {"events": [event] * 1000, "total": 1000, "limit": 1000, "offset": 0, "next_cursor": None}
    with FaultServer(json_answer(page)) as server:
        assert kind.ask(server.url, "query", {"limit": 1000}, timeout=60) == page


# Clients of the caller's own, whose hooks or transports read the answer first.


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_an_answer_that_a_hook_has_read_is_read_again(pack: Callable[[bytes], bytes]) -> None:
    coding = {"Content_Encoding": "gzip"} if pack is gzip.compress else {}
    usage, rows = json_answer(USAGE), answer(pack(b"[{}]"), Content_Type="application/json", **coding)
    with (
        FaultServer(usage, rows) as server,
        httpx.Client(event_hooks={"response": [lambda response: response.read()]}) as borrowed,
        AuditLedge(KEY, server.url, http_client=borrowed) as client,
    ):
        assert client.usage() == USAGE
        assert client.export() == [{}]


def test_an_answer_that_a_transport_makes_up_is_read() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=USAGE))
    with httpx.Client(transport=transport) as borrowed, AuditLedge(KEY, http_client=borrowed) as client:
        assert client.usage() == USAGE
