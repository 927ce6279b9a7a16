"""What is kept aside: events that the ledger refused for good, and bytes that are no record any more.

    dead/2026-11-23.ndjson      a line for each refused event: when, why, and the event
    damaged/2026-11-23.ndjson   a line for each damaged piece: when, where it stood, and its bytes in base64

A line of `dead` ends as a line of a segment does, so that a second copy of the checksum guards the event:

    {"at":"...","status":400,"code":"...","error":"...",...,"crc":"9a0b1c2d","event":{...}}
"""

import base64
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.records import decode, encode

_PATIENCE = 5.0
_TAKEN = ".taken"
_RECORD = b',"crc":"'


class Aside:
    """Appends to the files of a spool; many processes may at once."""

    def __init__(self, root: Path, *, durable: bool) -> None:
        self._root = root
        self._durable = durable

    def bury(self, letters: Sequence[tuple[Mapping[str, Any], bytes]]) -> None:
        """Keep refused events, each with the reason. Raises OSError, and then none or all may be kept."""
        at = _now()
        lines = [_json({"at": at, **reason})[:-1] + b"," + encode(event)[1:] for reason, event in letters]
        self._append("dead", b"".join(lines))

    def keep(self, origin: str, offset: int, data: bytes) -> None:
        """Keep damaged bytes of the file `origin`. Raises OSError."""
        facts = {"at": _now(), "file": origin, "offset": offset, "base64": base64.b64encode(data).decode()}
        self._append("damaged", _json(facts) + b"\n")

    def _append(self, kind: str, data: bytes) -> None:
        folder = self._root / kind
        folder.mkdir(filesystem.PRIVATE_FOLDER, exist_ok=True)
        fd = _open_locked(folder / f"{datetime.now(UTC):%Y-%m-%d}.ndjson")
        try:
            start = os.fstat(fd).st_size
            if os.write(fd, data) < len(data):
                os.ftruncate(fd, start)
                raise OSError("the disk is full")
            if self._durable:
                filesystem.flush(fd)
                filesystem.flush_folder(folder)
        finally:
            os.close(fd)


def dead_files(root: Path) -> list[Path]:
    """The files of dead letters in a spool, oldest first, also those that somebody had begun to retry."""
    return sorted((root / "dead").glob("*.ndjson*"))


def read_dead(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The reason and the event of each letter in a file; damaged lines are left out."""
    for line in path.read_bytes().split(b"\n"):
        facts, mark, rest = line.partition(_RECORD)
        event = decode(b"{" + mark[1:] + rest)
        if event is not None:
            yield json.loads(facts + b"}"), event


def take_dead(path: Path) -> Path:
    """Rename a file of dead letters so that nobody appends to it any more. Raises OSError."""
    if path.suffix == _TAKEN:
        return path
    taken = path.with_name(f"{path.name}.{os.urandom(4).hex()}{_TAKEN}")
    filesystem.rename_locked(_open_locked(path), path, taken)
    return taken


def _open_locked(path: Path) -> int:
    """Open for appending, locked for the moment, under its present name. Raises OSError."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        fd = os.open(
            path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | filesystem.BINARY, filesystem.PRIVATE_FILE
        )
        if filesystem.try_lock(fd) and path.exists() and os.path.samestat(os.fstat(fd), path.stat()):
            return fd
        os.close(fd)
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} is held by a process that does not let go of it")
        time.sleep(0.005)


def _json(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
