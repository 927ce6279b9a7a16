"""The right edge of a growing tree: all that is needed to add leaves and to compute its root.

The frontier of a tree is the compact range [0, size) of github.com/transparency-dev/merkle: the roots of
the complete subtrees that its leaves form, one for each bit of the size, from the largest to the smallest.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditledge.transparency.encoding import HASH_SIZE, MAX_INDEX
from auditledge.transparency.merkle import EMPTY_ROOT, hash_children

TILE_HEIGHT = 8
"""Binary levels between two levels of stored nodes, as in tlog-tiles: a node has 256 children."""


class Node(NamedTuple):
    """The root of a complete subtree of 256^level leaves; `number` is its position in the level, from 0."""

    level: int
    number: int
    hash: bytes


class Frontier:
    """The frontier of a tree of `size` leaves."""

    __slots__ = ("_hashes", "size")

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        """Raises ValueError unless there is one hash of 32 bytes for each bit that is set in `size`."""
        if not 0 <= size <= MAX_INDEX:
            raise ValueError("the size of a tree is from 0 to 2^63-1")
        if len(hashes) != size.bit_count():
            raise ValueError(f"a tree of size {size} has a frontier of {size.bit_count()} hashes")
        if any(len(each) != HASH_SIZE for each in hashes):
            raise ValueError(f"a hash has {HASH_SIZE} bytes")
        self.size: int = size
        self._hashes = list(hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """The frontier that `to_bytes` returned for a tree of this size. Raises ValueError."""
        if len(data) % HASH_SIZE:
            raise ValueError(f"a hash has {HASH_SIZE} bytes")
        return cls(size, [data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE)])

    def to_bytes(self) -> bytes:
        """The hashes: 32 bytes for each bit that is set in the size."""
        return b"".join(self._hashes)

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The roots of the complete subtrees, from the largest to the smallest."""
        return tuple(self._hashes)

    def extend(self, leaf_hashes: Iterable[bytes]) -> list[Node]:
        """Add leaves. Returns the nodes of level 1 and above that they complete, in that order."""
        completed = []
        size, hashes, sha256 = self.size, self._hashes, hashlib.sha256
        for leaf_hash in leaf_hashes:
            result = leaf_hash
            size += 1
            remaining, height = size, 0
            while not remaining & 1:
                result = sha256(b"\x01" + hashes.pop() + result).digest()
                remaining >>= 1
                height += 1
                if not height % TILE_HEIGHT:
                    completed.append(Node(height // TILE_HEIGHT, remaining - 1, result))
            hashes.append(result)
        self.size = size
        return completed

    def root(self) -> bytes:
        """The root of the tree."""
        if not self._hashes:
            return EMPTY_ROOT
        *left, root = self._hashes
        for each in reversed(left):
            root = hash_children(each, root)
        return root
