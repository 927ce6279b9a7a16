"""Run a program on a pseudoterminal."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence

# Makes the terminal the controlling terminal, so that Ctrl-C sends a signal to all processes on it.
_TRAMPOLINE = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)


class Terminal:
    """The output of a program on its terminal, and the keys that it is sent."""

    def __init__(self, screen: int, process: "subprocess.Popen[bytes]") -> None:
        self._screen = screen
        self._process = process
        self.raw = ""

    @property
    def text(self) -> str:
        """The output, without colors."""
        return re.sub(r"\x1b\[[0-9;]*m", "", self.raw).replace("\r\n", "\n")

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Read until the output contains `text`."""
        deadline = time.monotonic() + seconds
        while text not in self.text:
            assert self._read(deadline), f"{text!r} is not in\n{self.text}"

    def read(self, seconds: float) -> None:
        """Read output for up to some seconds."""
        self._read(time.monotonic() + seconds)

    def press(self, key: bytes) -> None:
        """Send a key."""
        os.write(self._screen, key)

    def end(self, seconds: float = 60) -> int:
        """Read to the end; returns the exit code."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass
        return self._process.wait(max(0, deadline - time.monotonic()))

    def _read(self, deadline: float) -> bool:
        if not select.select([self._screen], [], [], max(0, deadline - time.monotonic()))[0]:
            return False
        try:
            piece = os.read(self._screen, 65536)
        except OSError:  # on Linux: no process has the terminal open any more
            return False
        self.raw += piece.decode("utf-8", "replace")
        return bool(piece)


@contextlib.contextmanager
def on_terminal(
    command: Sequence[str], *, columns: int, environment: Mapping[str, str], folder: str
) -> Iterator[Terminal]:
    """Run a command on a terminal with the given number of columns."""
    screen, line = pty.openpty()
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", _TRAMPOLINE, *command],
        stdin=line, stdout=line, stderr=line, start_new_session=True, cwd=folder, env=dict(environment),
    ) as process:  # fmt: skip
        os.close(line)
        try:
            yield Terminal(screen, process)
        finally:
            if process.poll() is None:
                process.terminate()
            os.close(screen)
