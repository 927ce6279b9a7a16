"""Retention: deletes events that are older than their account's plan keeps them, in the background."""

import logging
import threading
import time
from typing import NamedTuple

from auditledge.server.accounts.plans import Plans
from auditledge.server.background import Backoff
from auditledge.server.retention.clock import NewestReceipt, RetentionClock
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.protocol import Expiry, Store

_FIRST_PASS_AFTER_S = 1.0
_PASS_EVERY_S = 600.0
_DOUBT_PASS_EVERY_S = 2.0  # which only looks whether the clock has become plausible
_RECEIPT_EVERY_S = 60.0
_STEP_EVENTS = 1_024
_PAUSE_PER_STEP = 19.0  # pauses take this many times as long as steps, so that writers hardly notice
_MAX_PAUSE_S = 1.0
_MAX_STEP_S = 5.0  # a step takes milliseconds; on PostgreSQL it may have to wait for a lock or for a vacuum

_log = logging.getLogger("auditledge.server.retention")


class RetentionStats(NamedTuple):
    """What retention has done since its process started. `last_pass_at` is in seconds since 1970."""

    deleted: int
    passes: int
    failures: int
    last_pass_at: float | None


class RetentionWorker:
    """Deletes expired events from a store: soon after the start, then every ten minutes.

    Accounts that never had a key are left alone: they belong to embedded ledgers, for which nobody chose a
    plan. Of several processes that share a store, one works at a time, and any other can take over.
    """

    def __init__(self, store: Store, plans: Plans) -> None:
        self._store = store
        self._plans = plans
        self._clock = RetentionClock(store)
        self._receipt_due = 0.0
        self._stop = threading.Event()
        self._reported_plans: set[str] = set()
        self.stats: RetentionStats = RetentionStats(0, 0, 0, None)
        """What was done so far. Can be read from any thread."""
        self.newest_receipt: NewestReceipt = NewestReceipt()
        """The newest time of receipt in the store, as of the last pass."""
        self._thread = threading.Thread(target=self._work, name="auditledge-retention", daemon=True)

    def replace_plans(self, plans: Plans) -> None:
        """Apply other plans from the next account on."""
        self._plans = plans

    @property
    def doubt(self) -> str | None:
        """Why nothing is deleted: the clock is not plausible (see `clock`). None if it is."""
        return self._clock.doubt

    def start(self) -> None:
        """Start the thread, before the process stores events. Raises StoreError."""
        self._clock.read()
        self._thread.start()

    def close(self) -> None:
        """Stop after the current step; if that takes long, don't wait for it. Idempotent."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(_MAX_STEP_S)

    def run(self) -> int:
        """Delete all events that are expired now, unless another process is doing so; returns how many.

        Deletes nothing if the clock is not plausible. Raises StoreError. What was deleted before the error
        stays deleted, which is correct.
        """
        self._read_newest_receipt()
        now = self._clock.read()
        if now is None:
            return 0
        with self._store.expiring() as expiry:
            if expiry is None:
                return 0
            deleted = sum(self._expire(expiry, *each) for each in self._due(now))
            if not self._stop.is_set():
                expiry.reclaim()
        self.stats = self.stats._replace(passes=self.stats.passes + 1, last_pass_at=time.time())
        return deleted

    def _work(self) -> None:
        delay, backoff = _FIRST_PASS_AFTER_S, Backoff()
        while not self._stop.wait(delay):
            delay = _PASS_EVERY_S
            try:
                deleted = self.run()
            except StoreError as error:
                self._count_failure()
                _log.warning("expired events can't be deleted now: %s", error)
            except Exception as error:  # noqa: BLE001 - the thread must survive; the next pass resumes the work
                self._count_failure()
                delay = backoff.next()
                self._store.background.failed("retention", error, delay)
            else:
                backoff.reset()
                if self.doubt is not None:
                    delay = _DOUBT_PASS_EVERY_S
                elif self.newest_receipt.ahead:
                    delay = _RECEIPT_EVERY_S
                if deleted:
                    _log.info("deleted %d events that were older than their plan keeps them", deleted)

    def _read_newest_receipt(self) -> None:
        """At most once a minute, because it may be a statement for each account."""
        if time.monotonic() >= self._receipt_due:
            with self._store.reading() as snapshot:
                self.newest_receipt.read(snapshot.newest_receipt())
            self._receipt_due = time.monotonic() + _RECEIPT_EVERY_S

    def _count_failure(self) -> None:
        self.stats = self.stats._replace(failures=self.stats.failures + 1)

    def _due(self, now: int) -> list[tuple[int, int]]:
        """The accounts whose events expire, each with the instant before which they do."""
        with self._store.reading() as snapshot:
            accounts = snapshot.accounts.list_accounts()
        due: list[tuple[int, int]] = []
        for account, _, plan, served in accounts:
            before = self._plans.expires_before(plan, now)
            if served and before is not None:
                due.append((account, before))
            elif served and plan not in self._plans.by_name and plan not in self._reported_plans:
                self._reported_plans.add(plan)
                _log.warning("plan %s is not defined: its accounts have no limit and keep all events", plan)
        return due

    def _expire(self, expiry: Expiry, account: int, before: int) -> int:
        deleted = 0
        while not self._stop.is_set():
            start = time.monotonic()
            step = expiry.step(account, before, _STEP_EVENTS)
            if step is None:
                break
            deleted += step
            self.stats = self.stats._replace(deleted=self.stats.deleted + step)
            self._stop.wait(min(_PAUSE_PER_STEP * (time.monotonic() - start), _MAX_PAUSE_S))
        return deleted
