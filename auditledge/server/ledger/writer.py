"""Group commit: one thread that writes, and commits together what arrived while the last commit ran."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from typing import NamedTuple

from auditledge import contract
from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.errors import LedgerError, LedgerInternalError, LedgerUnavailableError
from auditledge.server.ledger.append import Entry, Outcome, append
from auditledge.server.stores.errors import StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.protocol import Store
from auditledge.server.tracebacks import trace

_MOST_WAITING = 128 * 2**20  # bytes, roughly, that may wait for the writer
_ENTRY_BYTES = 2_048  # what an entry weighs in memory beside its text
_MOST_IN_GROUP = 4_096  # entries; a group of large batches should not hold up a single event for long
_AGAIN_AFTER_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds; a server that crashed is back within one or two

_log = logging.getLogger(__name__)


class _Job(NamedTuple):
    entries: Sequence[Entry]
    done: "asyncio.Future[list[Outcome]]"
    weight: int


Measured = Callable[[Sequence[Outcome], float], None]
"""Told what became of a group that was committed, and in how many seconds."""


def ignore(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Measure nothing."""


_Answer = tuple[_Job, list[Outcome] | LedgerError]


class Writer:
    """Stores entries through `store`. `write` and `close` belong to one event loop at a time.

    `committed` is called with what was committed, in the writer's thread, and `measured` with what became of
    it and how long that took. `turn` is entered for each group, before it is put together: what arrives while
    others write goes along.
    """

    def __init__(
        self,
        store: Store,
        plans: Plans = BUILT_IN,
        committed: Callable[[Sequence[Entry]], None] = lambda _: None,
        turn: AbstractContextManager[None] | None = None,
        measured: Measured = ignore,
    ) -> None:
        self._store = store
        self._plans = plans
        self._committed = committed
        self._measured = measured
        self._turn = turn or contextlib.nullcontext()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._waiting = 0
        self._closed = False
        self._failed = False
        self._thread = threading.Thread(target=self._work, name="auditledge-writer", daemon=True)
        self._thread.start()

    async def write(self, entries: Sequence[Entry], size: int) -> list[Outcome]:
        """Store entries in one transaction and tell, after the commit, what became of each.

        `size` is their bytes of text. No entries ask whether any could be stored. Raises LedgerError
        `unavailable` when too much waits, when the store can't be written, or when the writer is closed:
        nothing is stored then.
        """
        weight = size + _ENTRY_BYTES * len(entries)
        if self._closed or self._waiting + weight > _MOST_WAITING:
            raise LedgerUnavailableError()
        done: asyncio.Future[list[Outcome]] = asyncio.get_running_loop().create_future()
        self._waiting += weight
        self._jobs.put(_Job(entries, done, weight))
        return await done

    @property
    def queue(self) -> tuple[int, int]:
        """How many requests wait, and how many bytes, roughly, those and the ones being written take."""
        return self._jobs.qsize(), self._waiting

    @property
    def is_full(self) -> bool:
        """Whether so much waits that a batch of the largest size would be refused."""
        return self._waiting + contract.MAX_BATCH_BYTES > _MOST_WAITING

    def close(self) -> None:
        """Commit what was accepted, then stop. Blocks until that is done. Idempotent."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        more = True
        while more and (job := self._jobs.get()) is not None:
            with self._turn:
                group, more = self._take_along(job)
                outcomes = self._commit([entry for each in group for entry in each.entries])
            self._answer(group, outcomes)

    def _take_along(self, job: _Job) -> tuple[list[_Job], bool]:
        """All that waits, up to the size of a group; and whether there may be more after it."""
        group, size = [job], len(job.entries)
        with contextlib.suppress(Empty):
            while size < _MOST_IN_GROUP:
                following = self._jobs.get_nowait()
                if following is None:
                    return group, False
                group.append(following)
                size += len(following.entries)
        return group, True

    def _commit(self, entries: Sequence[Entry]) -> list[Outcome] | LedgerError:
        try:
            return self._append(entries)
        except StoreUnavailableError as error:
            self._failed = True
            _log.error("the store can't be written: %s", error)
            return LedgerUnavailableError()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the writer
            _log.error("a group of %d failed: %s", len(entries), trace(error))
            return (
                [self._commit_alone(entry) for entry in entries]
                if len(entries) > 1
                else LedgerInternalError()
            )

    def _append(self, entries: Sequence[Entry]) -> list[Outcome]:
        try:
            return self._append_once(entries)
        except StoreInterruptedError as error:
            _log.warning("the store broke off: %s", error)
            return self._append_again(entries)

    def _append_again(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Repeat what may be stored already: as if clients had sent every id, so that it is found then."""
        entries = [Entry(grant, draft and draft._replace(sent_id=True)) for grant, draft in entries]
        for pause in _AGAIN_AFTER_S:
            time.sleep(pause)
            with contextlib.suppress(StoreUnavailableError):
                return self._append_once(entries)
        return self._append_once(entries)

    def _append_once(self, entries: Sequence[Entry]) -> list[Outcome]:
        began = time.perf_counter()
        with self._store.writing() as transaction:
            outcomes = append(transaction, entries, self._plans)
            if self._failed and not entries:
                transaction.touch()  # only by writing is it seen whether a disk is full
        self._failed = False
        self._measured(outcomes, time.perf_counter() - began)
        self._committed(entries)
        return outcomes

    def _commit_alone(self, entry: Entry) -> Outcome:
        """Give an entry a transaction of its own, so that one that can't be stored fails alone."""
        outcomes = self._commit([entry])
        return outcomes if isinstance(outcomes, LedgerError) else outcomes[0]

    def _answer(self, group: Sequence[_Job], outcomes: list[Outcome] | LedgerError) -> None:
        """Resolve every job of the group on its event loop, with one wake-up for each loop."""
        answers: dict[asyncio.AbstractEventLoop, list[_Answer]] = {}
        start = 0
        for job in group:
            end = start + len(job.entries)
            answer = outcomes if isinstance(outcomes, LedgerError) else outcomes[start:end]
            answers.setdefault(job.done.get_loop(), []).append((job, answer))
            start = end
        for loop, some in answers.items():
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._resolve, some)

    def _resolve(self, answers: Sequence[_Answer]) -> None:
        for job, answer in answers:
            self._waiting -= job.weight
            if job.done.done():
                continue  # the client is gone
            if isinstance(answer, LedgerError):
                job.done.set_exception(answer)
            else:
                job.done.set_result(answer)
