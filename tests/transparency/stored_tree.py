"""A tree as a store keeps it: leaf hashes, and the nodes that the frontier completes."""

from collections.abc import Sequence

from auditledge.transparency.frontier import Frontier


class StoredTree:
    def __init__(self, leaf_hashes: Sequence[bytes] = ()) -> None:
        self.frontier = Frontier()
        self.leaves: list[bytes] = []
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.largest_read = 0
        self.extend(leaf_hashes)

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        for node in self.frontier.extend(leaf_hashes):
            assert (node.level, node.number) not in self.nodes
            self.nodes[node.level, node.number] = node.hash
        self.leaves.extend(leaf_hashes)

    def read(self, level: int, first: int, end: int) -> list[bytes]:
        assert first < end
        assert first >> 8 == (end - 1) >> 8, "more than one tile"
        self.largest_read = max(self.largest_read, end - first)
        if level == 0:
            assert end <= len(self.leaves)
            return self.leaves[first:end]
        return [self.nodes[level, number] for number in range(first, end)]
