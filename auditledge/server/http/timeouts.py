"""Clients that are too slow: how long a request may take to come in, and an answer to be taken.

Timers are left to run out rather than moved with each byte: a request that comes in one piece sets none.
"""

import array
import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable
from typing import NamedTuple

if sys.platform != "win32":
    import fcntl
    import termios


class Patience(NamedTuple):
    """`seconds` for a part of a request, and one more for each `rate` bytes of it that have come."""

    seconds: float
    rate: float


HEAD = Patience(20, float("inf"))
BODY = Patience(20, 1_000)
READER = Patience(30, 1_000)
"""A reader that takes fewer bytes a second, over that time, is let go."""


class Sender:
    """A client from the view of what it still owes of a request. `late` is called when its time is over.

    While `excused` is true, it is we who are slow.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, excused: Callable[[], bool], late: Callable[[], None]
    ) -> None:
        self.received: int = 0
        self._loop = loop
        self._excused = excused
        self._late = late
        self._owed: Patience | None = None
        self._began = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def owed(self) -> Patience | None:
        """HEAD or BODY while such a part is under way, None between requests."""
        return self._owed

    def owes(self, part: Patience | None) -> None:
        """Another part of a request begins; None is the end of one."""
        self._owed, self._began, self.received = part, self._loop.time(), 0

    def wait(self) -> None:
        """See to it that what is owed comes in time."""
        if self._owed is not None and self._timer is None:
            self._timer = self._loop.call_later(self._owed.seconds, self._judge)

    def forget(self) -> None:
        """Stop waiting."""
        if self._timer is not None:
            self._timer.cancel()

    def _judge(self) -> None:
        self._timer = None
        if self._owed is None:
            return
        if self._excused():
            self._began = self._loop.time()
        left = self._began + self._owed.seconds + self.received / self._owed.rate - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._judge)
        else:
            self._late()


class Reader:
    """A client from the view of what it has not taken of an answer; one that stalls is cut off."""

    def __init__(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> None:
        self._loop = loop
        self._transport = transport
        self._timer: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """See to it that what is unsent is taken. Nothing is added to it meanwhile."""
        if self._transport.get_write_buffer_size() and self._timer is None:
            self._timer = self._loop.call_later(READER.seconds, self._judge, self._untaken())

    def forget(self) -> None:
        """Stop watching."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _judge(self, before: int) -> None:
        self._timer = None
        stalls = before - self._untaken() < READER.seconds * READER.rate
        if stalls and self._transport.get_write_buffer_size():
            self._transport.abort()
        else:
            self.watch()

    def _untaken(self) -> int:
        """The bytes that the other side has not acknowledged.

        The system's queue counts too: it is refilled in steps of a megabyte, and ours does not move for long
        though the client reads on.
        """
        return self._transport.get_write_buffer_size() + _queued(self._transport.get_extra_info("socket"))


def _queued(connection: socket.socket) -> int:
    """The bytes in the system's queue of a connection; 0 where it does not tell, as outside Linux."""
    size = array.array("i", [0])
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, size)
    return size[0]
