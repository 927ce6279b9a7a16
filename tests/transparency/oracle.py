"""The tree of RFC 6962, section 2.1, as its recursive definitions have it: slow, and easy to check by eye."""

import hashlib
from collections.abc import Sequence


def leaf(number: int) -> bytes:
    """The leaf hash of entry `number` of the test log, as in go_trees.json."""
    entry = b"auditledge-event/v1\n" + hashlib.sha256(str(number).encode()).digest()
    return hashlib.sha256(b"\x00" + entry).digest()


def leaves(size: int) -> list[bytes]:
    return [leaf(number) for number in range(size)]


def root(hashes: Sequence[bytes]) -> bytes:
    """MTH."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return hashlib.sha256(b"\x01" + root(hashes[:k]) + root(hashes[k:])).digest()


def inclusion(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """PATH."""
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if index < k:
        return [*inclusion(index, hashes[:k]), root(hashes[k:])]
    return [*inclusion(index - k, hashes[k:]), root(hashes[:k])]


def consistency(old_size: int, hashes: Sequence[bytes]) -> list[bytes]:
    """PROOF."""
    return _subproof(old_size, hashes, whole=True) if old_size else []


def _subproof(m: int, hashes: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(hashes):
        return [] if whole else [root(hashes)]
    k = split(len(hashes))
    if m <= k:
        return [*_subproof(m, hashes[:k], whole=whole), root(hashes[k:])]
    return [*_subproof(m - k, hashes[k:], whole=False), root(hashes[:k])]


def split(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k
