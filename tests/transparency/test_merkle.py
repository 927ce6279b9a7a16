"""Proofs are verified as RFC 9162 says, and nothing else is."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.transparency.errors import VerificationError
from auditledge.transparency.merkle import (
    EMPTY_ROOT,
    MAX_PROOF_HASHES,
    hash_children,
    hash_leaf,
    verify_consistency,
    verify_inclusion,
)
from transparency import oracle
from transparency.vectors import b64, load

CASES = load("merkle.json")
HASH = bytes(32)


def verifies(case: dict[str, Any]) -> bool:
    proof = [b64(each) for each in case["proof"] or ()]
    try:
        if "leafIdx" in case:
            leaf, root = b64(case["leafHash"]), b64(case["root"])
            verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)
        else:
            roots = b64(case["root1"]), b64(case["root2"])
            verify_consistency(case["size1"], case["size2"], *roots, proof)
    except VerificationError:
        return False
    return True


def test_other_implementations_agree() -> None:
    assert len(CASES) == 138
    assert [case["name"] for case in CASES if verifies(case) is case["wantErr"]] == []


def test_every_proof_of_small_trees_verifies_at_its_place_alone() -> None:
    for size in range(1, 18):
        hashes = oracle.leaves(size)
        root = oracle.root(hashes)
        for index in range(size):
            proof = oracle.inclusion(index, hashes)
            for other in range(size + 2):
                assert includes(other, size, hashes[index], proof, root) is (other == index), (size, other)


def test_every_consistency_proof_of_small_trees_verifies_for_its_sizes_alone() -> None:
    hashes = oracle.leaves(17)
    roots = [oracle.root(hashes[:size]) for size in range(18)]
    for new in range(1, 18):
        for old in range(1, new + 1):
            proof = oracle.consistency(old, hashes[:new])
            for other in range(1, new + 2):
                assert consistent(other, new, roots[old], roots[new], proof) is (other == old), (
                    old,
                    new,
                    other,
                )


@given(st.data())
def test_altered_proofs_do_not_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 400))
    hashes = oracle.leaves(size)
    root, index = oracle.root(hashes), data.draw(st.integers(0, size - 1))
    proof = oracle.inclusion(index, hashes)
    verify_inclusion(index, size, hashes[index], proof, root)
    assert not includes(index, size, hashes[index], [*proof, data.draw(st.sampled_from(hashes))], root)
    assert not includes(index, size, hashes[index], [HASH, *proof], root)
    assert not includes(index, size, hash_leaf(b"another"), proof, root)
    assert not includes(index, size, hashes[index], proof, HASH)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        assert not includes(index, size, hashes[index], proof[:place] + proof[place + 1 :], root)
        assert not includes(index, size, hashes[index], [*proof[:place], HASH, *proof[place + 1 :]], root)
    old = data.draw(st.integers(1, size))
    growth, old_root = oracle.consistency(old, hashes), oracle.root(hashes[:old])
    verify_consistency(old, size, old_root, root, growth)
    assert not consistent(old, size, HASH, root, growth)
    assert not consistent(old, size, old_root, HASH, growth)
    assert not consistent(old, size, old_root, root, [*growth, HASH])
    for place in range(len(growth)):
        assert not consistent(old, size, old_root, root, growth[:place] + growth[place + 1 :])
        assert not consistent(old, size, old_root, root, [*growth[:place], HASH, *growth[place + 1 :]])


def test_every_tree_extends_the_empty_tree() -> None:
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    verify_consistency(0, 5, EMPTY_ROOT, HASH, [])
    assert not consistent(0, 5, EMPTY_ROOT, HASH, [HASH])
    assert not consistent(0, 5, HASH, HASH, [])
    assert not consistent(0, 0, HASH, HASH, [])
    assert not consistent(0, 0, EMPTY_ROOT, HASH, [])


def test_trees_of_one_size_are_equal() -> None:
    verify_consistency(5, 5, HASH, HASH, [])
    assert not consistent(5, 5, HASH, EMPTY_ROOT, [])
    assert not consistent(5, 5, HASH, HASH, [HASH])
    assert not consistent(6, 5, HASH, HASH, [])


@pytest.mark.parametrize("size", [2**62, 2**63 - 1])
def test_huge_trees(size: int) -> None:
    leaf, proof, result = hash_leaf(b"x"), [], hash_leaf(b"x")
    number, last = size - 1, size - 1
    while last:
        if number & 1 or number != last:
            sibling = hash_leaf(bytes([len(proof)]))
            pair = sibling + result if number & 1 or number == last else result + sibling
            result = hashlib.sha256(b"\x01" + pair).digest()
            proof.append(sibling)
        number, last = number >> 1, last >> 1
    verify_inclusion(size - 1, size, leaf, proof, result)
    assert not includes(size - 2, size, leaf, proof, result)
    assert not includes(size, size + 1, leaf, proof, result)


def test_the_longest_consistency_proof() -> None:
    number, last, proof = 2, 2**63 - 2, [hash_leaf(b"2")]
    old = new = proof[0]
    while last:
        sibling = hash_leaf(bytes([len(proof)]))
        if number & 1 or number == last:
            old, new = hash_children(sibling, old), hash_children(sibling, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = hash_children(new, sibling)
        number, last = number >> 1, last >> 1
        proof.append(sibling)
    assert len(proof) == MAX_PROOF_HASHES
    verify_consistency(3, 2**63 - 1, old, new, proof)
    assert not consistent(3, 2**63 - 1, old, new, [*proof, HASH])
    assert not consistent(3, 2**63 - 1, old, new, proof[:-1])


def test_indexes_beyond_the_largest_are_refused() -> None:
    with pytest.raises(VerificationError, match="is not in a tree"):
        verify_inclusion(0, 2**63, HASH, [], HASH)
    with pytest.raises(VerificationError, match="is not in a tree"):
        verify_inclusion(-1, 1, HASH, [], HASH)
    with pytest.raises(VerificationError, match="does not extend"):
        verify_consistency(1, 2**63, HASH, HASH, [])


def test_limits() -> None:
    with pytest.raises(VerificationError, match="at most 64 hashes"):
        verify_inclusion(0, 1, HASH, [HASH] * (MAX_PROOF_HASHES + 1), HASH)
    with pytest.raises(VerificationError, match="at most 64 hashes"):
        verify_consistency(1, 2, HASH, HASH, [HASH] * (MAX_PROOF_HASHES + 1))


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33)])
def test_hashes_have_32_bytes(wrong: bytes) -> None:
    assert not includes(0, 1, wrong, [], wrong)
    assert not includes(0, 2, HASH, [wrong], HASH)
    assert not consistent(1, 1, wrong, wrong, [])
    assert not consistent(1, 2, HASH, HASH, [wrong])


def includes(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> bool:
    try:
        verify_inclusion(index, size, leaf, proof, root)
    except VerificationError:
        return False
    return True


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> bool:
    try:
        verify_consistency(old, new, old_root, new_root, proof)
    except VerificationError:
        return False
    return True
