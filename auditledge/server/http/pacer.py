"""Steps that are taken one in each iteration of the event loop, whichever connections they belong to.

A client that sends requests ahead, or continues to send a body that was refused, has work for the server at
any time. If each of its connections had a step in every iteration, then with more such connections the others
would wait longer for their next step. And an event loop that never waits takes the interpreter from
the threads that compute for others: so while there are any, the steps pause.
"""

import asyncio
from collections import deque
from collections.abc import Callable

_PAUSE_S = 0.002
_MAX_PAUSED = 32  # connections; more would fill the memory, as one that is lost is noticed in its turn


class Pacer:
    """Calls functions in the order in which they were given, one in each iteration of an event loop.

    While `is_computing` is true and few wait, two milliseconds pass before each.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, is_computing: Callable[[], bool]) -> None:
        self._loop = loop
        self._is_computing = is_computing
        self._steps: deque[Callable[[], None]] = deque()

    def add(self, step: Callable[[], None]) -> None:
        """Call a function, after all that wait."""
        self._steps.append(step)
        if len(self._steps) == 1:
            self._schedule()

    def _schedule(self) -> None:
        if len(self._steps) <= _MAX_PAUSED and self._is_computing():
            self._loop.call_later(_PAUSE_S, self._take)
        else:
            self._loop.call_soon(self._take)

    def _take(self) -> None:
        step = self._steps[0]
        try:
            step()
        finally:
            # Only now, so that a step which it adds does not schedule a second one for the next iteration.
            self._steps.popleft()
            if self._steps:
                self._schedule()
