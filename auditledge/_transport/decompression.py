"""Decompression of response bodies, with a limit on how much they may grow.

The SDK asks for uncompressed responses, but a proxy may compress them all the same. httpx would decompress
them, but notices neither a compressed stream that ends early nor a small one that grows without limit.
"""

import zlib
from collections.abc import Iterator
from typing import Any

from auditledge.errors import APIConnectionError, UnreadableAnswerError

_CHUNK_BYTES = 1 << 16
"""Bytes that are decompressed at once."""
_MAX_GROWTH = 100
"""How many times larger than its compressed form a response may be. Events differ at least in their ids,
which DEFLATE can't shrink. What grows more (DEFLATE reaches 1,032 times) was made to fill memory."""
_UNLIMITED_BYTES = 1 << 24
"""Bytes that any compressed response may grow to."""

_CODINGS = {"gzip", "x-gzip", "deflate"}


class ZlibDecoder:
    """Decompresses a body in the format of gzip or zlib."""

    def __init__(self) -> None:
        self._stream = _new_stream()
        self._received = self._yielded = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decompressed bytes, in chunks of limited size. Raises UnreadableAnswerError."""
        self._received += len(data)
        chunk = b""
        while data or len(chunk) == _CHUNK_BYTES:  # a full chunk: zlib may hold more
            if data and self._stream.eof:  # a gzip file may consist of several members
                self._stream = _new_stream()
            try:
                chunk = self._stream.decompress(data, _CHUNK_BYTES)
            except zlib.error:
                raise UnreadableAnswerError("The response is not readable: invalid compression") from None
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            self._check_growth(len(chunk))
            yield chunk

    def _check_growth(self, more: int) -> None:
        self._yielded += more
        if self._yielded > max(_UNLIMITED_BYTES, self._received * _MAX_GROWTH):
            raise UnreadableAnswerError("The response is not readable: it grows too much when decompressed")

    def end(self) -> None:
        """The response has ended. Raises APIConnectionError if it ended early."""
        if self._received and not self._stream.eof:
            raise APIConnectionError("The response ended early: its compressed data is incomplete")


def _new_stream() -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # which recognizes gzip and zlib by their headers


def decoder_for(coding: str) -> ZlibDecoder | None:
    """The decoder for a `Content-Encoding`; None if it means uncompressed. Raises UnreadableAnswerError."""
    coding = coding.strip().lower()
    if coding in ("identity", ""):
        return None
    if coding in _CODINGS:
        return ZlibDecoder()
    raise UnreadableAnswerError("The response is not readable: its Content-Encoding was not asked for")
