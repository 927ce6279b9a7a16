"""Subscriptions to an account's new events.

Subscribers are woken at once by commits of this process, and within 0.1 s by commits of others, which are
found by polling, on every engine: PostgreSQL's NOTIFY would make commits of all accounts wait for each other.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

from auditledge.server.accounts.principal import Principal
from auditledge.server.background import BackgroundMonitor, restart_on_error
from auditledge.server.errors import LedgerError, LedgerUnavailableError
from auditledge.server.ledger.append import AppendRequest

_MAX_SUBSCRIBERS = 512
_MAX_SUBSCRIBERS_PER_ACCOUNT = 64  # so that the clients of one account leave room for others
_POLL_EVERY_S = 0.1

ReadStates = Callable[[Sequence[Principal]], Awaitable[Iterable[object]]]
"""Reads a state for each principal. A change of the state wakes its subscribers."""


class Subscriptions:
    """The subscribers of one process. Belongs to one event loop, except for `committed`."""

    def __init__(self, read_states: ReadStates, monitor: BackgroundMonitor) -> None:
        self._read_states = read_states
        self._monitor = monitor
        self._wakes: dict[int, dict[asyncio.Event, Principal]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._polling: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return sum(map(len, self._wakes.values()))

    def of_account(self, account: int) -> int:
        """How many subscribers an account has."""
        return len(self._wakes.get(account, ()))

    @contextlib.contextmanager
    def subscribe(self, principal: Principal) -> Iterator[asyncio.Event]:
        """An event that is set when there is news for the principal, for the `with` block.

        Raises LedgerUnavailableError when there are too many subscribers.
        """
        own = self._wakes.get(principal.account, {})
        if len(own) >= _MAX_SUBSCRIBERS_PER_ACCOUNT or len(self) >= _MAX_SUBSCRIBERS:
            raise LedgerUnavailableError()
        wake = asyncio.Event()
        self._wakes.setdefault(principal.account, own)[wake] = principal
        self._start_polling()
        try:
            yield wake
        finally:
            del own[wake]
            if not own:
                del self._wakes[principal.account]

    def committed(self, requests: Sequence[AppendRequest]) -> None:
        """Wake the subscribers of what was committed. Called in the writer's thread."""
        if self._wakes and self._loop is not None:
            accounts = {request.principal.account for request in requests}
            if any(account in self._wakes for account in accounts):
                with contextlib.suppress(RuntimeError):  # the loop is closed: there are no subscribers left
                    self._loop.call_soon_threadsafe(self._wake, accounts)

    def _wake(self, accounts: Iterable[int]) -> None:
        for account in accounts:
            for wake in self._wakes.get(account, ()):
                wake.set()

    def _start_polling(self) -> None:
        """Poll the store for as long as there are subscribers."""
        self._loop = asyncio.get_running_loop()
        if self._polling is None or self._polling.done():
            polling = restart_on_error("subscriptions", self._poll, self._monitor)
            self._polling = self._loop.create_task(polling)

    async def _poll(self) -> None:
        known: dict[Principal, object] = {}
        while self._wakes:
            principals = list({each for own in self._wakes.values() for each in own.values()})
            with contextlib.suppress(LedgerError):  # the store can't be read now; the next poll may succeed
                states = dict(zip(principals, await self._read_states(principals), strict=True))
                for own in self._wakes.values():
                    for wake, principal in own.items():
                        if states.get(principal) != known.get(principal):
                            wake.set()
                known = states
            await asyncio.sleep(_POLL_EVERY_S)
