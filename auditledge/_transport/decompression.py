"""Bodies of answers: bounded, and as they were before the network compressed them.

No answer is asked to be compressed, but a proxy may do it all the same. httpx unpacks it, and then tells
neither a compressed stream that ends early nor a small one that grows without end.
"""

import zlib
from collections.abc import Iterator
from typing import Any

from auditledge.errors import APIConnectionError, UnreadableAnswerError

MOST_OF_AN_ERROR = 1 << 20
"""Bytes that are read of an answer outside 2xx: what is wrong stands at its beginning."""

_PIECE = 1 << 16
"""Bytes that are unpacked at a time."""
_MOST_GROWTH = 100
"""How many times larger than its compressed form an answer may be. Events differ in their ids at least, which
DEFLATE cannot shrink; what grows more, up to its 1,032 times, is made to fill memory."""
_FREE = 1 << 24
"""Bytes that any compressed answer may have."""

_PACKED = {"gzip", "x-gzip", "deflate"}


class Gathered:
    """A body that is read whole, of at most so many bytes; of an error's body the rest is left out."""

    def __init__(self, most: int, *, error: bool) -> None:
        self._pieces: list[bytes] = []
        self._room = MOST_OF_AN_ERROR if error else most
        self._error = error

    def add(self, piece: bytes) -> bool:
        """Whether there is room for more. Raises UnreadableAnswerError."""
        self._room -= len(piece)
        if self._room < 0 and not self._error:
            raise UnreadableAnswerError("The answer is not readable: it is larger than the contract allows")
        self._pieces.append(piece)
        return self._room >= 0

    def whole(self) -> bytes:
        """All of it."""
        return b"".join(self._pieces)


class Plain:
    """A body that nobody compressed."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes of the body in some bytes of the answer."""
        yield data

    def end(self) -> None:
        """The answer has ended."""


class Packed(Plain):
    """A body in gzip's or zlib's format. Raises UnreadableAnswerError, and APIConnectionError at its end."""

    def __init__(self) -> None:
        self._stream = _member()
        self._received = self._given = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes of the body in some bytes of the answer, a bounded piece at a time."""
        self._received += len(data)
        piece = b""
        while data or len(piece) == _PIECE:
            if data and self._stream.eof:  # a file of gzip may have several members
                self._stream = _member()
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error:
                raise UnreadableAnswerError("The answer is not readable: its compression is broken") from None
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            self._check(len(piece))
            yield piece

    def _check(self, more: int) -> None:
        self._given += more
        if self._given > max(_FREE, self._received * _MOST_GROWTH):
            raise UnreadableAnswerError("The answer is not readable: it grows too much when it is unpacked")

    def end(self) -> None:
        """The answer has ended. Raises APIConnectionError if that was too early."""
        if self._received and not self._stream.eof:
            raise APIConnectionError("The answer ended early: the end of its compression is missing")


def _member() -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # which tells gzip and zlib apart by itself


def unpacker(headers: Any) -> Plain:
    """What gives the body of an answer with such headers. Raises UnreadableAnswerError."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return Plain()
    if coding in _PACKED:
        return Packed()
    raise UnreadableAnswerError("The answer is not readable: it is compressed, which was not asked for")
