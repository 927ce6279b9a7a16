"""The Merkle tree of RFC 6962 with SHA-256: its hashes, and the verification of its proofs.

Leaf hashes and node hashes start with different bytes, so that neither can be passed off as the other.
Proofs are verified by the algorithms of RFC 9162, which derive the side of each hash from index and sizes
alone, never from the proof.
"""

import hashlib
from collections.abc import Sequence

from auditledge.transparency.encoding import HASH_SIZE, MAX_INDEX
from auditledge.transparency.errors import VerificationError

MAX_PROOF_HASHES = 64

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def hash_leaf(entry: bytes) -> bytes:
    """The leaf hash of an entry: RFC 6962, section 2.1."""
    return hashlib.sha256(b"\x00" + entry).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """The hash of a node with two children: RFC 6962, section 2.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a tree of `size` leaves with this root has this leaf hash at `index`.

    RFC 9162, section 2.1.3.2. Raises VerificationError.
    """
    if not 0 <= index < size <= MAX_INDEX:
        raise VerificationError(f"the index {index} is not in a tree of size {size}")
    _check_hashes([leaf_hash, root, *proof])
    number, last, result = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            raise VerificationError("the inclusion proof has too many hashes", index)
        if number & 1 or number == last:
            result = hash_children(sibling, result)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            result = hash_children(result, sibling)
        number, last = number >> 1, last >> 1
    if last != 0:
        raise VerificationError("the inclusion proof has too few hashes", index)
    if result != root:
        raise VerificationError(f"the tree of size {size} has another entry at index {index}", index)


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of `new_size` leaves starts with the leaves of the tree of `old_size`.

    RFC 9162, section 2.1.4.2. Every tree extends the empty tree; that proof is empty. Raises
    VerificationError.
    """
    if not 0 <= old_size <= new_size <= MAX_INDEX:
        raise VerificationError(f"a tree of size {new_size} does not extend one of size {old_size}")
    _check_hashes([old_root, new_root, *proof])
    if 0 in (old_size, new_size) and old_root != EMPTY_ROOT:
        raise VerificationError("the root of the tree of size 0 is not that of an empty tree")
    if old_size in (0, new_size):
        if proof:
            raise VerificationError("the consistency proof has too many hashes")
        if old_size == new_size and old_root != new_root:
            raise VerificationError(f"there are two different trees of size {old_size}")
        return
    _verify_growth(old_size, new_size, old_root, new_root, proof)


def _verify_growth(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    number, last = old_size - 1, new_size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    # If the old tree is one complete subtree, its root is the first hash, and the proof leaves it out.
    hashes = list(proof) if number else [old_root, *proof]
    if not hashes:
        raise VerificationError("the consistency proof has too few hashes")
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise VerificationError("the consistency proof has too many hashes")
        if number & 1 or number == last:
            old, new = hash_children(sibling, old), hash_children(sibling, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = hash_children(new, sibling)
        number, last = number >> 1, last >> 1
    if last != 0:
        raise VerificationError("the consistency proof has too few hashes")
    if old != old_root or new != new_root:
        raise VerificationError(f"the tree of size {new_size} does not extend the one of size {old_size}")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if len(hashes) > MAX_PROOF_HASHES + 2:
        raise VerificationError(f"a proof has at most {MAX_PROOF_HASHES} hashes")
    if any(len(each) != HASH_SIZE for each in hashes):
        raise VerificationError(f"a hash does not have {HASH_SIZE} bytes")
