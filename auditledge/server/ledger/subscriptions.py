"""Who follows an account's events: woken by commits of this process at once, by those of others at a look.

Others are looked for by reading, on every engine. PostgreSQL could tell of them with NOTIFY, but that makes
commits of all accounts wait for each other.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

from auditledge.server.accounts.principal import Grant
from auditledge.server.errors import LedgerError, LedgerUnavailableError
from auditledge.server.ledger.append import Entry

_MOST = 512
_MOST_OF_ACCOUNT = 64  # so that one account's readers leave room for others
_LOOK_EVERY_S = 0.1

Look = Callable[[Sequence[Grant]], Awaitable[Iterable[object]]]
"""Tells how things stand for each grant: a follower is woken when that is not as it was."""


class Followers:
    """Those who follow, each with an event that wakes it. Belongs to one event loop, but for `committed`."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._wakes: dict[int, dict[asyncio.Event, Grant]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return sum(map(len, self._wakes.values()))

    @contextlib.contextmanager
    def entered(self, grant: Grant) -> Iterator[asyncio.Event]:
        """Follow within the `with` block. Raises LedgerUnavailableError when there are too many."""
        own = self._wakes.get(grant.account, {})
        if len(own) >= _MOST_OF_ACCOUNT or len(self) >= _MOST:
            raise LedgerUnavailableError()
        wake = asyncio.Event()
        self._wakes.setdefault(grant.account, own)[wake] = grant
        self._look_out()
        try:
            yield wake
        finally:
            del own[wake]
            if not own:
                del self._wakes[grant.account]

    def committed(self, entries: Sequence[Entry]) -> None:
        """Wake the followers of what was committed. In the writer's thread."""
        if self._wakes and self._loop is not None:
            accounts = {entry.grant.account for entry in entries}
            if any(account in self._wakes for account in accounts):
                with contextlib.suppress(RuntimeError):  # the loop is closed: nobody follows any more
                    self._loop.call_soon_threadsafe(self._wake, accounts)

    def _wake(self, accounts: Iterable[int]) -> None:
        for account in accounts:
            for wake in self._wakes.get(account, ()):
                wake.set()

    def _look_out(self) -> None:
        """Look at the store from time to time, for as long as anybody follows."""
        self._loop = asyncio.get_running_loop()
        if self._looking is None or self._looking.done():
            self._looking = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        known: dict[Grant, object] = {}
        while self._wakes:
            grants = list({grant for own in self._wakes.values() for grant in own.values()})
            with contextlib.suppress(LedgerError):  # the store can't be read: it may be at the next look
                now = dict(zip(grants, await self._look(grants), strict=True))
                for own in self._wakes.values():
                    for wake, grant in own.items():
                        if now.get(grant) != known.get(grant):
                            wake.set()
                known = now
            await asyncio.sleep(_LOOK_EVERY_S)
