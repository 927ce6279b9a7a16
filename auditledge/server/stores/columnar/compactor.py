"""The thread that compacts a store's latest events into segments."""

import contextlib
import logging
import threading
import time
from queue import Empty, SimpleQueue

from auditledge.server.background import BackgroundMonitor, Backoff
from auditledge.server.stores.columnar import segment_builder
from auditledge.server.stores.columnar.source import Compactable
from auditledge.server.stores.errors import StoreUnavailableError

_log = logging.getLogger(__name__)


class Compactor:
    """Compacts the accounts that are scheduled, as far as they have enough events for another segment.

    `large_size` is the number of events in a large segment. The thread starts when the first account is
    scheduled. An account whose compaction fails is tried again later, and delays no other account.
    """

    def __init__(self, store: Compactable, large_size: int, monitor: BackgroundMonitor | None = None) -> None:
        self._store = store
        self._large_size = large_size
        self._monitor = monitor or BackgroundMonitor()
        self.small_size: int = segment_builder.small_size(large_size)
        """The number of events in a small segment."""
        self._accounts: SimpleQueue[int | None] = SimpleQueue()
        self._scheduled: set[int] = set()
        self._backoffs: dict[int, Backoff] = {}  # of accounts whose last compaction failed
        self._postponed: dict[int, float] = {}  # scheduled accounts, and when each is due
        self._closed = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def appended(self, account: int, before: int, last: int) -> None:
        """Schedule an account whose last sequence went from `before` to `last`, if a segment may be due."""
        if before // self.small_size < last // self.small_size:
            self.schedule(account)

    def schedule(self, account: int) -> None:
        """Compact an account soon. Never raises: its events are committed, and must not seem to be lost."""
        with self._lock:
            if not self._closed and account not in self._scheduled and self._is_running():
                self._scheduled.add(account)
                self._accounts.put(account)

    def close(self) -> None:
        """Stop after the step in progress, which takes a fraction of a second. Idempotent."""
        with self._lock:
            self._closed = True
            self._accounts.put(None)
        if self._thread is not None:
            self._thread.join()

    def step(self, account: int) -> bool:
        """Write the next segment of an account, if one is due. Returns whether another may be due."""
        with self._store.compacting(account) as target:
            segment = None if target is None else segment_builder.next_segment(target, self._large_size)
            if target is not None and segment is not None:
                target.replace_segment(segment)
        return segment is not None

    def _is_running(self) -> bool:
        if self._thread is None:
            thread = threading.Thread(target=self._run, name="auditledge-compactor", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # too many threads for now: the next append tries again
                _log.warning("can't compact events into segments: %s", error)
                return False
            self._thread = thread
        return True

    def _run(self) -> None:
        while (account := self._next_account()) is not None and not self._closed:
            # Before the first step: what is appended from here on schedules the account again.
            self._scheduled.discard(account)
            try:
                while not self._closed and self.step(account):
                    pass
            except Exception as error:  # noqa: BLE001 - whatever it is, other accounts have to be compacted
                self._postpone(account, error)
            else:
                self._backoffs.pop(account, None)

    def _next_account(self) -> int | None:
        """Wait for the next account; None when the compactor is closed."""
        if not self._postponed:
            return self._accounts.get()
        account = min(self._postponed, key=self._postponed.__getitem__)
        delay = self._postponed[account] - time.monotonic()
        with contextlib.suppress(Empty):
            if delay > 0:
                return self._accounts.get(timeout=delay)
        del self._postponed[account]
        return account

    def _postpone(self, account: int, error: Exception) -> None:
        delay = self._backoffs.setdefault(account, Backoff()).next()
        if isinstance(error, StoreUnavailableError):
            _log.warning("can't write a segment: %s", error)
        else:
            self._monitor.failed("compactor", error, delay)
        self._scheduled.add(account)
        self._postponed[account] = time.monotonic() + delay
