"""Streams: an account's events in the order in which they were stored, then new ones as they are stored."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import accumulate
from typing import NamedTuple

from auditledge.server.accounts.principal import Principal
from auditledge.server.background import BackgroundMonitor
from auditledge.server.errors import InvalidCursorError
from auditledge.server.ledger import resume_token
from auditledge.server.ledger.queries import BEGINNING, StreamQuery
from auditledge.server.ledger.readers import ReaderThreads
from auditledge.server.ledger.subscriptions import Subscriptions
from auditledge.server.stores.models import SequencePage
from auditledge.server.stores.protocol import Snapshot, Store

_PAGE_EVENTS = 100  # events of a stream in memory
_PAGE_BYTES = 256 * 2**10  # of their metadata and changes, besides those of one event
_HEARTBEAT_S = 15.0
_MIN_READ_INTERVAL_S = 0.01  # on a busy account, read this often instead of after each commit
_MIN_ACCOUNT_READ_INTERVAL_S = 0.002  # between reads of all of the account's streams

CHUNK_BYTES = 512 * 2**10
"""More than a chunk usually takes: the limit of a page, and one event that exceeds it."""

Encode = Callable[[SequencePage, Callable[[int], str]], bytes]
"""Encodes a page of a stream, given a function that makes a resume token for a sequence number."""

Room = Callable[[], AbstractAsyncContextManager[Callable[[int], object]]]
"""Room for a chunk of CHUNK_BYTES, for the `async with` block. Its value is called with the chunk's size."""


class _Step(NamedTuple):
    """What a read has found. It is all that a stream holds while its client reads."""

    chunk: bytes
    last: int
    has_events: bool
    more: bool


class Streams:
    """The event streams of one process. Belongs to one event loop."""

    def __init__(self, store: Store, readers: ReaderThreads, monitor: BackgroundMonitor) -> None:
        self._store = store
        self._readers = readers
        self.subscriptions: Subscriptions = Subscriptions(self._states, monitor)

    async def follow(
        self, principal: Principal, query: StreamQuery, encode: Encode, room: Room
    ) -> AsyncGenerator[bytes, None]:
        """Matching events in encoded chunks, with resume tokens. Each takes `room` until the next is awaited.

        The first chunk has no events; nor have heartbeats, which are sent after a pause without events.
        Raises LedgerError: at first for an invalid request, later if the key is revoked or the store fails.
        """
        filters = principal.restrict(query.filters)

        def token(sequence: int) -> str:
            return resume_token.encode(sequence, principal.account, self._store.pepper)

        def read(snapshot: Snapshot) -> _Step:
            search = snapshot.search(principal.account, filters)
            page = _bounded(search.page_by_sequence(sequence, _PAGE_EVENTS))
            return _Step(encode(page, token), page.last, bool(page.events), page.more)

        with self.subscriptions.subscribe(principal) as wake:
            sequence = await self._readers.read(
                principal, lambda snapshot: self._start(snapshot, principal, query.after)
            )
            yield encode(SequencePage([], sequence, more=True), token)
            heartbeat_at = time.monotonic() + _HEARTBEAT_S
            while True:
                # Cleared before the read: a commit after the read sets it again, and is not missed.
                wake.clear()
                async with room() as shrink_to:
                    step = await self._readers.read(principal, read)
                    sequence, more = step.last, step.more
                    if step.has_events or time.monotonic() >= heartbeat_at:
                        shrink_to(len(step.chunk))
                        yield step.chunk
                        heartbeat_at = time.monotonic() + _HEARTBEAT_S
                    del step  # what was sent is not to be kept until there is more to send
                if not more:
                    if not query.follow:
                        break
                    await asyncio.sleep(self._read_interval(principal))
                    await _wait(wake, until=heartbeat_at)
            yield encode(SequencePage([], sequence, more=False), token)

    def _read_interval(self, principal: Principal) -> float:
        """Seconds until a stream reads again. Many of an account wake up for each of its events."""
        streams = self.subscriptions.of_account(principal.account)
        return max(_MIN_READ_INTERVAL_S, streams * _MIN_ACCOUNT_READ_INTERVAL_S)

    async def _states(self, principals: Sequence[Principal]) -> list[object]:
        """For each principal: the end of its account's sequence, and whether its key was revoked."""

        def read() -> list[object]:
            with self._store.reading() as snapshot:
                return [_state(snapshot, principal) for principal in principals]

        return await self._readers.housekeep(read)

    def _start(self, snapshot: Snapshot, principal: Principal, after: str | None) -> int:
        """The sequence after which a stream starts. Raises InvalidCursorError."""
        if after == BEGINNING:
            return 0
        end = snapshot.account(principal.account, 0).sequence
        if after is None:
            return end
        sequence = resume_token.decode(after, principal.account, self._store.pepper)
        if sequence > end:
            raise InvalidCursorError()  # issued by a ledger that has since lost its end
        return sequence


def _bounded(page: SequencePage) -> SequencePage:
    """The beginning of a page, without the events that would be too large for a slow reader's memory."""
    sizes = accumulate(event.text_length for event in page.events)
    fitting = max(1, sum(size <= _PAGE_BYTES for size in sizes))
    if fitting >= len(page.events):
        return page
    return SequencePage(page.events[:fitting], page.events[fitting - 1].sequence, more=True)


def _state(snapshot: Snapshot, principal: Principal) -> object:
    is_over = principal.key is not None and snapshot.accounts.key_use(principal.key).is_over
    return snapshot.account(principal.account, 0).sequence, is_over


async def _wait(wake: asyncio.Event, until: float) -> None:
    """Wait for `wake`, at most until a time of `time.monotonic`."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(until - time.monotonic()):
            await wake.wait()
