"""Offsets: how far the ledger has acknowledged a partition."""

import os
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from auditledge.outbox.spool import filesystem

_LAYOUT = Struct(">IQI")


class Offset(NamedTuple):
    """A position in a partition: the number of a segment, and a byte in it. Later records compare greater."""

    segment: int
    byte: int


class OffsetFile:
    """The file `ack`: 16 bytes, big-endian: segment (4), byte (8), CRC-32 of these twelve bytes (4).

    It is a hint. If it is lost or damaged, events are sent again, and the ledger knows them by their ids.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises OSError."""
        self._fd = os.open(
            folder / "ack", os.O_RDWR | os.O_CREAT | filesystem.BINARY, filesystem.PRIVATE_FILE
        )

    def load(self) -> Offset:
        """The offset saved last; the start of the partition if there is none or it is damaged."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        return _unpack(os.read(self._fd, _LAYOUT.size))

    def save(self, offset: Offset) -> None:
        """Overwrite the offset, which works on a full disk. Raises OSError."""
        data = _LAYOUT.pack(*offset, 0)[:12]
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, data + crc32(data).to_bytes(4))

    def close(self) -> None:
        """Close the file; can be called again."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)


def read_offset(folder: Path) -> Offset:
    """The offset saved last, read without owning the partition; its start if there is none."""
    try:
        return _unpack((folder / "ack").read_bytes())
    except OSError:
        return Offset(0, 0)


def _unpack(data: bytes) -> Offset:
    if len(data) == _LAYOUT.size:
        segment, byte, crc = _LAYOUT.unpack(data)
        if crc == crc32(data[:12]):
            return Offset(segment, byte)
    return Offset(0, 0)
