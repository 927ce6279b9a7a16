"""How much of a process one connection may take, for how long, and how a server stops."""

import math
from typing import NamedTuple

MAX_CONNECTIONS = 4_096
"""Connections of a process that are served, by default."""

MAX_BUFFERED = 64 * 2**10
"""Bytes of a connection that are received ahead of the application: of a body, or of pipelined requests.

The server stops reading from a connection that has as many.
"""

MAX_RECEIVED = 16 * 2**10
"""Bytes that are read from a connection at a time: by how much it may exceed MAX_BUFFERED, and how much is
parsed before others have their turn."""

MAX_UNSENT = 64 * 2**10
"""Bytes of responses that wait to be sent, from which on the application has to wait with the next.

A response is handed over in pieces of as much, so that a connection holds at most twice this, besides the
part of a response that the application is about to send.
"""

MAX_DISCARDED = 16 * 2**20
"""Bytes of a body that are read after the response, so that the connection can be kept."""


class TransferTimeout(NamedTuple):
    """`seconds` for something to be transferred, and one more for each `rate` bytes of it that have been."""

    seconds: float
    rate: float


class Timeouts(NamedTuple):
    """How slow a client may be.

    `head` and `body` are what it has to send of a request. A `reader` that takes fewer bytes a second than
    its rate, over its seconds, is cut off. `keep_alive` is seconds between two requests: longer than clients
    keep an idle connection, so that they don't meet one that is being closed. `linger` is seconds in which
    a client that is still sending can read the last response.
    """

    head: TransferTimeout = TransferTimeout(20, math.inf)
    body: TransferTimeout = TransferTimeout(20, 1_000)
    reader: TransferTimeout = TransferTimeout(30, 1_000)
    keep_alive: float = 75
    linger: float = 2


class Limits(NamedTuple):
    """What the connections of a process may take. As many again as `connections` get 503, others are cut."""

    connections: int = MAX_CONNECTIONS
    timeouts: Timeouts = Timeouts()


END_S = 5.0
"""Seconds that the store has to finish what it does, after the last response was sent or cut."""


class ShutdownTimeouts(NamedTuple):
    """How a server stops, in seconds: it serves on for `delay`, then requests have `grace` to finish."""

    delay: float = 0.0
    grace: float = 25.0

    @property
    def bound(self) -> float:
        """After so many seconds the process has ended, whatever happens."""
        return self.delay + self.grace + END_S
