"""Do the generated files follow from the contract? `python tools/drift.py [ROOT]` (default: this repository).

Generates everything anew in an empty folder and compares both ways, byte for byte. Exits with 1 when a file
is missing, edited or left over, and names each.
"""

import sys
import tempfile
from pathlib import Path

import generate

GENERATED = ("generated/**/*", "auditledge/types.py", "auditledge/contract/contract.json")
MEND = "Run `make generate`."


def generated_files(root: Path) -> dict[str, Path]:
    """Every file below `root` that the generator answers for, by its name from there."""
    found = {path for pattern in GENERATED for path in root.glob(pattern) if path.is_file()}
    return {path.relative_to(root).as_posix(): path for path in found if "__pycache__" not in path.parts}


def differences(fresh: Path, kept: Path) -> list[str]:
    """How the files below `kept` differ from those just generated below `fresh`, a line each."""
    due, present = generated_files(fresh), generated_files(kept)
    found = [f"missing: {name}" for name in due.keys() - present.keys()]
    found += [f"stale, no longer generated: {name}" for name in present.keys() - due.keys()]
    common = due.keys() & present.keys()
    found += [f"edited: {name}" for name in common if due[name].read_bytes() != present[name].read_bytes()]
    return sorted(found)


def main(root: Path) -> int:
    """Compare what `root` holds with what the contract gives; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        generate.main(Path(folder))
        found = differences(Path(folder), root)
        count = len(generated_files(Path(folder)))
    print("\n".join([*found, MEND]) if found else f"{count} generated files follow from the contract.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else generate.REPO))
