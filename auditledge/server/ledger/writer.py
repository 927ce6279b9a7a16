"""Group commit: one thread writes, and commits together what arrived during the previous commit.

A group is bounded, and accounts take turns in it (see `write_queue`). So the largest batches of one account
delay the events of another by no more than the time of two groups.
"""

import asyncio
import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import repeat

from auditledge import contract
from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.background import BackgroundMonitor
from auditledge.server.clock import Clock, system_clock
from auditledge.server.compute_shares import ComputeShares
from auditledge.server.errors import LedgerError, LedgerInternalError, LedgerUnavailableError
from auditledge.server.ledger.append import AppendRequest, Outcome, append
from auditledge.server.ledger.write_queue import Job, Piece, WriteQueue
from auditledge.server.ledger.write_trial import WriteTrial
from auditledge.server.stores.errors import (
    StoreDamagedError,
    StoreInterruptedError,
    StoreUnavailableError,
)
from auditledge.server.stores.protocol import Store
from auditledge.server.tracebacks import trace

_MAX_QUEUED_BYTES = 128 * 2**20
_MAX_QUEUED_BYTES_PER_ACCOUNT = 64 * 2**20  # so that one account leaves room for others
_NO_ACCOUNT = 0  # of a check that events could be stored
_REQUEST_BYTES = 2_048  # approximate size in memory of a request, in addition to its text
_RETRY_DELAYS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # a server that crashed is back within one or two seconds

_log = logging.getLogger(__name__)


OnGroup = Callable[[Sequence[Outcome], float], None]
"""Called with the outcomes of a group that was committed, and the seconds that it took."""


def ignore_group(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Do nothing."""


class Writer:
    """Stores events. `append` and `close` belong to one event loop at a time.

    `on_commit` is called with the requests of each committed group, and `on_group` with their outcomes; both
    in the writer's thread. `write_lock` is held for each group. It is acquired before the group is collected,
    so that requests which arrive while other processes write join the group.
    """

    def __init__(
        self,
        store: Store,
        plans: Plans = BUILT_IN,
        on_commit: Callable[[Sequence[AppendRequest]], None] = lambda _: None,
        write_lock: AbstractContextManager[None] | None = None,
        on_group: OnGroup = ignore_group,
        *,
        monitor: BackgroundMonitor | None = None,
        shares: ComputeShares | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._on_commit = on_commit
        self._on_group = on_group
        self._write_lock = write_lock or contextlib.nullcontext()
        self._monitor = monitor or BackgroundMonitor()
        self._shares = shares or ComputeShares()
        self._jobs = WriteQueue()
        self._queued_bytes = 0
        self._queued_by_account: Counter[int] = Counter()
        self._closed = False
        self._trial = WriteTrial(store, clock)
        self._thread = threading.Thread(target=self._work, name="auditledge-writer", daemon=True)
        self._thread.start()

    def replace_plans(self, plans: Plans) -> None:
        """Apply other plans to what is written from now on."""
        self._plans = plans

    async def submit(self, requests: Sequence[AppendRequest], size: int) -> list[Outcome]:
        """Store the events of requests in order; returns the outcome of each after the commit.

        `size` is the size of their text in bytes. Many or large events are stored in several transactions: if
        the store fails after the first, that is the outcome of those that are not stored. No requests: check
        that an event of ordinary size could be stored now, as far as is known (see `write_trial`). Raises
        LedgerUnavailableError when too much is queued, when the store can't be written, or when the writer is
        closed; nothing is stored then.
        """
        weight = size + _REQUEST_BYTES * len(requests)
        account = requests[0].principal.account if requests else _NO_ACCOUNT
        own = self._queued_by_account[account] + weight
        if (
            self._closed
            or self._queued_bytes + weight > _MAX_QUEUED_BYTES
            or own > _MAX_QUEUED_BYTES_PER_ACCOUNT
        ):
            raise LedgerUnavailableError()
        done: asyncio.Future[list[Outcome]] = asyncio.get_running_loop().create_future()
        self._queued_bytes += weight
        self._queued_by_account[account] = own
        self._jobs.put(Job(requests, done, account, size, weight))
        return await done

    @property
    def queue(self) -> tuple[int, int]:
        """How many calls of `submit` are queued, and about how many bytes they and the current group take."""
        return len(self._jobs), self._queued_bytes

    @property
    def is_full(self) -> bool:
        """Whether a batch of the largest size would be rejected because of what is queued."""
        return self._queued_bytes + contract.MAX_BATCH_BYTES > _MAX_QUEUED_BYTES

    def close(self) -> None:
        """Commit what is queued, then stop. Blocks until that is done. Idempotent."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while self._jobs.wait():
            # No timer collects a group: while one commit runs, the next group gathers in the queue. An idle
            # ledger commits a single event at once, and a busy one shares each fsync among many requests.
            group: list[Piece] | None = None
            outcomes: list[Outcome] | LedgerError = LedgerUnavailableError()
            checked: list[Outcome] | LedgerError = LedgerUnavailableError()
            try:
                with self._write_lock:
                    group = self._jobs.take()
                    if group:
                        outcomes = checked = self._commit_group(group)
                        is_checked = not all(requests for _, requests in group)
                        if is_checked and not isinstance(outcomes, LedgerError):
                            checked = self._check()
            except Exception as error:  # noqa: BLE001 - such as of the lock: the thread must survive
                self._monitor.failed("writer", error)
            # Without the lock, too, jobs must have an outcome.
            self._resolve(self._jobs.take() if group is None else group, outcomes, checked)

    def _commit_group(self, group: Sequence[Piece]) -> list[Outcome] | LedgerError:
        """Commit a group; its accounts share what it takes to compute."""
        requests = [request for piece in group for request in piece.requests]
        sizes = Counter[int]()
        for job, some in group:
            sizes[job.account] += len(some)
        started = time.thread_time()
        with self._shares.running(sizes):
            outcomes = self._commit(requests)
        used = (time.thread_time() - started) / max(len(requests), 1)
        self._shares.charge({account: used * size for account, size in sizes.items()})
        return outcomes

    def _commit(self, requests: Sequence[AppendRequest]) -> list[Outcome] | LedgerError:
        try:
            return self._append(requests)
        except StoreUnavailableError as error:
            self._trial.failed(requests)
            _log.error("the store can't be written: %s", error)
            if isinstance(error, StoreDamagedError):
                return self._commit_by_account(requests)
            return LedgerUnavailableError()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the writer
            _log.error("a group of %d failed: %s", len(requests), trace(error))
            # One bad event must not fail the others that happen to share its group.
            if len(requests) > 1:
                return [self._commit_alone(request) for request in requests]
            return LedgerInternalError()

    def _append(self, requests: Sequence[AppendRequest]) -> list[Outcome]:
        try:
            return self._append_once(requests)
        except StoreInterruptedError as error:
            _log.warning("the connection to the store broke: %s", error)
            return self._append_again(requests)

    def _append_again(self, requests: Sequence[AppendRequest]) -> list[Outcome]:
        """Retry when it is unknown whether the commit took place.

        Treats every id as if its client had made it: events that were stored are found by their ids, and are
        not stored twice.
        """
        requests = [
            AppendRequest(principal, event and event._replace(is_id_sent=True))
            for principal, event in requests
        ]
        for delay in _RETRY_DELAYS_S:
            time.sleep(delay)
            with contextlib.suppress(StoreUnavailableError):
                return self._append_once(requests)
        return self._append_once(requests)

    def _append_once(self, requests: Sequence[AppendRequest]) -> list[Outcome]:
        start = time.perf_counter()
        with self._store.writing() as transaction:
            outcomes = append(transaction, requests, self._plans, self._clock)
        self._trial.stored(requests)
        try:
            self._on_group(outcomes, time.perf_counter() - start)
            self._on_commit(requests)
        except Exception as error:  # noqa: BLE001 - the events are committed, and must not be appended again
            self._monitor.failed("commit_observer", error)
        return outcomes

    def _check(self) -> list[Outcome] | LedgerError:
        """No outcomes, or the error that an event of ordinary size would meet."""
        try:
            self._trial.check()
        except StoreUnavailableError as error:
            _log.error("the store can't be written: %s", error)
            return LedgerUnavailableError()
        return []

    def _commit_by_account(self, requests: Sequence[AppendRequest]) -> list[Outcome] | LedgerError:
        """Append the events of each account in a transaction of its own: the damage may concern one alone."""
        by_account: dict[int, list[AppendRequest]] = {}
        for request in requests:
            by_account.setdefault(request.principal.account, []).append(request)
        if len(by_account) == 1:
            return LedgerUnavailableError()
        outcomes: dict[int, Iterator[Outcome]] = {}
        for account, own in by_account.items():
            outcome = self._commit(own)
            outcomes[account] = repeat(outcome) if isinstance(outcome, LedgerError) else iter(outcome)
        return [next(outcomes[request.principal.account]) for request in requests]

    def _commit_alone(self, request: AppendRequest) -> Outcome:
        """Append one event in its own transaction."""
        outcomes = self._commit([request])
        return outcomes if isinstance(outcomes, LedgerError) else outcomes[0]

    def _resolve(
        self,
        group: Sequence[Piece],
        outcomes: list[Outcome] | LedgerError,
        checked: list[Outcome] | LedgerError,
    ) -> None:
        """Note the outcomes of a group, and complete jobs that have all. Checks get `checked`."""
        by_loop: dict[asyncio.AbstractEventLoop, dict[Job, None]] = {}  # to wake each loop once
        start = 0
        for job, requests in group:
            end = start + len(requests)
            result = outcomes if isinstance(outcomes, LedgerError) else outcomes[start:end]
            job.resolve(result if requests else checked)
            start = end
            if job.is_resolved:
                by_loop.setdefault(job.done.get_loop(), {})[job] = None
        for loop, jobs in by_loop.items():
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._complete, jobs)

    def _complete(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._queued_bytes -= job.weight
            self._queued_by_account[job.account] -= job.weight
            if not self._queued_by_account[job.account]:
                del self._queued_by_account[job.account]
            if job.done.done():
                continue  # the client is gone
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.outcomes)
