"""The ledger: what the holder of a key can do with an account's events. Knows stores, but no HTTP."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from auditledge.server.accounts.plans import BUILT_IN, Plan, Plans
from auditledge.server.accounts.principal import Principal
from auditledge.server.background import BackgroundMonitor
from auditledge.server.clock import Clock, system_clock
from auditledge.server.compute_shares import ComputeShares
from auditledge.server.errors import (
    EventNotFoundError,
    LedgerError,
    LedgerUnavailableError,
    SearchTimeoutError,
)
from auditledge.server.ledger import page_cursor, token_crypto
from auditledge.server.ledger.append import AppendRequest, Outcome, Stored, receipt_time
from auditledge.server.ledger.counts import (
    CountQuery,
    Counts,
    Histogram,
    HistogramQuery,
    read_counts,
    read_histogram,
)
from auditledge.server.ledger.events import NewEvent
from auditledge.server.ledger.exports import Exports
from auditledge.server.ledger.pages import Page, read_page
from auditledge.server.ledger.queries import PageQuery
from auditledge.server.ledger.readers import SEARCH_TIMEOUT_S, ReaderThreads, SearchCounts
from auditledge.server.ledger.readiness import Readiness
from auditledge.server.ledger.streams import Streams
from auditledge.server.ledger.writer import OnGroup, Writer, ignore_group
from auditledge.server.retention.clock import NewestReceipt
from auditledge.server.retention.worker import RetentionStats, RetentionWorker
from auditledge.server.stores.models import Event, Filters, KeyFacts
from auditledge.server.stores.protocol import Snapshot, Store

T = TypeVar("T")

_REACHABLE_FOR_S = 1.0


class AccountUsage(NamedTuple):
    """An account's plan, how many events it has stored in this calendar month (UTC), and its opaque id."""

    plan: Plan
    events_this_month: int
    account: str


class Load(NamedTuple):
    """What a ledger is busy with."""

    queued_requests: int
    queued_bytes: int
    subscribers: int
    exports: int
    searches: SearchCounts


class Ledger:
    """A ledger over an open store, which it closes. Every method belongs to one event loop.

    `retention` is started, and closed together with the ledger; without it nothing is ever deleted. Reads run
    in a few threads, writes in one. A search, and each fetch of an export or stream, may take
    `search_timeout` seconds. `clock` says when events are received. Methods raise LedgerError:
    LedgerUnavailableError when the store fails.
    """

    def __init__(
        self,
        store: Store,
        plans: Plans = BUILT_IN,
        retention: RetentionWorker | None = None,
        write_lock: contextlib.AbstractContextManager[None] | None = None,
        on_group: OnGroup = ignore_group,
        *,
        search_timeout: float = SEARCH_TIMEOUT_S,
        clock: Clock = system_clock,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._retention = retention
        self.shares: ComputeShares = ComputeShares()
        """What accounts compute in this process."""
        self._readers = ReaderThreads(
            store, self._note_key_use, self._is_reachable, search_timeout, self.shares
        )
        self.exports: Exports = Exports(store, self._readers)
        self.background: BackgroundMonitor = store.background
        self.streams: Streams = Streams(store, self._readers, self.background)
        on_commit = self.streams.subscriptions.committed
        self._writer = Writer(
            store,
            plans,
            on_commit,
            write_lock,
            on_group,
            monitor=self.background,
            shares=self.shares,
            clock=clock,
        )
        self.newest_receipt: NewestReceipt = (
            NewestReceipt(clock) if retention is None else retention.newest_receipt
        )
        unread = self.newest_receipt if retention is None else None
        self.readiness: Readiness = Readiness(store, self._readers, self._writer, unread)
        self._key_uses: set[asyncio.Task[None]] = set()
        if retention is not None:
            retention.start()

    def replace_plans(self, plans: Plans) -> None:
        """Apply other plans from now on."""
        self._plans = plans
        self._writer.replace_plans(plans)
        if self._retention is not None:
            self._retention.replace_plans(plans)

    async def record(self, principal: Principal, events: Sequence[NewEvent], size: int) -> list[Outcome]:
        """Store events; returns the outcome of each. `size` is the size of their text in bytes."""
        outcomes = await self._writer.submit([AppendRequest(principal, event) for event in events], size)
        if outcomes and isinstance(outcomes[-1], Stored):
            self.newest_receipt.stored(outcomes[-1].event.received_at)
        return outcomes

    async def search(self, principal: Principal, query: PageQuery, encode: Callable[[Page], T]) -> T:
        """One page of the events that match and that the principal has access to, encoded in the same thread.

        The total is of the same snapshot. Raises InvalidCursorError.
        """
        filters = principal.restrict(query.filters)
        scope = query.order, principal.account, self._store.pepper
        cursor = None if query.cursor is None else page_cursor.decode(query.cursor, *scope)

        def read(snapshot: Snapshot) -> T:
            search = snapshot.search(principal.account, filters)
            return encode(read_page(search, query, cursor, lambda each: page_cursor.encode(each, *scope)))

        return await self._readers.read(principal, read)

    async def counts(self, principal: Principal, query: CountQuery, encode: Callable[[list[Counts]], T]) -> T:
        """Counts by fields of the events that match and that the principal has access to.

        They are of one snapshot, and encoded in the same thread.
        """
        restricted = query._replace(filters=principal.restrict(query.filters))

        def read(snapshot: Snapshot) -> T:
            return encode(read_counts(snapshot.search(principal.account, restricted.filters), restricted))

        return await self._readers.read(principal, read)

    async def histogram(
        self, principal: Principal, query: HistogramQuery, encode: Callable[[Histogram], T]
    ) -> T:
        """Counts by time of the events that match and that the principal has access to, encoded likewise.

        Raises InvalidRequestError for too many buckets.
        """
        restricted = query._replace(filters=principal.restrict(query.filters))

        def read(snapshot: Snapshot) -> T:
            return encode(read_histogram(snapshot.search(principal.account, restricted.filters), restricted))

        return await self._readers.read(principal, read)

    async def get(self, principal: Principal, event_id: str) -> Event:
        """One event. Raises EventNotFoundError if the principal has no access to such an event."""
        with _unavailable_if_slow():
            event = await self._readers.read(
                principal, lambda snapshot: snapshot.event(principal.account, event_id)
            )
        if event is None or not principal.reaches(event.organization):
            raise EventNotFoundError()
        return event

    async def usage(self, principal: Principal) -> AccountUsage:
        """The account's usage. For a bound key, only the events of its organization that are still stored."""
        own = principal.restrict(Filters())

        def read(snapshot: Snapshot) -> tuple[str, int]:
            _, state = receipt_time(snapshot, principal.account, self._clock())
            if not principal.bound:
                return state.plan, state.stored_in_month
            # Events are received in the order of the sequence: the month's events are the last ones.
            before = state.sequence - state.stored_in_month
            return state.plan, snapshot.search(principal.account, own).count_after_sequence(before)

        with _unavailable_if_slow():
            plan, stored = await self._readers.read(principal, read)
        return AccountUsage(self._plans.of(plan), stored, self.account_id(principal))

    def account_id(self, principal: Principal) -> str:
        """The opaque id of the principal's account."""
        return token_crypto.account_id(principal.account, self._store.pepper)

    async def find_key(self, digest: bytes) -> KeyFacts | None:
        """The live key with this digest."""

        def read() -> KeyFacts | None:
            with self._store.reading() as snapshot:
                return snapshot.accounts.find_key(digest)

        return await self._readers.look_up_key(read)

    @property
    def engine(self) -> str:
        """What stores the events, such as `sqlite`."""
        return self._store.engine

    @property
    def load(self) -> Load:
        """What this process is busy with."""
        subscribers, exports = len(self.streams.subscriptions), len(self.exports)
        return Load(*self._writer.queue, subscribers, exports, self._readers.counts)

    @property
    def retention_stats(self) -> RetentionStats | None:
        """What retention has done in this process; None where it does not run."""
        return None if self._retention is None else self._retention.stats

    @property
    def retention_doubt(self) -> str | None:
        """Why retention deletes nothing, although it runs; None if it does."""
        return None if self._retention is None else self._retention.doubt

    @property
    def is_full(self) -> bool:
        """Whether so much is queued that further events may be rejected."""
        return self._writer.is_full

    def close(self) -> None:
        """Commit what is queued, cancel running searches, close the store. Blocks. Idempotent."""
        if self._retention is not None:
            self._retention.close()
        self._writer.close()
        self._readers.close()
        self._store.close()

    async def _is_reachable(self) -> bool:
        return await self.readiness.state(_REACHABLE_FOR_S) not in {"unreachable", "incompatible"}

    def _note_key_use(self, principal: Principal) -> None:
        """Record that a key was used. Nobody waits for that, and a failure does no harm."""

        async def note() -> None:
            with contextlib.suppress(LedgerError):
                await self._writer.submit([AppendRequest(principal, None)], 0)

        task = asyncio.create_task(note())
        self._key_uses.add(task)  # the event loop itself keeps only weak references to tasks
        task.add_done_callback(self._key_uses.discard)


@contextlib.contextmanager
def _unavailable_if_slow() -> Iterator[None]:
    """For reads that their client can't narrow."""
    try:
        yield
    except SearchTimeoutError:
        raise LedgerUnavailableError from None
