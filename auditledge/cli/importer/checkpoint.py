"""The progress of an import, in a file next to the imported one, so that an interrupted import can resume."""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

_VERSION = 1


@dataclass(frozen=True)
class ImportProgress:
    """How many rows have been processed, and what became of them.

    Each was `stored` by this import, `known` to the ledger before, `rejected`, or has a `reserved` action.
    The file of rejected rows has `rejects_size` bytes.
    """

    rows: int = 0
    stored: int = 0
    known: int = 0
    rejected: int = 0
    reserved: int = 0
    rejects_size: int = 0


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
            counts = saved["progress"]
            # Earlier versions named the rejected rows "refused", and did not count the others.
            more = {name: counts.get(name, 0) for name in ("known", "reserved", "rejects_size")}
            return ImportProgress(counts["rows"], counts["stored"], rejected=counts["refused"], **more)
        except (OSError, ValueError, LookupError, TypeError):
            return ImportProgress()

    def save(self, progress: ImportProgress) -> None:
        """Save the progress. If that fails, the next run takes longer, but no event is lost."""
        if self._path is None:
            return
        new = self._path.with_name(f"{self._path.name}.new")
        counts = asdict(progress)
        counts["refused"] = counts.pop("rejected")
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
