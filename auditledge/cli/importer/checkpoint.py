"""How far an import is, in a file beside the one it reads, so that it goes on where it was broken off."""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

_VERSION = 1


@dataclass(frozen=True)
class Progress:
    """Rows that are done with: `stored` of them are in the ledger, `refused` are not."""

    rows: int = 0
    stored: int = 0
    refused: int = 0


class Journal:
    """The progress of one file's import. Any change of the file, or of the `target`, begins anew.

    Beginning anew is safe, only slower: rows keep their ids. `path` is the file that is imported, None keeps
    no journal; `target` is JSON: the ledger, the key, and how rows are read.
    """

    def __init__(self, path: Path | None, target: object) -> None:
        self._path = None if path is None else path.with_name(f"{path.name}.import")
        self._facts = None if path is None else [_VERSION, _fingerprint(path), _digest(target)]

    def read(self) -> Progress:
        """Where an earlier run ended."""
        if self._path is None:
            return Progress()
        try:
            facts = json.loads(self._path.read_text("utf-8"))
            return Progress(**facts["progress"]) if facts["of"] == self._facts else Progress()
        except (OSError, ValueError, LookupError, TypeError):
            return Progress()

    def write(self, progress: Progress) -> None:
        """Note how far the import is. A journal that can't be written costs time, not events."""
        if self._path is None:
            return
        new = self._path.with_name(f"{self._path.name}.new")
        with contextlib.suppress(OSError):
            new.write_text(json.dumps({"of": self._facts, "progress": asdict(progress)}), "utf-8")
            new.replace(self._path)

    def remove(self) -> None:
        """The import is done."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def _fingerprint(path: Path) -> list[int]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns]


def _digest(target: object) -> str:
    """Tells targets apart without naming them: the key among them is not to be found in the journal."""
    return hashlib.sha256(json.dumps(target).encode()).hexdigest()[:16]
