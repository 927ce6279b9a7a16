"""SIGHUP and SIGUSR1, which mean to a server what they mean to nginx: reload, and reopen the logs.

SIGHUP also says that the terminal was closed, which ends a server. Windows has neither signal.
"""

import os
import signal
import sys
from collections.abc import Callable


class Terminal:
    """The terminal that the process was started on, if there is one and it is to end the process."""

    def __init__(self) -> None:
        # nohup has a process ignore SIGHUP, so that it outlives its terminal.
        self._matters = (
            sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL and _exists()
        )

    @property
    def is_closed(self) -> bool:
        """Whether SIGHUP says that the terminal was closed, rather than to reload."""
        return self._matters and not _exists()


def ignore_reload_signals(terminal: Terminal) -> None:
    """Until there is something to reload, let these signals end nothing, unless `terminal` is closed."""
    if sys.platform == "win32":
        return

    def hang_up(*_: object) -> None:
        if terminal.is_closed:
            signal.raise_signal(signal.SIGTERM)

    signal.signal(signal.SIGHUP, hang_up)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def reload_handlers(
    terminal: Terminal, reload: Callable[[], None], reopen: Callable[[], None]
) -> dict[int, Callable[[], None]]:
    """What is to be called at each of these signals."""
    if sys.platform == "win32":
        return {}

    def hang_up() -> None:
        if terminal.is_closed:
            signal.raise_signal(signal.SIGTERM)
        else:
            reload()

    return {signal.SIGHUP: hang_up, signal.SIGUSR1: reopen}


def _exists() -> bool:
    """Whether the process has a terminal that it can talk to."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
