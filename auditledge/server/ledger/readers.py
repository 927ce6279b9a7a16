"""Reading: the threads that read from a store, shared fairly, and the check that a key is still valid."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from auditledge.server.accounts.principal import Principal
from auditledge.server.compute_shares import ComputeShares
from auditledge.server.errors import (
    LedgerUnavailableError,
    SearchTimeoutError,
    TooManySearchesError,
)
from auditledge.server.fair_semaphore import FairSemaphore, NoSlotError
from auditledge.server.ledger.append import invalid_key, is_use_old
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.errors import ReadTimeoutError, StoreError, StoreUnavailableError
from auditledge.server.stores.protocol import Snapshot, Store

T = TypeVar("T")

SEARCH_TIMEOUT_S = 10.0
"""Seconds that a search may take by default."""

_THREADS = 4
_THREADS_PER_ACCOUNT = 2  # so that the others find a free thread at once
_MAX_PENDING_PER_ACCOUNT = 256
_INTERRUPT_EVERY_S = 0.5  # an engine that is between two statements does not notice


class SearchCounts(NamedTuple):
    """How many searches wait for a thread; how many were refused and timed out since the process started."""

    pending: int
    refused: int
    timed_out: int


class ReaderThreads:
    """Runs reads in threads, so that they never block the event loop. Belongs to one event loop.

    Accounts share the threads fairly. A search waits up to `search_timeout` seconds for a thread, then has as
    many again. Keys, health and what serves many accounts at once have separate threads.

    `note_key_use` is called with the principal of a read when the last recorded use of its key is old.
    `is_reachable` says, when a search has taken too long, whether the store responds to others.
    """

    def __init__(
        self,
        store: Store,
        note_key_use: Callable[[Principal], None],
        is_reachable: Callable[[], Awaitable[bool]],
        search_timeout: float = SEARCH_TIMEOUT_S,
        shares: ComputeShares | None = None,
    ) -> None:
        self._store = store
        self._shares = shares or ComputeShares()
        self._note_key_use = note_key_use
        self._is_reachable = is_reachable
        self._search_timeout = search_timeout
        self._slots = FairSemaphore(_THREADS, _THREADS_PER_ACCOUNT, _MAX_PENDING_PER_ACCOUNT)
        self._searches = _threads("search", _THREADS)
        self._key_lookups = _threads("key-lookup")
        self._health_checks = _threads("health-check")
        self._housekeeping = _threads("housekeeping")
        self._interrupts = _threads("interrupt")
        self._running: set[CancelScope] = set()
        self._refused = 0
        self._timed_out = 0
        self.has_failed: bool = False
        """Whether the store could not be read since this was last set to False."""

    @property
    def counts(self) -> SearchCounts:
        """The searches of this process."""
        return SearchCounts(self._slots.pending, self._refused, self._timed_out)

    async def read(self, principal: Principal, read: Callable[[Snapshot], T]) -> T:
        """The result of `read`, given a snapshot in which the principal's key is valid.

        Raises InvalidAPIKeyError, SearchTimeoutError, TooManySearchesError, LedgerUnavailableError if the
        store fails, and what `read` raises.
        """
        scope = self.scope()

        def read_and_check() -> tuple[T, bool]:
            with self._store.reading(scope) as snapshot:
                return read(snapshot), check_key(snapshot, principal)

        result, is_use_old = await self.run(principal.account, scope, read_and_check)
        if is_use_old:
            self._note_key_use(principal)
        return result

    def scope(self) -> CancelScope:
        """A scope for `run`."""
        return CancelScope(self._search_timeout)

    async def run(self, account: int, scope: CancelScope, work: Callable[[], T]) -> T:
        """The result of `work`, which reads for one account within the scope.

        When the caller is cancelled, so is the scope. Then `work` still runs to its end before this returns:
        it may be using a connection that the caller is about to close. Raises as `read` does.
        """

        def compute() -> T:
            with self._shares.computing(account) as scope.let_others_run:
                return work()

        try:
            async with self._slots.slot(account, self._search_timeout):
                scope.restart()
                return await self._run(self._searches, compute, scope)
        except NoSlotError:
            self._refused += 1
            raise TooManySearchesError from None
        except ReadTimeoutError:
            self._timed_out += 1
            if not await self._is_reachable():
                raise LedgerUnavailableError from None
            raise SearchTimeoutError(self._search_timeout) from None
        except StoreError as error:
            self._note_failure(error)
            raise LedgerUnavailableError from None

    async def look_up_key(self, work: Callable[[], T]) -> T:
        """The result of `work`, which looks up an API key. Raises LedgerUnavailableError."""
        return await self._run_apart(self._key_lookups, work)

    async def check_health(self, work: Callable[[], T]) -> T:
        """The result of `work`, which checks the store. Raises LedgerUnavailableError."""
        return await self._run_apart(self._health_checks, work)

    async def housekeep(self, work: Callable[[], T]) -> T:
        """The result of `work`, which serves many accounts. Raises LedgerUnavailableError."""
        return await self._run_apart(self._housekeeping, work)

    def close(self) -> None:
        """Cancel running searches, let other reads finish. Blocks. Idempotent."""
        for scope in [*self._running]:
            scope.cancel()
            scope.interrupt()
        pools = self._searches, self._key_lookups, self._health_checks, self._housekeeping, self._interrupts
        for pool in pools:
            pool.shutdown()

    def _note_failure(self, error: StoreError) -> None:
        # Not of a read that was cancelled, which clients can cause.
        self.has_failed = self.has_failed or isinstance(error, StoreUnavailableError)

    async def _run_apart(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await self._run(threads, work, CancelScope())
        except StoreError as error:
            self._note_failure(error)
            raise LedgerUnavailableError from None

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[[], T], scope: CancelScope) -> T:
        try:
            running = asyncio.get_running_loop().run_in_executor(threads, work)
        except RuntimeError:
            raise LedgerUnavailableError from None  # the pool is closed
        self._running.add(scope)
        try:
            done, _ = await asyncio.wait([running], timeout=scope.timeout)
            if not done:
                await self._stop(running, scope)
        except asyncio.CancelledError:
            scope.cancel()
            await self._stop(running, scope)
            running.exception()  # nobody waits for it
            raise
        finally:
            self._running.discard(scope)
        return running.result()

    async def _stop(self, running: "asyncio.Future[T]", scope: CancelScope) -> None:
        """Interrupt the work until it ends."""
        while not running.done():
            with contextlib.suppress(RuntimeError):  # the pool is closed, and has interrupted it
                await asyncio.get_running_loop().run_in_executor(self._interrupts, scope.interrupt)
            await asyncio.wait([running], timeout=_INTERRUPT_EVERY_S)


def _threads(name: str, number: int = 1) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(number, thread_name_prefix=f"auditledge-{name}")


def check_key(snapshot: Snapshot, principal: Principal) -> bool:
    """Whether the last recorded use of the principal's key is old enough to record another.

    Raises InvalidAPIKeyError if the key was revoked or has expired since the request was authenticated.
    """
    if principal.key is None:
        return False
    use = snapshot.accounts.key_use(principal.key)
    if use.is_over:
        raise invalid_key(use)
    return is_use_old(use, time.time_ns() // 1_000)
