"""A budget for the responses in a process, so that many long ones, read slowly, can't fill its memory."""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable

from auditledge.server.errors import LedgerUnavailableError, TooManySearchesError

MAX_EVENT_BYTES = 258 * 2**10
"""More than one event takes in a response: what it may have when it is sent, and what the ledger adds."""

_MAX_BYTES = 256 * 2**20
MAX_BYTES_PER_ACCOUNT = 96 * 2**20  # so that the readers of one account leave room for others
_TIMEOUT_S = 5.0


def bytes_of_events(count: int) -> int:
    """What to reserve for a response with up to so many events.

    At most what an account may have. Only hundreds of events that are each about as large as possible take
    more, which counts as soon as they have been read.
    """
    return min(count * MAX_EVENT_BYTES, MAX_BYTES_PER_ACCOUNT)


class ResponseBudget:
    """Counts the bytes of responses that have not been sent, by account. Belongs to one event loop.

    Room is reserved before a response is made, for the longest that it may become, and given back down to its
    length as soon as that is known. Requests that find no room wait in a queue per account.
    """

    def __init__(self) -> None:
        self._reserved: Counter[int] = Counter()
        self._queues: dict[int, deque[tuple[int, asyncio.Future[None]]]] = {}

    @contextlib.asynccontextmanager
    async def open(self, account: int) -> AsyncIterator["Reservation"]:
        """A reservation of no bytes, which ends with the `async with` block."""
        reservation = Reservation(self, account)
        try:
            yield reservation
        finally:
            reservation.shrink(0)

    @contextlib.asynccontextmanager
    async def room(self, account: int, size: int) -> AsyncIterator[Callable[[int], None]]:
        """Wait for so many bytes, for the `async with` block. Its value gives back all but some of them."""
        async with self.open(account) as reservation:
            await reservation.grow(size, timeout=None)
            yield reservation.shrink

    async def reserve(self, account: int, size: int, timeout: float | None) -> None:
        """Wait until so many bytes can be reserved.

        Raises LedgerUnavailableError after `timeout` seconds: TooManySearchesError if the account itself has
        reserved its share.
        """
        if account not in self._queues and self._has_room(account, size):
            self._reserved[account] += size
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(account, deque()).append((size, turn))
        try:
            async with asyncio.timeout(timeout):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():  # it was served at the same moment
                self.give_back(account, size)
            else:
                self._leave(account, (size, turn))
                self._serve()
            if isinstance(error, TimeoutError):
                is_own = not self._has_share(account, size)
                raise TooManySearchesError() if is_own else LedgerUnavailableError() from None
            raise

    def give_back(self, account: int, size: int) -> None:
        """Bytes are not reserved any more."""
        self._reserved[account] -= size
        if not self._reserved[account]:
            del self._reserved[account]
        self._serve()

    def _has_room(self, account: int, size: int) -> bool:
        return self._has_share(account, size) and self._reserved.total() + size <= _MAX_BYTES

    def _has_share(self, account: int, size: int) -> bool:
        """Whether so many bytes fit the account's share. A response that is too long for any has it alone."""
        own = self._reserved[account]
        return own + size <= MAX_BYTES_PER_ACCOUNT or not own

    def _serve(self) -> None:
        for account in [*self._queues]:
            while account in self._queues and self._has_room(account, self._queues[account][0][0]):
                size, turn = first = self._queues[account][0]
                self._leave(account, first)
                self._reserved[account] += size
                turn.set_result(None)

    def _leave(self, account: int, waiting: "tuple[int, asyncio.Future[None]]") -> None:
        queue = self._queues[account]
        queue.remove(waiting)
        if not queue:
            del self._queues[account]


class Reservation:
    """Room for one response at a time."""

    def __init__(self, budget: ResponseBudget, account: int) -> None:
        self._budget = budget
        self._account = account
        self._size = 0

    async def grow(self, size: int, timeout: float | None = _TIMEOUT_S) -> None:
        """Reserve room for `size` bytes, when there was none. Raises LedgerUnavailableError."""
        await self._budget.reserve(self._account, size, timeout)
        self._size = size

    def shrink(self, size: int) -> None:
        """Give back all but `size` bytes. If that is more than was reserved, it counts all the same."""
        excess, self._size = self._size - size, size
        if excess:
            self._budget.give_back(self._account, excess)
