"""Makes reads of a running process fail, as from a broken disk: pread of a file returns EIO, on Linux.

A seccomp filter does it, which needs neither privileges nor another program. It can't be taken back. SQLite
reads with pread; Python does not.
"""

import ctypes
import errno
import platform
import struct
import sys
import threading
import time
from pathlib import Path

_PREAD = {"x86_64": 17, "aarch64": 67}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_MACHINE = platform.machine()
IS_SUPPORTED = sys.platform == "linux" and _MACHINE in _PREAD

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_ERRNO, _ALLOW = 0x00050000, 0x7FFF0000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions of the kernel's packet filter


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def fail_preads() -> None:
    """From now on, pread fails with EIO in every thread of this process."""
    code = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, 4),  # the architecture
            (_JUMP_IF_EQUAL, 0, 3, _ARCHITECTURES[_MACHINE]),
            (_LOAD, 0, 0, 0),  # the number of the system call
            (_JUMP_IF_EQUAL, 0, 1, _PREAD[_MACHINE]),
            (_RETURN, 0, 0, _ERRNO | errno.EIO),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.syscall(_SECCOMP[_MACHINE], _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "seccomp")


def fail_preads_once_there_is(file: Path) -> None:
    """Begin when a file appears."""

    def wait() -> None:
        while not file.exists():
            time.sleep(0.02)
        fail_preads()
        file.rename(file.with_suffix(".done"))

    threading.Thread(target=wait, daemon=True).start()
