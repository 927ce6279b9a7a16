"""A budget for the bodies in a process, so that many long ones can fill neither its memory nor its time.

Receiving ten megabytes takes the event loop hundreds of steps. So only a few long bodies of an account are
received at a time; the others wait in the network, where they take neither memory nor steps.
"""

import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable

from auditledge.server.errors import LedgerUnavailableError
from auditledge.server.fair_semaphore import FairSemaphore, NoSlotError

_FREE_BYTES = 64 * 2**10  # of each body, that don't count: short bodies are accepted whatever others send
_MAX_BYTES = 256 * 2**20
_MAX_BYTES_PER_ACCOUNT = 64 * 2**20  # so that the clients of one account leave room for others
_MAX_LONG_BODIES = 4_096  # of a process, which bytes bound before
_MAX_LONG_BODIES_PER_ACCOUNT = 4
_MAX_PENDING_PER_ACCOUNT = 1_024
_TIMEOUT_S = 30.0

Reserve = Callable[[int], Awaitable[None]]
"""Reserves as many bytes in all for one body, when it is its turn.

Raises LedgerUnavailableError when there is no room.
"""


class BodyBudget:
    """Counts the bodies of requests that have no response yet, by account. Belongs to one event loop."""

    def __init__(self) -> None:
        self._reserved: Counter[int] = Counter()
        self._long_bodies = FairSemaphore(
            _MAX_LONG_BODIES, _MAX_LONG_BODIES_PER_ACCOUNT, _MAX_PENDING_PER_ACCOUNT
        )

    @contextlib.asynccontextmanager
    async def open(self, account: int) -> AsyncIterator[Reserve]:
        """A function that reserves room for a body as it grows; released after the `async with` block."""
        own = 0
        held = contextlib.AsyncExitStack()

        async def reserve(size: int) -> None:
            nonlocal own
            more = max(size - _FREE_BYTES, 0) - own
            if more and not own:
                try:
                    await held.enter_async_context(self._long_bodies.slot(account, _TIMEOUT_S))
                except NoSlotError:
                    raise LedgerUnavailableError() from None
            if (
                self._reserved[account] + more > _MAX_BYTES_PER_ACCOUNT
                or self._reserved.total() + more > _MAX_BYTES
            ):
                raise LedgerUnavailableError()
            self._reserved[account] += more
            own += more

        async with held:
            try:
                yield reserve
            finally:
                self._reserved[account] -= own
                if not self._reserved[account]:
                    del self._reserved[account]
