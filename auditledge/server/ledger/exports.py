"""Exports: every matching event of one snapshot, read in batches as fast as the client takes them."""

import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from typing import NamedTuple

from auditledge.contract import Problem
from auditledge.server.accounts.principal import Principal
from auditledge.server.errors import InvalidRequestError, LedgerUnavailableError
from auditledge.server.ledger.queries import ExportQuery
from auditledge.server.ledger.readers import ReaderThreads, check_key
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.models import Event, SortKey
from auditledge.server.stores.protocol import Snapshot, Store

_MAX_EXPORTS = 48
_MAX_EXPORTS_PER_ACCOUNT = 16  # so that the slow clients of one account leave room for others
_CHECK_KEY_EVERY_S = 1.0  # an export's own snapshot can't see that its key was revoked

BATCH_EVENTS = 400
"""Events of an export in memory: at most 26 MB, usually 200 kB."""


class Export(NamedTuple):
    """A running export: the number of its events, and the events in encoded chunks."""

    total: int
    chunks: AsyncIterator[bytes]


class Exports:
    """The exports of one process. Belongs to one event loop."""

    def __init__(self, store: Store, readers: ReaderThreads) -> None:
        self._store = store
        self._readers = readers
        self._running: Counter[int] = Counter()

    def __len__(self) -> int:
        """The number of running exports."""
        return self._running.total()

    @contextlib.asynccontextmanager
    async def open(
        self, principal: Principal, query: ExportQuery, encode: Callable[[list[Event]], bytes]
    ) -> AsyncIterator[Export]:
        """An export for the `async with` block. It holds a snapshot and its connection, but no thread.

        Raises LedgerError. If the key is revoked meanwhile, the chunks end with InvalidAPIKeyError.
        """
        filters = principal.restrict(query.filters)
        account = principal.account
        if self._running[account] >= _MAX_EXPORTS_PER_ACCOUNT or self._running.total() >= _MAX_EXPORTS:
            raise LedgerUnavailableError()
        self._running[account] += 1
        held, scope = contextlib.ExitStack(), self._readers.scope()

        def begin() -> tuple[Snapshot, int, Iterator[list[Event]]]:
            snapshot = held.enter_context(self._store.snapshot(scope))
            with snapshot.step():
                check_key(snapshot, principal)
                after = _sort_key(snapshot, principal, query.after)
                search = snapshot.search(account, filters)
                total = search.count(query.order, after)
                return snapshot, total, search.batches(query.order, after, BATCH_EVENTS)

        try:
            snapshot, total, batches = await self._readers.run(account, scope, begin)

            def next_chunk() -> bytes | None:
                with snapshot.step():
                    events = next(batches, None)
                    return None if events is None else encode(events)

            yield Export(total, self._chunks(principal, scope, next_chunk))
        finally:
            self._running[account] -= 1
            await self._readers.housekeep(held.close)

    async def _chunks(
        self, principal: Principal, scope: CancelScope, next_chunk: Callable[[], bytes | None]
    ) -> AsyncIterator[bytes]:
        check_at = time.monotonic() + _CHECK_KEY_EVERY_S
        while (chunk := await self._readers.run(principal.account, scope, next_chunk)) is not None:
            yield chunk
            if time.monotonic() > check_at:
                await self._readers.read(principal, lambda _: None)
                check_at = time.monotonic() + _CHECK_KEY_EVERY_S


def _sort_key(snapshot: Snapshot, principal: Principal, event_id: str | None) -> SortKey | None:
    """The sort key of an event. Raises InvalidRequestError if the principal has access to no such event."""
    if event_id is None:
        return None
    event = snapshot.event(principal.account, event_id)
    if event is None or not principal.reaches(event.organization):
        raise InvalidRequestError([Problem("after", "is not the id of an event that the key has access to")])
    return SortKey(event.timestamp, event.sequence)
