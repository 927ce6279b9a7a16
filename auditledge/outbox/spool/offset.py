"""The cursor of a producer's folder: how far the ledger has acknowledged it."""

import os
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from auditledge.outbox.spool import filesystem

_LAYOUT = Struct(">IQI")


class Position(NamedTuple):
    """A place in a producer's folder; positions compare as they were written."""

    segment: int
    offset: int


class Cursor:
    """The file `ack`: 16 bytes, big-endian: segment (4), offset (8), CRC-32 of those twelve (4).

    It is a hint: when it is lost or damaged, events are sent again, and the ledger knows them by their ids.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises OSError."""
        self._fd = os.open(
            folder / "ack", os.O_RDWR | os.O_CREAT | filesystem.BINARY, filesystem.PRIVATE_FILE
        )

    def load(self) -> Position:
        """The position that was saved last; the beginning when there is none or it is damaged."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        return _unpack(os.read(self._fd, _LAYOUT.size))

    def save(self, position: Position) -> None:
        """Overwrite the position, which needs no new space on the filesystem. Raises OSError."""
        data = _LAYOUT.pack(*position, 0)[:12]
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, data + crc32(data).to_bytes(4))

    def close(self) -> None:
        """Close the file; again is allowed."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)


def read_cursor(folder: Path) -> Position:
    """The position that was saved last, read without owning the folder; the beginning when there is none."""
    try:
        return _unpack((folder / "ack").read_bytes())
    except OSError:
        return Position(0, 0)


def _unpack(data: bytes) -> Position:
    if len(data) == _LAYOUT.size:
        segment, offset, crc = _LAYOUT.unpack(data)
        if crc == crc32(data[:12]):
            return Position(segment, offset)
    return Position(0, 0)
