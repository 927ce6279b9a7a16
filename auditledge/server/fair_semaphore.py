"""A semaphore that accounts share fairly: when a slot is free, the accounts that wait take turns."""

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator


class NoSlotError(Exception):
    """Too many of an account wait for a slot, or one has waited for too long."""


class FairSemaphore:
    """Hands out `slots`, at most `per_account` of them to one account, and queues the rest.

    Each account has its own queue of at most `max_pending` waiters. Accounts are served in turn, so a
    long queue delays nobody but the account it belongs to. Belongs to one event loop.
    """

    def __init__(self, slots: int, per_account: int, max_pending: int) -> None:
        self._free = slots
        self._per_account = per_account
        self._max_pending = max_pending
        self._held: Counter[int] = Counter()
        self._queues: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def pending(self) -> int:
        """How many wait."""
        return sum(map(len, self._queues.values()))

    @contextlib.asynccontextmanager
    async def slot(self, account: int, timeout: float | None = None) -> AsyncIterator[None]:
        """Hold a slot for the `with` block.

        Raises NoSlotError when too many of the account wait already, or after `timeout` seconds.
        """
        if self._is_served(account):
            self._take(account)
        else:
            await self._wait(account, timeout)
        try:
            yield
        finally:
            self._release(account)

    async def _wait(self, account: int, timeout: float | None) -> None:
        queue = self._queues.setdefault(account, deque())
        if len(queue) >= self._max_pending:
            raise NoSlotError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            async with asyncio.timeout(timeout):
                await turn
        except BaseException as error:
            if turn.cancelled():
                self._leave(account, turn)
            else:  # the slot was granted in the same moment
                self._release(account)
            if isinstance(error, TimeoutError):
                raise NoSlotError from None
            raise

    def _is_served(self, account: int) -> bool:
        return self._free > 0 and self._held[account] < self._per_account

    def _take(self, account: int) -> None:
        self._free -= 1
        self._held[account] += 1

    def _release(self, account: int) -> None:
        self._free += 1
        self._held[account] -= 1
        if not self._held[account]:
            del self._held[account]
        self._grant()

    def _grant(self) -> None:
        """Give free slots to those that wait, one account after the other."""
        for account in [*self._queues] if self._free else ():
            # One that was cancelled is still in the queue until its task resumes.
            turn = next((each for each in self._queues[account] if not each.done()), None)
            if turn is not None and self._is_served(account):
                self._leave(account, turn)
                if account in self._queues:
                    self._queues.move_to_end(account)
                self._take(account)
                turn.set_result(None)

    def _leave(self, account: int, turn: "asyncio.Future[None]") -> None:
        queue = self._queues[account]
        queue.remove(turn)
        if not queue:
            del self._queues[account]
