"""Power cuts without special hardware: an ext4 file system in a file, which the kernel can shut down.

After the shutdown, nothing more reaches the "disk". When it is mounted again, it has only what was flushed.
"""

import fcntl
import os
import struct
import subprocess
from pathlib import Path

_EXT4_IOC_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = 2


class Disk:
    """A small disk that can lose power. Needs root and a loop device."""

    def __init__(self, folder: Path, megabytes: int = 64) -> None:
        self._image = folder / "disk.img"
        self.path = folder / "mounted"
        self.path.mkdir()
        with self._image.open("wb") as file:
            file.truncate(megabytes << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self._image], check=True, capture_output=True)
        self.mount()

    def mount(self) -> None:
        command = ["mount", "-o", "loop,commit=300", self._image, self.path]
        subprocess.run(command, check=True, capture_output=True)

    def cut_power(self) -> None:
        fd = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, _EXT4_IOC_SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(fd)

    def unmount(self) -> None:
        subprocess.run(["umount", self.path], check=True, capture_output=True)


def works(folder: Path) -> bool:
    """Whether such a disk can be created on this machine."""
    if os.geteuid() != 0:
        return False
    try:
        folder.mkdir()
        Disk(folder).unmount()
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
