"""The spool: a folder shared by processes, with a partition for each.

    FORMAT              "auditledge-outbox 1": how partitions are named and locked
    p-<id>/ …           what each process wrote (see `partition`)
    accounts.json       the accounts of keys, as confirmed by the ledger (see `binding`)
    dead/  damaged/     rejected events and damaged records (see `dead_letters`)

The format of the records is in the `meta.json` of each partition, so that two versions of this package can
share a spool while one replaces the other: partitions of a newer version are left to it.
"""

import json
import os
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool.binding import Binding, read_accounts, replace_file
from auditledge.outbox.spool.folder import Folder, UnsafePathError, open_root
from auditledge.outbox.spool.partition import Partition, partition_paths, read_meta, remove_unfinished
from auditledge.outbox.spool.records import FORMAT
from auditledge.outbox.stats import log

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
        self.binding: Binding = Binding.of(meta)
        self._reported: set[str] = set()

    def create_partition(self) -> Partition:
        """Create a partition, and the spool if needed. Raises OSError, ConfigurationError."""
        with create_spool(self.root) as root:
            return Partition.create(root, self._meta, durable=self.durable)

    def take_over_orphans(self, held: Container[Path | None]) -> Iterator[Partition]:
        """Take over the partitions of processes that have ended, except those in `held`."""
        with open_root(self.root) as root:
            remove_unfinished(root)
            for path in partition_paths(self.root):
                if path not in held:
                    with suppress(OSError):  # it has just disappeared
                        if (partition := self._take_over(root, path.name)) is not None:
                            yield partition

    def _take_over(self, root: Folder, name: str) -> Partition | None:
        """Take over a partition if it is safe and this version can read it. Raises OSError."""
        try:
            partition = Partition.take_over(root, name)
        except UnsafePathError as error:
            self.report_left_alone(name, error)
            return None
        if partition is None:
            return None
        meta = read_meta(partition.folder)
        if not _is_known_format(meta):
            partition.release()
            return None
        # Without segments, its process ended while deleting it: nothing is left to send to the wrong ledger.
        obstacle = self.binding.obstacle(Binding.of(meta), read_accounts(root))
        if partition.segments() and obstacle:
            partition.release()
            self.report_left_alone(name, f"{obstacle}; see `auditledge outbox adopt`")
            return None
        return partition

    def report_left_alone(self, name: str, reason: object) -> None:
        """Log, once, that the events of a partition are not delivered."""
        if name not in self._reported:
            self._reported.add(name)
            log.error("the events in %s are not delivered: %s", self.root / name, reason)

    def reserve(self, size: int) -> int:
        """How many bytes may be written before the next call, at least `size`. Raises SpoolFull, OSError.

        The folder is measured here and not for each event. So each process may exceed the limit by one
        reservation, which is at most 1 MB.
        """
        free = self._max_bytes - folder_size(self.root)
        if free < size:
            raise SpoolFull
        return max(size, min(free, self._reservation))


def create_spool(path: Path) -> Folder:
    """Open the spool's folder, created if needed.

    Raises OSError; ConfigurationError if the folder is something else or another user could change it.
    """
    root = open_root(path, create=True)
    try:
        with suppress(FileExistsError):
            fd = root.open_file("FORMAT", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(fd, _LAYOUT)
            os.close(fd)
        fd = root.open_file("FORMAT", os.O_RDONLY)
        found = os.read(fd, 100)
        os.close(fd)
        if found not in (_LAYOUT, b""):  # empty: another process has created it and not yet written to it
            raise ConfigurationError(f"{path} is not a spool of this version: its FORMAT says {found[:40]!r}")
    except BaseException:
        root.close()
        raise
    return root


def folder_size(path: Path) -> int:
    """The size of all files in a folder and below, in bytes. Raises OSError if it can't be listed."""
    total = 0
    with os.scandir(path) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                is_folder = entry.is_dir(follow_symlinks=False)
                size = (
                    folder_size(Path(entry.path)) if is_folder else entry.stat(follow_symlinks=False).st_size
                )
                total += size
    return total


def rebind(root: Folder, name: str, meta: Mapping[str, Any]) -> bool:
    """Have the events of a process that has ended delivered to the ledger and with the key in `meta`.

    Returns False if a process owns the partition or it is gone. Raises OSError, UnsafePathError.
    """
    partition = Partition.take_over(root, name)
    if partition is None:
        return False
    try:
        content = json.dumps({**read_meta(partition.folder), **meta}).encode() + b"\n"
        replace_file(partition.folder, f".meta.{os.urandom(8).hex()}", "meta.json", content)
    finally:
        partition.release()
    return True


def _is_known_format(meta: Mapping[str, Any]) -> bool:
    """Whether this version can read the records. If `meta.json` is damaged, their checksums decide."""
    version = meta.get("format", FORMAT)
    return isinstance(version, int) and version <= FORMAT
