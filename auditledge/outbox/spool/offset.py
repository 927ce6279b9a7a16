"""Offsets: how far the ledger has acknowledged a partition."""

import os
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from auditledge.outbox.spool.folder import Folder

_LAYOUT = Struct(">IQI")


class Offset(NamedTuple):
    """A position in a partition: the number of a segment, and a byte in it. Later records compare greater."""

    segment: int
    byte: int


class OffsetFile:
    """The file `ack`: 16 bytes, big-endian: segment (4), byte (8), CRC-32 of these twelve bytes (4).

    It is a hint. If it is lost or damaged, events are sent again, and the ledger knows them by their ids.
    """

    def __init__(self, folder: Folder) -> None:
        """Open or create the file. Raises OSError, UnsafePathError."""
        self._fd = folder.open_file("ack", os.O_RDWR | os.O_CREAT)

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


def read_offset(folder: Folder) -> Offset:
    """The offset saved last, read without owning the partition; its start if there is none."""
    try:
        fd = folder.open_file("ack", os.O_RDONLY)
    except OSError:
        return Offset(0, 0)
    try:
        return _unpack(os.read(fd, _LAYOUT.size))
    finally:
        os.close(fd)


def _unpack(data: bytes) -> Offset:
    if len(data) == _LAYOUT.size:
        segment, byte, crc = _LAYOUT.unpack(data)
        if crc == crc32(data[:12]):
            return Offset(segment, byte)
    return Offset(0, 0)
