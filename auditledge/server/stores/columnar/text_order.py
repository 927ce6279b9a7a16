"""Texts of a segment's events in order, to find those that begin with a prefix.

It is stored among the segment's columns: the positions of the events in the order of their texts; these
texts, compressed in blocks; and a header with the first text of each block. A lookup reads two blocks at
most.
"""

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.bitsets import Match
from auditledge.server.stores.columnar.encoding import pack
from auditledge.server.stores.columnar.source import SegmentColumn

HEADER = "ids"
"""The column that holds the header."""

POSITIONS = "ids.positions"
"""The column that holds positions, in the order of the texts."""

MAX_LENGTH = 100
"""Characters at the beginning of a text that are kept."""

_BLOCK = 512  # texts
_END = b"\xff"  # greater than every byte of UTF-8, which is in the order of code points


def columns(texts: Sequence[str]) -> Iterator[SegmentColumn]:
    """The columns for the texts of a segment's events, by position."""
    kept = [text[:MAX_LENGTH].encode() for text in texts]
    order = sorted(range(len(kept)), key=kept.__getitem__)
    blocks = [[kept[n] for n in order[start:][:_BLOCK]] for start in range(0, len(order), _BLOCK)]
    yield SegmentColumn(HEADER, "B", b"\0".join(block[0] for block in blocks))
    yield SegmentColumn(POSITIONS, *pack(order))
    for number, block in enumerate(blocks):
        yield SegmentColumn(_name(number), "B", zlib.compress(b"\0".join(block), 1))


class TextOrder:
    """Reads the texts of a segment, given their header."""

    def __init__(self, header: "memoryview[int]") -> None:
        self._firsts = bytes(header).split(b"\0")

    def blocks(self, prefix: str) -> list[str]:
        """The names of the columns that a lookup of a prefix needs."""
        numbers = {self._block(bound) for bound in _bounds(prefix)}
        return [_name(number) for number in sorted(numbers)]

    def find(
        self,
        prefix: str,
        blocks: Mapping[str, "memoryview[int]"],
        positions: Callable[[], "memoryview[int]"],
    ) -> Match:
        """The positions of the events whose texts begin with a prefix.

        `blocks` are the columns for it, and `positions` reads the column of that name if there are any.
        """
        start, stop = (self._rank(bound, blocks) for bound in _bounds(prefix))
        if start == stop:
            return Match(0, 0)
        order = positions()
        found = bitsets.of(order[start:stop], len(order))
        # Of a longer prefix only the beginning was looked for.
        return Match(found if len(prefix) <= MAX_LENGTH else 0, found)

    def _rank(self, bound: bytes, blocks: Mapping[str, "memoryview[int]"]) -> int:
        """How many texts are before a bound."""
        number = self._block(bound)
        texts = zlib.decompress(bytes(blocks[_name(number)])).split(b"\0")
        return number * _BLOCK + bisect_left(texts, bound)

    def _block(self, bound: bytes) -> int:
        return max(0, bisect_left(self._firsts, bound) - 1)


def _bounds(prefix: str) -> tuple[bytes, bytes]:
    """What no text with the prefix is before, and what all of them are before."""
    start = prefix[:MAX_LENGTH].encode()
    return start, start + _END


def _name(number: int) -> str:
    return f"{HEADER}.{number}"
