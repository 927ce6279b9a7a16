"""Group commit: what shares a transaction, what fails, and what happens when too much is asked."""

import asyncio
import contextlib
import itertools
import resource
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditledge import contract
from auditledge.server.accounts.principal import Principal
from auditledge.server.errors import LedgerError
from auditledge.server.ledger import append, write_trial, writer
from auditledge.server.ledger.append import AppendRequest, Stored
from auditledge.server.ledger.events import NewEvent, new_event
from auditledge.server.ledger.writer import Writer
from auditledge.server.stores.errors import StoreUnavailableError
from auditledge.server.stores.models import Filters
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.sqlite.transaction import SQLiteTransaction
from server.samples import event


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"))) as opened:
        yield opened


@pytest.fixture
def principal(store: SQLiteStore) -> Principal:
    return Principal(None, store.ensure_account("acme", "growth"), None, bound=False, scopes=frozenset())


def run(store: SQLiteStore, work: Callable[[Writer], Awaitable[Any]], **options: Any) -> Any:
    async def within() -> Any:
        with contextlib.closing(Writer(store, **options)) as opened:
            return await work(opened)

    return asyncio.run(within())


def a_new_event(**members: Any) -> NewEvent:
    return new_event(contract.schema("EventInput").clean(event(**members))[0], None)


def stored(store: SQLiteStore, principal: Principal) -> list[Any]:
    with store.reading() as snapshot:
        return snapshot.search(principal.account, Filters()).page("asc", after=None, offset=0, limit=10_000)


class Gate:
    """Holds the store's commits back, and counts the transactions."""

    def __init__(self, store: SQLiteStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.groups: list[int] = []
        begin = store.writing

        @contextlib.contextmanager
        def writing() -> Iterator[SQLiteTransaction]:
            self.open.wait()
            with begin() as transaction:
                yield transaction

        real = append.append

        def counted(transaction: Any, entries: Any, *plans: Any) -> Any:
            self.groups.append(len(entries))
            return real(transaction, entries, *plans)

        monkeypatch.setattr(store, "writing", writing)
        monkeypatch.setattr(writer, "append", counted)


def test_what_arrives_during_a_commit_shares_the_next(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> list[Any]:
        first = asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 1))
        await asyncio.sleep(0.05)
        rest = [
            asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 1))
            for _ in range(50)
        ]
        await asyncio.sleep(0.05)
        gate.open.set()
        return await asyncio.gather(first, *rest)

    outcomes = run(store, work)
    assert gate.groups == [1, 50]
    assert [outcome[0].event.sequence for outcome in outcomes] == list(range(1, 52))


def test_accounts_that_share_a_commit_have_sequences_of_their_own(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = principal._replace(account=store.ensure_account("other", "free"))
    gate = Gate(store, monkeypatch)
    sent = [a_new_event(actor={"id": "u", "name": str(n % 3)}, organization_id=None) for n in range(10)]

    async def work(opened: Writer) -> list[Any]:
        entries = [AppendRequest(each, draft) for draft in sent for each in (principal, other)]
        writing = asyncio.ensure_future(opened.submit(entries, 1))
        gate.open.set()
        return await writing

    outcomes = run(store, work)
    assert [outcome.event.sequence for outcome in outcomes] == [n for n in range(1, 11) for _ in range(2)]
    for each in (principal, other):
        assert [event.id for event in stored(store, each)] == [draft.id for draft in sent]


def test_an_entry_that_cannot_be_stored_fails_alone(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SQLiteTransaction._columns

    def poisoned(self: SQLiteTransaction, account: int, events: Any) -> Any:
        columns = real(self, account, events)
        if any(event.kind.action == "poison" for event in events):
            raise OverflowError("the content of user_123")
        return columns

    monkeypatch.setattr(SQLiteTransaction, "_columns", poisoned)
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> list[Any]:
        jobs = [
            [a_new_event(), a_new_event(action="poison"), a_new_event(actor={"id": "new", "name": "n"})],
            [a_new_event(action="poison")],
            [a_new_event()],
        ]
        waiting = [
            asyncio.ensure_future(opened.submit([AppendRequest(principal, each) for each in job], 1))
            for job in jobs
        ]
        await asyncio.sleep(0.05)
        gate.open.set()
        return await asyncio.gather(*waiting)

    outcomes = [outcome for job in run(store, work) for outcome in job]
    assert [isinstance(outcome, Stored) for outcome in outcomes] == [True, False, True, False, True]
    assert {outcome.code for outcome in outcomes if isinstance(outcome, LedgerError)} == {"internal_error"}
    assert [each.sequence for each in stored(store, principal)] == [1, 2, 3]
    assert stored(store, principal)[1].actor == ("new", "n", None, None)


def test_a_page_of_one_account_that_is_damaged_fails_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "damaged.db"
    with contextlib.closing(SQLiteStore(str(path))) as store:
        damaged, sound = (
            Principal(None, store.ensure_account(name, "growth"), None, bound=False, scopes=frozenset())
            for name in ("damaged", "sound")
        )
        for each in (damaged, sound):
            events = [a_new_event(metadata={"text": f"page of {each.account} " * 20}) for _ in range(100)]
            with store.writing() as transaction:
                append.append(transaction, [AppendRequest(each, event) for event in events])
    damage_pages(path, f"page of {damaged.account}".encode())
    with contextlib.closing(SQLiteStore(str(path))) as store:
        gate = Gate(store, monkeypatch)

        async def work(opened: Writer) -> list[Any]:
            jobs = [
                asyncio.ensure_future(
                    opened.submit([AppendRequest(each, a_new_event()) for _ in range(2)], 1)
                )
                for each in (sound, damaged, sound)
            ]
            await asyncio.sleep(0.05)
            gate.open.set()
            return await asyncio.gather(*jobs, return_exceptions=True)

        one, failed, other = run(store, work)
        assert max(gate.groups) > 2, "none was to be stored together with another account's"
        assert [isinstance(each, Stored) for each in (*one, *other)] == [True] * 4
        assert failed == [failed[0]] * 2
        assert failed[0].code == "unavailable"
        with store.reading() as snapshot:
            assert snapshot.account(sound.account, 0).sequence == 104
            assert snapshot.account(damaged.account, 0).sequence == 100


def damage_pages(path: Path, text: bytes) -> None:
    """Overwrite those pages of a ledger's file that have a text."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = path.read_bytes()
    pages = [content[start : start + size] for start in range(0, len(content), size)]
    assert any(text in page for page in pages)
    path.write_bytes(b"".join(b"\xff" * size if text in page else page for page in pages))


class ArrivesLate:
    """A lock. When it is released for the second time, another request has just arrived."""

    def __init__(self, arrive: Callable[[], object]) -> None:
        self._arrive = arrive
        self._released = 0

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._released += 1
        if self._released == 2:
            self._arrive()


def test_what_arrives_after_a_failure_is_tried(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of a batch that failed has nothing to commit: others must not share its error."""
    begin, attempts = store.writing, itertools.count()

    def writing() -> Any:
        if next(attempts) == 0:
            raise StoreUnavailableError("down")
        return begin()

    monkeypatch.setattr(store, "writing", writing)

    async def work() -> Any:
        loop, late, arrived = asyncio.get_running_loop(), list[Any](), asyncio.Event()

        def arrive() -> None:
            coroutine = opened.submit([AppendRequest(principal, a_new_event())], 1)
            late.append(asyncio.run_coroutine_threadsafe(coroutine, loop))
            time.sleep(0.1)  # until it is in the queue
            loop.call_soon_threadsafe(arrived.set)

        with contextlib.closing(Writer(store, write_lock=ArrivesLate(arrive))) as opened:
            batch = [AppendRequest(principal, a_new_event(is_id_sent=False)) for _ in range(3_000)]
            with pytest.raises(LedgerError):
                await opened.submit(batch, 3_000)
            await arrived.wait()
            return await asyncio.wrap_future(late[0])

    (outcome,) = asyncio.run(asyncio.wait_for(work(), 20))
    assert isinstance(outcome, Stored)


def test_too_much_waiting_is_refused(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MAX_QUEUED_BYTES", 10_000)
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> list[Any]:
        waiting = [
            asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 500))
            for _ in range(6)
        ]
        await asyncio.sleep(0.05)
        gate.open.set()
        results = await asyncio.gather(*waiting, return_exceptions=True)
        return [
            *results,
            *await asyncio.gather(opened.submit([AppendRequest(principal, a_new_event())], 500)),
        ]

    results = run(store, work)
    refused = [each for each in results if isinstance(each, LedgerError)]
    assert [each.code for each in refused] == ["unavailable"] * 3
    assert all(each.retry_after for each in refused)
    assert len(stored(store, principal)) == 4


def test_one_account_leaves_room_for_others_in_the_queue(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MAX_QUEUED_BYTES_PER_ACCOUNT", 10_000)
    other = principal._replace(account=store.ensure_account("other", "growth"), key=None)
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> list[Any]:
        asked = [principal] * 6 + [other] * 3
        waiting = [
            asyncio.ensure_future(opened.submit([AppendRequest(each, a_new_event())], 500)) for each in asked
        ]
        await asyncio.sleep(0.05)
        assert not opened.is_full
        gate.open.set()
        results = await asyncio.gather(*waiting, return_exceptions=True)
        return [*results, *await opened.submit([AppendRequest(principal, a_new_event())], 500)]

    results = run(store, work)
    assert [isinstance(each, LedgerError) for each in results] == [False] * 3 + [True] * 3 + [False] * 4
    assert (len(stored(store, principal)), len(stored(store, other))) == (4, 3)


def test_closing_commits_what_was_accepted(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> list[Any]:
        waiting = [
            asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 1))
            for _ in range(20)
        ]
        await asyncio.sleep(0.02)
        closing = asyncio.ensure_future(asyncio.to_thread(opened.close))
        await asyncio.sleep(0.02)
        with pytest.raises(LedgerError):
            await opened.submit([AppendRequest(principal, a_new_event())], 1)
        gate.open.set()
        await closing
        return await asyncio.gather(*waiting)

    assert len(run(store, work)) == 20
    assert len(stored(store, principal)) == 20


def test_a_store_that_stays_locked_is_unavailable(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    store._writer.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(store._path or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def work(opened: Writer) -> None:
        with pytest.raises(LedgerError) as refused:
            await opened.submit(
                [AppendRequest(principal, a_new_event()), AppendRequest(principal, a_new_event())], 1
            )
        assert (refused.value.code, refused.value.retry_after) == ("unavailable", 1)
        other.execute("ROLLBACK")
        assert len(await opened.submit([AppendRequest(principal, a_new_event())], 1)) == 1

    with contextlib.closing(other):
        run(store, work)


def test_a_full_disk_is_unavailable_and_stores_nothing(store: SQLiteStore, principal: Principal) -> None:
    (pages,) = store._writer.execute("PRAGMA page_count").fetchone()

    async def work(opened: Writer) -> None:
        store._writer.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError) as refused:
            await opened.submit([AppendRequest(principal, a_new_event(metadata={"t": "x" * 60_000}))], 1)
        assert refused.value.code == "unavailable"
        store._writer.execute("PRAGMA max_page_count = 1000000")
        await opened.submit([AppendRequest(principal, a_new_event())], 1)

    run(store, work)
    assert len(stored(store, principal)) == 1


def test_a_disk_that_is_full_is_seen_by_writing(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_trial, "_AFTER_FAILURE_S", 0.0)

    async def work(opened: Writer) -> None:
        with nothing_written():
            for entries in [AppendRequest(principal, a_new_event())], [], []:
                with pytest.raises(LedgerError) as refused:
                    await opened.submit(entries, 0)
                assert refused.value.code == "unavailable"
        await opened.submit([], 0)
        await opened.submit([AppendRequest(principal, a_new_event())], 1)

    run(store, work)
    assert len(stored(store, principal)) == 1


@contextlib.contextmanager
def nothing_written() -> Iterator[None]:
    """Let this process write no file, as if the disk was full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_receipt_never_goes_back(store: SQLiteStore, principal: Principal) -> None:
    clock = iter([2_000_000_000_000_000, 1_900_000_000_000_000, 2_000_000_001_000_000])

    async def work(opened: Writer) -> None:
        for _ in range(3):
            await opened.submit([AppendRequest(principal, a_new_event())], 1)

    run(store, work, clock=clock.__next__)
    times = [each.received_at for each in stored(store, principal)]
    assert times == [2_000_000_000_000_000, 2_000_000_000_000_000, 2_000_000_001_000_000]


def test_a_client_that_stopped_waiting_harms_nobody(
    store: SQLiteStore, principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(store, monkeypatch)

    async def work(opened: Writer) -> Any:
        gone = asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 1))
        stays = asyncio.ensure_future(opened.submit([AppendRequest(principal, a_new_event())], 1))
        await asyncio.sleep(0.02)
        gone.cancel()
        gate.open.set()
        return await stays

    assert len(run(store, work)) == 1
    assert len(stored(store, principal)) == 2
