"""The term index of a segment: which of its events have a term (see `terms`), found without a look at them.

It is stored among the segment's columns: a header, and pages of entries in the order of their digests, which
are keyed hashes of terms. A lookup reads one page. A term that few events have takes few bytes for each: part
of its digest, and a position. That part may be shared, so the events are candidates, to be verified. A term
that more events have is stored once, with its whole digest and an encoded list of positions; 128 bits with a
secret key decide, as no one can find two texts that share them.
"""

import secrets
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain

from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.bitsets import BitSet, Match
from auditledge.server.stores.columnar.encoding import DIGEST_BYTES, KEY_BYTES, TermPart, pack_as, unpack
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.terms import TermGroup

HEADER = "terms"
"""The column that holds the header. A segment without it has no term index."""

FEW = 8
"""Events that a term must have to be stored with its whole digest: from here on that takes less space."""

_SECRET_BYTES = 16
_PREFIX_BYTES = 4  # of a digest, by which pages are found
_TAG_BYTES = 3  # of a digest, after the prefix
_PAGE_ENTRIES = 1_200  # of terms that few events have: six kilobytes
_PAGE_LISTS = 4_096  # bytes of lists, of which the last one may be larger
_FIXED = struct.Struct(f"<BII{_SECRET_BYTES}s")
_VERSION = 1
_COUNTS = struct.Struct("<II")
_LIST = struct.Struct(f"<{DIGEST_BYTES}sI")  # the digest, and where its positions end


class TermIndexBuilder:
    """Builds the index of a segment from the terms of its events.

    Terms are added part by part: each part has the positions after those of the part before.
    """

    def __init__(self, events: int) -> None:
        self._events = events
        self._key = secrets.token_bytes(_SECRET_BYTES)
        self._parts: list[TermPart] = []
        self._unindexed: BitSet = 0
        self.terms: int = 0
        """The number of different terms, added up over all parts."""

    def add(self, terms: Iterable[TermGroup], unindexed: Iterable[int]) -> None:
        """Add terms with their positions, and the positions of events that are not indexed completely."""
        keyed, digests, positions = _keyed(self._key), list[bytes](), list[Sequence[int]]()
        for start, ends in terms:
            # To copy what has begun takes a fraction of the time of a new digest.
            begun = keyed.copy()
            begun.update(start)
            copy = begun.copy
            for end, some in ends:
                made = copy()
                made.update(end)
                digests.append(made.digest())
                positions.append(some)
        counts, joined = array("I", map(len, positions)), array("I", chain.from_iterable(positions))
        self._parts.append(TermPart(b"".join(digests), counts, joined))
        self._unindexed |= bitsets.of(array("I", unindexed), self._events)
        self.terms += len(counts)

    def columns(self) -> Iterator[tuple[str, bytes]]:
        """The names and contents of the columns that make up the index, the header first."""
        merged = kernels().merge_terms(self._parts, FEW)
        self._parts.clear()
        lists = [(digest, bitsets.encode(positions, self._events)) for digest, positions in merged.lists]
        fence = sorted({bytes(_PREFIX_BYTES), *_few_bounds(merged.keys), *_list_bounds(lists)})
        fixed = _FIXED.pack(_VERSION, self._events, len(fence), self._key)
        numbers = pack_as("I", map(_number, fence))
        yield HEADER, fixed + numbers + _to_bytes(self._unindexed)
        few, some = 0, 0
        for number, end in enumerate([*fence[1:], None]):
            few_end = len(merged.positions) if end is None else _index_of(merged.keys, end)
            list_end = len(lists) if end is None else bisect_left(lists, (end, b""))
            keys = merged.keys[KEY_BYTES * few : KEY_BYTES * few_end]
            positions = merged.positions[few:few_end]
            yield page_name(number), _page(keys, positions, lists[some:list_end], self._events)
            few, some = few_end, list_end


class TermIndex:
    """Reads the index of a segment. `read_page` returns the page with a number."""

    def __init__(self, header: "memoryview[int]") -> None:
        version, self._events, pages, key = _FIXED.unpack_from(header)
        if version != _VERSION:
            raise ValueError(f"unknown version of a term index: {version}")
        start, end = _FIXED.size, _FIXED.size + _PREFIX_BYTES * pages
        self._fence = unpack("I", bytes(header[start:end]))
        self._keyed = _keyed(key)
        self.unindexed: BitSet = int.from_bytes(header[end:], "little")
        """The positions of events that have more terms than are indexed."""

    def digest(self, term: bytes) -> bytes:
        """The digest of a term in this index."""
        digest = self._keyed.copy()
        digest.update(term)
        return digest.digest()

    def page(self, digest: bytes) -> int:
        """The number of the page that has a digest, if any has."""
        return bisect_right(self._fence, _number(digest[:_PREFIX_BYTES])) - 1

    def find(self, digest: bytes, page: "memoryview[int]") -> Match:
        """The positions that have the term with this digest, given the page that may have it."""
        few, lists = _COUNTS.unpack_from(page)
        tags = _COUNTS.size
        positions = tags + _TAG_BYTES * few
        digests = positions + bitsets.width(self._events) * few
        payload = digests + _LIST.size * lists
        tag = digest[_PREFIX_BYTES : _PREFIX_BYTES + _TAG_BYTES]
        found = [*_places(bytes(page[tags:positions]), tag, _TAG_BYTES)]
        possible = 0
        if found:
            column = bitsets.fixed(page[positions:digests], self._events)
            for place in found:
                possible |= 1 << column[place]
        entry = next(_places(bytes(page[digests:payload]), digest, _LIST.size), None)
        if entry is None:
            return Match(0, possible)
        _, end = _LIST.unpack_from(page, digests + entry * _LIST.size)
        start = _LIST.unpack_from(page, digests + (entry - 1) * _LIST.size)[1] if entry else 0
        certain = bitsets.decode(page[payload + start : payload + end], self._events)
        # A term is stored in one of the two ways: what else has the tag has another term.
        return Match(certain, certain)


def page_name(number: int) -> str:
    """The name of the column that holds a page."""
    return f"{HEADER}.{number}"


def _keyed(key: bytes) -> blake2b:
    return blake2b(key=key, digest_size=DIGEST_BYTES)


def _number(prefix: bytes) -> int:
    return int.from_bytes(prefix, "big")


def _to_bytes(bits: BitSet) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _few_bounds(keys: bytes) -> Iterator[bytes]:
    """Prefixes that begin pages, as far as terms that few events have decide."""
    for start in range(KEY_BYTES * _PAGE_ENTRIES, len(keys), KEY_BYTES * _PAGE_ENTRIES):
        yield keys[start : start + _PREFIX_BYTES]


def _list_bounds(lists: Sequence[tuple[bytes, bytes]]) -> Iterator[bytes]:
    size = 0
    for digest, content in lists:
        if size > _PAGE_LISTS:
            yield digest[:_PREFIX_BYTES]
            size = 0
        size += _LIST.size + len(content)


def _index_of(keys: bytes, prefix: bytes) -> int:
    """The first of some keys of eight bytes each that begins with a prefix, or with a greater one."""

    def prefix_of(index: int) -> bytes:
        start = KEY_BYTES * index
        return keys[start : start + _PREFIX_BYTES]

    return bisect_left(range(len(keys) // KEY_BYTES), prefix, key=prefix_of)


def _page(keys: bytes, positions: Sequence[int], lists: Sequence[tuple[bytes, bytes]], events: int) -> bytes:
    tags = bytearray(_TAG_BYTES * len(positions))
    for n in range(_TAG_BYTES):
        tags[n::_TAG_BYTES] = keys[_PREFIX_BYTES + n :: KEY_BYTES]
    entries, end = bytearray(), 0
    for digest, content in lists:
        end += len(content)
        entries += _LIST.pack(digest, end)
    return b"".join(
        [
            _COUNTS.pack(len(positions), len(lists)),
            tags,
            bitsets.to_fixed(positions, events),
            entries,
            *(content for _, content in lists),
        ]
    )


def _places(entries: bytes, start: bytes, size: int) -> Iterator[int]:
    """The numbers of the entries, of `size` bytes each, that begin with some bytes."""
    at = entries.find(start)
    while at >= 0:
        if at % size == 0:
            yield at // size
            at += size
        else:
            at += 1
        at = entries.find(start, at)
