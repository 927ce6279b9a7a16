"""Reading: the threads that read from a store, and the check that a key is still valid."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from auditledge.server.accounts.principal import Principal
from auditledge.server.errors import InvalidAPIKeyError, LedgerUnavailableError
from auditledge.server.ledger.append import KEY_USE_INTERVAL
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.protocol import Snapshot, Store

T = TypeVar("T")

_THREADS = 4


class ReaderPool:
    """Runs reads in threads, so that they never block the event loop. Belongs to one event loop.

    `note_key_use` is called with the principal of a read when the last recorded use of its key is old.
    """

    def __init__(self, store: Store, note_key_use: Callable[[Principal], None]) -> None:
        self._store = store
        self._note_key_use = note_key_use
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="auditledge-reader")

    async def read(self, principal: Principal, read: Callable[[Snapshot], T]) -> T:
        """The result of `read`, given a snapshot in which the principal's key is valid.

        Raises InvalidAPIKeyError, LedgerUnavailableError, and what `read` raises.
        """

        def read_and_check() -> tuple[T, bool]:
            with self._store.reading() as snapshot:
                return read(snapshot), check_key(snapshot, principal)

        result, is_use_old = await self.run(read_and_check)
        if is_use_old:
            self._note_key_use(principal)
        return result

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, run in a thread. Raises LedgerUnavailableError, and what `work` raises.

        When the caller is cancelled, `work` still runs to its end before this returns: it may be using a
        connection that the caller is about to close.
        """
        try:
            running = asyncio.get_running_loop().run_in_executor(self._threads, work)
        except RuntimeError:
            raise LedgerUnavailableError() from None  # the pool is closed
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            raise
        except StoreError:
            raise LedgerUnavailableError() from None

    def close(self) -> None:
        """Let running reads finish. Blocks. Idempotent."""
        self._threads.shutdown()


def check_key(snapshot: Snapshot, principal: Principal) -> bool:
    """Whether the last recorded use of the principal's key is old enough to record another.

    Raises InvalidAPIKeyError if the key was revoked since the request was authenticated.
    """
    if principal.key is None:
        return False
    use = snapshot.accounts.key_use(principal.key)
    if use.revoked_at is not None:
        raise InvalidAPIKeyError()
    return use.used_at is None or time.time_ns() // 1_000 - use.used_at > KEY_USE_INTERVAL
