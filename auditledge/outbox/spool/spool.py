"""The spool: a folder shared by processes, with a partition for each.

    FORMAT              "auditledge-outbox 1": how partitions are named and locked
    p-<id>/ …           what each process wrote (see `partition`)
    dead/  damaged/     rejected events and damaged records (see `dead_letters`)

The format of the records is in the `meta.json` of each partition, so that two versions of this package can
share a spool while one replaces the other: partitions of a newer version are left to it.
"""

import os
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.partition import Partition, partition_paths, read_meta, remove_unfinished
from auditledge.outbox.spool.records import FORMAT

_LAYOUT = b"auditledge-outbox 1\n"


class SpoolFull(Exception):  # noqa: N818 - a state that callers act on
    """There is no space for the record within `max_bytes`."""


class Spool:
    """The shared folder. `max_bytes` limits its size, for all processes together."""

    def __init__(self, root: Path, max_bytes: int, *, durable: bool, meta: Mapping[str, Any]) -> None:
        self.root = root
        self.durable = durable
        self._max_bytes = max_bytes
        self._reservation = max(1, min(1 << 20, max_bytes // 64))
        self._meta = meta

    def create_partition(self) -> Partition:
        """Create a partition, and the spool if needed. Raises OSError, ConfigurationError."""
        create_folder(self.root)
        return Partition.create(self.root, self._meta, durable=self.durable)

    def take_over_orphans(self, held: Container[Path | None]) -> Iterator[Partition]:
        """Take over the partitions of processes that have ended, except those in `held`."""
        remove_unfinished(self.root)
        for path in partition_paths(self.root):
            if path not in held and _is_known_format(path):
                with suppress(OSError):  # it belongs to another user, or has just disappeared
                    if (partition := Partition.take_over(path)) is not None:
                        yield partition

    def reserve(self, size: int) -> int:
        """How many bytes may be written before the next call, at least `size`. Raises SpoolFull, OSError.

        The folder is measured here and not for each event. So each process may exceed the limit by one
        reservation, which is at most 1 MB.
        """
        free = self._max_bytes - folder_size(self.root)
        if free < size:
            raise SpoolFull
        return max(size, min(free, self._reservation))


def create_folder(root: Path) -> None:
    """Create the spool's folder if needed. Raises OSError, ConfigurationError if it is something else."""
    root.mkdir(filesystem.PRIVATE_FOLDER, parents=True, exist_ok=True)
    path = root / "FORMAT"
    with suppress(FileExistsError):
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | filesystem.BINARY, filesystem.PRIVATE_FILE)
        os.write(fd, _LAYOUT)
        os.close(fd)
    found = path.read_bytes()
    if found not in (_LAYOUT, b""):  # empty: another process has created it and not yet written to it
        raise ConfigurationError(f"{root} is not a spool of this version: its FORMAT says {found[:40]!r}")


def folder_size(path: Path) -> int:
    """The size of all files in a folder and below, in bytes. Raises OSError if it can't be listed."""
    total = 0
    with os.scandir(path) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                total += folder_size(Path(entry.path)) if entry.is_dir() else entry.stat().st_size
    return total


def _is_known_format(path: Path) -> bool:
    """Whether this version can read the records. If `meta.json` is damaged, their checksums decide."""
    version = read_meta(path).get("format", FORMAT)
    return isinstance(version, int) and version <= FORMAT
