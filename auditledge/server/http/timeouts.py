"""Clients that are too slow: how long a request may take to arrive, and a response to be read.

Timers are left to run out rather than moved with each byte: a request that arrives in one piece sets none.
"""

import asyncio
from collections.abc import Callable

from auditledge.server.http.limits import TransferTimeout
from auditledge.server.http.sockets import bytes_unsent


class RequestDeadline:
    """The time that a client has to send the part of a request that is awaited.

    `on_late` is called when it is over. While `is_excused` is true, the client is waiting for us.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, is_excused: Callable[[], bool], on_late: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._is_excused = is_excused
        self._on_late = on_late
        self._awaited: TransferTimeout | None = None
        self._since = 0.0
        self._received = 0
        self._timer: asyncio.TimerHandle | None = None

    def wait_for(self, part: TransferTimeout | None) -> None:
        """Wait for a part of a request, from now on unless it is the same as before; None is for nothing."""
        if part is not self._awaited:
            self._awaited = part
            if part is not None:
                self._since, self._received = self._loop.time(), 0
                if self._timer is None:
                    self._timer = self._loop.call_later(part.seconds, self._check)

    @property
    def is_running(self) -> bool:
        """Whether a part of a request is awaited."""
        return self._awaited is not None

    def count(self, size: int) -> None:
        """Bytes have arrived."""
        self._received += size

    def cancel(self) -> None:
        """Stop waiting."""
        self._awaited = None
        if self._timer is not None:
            self._timer.cancel()

    def _check(self) -> None:
        self._timer = None
        if self._awaited is None:
            return
        if self._is_excused():
            self._since = self._loop.time()
        late = self._since + self._awaited.seconds + self._received / self._awaited.rate
        left = late - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._check)
        else:
            self._on_late()


class IdleTimeout:
    """Calls `on_idle` after `seconds` without a request."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, on_idle: Callable[[], None]) -> None:
        self._loop = loop
        self._seconds = seconds
        self._on_idle = on_idle
        self._since: float | None = loop.time()
        self._timer = loop.call_later(seconds, self._check)

    def start(self) -> None:
        """A request is over."""
        self._since = self._loop.time()

    def stop(self) -> None:
        """A request begins."""
        self._since = None

    @property
    def idle_for(self) -> float:
        """Seconds without a request; 0 while there is one."""
        return 0 if self._since is None else self._loop.time() - self._since

    def cancel(self) -> None:
        """Never call again."""
        self._timer.cancel()

    def _check(self) -> None:
        left = self._seconds - self.idle_for
        if left > 0:
            self._timer = self._loop.call_later(left, self._check)
        else:
            self._on_idle()


class StallDetector:
    """Cuts off a client that has stopped reading, or reads next to nothing."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, timeout: TransferTimeout
    ) -> None:
        self._loop = loop
        self._transport = transport
        self._timeout = timeout
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Watch what is unsent, to which nothing is added meanwhile."""
        if self._timer is None and self._transport.get_write_buffer_size():
            self._timer = self._loop.call_later(self._timeout.seconds, self._check, self._unread())

    def stop(self) -> None:
        """Stop watching."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _check(self, before: int) -> None:
        self._timer = None
        stalls = before - self._unread() < self._timeout.seconds * self._timeout.rate
        if stalls and self._transport.get_write_buffer_size():
            self._transport.abort()
        else:
            self.start()

    def _unread(self) -> int:
        """The bytes that the other side has not acknowledged.

        The system's queue counts too: it is refilled in steps of a megabyte, so that ours does not move for
        long although the client is reading.
        """
        return self._transport.get_write_buffer_size() + bytes_unsent(
            self._transport.get_extra_info("socket")
        )
