"""Builds the proofs of RFC 6962 from leaf hashes and the stored nodes of every eighth level."""

from collections.abc import Sequence
from typing import Protocol

from auditledge.transparency.frontier import TILE_HEIGHT
from auditledge.transparency.merkle import EMPTY_ROOT, hash_children


class ReadHashes(Protocol):
    """Reads stored hashes of a tree."""

    def __call__(self, level: int, first: int, end: int) -> Sequence[bytes]:
        """The hashes of nodes `first` to `end` - 1 of a level: leaf hashes at 0, roots of 256 leaves at 1.

        All of them belong to complete subtrees within the tree, and to one tile: `first` and `end` - 1
        differ only in the last 8 bits.
        """
        ...


def root_hash(size: int, read: ReadHashes) -> bytes:
    """The root of the tree of the first `size` leaves."""
    return _range_hash(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: ReadHashes) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1: from the sibling of the leaf to the child of the root.

    Raises ValueError unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"the index {index} is not in a tree of size {size}")
    begin, end, ranges = 0, size, []
    while end - begin > 1:
        middle = _split(begin, end)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    return [_range_hash(first, last, read) for first, last in reversed(ranges)]


def consistency_proof(old_size: int, new_size: int, read: ReadHashes) -> list[bytes]:
    """PROOF of RFC 6962, section 2.1.2; empty from size 0. Raises ValueError unless 0 <= old <= new size."""
    if not 0 <= old_size <= new_size:
        raise ValueError(f"a tree of size {new_size} does not extend one of size {old_size}")
    if old_size == 0:
        return []
    begin, end, ranges = 0, new_size, []
    while end != old_size:
        middle = _split(begin, end)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    if begin:  # otherwise the verifier knows this hash: it is the old root
        ranges.append((begin, end))
    return [_range_hash(first, last, read) for first, last in reversed(ranges)]


def _split(begin: int, end: int) -> int:
    """The first leaf of the right subtree: the left one has the largest power of 2 that is less than all."""
    return begin + (1 << ((end - begin - 1).bit_length() - 1))


def _range_hash(begin: int, end: int, read: ReadHashes) -> bytes:
    """The hash of the subtree of leaves `begin` to `end` - 1, which is complete except at its right edge."""
    hashes = []
    while begin < end:
        size = 1 << (end - begin).bit_length() - 1
        hashes.append(_complete_hash(begin, begin + size, read))
        begin += size
    *left, result = hashes
    for each in reversed(left):
        result = hash_children(each, result)
    return result


def _complete_hash(begin: int, end: int, read: ReadHashes) -> bytes:
    level, height = divmod((end - begin).bit_length() - 1, TILE_HEIGHT)
    first = begin >> level * TILE_HEIGHT
    hashes = list(read(level, first, first + (1 << height)))
    while len(hashes) > 1:
        hashes = [hash_children(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]
