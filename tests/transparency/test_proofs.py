"""The frontier and the proofs are those of RFC 6962, however the tree grew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.transparency.frontier import Frontier
from auditledge.transparency.merkle import verify_consistency, verify_inclusion
from auditledge.transparency.proofs import consistency_proof, inclusion_proof, root_hash
from transparency import oracle
from transparency.stored_tree import StoredTree
from transparency.vectors import b64, load


def test_trees_of_another_implementation() -> None:
    for case in load("go_trees.json"):
        tree = StoredTree(oracle.leaves(case["Size"]))
        size = case["Size"]
        assert tree.frontier.root() == root_hash(size, tree.read) == b64(case["Root"])
        for index, proof in case["Inclusion"].items():
            assert inclusion_proof(int(index), size, tree.read) == [b64(each) for each in proof]
        for old_size, proof in case["Consistency"].items():
            assert consistency_proof(int(old_size), size, tree.read) == [b64(each) for each in proof]


def test_all_proofs_of_small_trees() -> None:
    tree = StoredTree()
    for size in range(70):
        assert tree.frontier.size == size
        assert tree.frontier.root() == root_hash(size, tree.read) == oracle.root(tree.leaves)
        for index in range(size):
            assert inclusion_proof(index, size, tree.read) == oracle.inclusion(index, tree.leaves)
        for old_size in range(size + 1):
            expected = oracle.consistency(old_size, tree.leaves)
            assert consistency_proof(old_size, size, tree.read) == expected
        tree.extend([oracle.leaf(size)])


LARGE = StoredTree(oracle.leaves(70_000))


@given(st.integers(1, 70_000), st.data())
def test_random_proofs_of_a_large_tree(size: int, data: st.DataObject) -> None:
    index, old_size = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    root, old_root = root_hash(size, LARGE.read), root_hash(old_size, LARGE.read)
    proof = inclusion_proof(index, size, LARGE.read)
    verify_inclusion(index, size, LARGE.leaves[index], proof, root)
    verify_consistency(old_size, size, old_root, root, consistency_proof(old_size, size, LARGE.read))


def test_no_read_is_larger_than_half_a_tile() -> None:
    LARGE.largest_read = 0
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        inclusion_proof(index, 70_000, LARGE.read)
        consistency_proof(index + 1, 70_000, LARGE.read)
    assert LARGE.largest_read == 128


@given(st.lists(st.integers(0, 700), max_size=6))
def test_batches_do_not_matter(batches: list[int]) -> None:
    tree, at_once = StoredTree(), StoredTree(oracle.leaves(sum(batches)))
    for count in batches:
        size = tree.frontier.size
        kept = Frontier.from_bytes(size, tree.frontier.to_bytes())
        tree.extend([oracle.leaf(number) for number in range(size, size + count)])
        assert kept.root() == root_hash(size, tree.read)
    assert tree.frontier.to_bytes() == at_once.frontier.to_bytes()
    assert tree.frontier.hashes == at_once.frontier.hashes
    assert tree.nodes == at_once.nodes
    assert len(tree.nodes) == sum(batches) // 256


def test_nodes_of_higher_levels() -> None:
    assert len(LARGE.nodes) == 70_000 // 256 + 70_000 // 65_536
    assert LARGE.nodes[2, 0] == root_hash(65_536, LARGE.read)
    assert LARGE.nodes[1, 272] == oracle.root(LARGE.leaves[272 * 256 : 273 * 256])


def test_a_frontier_has_one_hash_for_each_bit_of_its_size() -> None:
    assert Frontier().to_bytes() == b""
    assert len(LARGE.frontier.to_bytes()) == 32 * (70_000).bit_count()
    for size, hashes in (
        (-1, []),
        (2**63, [bytes(32)]),
        (3, [bytes(32)]),
        (1, [bytes(31)]),
        (0, [bytes(32)]),
    ):
        with pytest.raises(ValueError, match=r"size|frontier|hash"):
            Frontier(size, hashes)
    with pytest.raises(ValueError, match="a hash has 32 bytes"):
        Frontier.from_bytes(1, bytes(33))


def test_no_proof_of_what_is_not_in_the_tree() -> None:
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_proof(index, size, LARGE.read)
    for old_size, size in ((6, 5), (-1, 5)):
        with pytest.raises(ValueError, match="does not extend"):
            consistency_proof(old_size, size, LARGE.read)
