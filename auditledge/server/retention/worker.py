"""Retention: events that are older than their account's plan keeps them are deleted, in the background."""

import logging
import threading
import time
from typing import NamedTuple

from auditledge.server.accounts.plans import Plans
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.protocol import Expiry, Store
from auditledge.server.tracebacks import trace

_FIRST_AFTER_S = 1.0
_EVERY_S = 600.0
_STEP_EVENTS = 1_024
_REST = 19.0  # a step is followed by a pause of as many times its length, so that writers hardly notice
_LONGEST_REST_S = 1.0
_LAST_STEP_S = 5.0  # a step takes milliseconds; on PostgreSQL it may have to wait for a lock, or for a vacuum

_log = logging.getLogger(__name__)


class Retained(NamedTuple):
    """What retention has done since its process started. `last_pass_at` is in seconds since 1970."""

    deleted: int
    passes: int
    failures: int
    last_pass_at: float | None


class Retention:
    """Deletes what is too old from a store: soon after the start, and then every ten minutes.

    Accounts that never had a key are left alone: they belong to embedded ledgers, which no plan was chosen
    for. Of several processes with one store, one works at a time, and any may take over.
    """

    def __init__(self, store: Store, plans: Plans) -> None:
        self._store = store
        self._plans = plans
        self._stop = threading.Event()
        self._told: set[str] = set()
        self.done: Retained = Retained(0, 0, 0, None)
        """What was done so far; threads may read it."""
        self._thread = threading.Thread(target=self._work, name="auditledge-retention", daemon=True)

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the step under way, or leave it to itself when that waits for others. Idempotent."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(_LAST_STEP_S)

    def run(self) -> int:
        """Delete all that is too old now, unless another process is at it; how many events that were.

        Raises StoreError; what was deleted until then stays deleted, and is right.
        """
        with self._store.expiring() as expiry:
            if expiry is None:
                return 0
            deleted = sum(self._expire(expiry, *each) for each in self._due())
            if not self._stop.is_set():
                expiry.reclaim()
        self.done = self.done._replace(passes=self.done.passes + 1, last_pass_at=time.time())
        return deleted

    def _work(self) -> None:
        delay = _FIRST_AFTER_S
        while not self._stop.wait(delay):
            delay = _EVERY_S
            try:
                deleted = self.run()
                if deleted:
                    _log.info("%d events were older than their plan keeps them, and are deleted", deleted)
            except Exception as error:  # noqa: BLE001 - it must not end; the next pass goes on where this ended
                self.done = self.done._replace(failures=self.done.failures + 1)
                _log.warning("old events can't be deleted now: %s", _told(error))

    def _due(self) -> list[tuple[int, int]]:
        """The accounts whose plan ends, each with the instant before which events are too old."""
        now = time.time_ns() // 1_000
        with self._store.reading() as snapshot:
            accounts = snapshot.list_accounts()
        due: list[tuple[int, int]] = []
        for account, _, plan, served in accounts:
            before = self._plans.kept_from(plan, now)
            if served and before is not None:
                due.append((account, before))
            elif served and plan not in self._plans.by_name and plan not in self._told:
                self._told.add(plan)
                _log.warning("the plan %s is not defined: its accounts have no limit and keep all", plan)
        return due

    def _expire(self, expiry: Expiry, account: int, before: int) -> int:
        deleted = 0
        while not self._stop.is_set():
            began = time.monotonic()
            step = expiry.step(account, before, _STEP_EVENTS)
            if step is None:
                break
            deleted += step
            self.done = self.done._replace(deleted=self.done.deleted + step)
            self._stop.wait(min(_REST * (time.monotonic() - began), _LONGEST_REST_S))
        return deleted


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, StoreError) else trace(error)
