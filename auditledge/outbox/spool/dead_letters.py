"""Dead letters: events that the ledger rejected permanently, and bytes that are not a valid record.

    dead/2026-11-23.ndjson      one line per rejected event: when, why, and the event
    damaged/2026-11-23.ndjson   one line per damaged piece: when, where it was, and its bytes in base64

A line of `dead` ends like a line of a segment, so that a checksum protects the event here, too:

    {"at":"...","status":400,"code":"...","error":"...",...,"crc":"9a0b1c2d","event":{...}}

It also has the base URL of the ledger that rejected the event, and the fingerprint of the key.
"""

import base64
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.binding import Binding
from auditledge.outbox.spool.folder import Folder, open_root
from auditledge.outbox.spool.records import decode, encode
from auditledge.outbox.stats import log

_LOCK_SECONDS = 5.0
_TAKEN = ".taken"
_RECORD = b',"crc":"'


class DeadLetter(NamedTuple):
    """A rejected event as compact JSON, and facts about its rejection."""

    facts: Mapping[str, Any]
    event: bytes

    @property
    def binding(self) -> Binding:
        """The ledger and key that rejected the event; versions before 0.3 did not record them."""
        return Binding.of(self.facts)


class DeadLetters:
    """Appends to the files of a spool. Several processes may do so at a time.

    `binding` is that of the events that the ledger rejects.
    """

    def __init__(self, root: Path, binding: Binding, *, durable: bool) -> None:
        self._root = root
        self._binding = {name: value for name, value in binding._asdict().items() if value is not None}
        self._durable = durable

    def add(self, letters: Sequence[DeadLetter]) -> None:
        """Store rejected events. Raises OSError, and then none or all of them are stored."""
        at = _now()
        self.keep([DeadLetter({"at": at, **facts, **self._binding}, event) for facts, event in letters])

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store dead letters that were read from a file as they are. Raises OSError as `add` does."""
        lines = [_json(facts)[:-1] + b"," + encode(event)[1:] for facts, event in letters]
        self._append_lines("dead", b"".join(lines))

    def quarantine(self, file: str, offset: int, data: bytes) -> None:
        """Store damaged bytes that were at `offset` of `file`, and log an error. Raises OSError."""
        facts = {"at": _now(), "file": file, "offset": offset, "base64": base64.b64encode(data).decode()}
        self._append_lines("damaged", _json(facts) + b"\n")
        log.error("quarantined %d damaged bytes, at %d of %s", len(data), offset, file)

    def _append_lines(self, kind: str, data: bytes) -> None:
        with open_root(self._root) as root, root.open_folder(kind, create=True) as folder:
            fd = _open_locked(folder, f"{datetime.now(UTC):%Y-%m-%d}.ndjson")
            try:
                start = os.fstat(fd).st_size
                if os.write(fd, data) < len(data):
                    os.ftruncate(fd, start)
                    raise OSError("the disk is full")
                if self._durable:
                    filesystem.flush(fd)
                    folder.flush()
            finally:
                os.close(fd)


def dead_letter_files(root: Path) -> list[Path]:
    """The files with dead letters in a spool, oldest first, including those of an interrupted retry."""
    return sorted((root / "dead").glob("*.ndjson*"))


def read_dead_letters(path: Path) -> Iterator[DeadLetter]:
    """The dead letters in a file. Damaged lines are left out. Raises OSError, UnsafePathError."""
    with (
        open_root(path.parent.parent) as root,
        root.open_folder(path.parent.name) as folder,
        os.fdopen(folder.open_file(path.name, os.O_RDONLY), "rb") as file,
    ):
        content = file.read()
    for line in content.split(b"\n"):
        facts, mark, rest = line.partition(_RECORD)
        event = decode(b"{" + mark[1:] + rest)
        if event is not None:
            yield DeadLetter(json.loads(facts + b"}"), event)


def take_dead_letter_file(path: Path) -> Path:
    """Rename a file so that no process appends to it any more. Returns the new name. Raises OSError."""
    if path.suffix == _TAKEN:
        return path
    taken = path.with_name(f"{path.name}.{os.urandom(4).hex()}{_TAKEN}")
    with open_root(path.parent.parent) as root, root.open_folder(path.parent.name) as folder:
        filesystem.rename_locked(_open_locked(folder, path.name), path, taken)
    return taken


def _open_locked(folder: Folder, name: str) -> int:
    """Open a file for appending, and lock it. Raises OSError, TimeoutError, UnsafePathError."""
    deadline, path = time.monotonic() + _LOCK_SECONDS, folder.path / name
    while True:
        fd = folder.open_file(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        # Between opening and locking, another process may have renamed the file in order to retry it.
        if filesystem.try_lock(fd) and path.exists() and os.path.samestat(os.fstat(fd), path.stat()):
            return fd
        os.close(fd)
        if time.monotonic() > deadline:
            raise TimeoutError(f"another process has locked {path} for {_LOCK_SECONDS:.0f} s")
        time.sleep(0.005)


def _json(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
