"""Health check of the store: one check at a time, its result cached, bounded by a timeout."""

import asyncio
import math
import time
from typing import Literal

from auditledge.server.errors import LedgerError
from auditledge.server.ledger.readers import ReaderThreads
from auditledge.server.ledger.writer import Writer
from auditledge.server.retention.clock import NewestReceipt
from auditledge.server.stores.errors import StoreMigratedError
from auditledge.server.stores.protocol import Store

StoreState = Literal["ok", "unreachable", "unwritable", "incompatible"]

_TIMEOUT_S = 2.0


class Readiness:
    """Whether a store can be read and written. Belongs to one event loop.

    The first check reads `newest_receipt`, which nobody else does where retention does not run.
    """

    def __init__(
        self,
        store: Store,
        readers: ReaderThreads,
        writer: Writer,
        newest_receipt: NewestReceipt | None = None,
    ) -> None:
        self._store = store
        self._readers = readers
        self._writer = writer
        self._unread = newest_receipt
        self._checking: asyncio.Future[StoreState] | None = None
        self._known: StoreState = "ok"
        self._known_at = -math.inf

    async def state(self, max_age: float) -> StoreState:
        """The state, at most `max_age` seconds old. A check that exceeds its timeout means `unreachable`."""
        if time.monotonic() - self._known_at > max_age:
            self._known = await self._check()
            self._known_at = time.monotonic()
        return self._known

    async def _check(self) -> StoreState:
        """Start a check, or join the running one, so that checks don't pile up on a store that hangs."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.ensure_future(self._check_once())
        done, _ = await asyncio.wait([self._checking], timeout=_TIMEOUT_S)
        return self._checking.result() if done else "unreachable"

    async def _check_once(self) -> StoreState:
        try:
            if not await self._readers.check_health(self._is_current):
                return "incompatible"
        except LedgerError:
            return "unreachable"
        try:
            await self._writer.submit([], 0)
        except LedgerError:
            return "unwritable"
        return "ok"

    def _is_current(self) -> bool:
        try:
            if self._readers.has_failed:
                # On a new connection: others still hold in memory what may be unreadable on the disk by now.
                with self._store.snapshot() as snapshot, snapshot.step():
                    snapshot.accounts.list_accounts()
                self._readers.has_failed = False
            with self._store.reading() as snapshot:
                if self._unread is not None:
                    self._unread.read(snapshot.newest_receipt())
                    self._unread = None
                return True
        except StoreMigratedError:
            return False
