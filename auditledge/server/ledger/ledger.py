"""The ledger: what may be asked of it, by the holder of a grant. Knows of stores, not of HTTP."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from auditledge.contract import Problem
from auditledge.server.accounts.plans import BUILT_IN, Plan, Plans
from auditledge.server.accounts.principal import Grant
from auditledge.server.errors import (
    EventNotFoundError,
    InvalidAPIKeyError,
    InvalidCursorError,
    InvalidRequestError,
    LedgerError,
    LedgerUnavailableError,
)
from auditledge.server.ledger import page_cursor, resume_token
from auditledge.server.ledger.append import NOTE_USE_EVERY, Entry, Outcome, standing
from auditledge.server.ledger.events import Draft
from auditledge.server.ledger.queries import BEGINNING, ExportQuery, PageQuery, StreamQuery
from auditledge.server.ledger.readiness import Readiness, StoreState
from auditledge.server.ledger.subscriptions import Followers
from auditledge.server.ledger.writer import Measured, Writer, ignore
from auditledge.server.retention.worker import Retained, Retention
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Event, Filters, KeyFacts, SequencePage, SortKey
from auditledge.server.stores.protocol import Snapshot, Store

T = TypeVar("T")

_READERS = 4
_MOST_EXPORTS = 48
_MOST_EXPORTS_OF_ACCOUNT = 16  # so that one account's slow readers leave room for others
_EXPORTED = 400  # events of an export in memory: 26 MB at the very most, 200 kB as a rule
_STEP = 100  # events of a stream in memory
_SIGN_OF_LIFE_S = 15.0
_CONFIRM_EVERY_S = 1.0  # an export's own snapshot does not see that its key is revoked meanwhile
_PACE_S = 0.01  # a reader of a busy account is served so often, rather than after each commit


class Page(NamedTuple):
    """One page of a search. `next_cursor` is None on the last one."""

    events: list[Event]
    total: int
    next_cursor: str | None


class Export(NamedTuple):
    """An export under way: how many events it has, and their encoded chunks."""

    total: int
    chunks: AsyncIterator[bytes]


class Load(NamedTuple):
    """What a ledger has to do at a moment."""

    queued_requests: int
    queued_bytes: int
    followers: int
    exports: int


class Ledger:
    """A ledger over an open store, which it closes. Every method belongs to one event loop.

    `retention` is started, and closed with the rest; without it nothing is ever deleted. Reads run on a few
    threads, so that they never stop the loop; writes go through one writer. Methods raise LedgerError, which
    is LedgerUnavailableError when the store fails.
    """

    def __init__(
        self,
        store: Store,
        plans: Plans = BUILT_IN,
        retention: Retention | None = None,
        turn: contextlib.AbstractContextManager[None] | None = None,
        measured: Measured = ignore,
    ) -> None:
        self._store = store
        self._plans = plans
        self._retention = retention
        self._followers = Followers(self._look)
        self._writer = Writer(store, plans, self._followers.committed, turn, measured)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="auditledge-reader")
        self._exports: Counter[int] = Counter()
        self._notes: set[asyncio.Task[None]] = set()
        self.readiness: Readiness = Readiness(self._check)
        if retention is not None:
            retention.start()

    async def record(self, grant: Grant, drafts: Sequence[Draft], size: int) -> list[Outcome]:
        """Store drafts and tell what became of each. `size` is their bytes of text."""
        return await self._writer.write([Entry(grant, draft) for draft in drafts], size)

    async def page(self, grant: Grant, query: PageQuery) -> Page:
        """A page of the events within the grant's reach, with the total from the same snapshot."""
        filters = _within(grant, query.filters)
        secret = self._store.pepper
        cursor, order = query.cursor, query.order
        after = None if cursor is None else page_cursor.parse(cursor, order, grant.account, secret)

        def read(snapshot: Snapshot) -> Page:
            search = snapshot.search(grant.account, filters)
            total = search.count()
            more = search.page(order, after=after, offset=query.offset, limit=query.limit + 1)
            events = more[: query.limit]
            if len(more) <= query.limit:
                return Page(events, total, None)
            last = SortKey(events[-1].timestamp, events[-1].sequence)
            return Page(events, total, page_cursor.spell(last, order, grant.account, secret))

        return await self._read(grant, read)

    async def event(self, grant: Grant, event_id: str) -> Event:
        """One event. Raises LedgerError `not_found` when there is none within the grant's reach."""
        event = await self._read(grant, lambda snapshot: snapshot.event(grant.account, event_id))
        if event is None or not grant.reaches(event.organization):
            raise EventNotFoundError()
        return event

    async def usage(self, grant: Grant) -> tuple[Plan, int]:
        """The account's plan, and how many events it has stored in this calendar month (UTC).

        A bound key is told of those of its organisation alone, as far as they are still kept.
        """
        own = _within(grant, Filters())

        def read(snapshot: Snapshot) -> tuple[str, int]:
            _, state = standing(snapshot, grant.account, _now())
            if not grant.bound:
                return state.plan, state.stored_in_month
            # Receipt is in the order of the sequence: the month's events are the last ones.
            before = state.sequence - state.stored_in_month
            return state.plan, snapshot.search(grant.account, own).count_after_sequence(before)

        plan, stored = await self._read(grant, read)
        return self._plans.of(plan), stored

    @contextlib.asynccontextmanager
    async def export(
        self, grant: Grant, query: ExportQuery, encode: Callable[[list[Event]], bytes]
    ) -> AsyncIterator[Export]:
        """All matching events of one snapshot, encoded some hundred at a time as the reader takes them.

        The snapshot is open within the `async with` block; it costs a connection, no thread. When the key is
        revoked, the chunks end with InvalidAPIKeyError.
        """
        filters = _within(grant, query.filters)
        own = self._exports[grant.account]
        if own >= _MOST_EXPORTS_OF_ACCOUNT or self._exports.total() >= _MOST_EXPORTS:
            raise LedgerUnavailableError()
        self._exports[grant.account] += 1
        held = contextlib.ExitStack()
        try:
            snapshot = await self._in_thread(lambda: held.enter_context(self._store.snapshot()))
            await self._in_thread(lambda: self._confirm(snapshot, grant))
            after = await self._in_thread(lambda: _position(snapshot, grant, query.after))
            search = await self._in_thread(lambda: snapshot.search(grant.account, filters))
            total = await self._in_thread(lambda: search.count(query.order, after))
            yield Export(total, self._chunks(grant, search.batches(query.order, after, _EXPORTED), encode))
        finally:
            self._exports[grant.account] -= 1
            await self._in_thread(held.close)

    async def follow(
        self, grant: Grant, query: StreamQuery, encode: Callable[[SequencePage, Callable[[int], str]], bytes]
    ) -> AsyncGenerator[bytes, None]:
        """Matching events in the order of storing, encoded with their resume tokens, as they are stored.

        The first chunk has no events; nor have heartbeats, which are sent after a pause without events.
        Raises LedgerError: at first for an invalid request, later if the key is revoked or the store fails.
        """
        filters = _within(grant, query.filters)

        def token(sequence: int) -> str:
            return resume_token.spell(sequence, grant.account, self._store.pepper)

        def read(snapshot: Snapshot) -> tuple[SequencePage, bytes]:
            stretch = snapshot.search(grant.account, filters).page_by_sequence(place, _STEP)
            return stretch, encode(stretch, token)

        with self._followers.entered(grant) as wake:
            place = await self._read(grant, lambda snapshot: self._place(snapshot, grant, query.after))
            yield encode(SequencePage([], place, more=True), token)
            due = time.monotonic() + _SIGN_OF_LIFE_S
            while True:
                wake.clear()
                stretch, chunk = await self._read(grant, read)
                place = stretch.last
                if stretch.events or time.monotonic() >= due:
                    yield chunk
                    due = time.monotonic() + _SIGN_OF_LIFE_S
                if not stretch.more:
                    if not query.follow:
                        break
                    await asyncio.sleep(_PACE_S)
                    await _either(wake, due)
            yield encode(SequencePage([], place, more=False), token)

    @property
    def retained(self) -> Retained | None:
        """What retention has done in this process; None where it is not applied."""
        return None if self._retention is None else self._retention.done

    async def key(self, digest: bytes) -> KeyFacts | None:
        """The live key with this digest."""

        def read() -> KeyFacts | None:
            with self._store.reading() as snapshot:
                return snapshot.key(digest)

        return await self._in_thread(read)

    @property
    def engine(self) -> str:
        """What keeps the events, such as `sqlite`."""
        return self._store.engine

    @property
    def load(self) -> Load:
        """What there is to do in this process."""
        return Load(*self._writer.queue, len(self._followers), self._exports.total())

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be written that further events may be refused."""
        return self._writer.is_full

    def close(self) -> None:
        """Commit what was accepted, let running reads end, close the store. Blocks. Idempotent."""
        if self._retention is not None:
            self._retention.close()
        self._writer.close()
        self._readers.shutdown()
        self._store.close()

    async def _read(self, grant: Grant, read: Callable[[Snapshot], T]) -> T:
        def confirmed() -> tuple[T, bool]:
            with self._store.reading() as snapshot:
                return read(snapshot), self._confirm(snapshot, grant)

        result, unused = await self._in_thread(confirmed)
        if unused:
            self._note_use(grant)
        return result

    def _confirm(self, snapshot: Snapshot, grant: Grant) -> bool:
        """Refuse a key that was revoked meanwhile; whether its last use is worth noting."""
        if grant.key is None:
            return False
        use = snapshot.key_use(grant.key)
        if use.revoked_at is not None:
            raise InvalidAPIKeyError()
        return use.used_at is None or _now() - use.used_at > NOTE_USE_EVERY

    async def _check(self) -> StoreState:
        def is_current() -> bool:
            with self._store.reading() as snapshot:
                return snapshot.is_current()

        try:
            if not await self._in_thread(is_current):
                return "incompatible"
        except LedgerError:
            return "unreachable"
        try:
            await self._writer.write([], 0)
        except LedgerError:
            return "unwritable"
        return "ok"

    async def _look(self, grants: Sequence[Grant]) -> list[object]:
        """How things stand for each grant: where its account ends, and whether its key was revoked."""

        def read() -> list[object]:
            with self._store.reading() as snapshot:
                return [_standing(snapshot, grant) for grant in grants]

        return await self._in_thread(read)

    def _place(self, snapshot: Snapshot, grant: Grant, after: str | None) -> int:
        """The sequence that a stream begins behind. Raises InvalidCursorError."""
        if after == BEGINNING:
            return 0
        end = snapshot.account(grant.account, 0).sequence
        if after is None:
            return end
        place = resume_token.parse(after, grant.account, self._store.pepper)
        if place > end:
            raise InvalidCursorError()  # it is of a ledger that has lost its end since
        return place

    def _note_use(self, grant: Grant) -> None:
        async def note() -> None:
            with contextlib.suppress(LedgerError):
                await self._writer.write([Entry(grant, None)], 0)

        task = asyncio.create_task(note())
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _chunks(
        self, grant: Grant, scan: Iterator[list[Event]], encode: Callable[[list[Event]], bytes]
    ) -> AsyncIterator[bytes]:
        def following() -> bytes | None:
            events = next(scan, None)
            return None if events is None else encode(events)

        due = time.monotonic() + _CONFIRM_EVERY_S
        while (chunk := await self._in_thread(following)) is not None:
            yield chunk
            if time.monotonic() > due:
                await self._read(grant, lambda _: None)
                due = time.monotonic() + _CONFIRM_EVERY_S

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Run `work` on a reader, to its end even when the caller is cancelled: it may hold a connection."""
        try:
            running = asyncio.get_running_loop().run_in_executor(self._readers, work)
        except RuntimeError:
            raise LedgerUnavailableError() from None  # the ledger is closed
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            raise
        except StoreError:
            raise LedgerUnavailableError() from None


def _within(grant: Grant, filters: Filters) -> Filters:
    return filters._replace(organization=grant.organization_within(filters.organization))


def _standing(snapshot: Snapshot, grant: Grant) -> object:
    revoked = grant.key is not None and snapshot.key_use(grant.key).revoked_at is not None
    return snapshot.account(grant.account, 0).sequence, revoked


async def _either(wake: asyncio.Event, due: float) -> None:
    """Wait until `wake` is set, or until it is `due` by `time.monotonic`."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(due - time.monotonic()):
            await wake.wait()


def _now() -> int:
    return time.time_ns() // 1_000


def _position(snapshot: Snapshot, grant: Grant, event_id: str | None) -> SortKey | None:
    """The place of an event. Raises LedgerError when there is none within the grant's reach."""
    if event_id is None:
        return None
    event = snapshot.event(grant.account, event_id)
    if event is None or not grant.reaches(event.organization):
        raise InvalidRequestError([Problem("after", "is not the id of an event within the key's reach")])
    return SortKey(event.timestamp, event.sequence)
