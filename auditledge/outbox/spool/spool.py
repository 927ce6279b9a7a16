"""The spool: a folder that processes share, each with a folder of its own in it.

    FORMAT              "auditledge-outbox 1": how folders are named and locked
    p-<id>/ …           what each process put in (see `producer`)
    dead/  damaged/     what is kept aside (see `aside`)

The format of records is told by each producer's `meta.json`, so that two versions of this package can share a
spool while one replaces the other: what a newer one wrote is left to it.
"""

import os
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.partition import Producer, producers, read_meta, sweep
from auditledge.outbox.spool.records import FORMAT

_LAYOUT = b"auditledge-outbox 1\n"


class SpoolFull(Exception):  # noqa: N818 - a state that callers act on
    """There is no room for the record within `max_bytes`."""


class Spool:
    """The shared folder. `max_bytes` bounds all that is in it, of all processes together."""

    def __init__(self, root: Path, max_bytes: int, *, durable: bool, meta: Mapping[str, Any]) -> None:
        self.root = root
        self.durable = durable
        self._max_bytes = max_bytes
        self._lease = max(1, min(1 << 20, max_bytes // 64))
        self._meta = meta

    def new_producer(self) -> Producer:
        """Make a folder for this process, and what it stands in. Raises OSError, ConfigurationError."""
        prepare(self.root)
        return Producer.create(self.root, self._meta, durable=self.durable)

    def adopt(self, held: Container[Path | None]) -> Iterator[Producer]:
        """Take over the folders of processes that ended, but for those that we hold."""
        sweep(self.root)
        for path in producers(self.root):
            if path not in held and _is_readable(path):
                with suppress(OSError):  # it is another user's, or just went away
                    if (left := Producer.take_over(path)) is not None:
                        yield left

    def lease(self, size: int) -> int:
        """How many bytes may be written before asking again, at least `size`. Raises SpoolFull, OSError.

        The folder is measured here and not at each event, so that it may exceed its bound by one lease (1 MB
        at most) for each process.
        """
        free = self._max_bytes - folder_size(self.root)
        if free < size:
            raise SpoolFull
        return max(size, min(free, self._lease))


def prepare(root: Path) -> None:
    """Make the folder if need be. Raises OSError, ConfigurationError when it is something else's."""
    root.mkdir(filesystem.PRIVATE_FOLDER, parents=True, exist_ok=True)
    path = root / "FORMAT"
    with suppress(FileExistsError):
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | filesystem.BINARY, filesystem.PRIVATE_FILE)
        os.write(fd, _LAYOUT)
        os.close(fd)
    found = path.read_bytes()
    if found not in (_LAYOUT, b""):  # empty: another process is between making and writing it
        raise ConfigurationError(f"{root} is no spool of this version: its FORMAT says {found[:40]!r}")


def folder_size(path: Path) -> int:
    """The bytes in all files below a folder. Raises OSError when the folder can't be listed."""
    total = 0
    with os.scandir(path) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                total += folder_size(Path(entry.path)) if entry.is_dir() else entry.stat().st_size
    return total


def _is_readable(path: Path) -> bool:
    """Whether this version knows the format; where nothing can be read, the records' checksums decide."""
    version = read_meta(path).get("format", FORMAT)
    return isinstance(version, int) and version <= FORMAT
