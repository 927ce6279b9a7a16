"""The progress of an import, in a file next to the imported one, so that an interrupted import can resume."""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

_VERSION = 1


@dataclass(frozen=True)
class ImportProgress:
    """How many rows have been processed: `stored` are in the ledger, `rejected` are not."""

    rows: int = 0
    stored: int = 0
    rejected: int = 0


class ImportCheckpoint:
    """The file with the progress of an import. If the imported file or the target changes, it starts over.

    Starting over is safe, only slower, because rows keep their ids. `path` is the imported file, or None to
    save no progress. `target` is a JSON value for the ledger, the key, and how rows are read.
    """

    def __init__(self, path: Path | None, target: object) -> None:
        self._path = None if path is None else path.with_name(f"{path.name}.import")
        self._source = None if path is None else [_VERSION, _file_version(path), _digest(target)]

    def load(self) -> ImportProgress:
        """The progress of an earlier run."""
        if self._path is None:
            return ImportProgress()
        try:
            saved = json.loads(self._path.read_text("utf-8"))
            if saved["of"] != self._source:
                return ImportProgress()
            progress = saved["progress"]
            return ImportProgress(progress["rows"], progress["stored"], progress["refused"])
        except (OSError, ValueError, LookupError, TypeError):
            return ImportProgress()

    def save(self, progress: ImportProgress) -> None:
        """Save the progress. If that fails, the next run takes longer, but no event is lost."""
        if self._path is None:
            return
        new = self._path.with_name(f"{self._path.name}.new")
        # "refused" is the name in files of earlier versions.
        counts = {"rows": progress.rows, "stored": progress.stored, "refused": progress.rejected}
        with contextlib.suppress(OSError):
            new.write_text(json.dumps({"of": self._source, "progress": counts}), "utf-8")
            new.replace(self._path)

    def delete(self) -> None:
        """Delete the file, because the import is complete."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def _file_version(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _digest(target: object) -> str:
    """A digest that differs for different targets. It does not reveal the key among them."""
    return hashlib.sha256(json.dumps(target).encode()).hexdigest()[:16]
