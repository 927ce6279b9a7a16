"""Check that generated files match the contract: `python tools/drift.py [ROOT]` (default: this repository).

Generates everything in an empty folder and compares it with the files in ROOT, byte by byte. Exits with 1 and
lists the files if any are missing, edited or no longer generated.
"""

import sys
import tempfile
from pathlib import Path

import generate

GENERATED = (
    "generated/**/*",
    "auditledge/types.py",
    "auditledge/contract/*.json",
    "auditledge/contract/*.yaml",
)
HOW_TO_FIX = "Run `make generate`."


def generated_files(root: Path) -> dict[str, Path]:
    """Every file below `root` that belongs to the generator, by its path relative to `root`."""
    found = {path for pattern in GENERATED for path in root.glob(pattern) if path.is_file()}
    return {path.relative_to(root).as_posix(): path for path in found if "__pycache__" not in path.parts}


def differences(fresh: Path, kept: Path) -> list[str]:
    """How the files below `kept` differ from those just generated below `fresh`, one line each."""
    expected, present = generated_files(fresh), generated_files(kept)
    found = [f"missing: {name}" for name in expected.keys() - present.keys()]
    found += [f"stale, no longer generated: {name}" for name in present.keys() - expected.keys()]
    common = expected.keys() & present.keys()
    found += [
        f"edited: {name}" for name in common if expected[name].read_bytes() != present[name].read_bytes()
    ]
    return sorted(found)


def main(root: Path) -> int:
    """Compare the files below `root` with freshly generated ones; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        generate.main(Path(folder))
        found = differences(Path(folder), root)
        count = len(generated_files(Path(folder)))
    print("\n".join([*found, HOW_TO_FIX]) if found else f"{count} generated files match the contract.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else generate.REPO))
