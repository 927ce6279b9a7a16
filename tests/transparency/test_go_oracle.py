"""Trees and proofs equal those of golang.org/x/mod/sumdb/tlog, byte for byte.

AUDITLEDGE_TEST_TREE (default 128) is the size of the largest tree. All proofs of all trees up to size 300 are
compared, and 2,000 random ones of larger trees.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditledge.transparency.proofs import consistency_proof, inclusion_proof, root_hash
from transparency import oracle
from transparency.stored_tree import StoredTree

LARGEST = int(os.environ.get("AUDITLEDGE_TEST_TREE", "128"))
ALL = 300
SEED = 7


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The oracle, built from its source."""
    go = shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
    if go is None:
        pytest.skip("Go is not installed, so trees are not compared with golang.org/x/mod/sumdb/tlog")
    source = shutil.copytree(Path(__file__).with_name("go_oracle"), tmp_path_factory.mktemp("go") / "source")
    built = source / "oracle"
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"}
    done = subprocess.run(
        [go, "build", "-o", str(built), "."],
        cwd=source,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if "dial tcp" in done.stderr or "Forbidden" in done.stderr:
        pytest.skip("golang.org/x/mod can't be downloaded, so trees are not compared with it")
    assert done.returncode == 0, done.stderr
    return built


def queries() -> Iterator[tuple[str, int, int]]:
    for size in range(min(LARGEST, ALL) + 1):
        yield "root", size, 0
        yield from (("record", size, index) for index in range(size))
        yield from (("tree", size, old_size) for old_size in range(1, size + 1))
    rng = random.Random(SEED)
    for _ in range(1_000 if LARGEST > ALL else 0):
        size = rng.choice([rng.randint(ALL, LARGEST), 1 << rng.randint(9, LARGEST.bit_length() - 1)])
        yield "record", size, rng.randrange(size)
        yield "tree", size, rng.randint(1, size)


def response(tree: StoredTree, kind: str, size: int, other: int) -> bytes:
    if kind == "root":
        hashes = [root_hash(size, tree.read)]
    elif kind == "record":
        hashes = inclusion_proof(other, size, tree.read)
    else:
        hashes = consistency_proof(other, size, tree.read)
    return bytes([len(hashes)]) + b"".join(hashes)


def test_roots_and_proofs(program: Path) -> None:
    asked = [*queries()]
    lines = "".join(f"{kind} {size} {other}\n" for kind, size, other in asked)
    done = subprocess.run(
        [str(program), str(LARGEST)], input=lines.encode(), capture_output=True, check=True, timeout=600
    )
    tree, position = StoredTree(oracle.leaves(LARGEST)), 0
    for kind, size, other in asked:
        expected = response(tree, kind, size, other)
        got = done.stdout[position : position + len(expected)]
        assert got == expected, (kind, size, other)
        position += len(expected)
    assert position == len(done.stdout)
