"""The thread that compacts a store's latest events into segments."""

import contextlib
import logging
import threading
import time
from queue import Empty, SimpleQueue

from auditledge.server.background import BackgroundMonitor, Backoff
from auditledge.server.stores.columnar import segment_builder
from auditledge.server.stores.columnar.source import Compactable, NewSegment, SegmentTarget
from auditledge.server.stores.errors import StoreUnavailableError

_REST = 0.25  # times as long as it took to index a segment; meanwhile the thread indexes no other
_REST_WHEN_BUSY = 9.0  # while events are appended, which indexing would slow down
_BUSY_S = 1.0  # after events were appended

_log = logging.getLogger(__name__)


class Compactor:
    """Compacts the accounts that are scheduled, as far as they have enough events for another segment.

    `large_size` is the number of events in a large segment. The thread starts when the first account is
    scheduled. An account whose compaction fails is tried again later, and delays no other account.

    Segments get their term index when they are written, unless too much is appended for that: then in a
    second step, as do those of earlier versions. A segment without it is searched too, but event by event.
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
        self._resting: dict[int, float] = {}  # accounts to be indexed, perhaps, and when
        self._rested_at = 0.0
        self._appended_at = 0.0
        self._closed = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def appended(self, account: int, before: int, last: int) -> None:
        """Schedule an account whose last sequence went from `before` to `last`, if a segment may be due."""
        self._appended_at = time.monotonic()
        if before // self.small_size < last // self.small_size:
            self.schedule(account)

    def schedule(self, account: int) -> None:
        """Compact an account soon. Never raises: its events are committed, and must not seem to be lost."""
        with self._lock:
            if not self._closed and account not in self._scheduled and self._is_running():
                self._scheduled.add(account)
                self._accounts.put(account)

    def index(self, account: int) -> None:
        """Index the segments of an account soon, of which at least one has no index."""
        if account not in self._resting:
            self.schedule(account)

    def close(self) -> None:
        """Stop after the step in progress, which takes a fraction of a second. Idempotent."""
        with self._lock:
            self._closed = True
            self._accounts.put(None)
        if self._thread is not None:
            self._thread.join()

    def step(self, account: int) -> bool:
        """Write the next segment of an account with its index, if one is due, or index one that has none.

        Returns whether there may be more to do.
        """
        return self._step(account, may_index=True)

    def _step(self, account: int, *, may_index: bool) -> bool:
        with self._store.compacting(account) as target:
            segment = None if target is None else self._next_segment(target, may_index)
            if target is not None and segment is not None:
                target.replace_segment(segment)
        return segment is not None

    def _next_segment(self, target: SegmentTarget, may_index: bool) -> NewSegment | None:
        segment = segment_builder.next_segment(target, self._large_size, index=may_index)
        return segment_builder.next_index(target) if segment is None and may_index else segment

    def _compact(self, account: int) -> None:
        """Take all steps of an account that are due, at a pace that leaves time for what is appended."""
        self._resting.pop(account, None)
        is_done = False
        while not self._closed and not is_done:
            may_index, started = time.monotonic() >= self._rested_at, time.thread_time()
            is_done = not self._step(account, may_index=may_index)
            if may_index and not is_done:
                is_busy = time.monotonic() - self._appended_at < _BUSY_S
                rest = (_REST_WHEN_BUSY if is_busy else _REST) * (time.thread_time() - started)
                self._rested_at = time.monotonic() + rest
            elif is_done and not may_index:
                self._resting[account] = self._rested_at

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
                self._compact(account)
            except Exception as error:  # noqa: BLE001 - whatever it is, other accounts have to be compacted
                self._postpone(account, error)
            else:
                self._backoffs.pop(account, None)

    def _next_account(self) -> int | None:
        """Wait for the next account; None when the compactor is closed."""
        waiting = self._resting | self._postponed
        if not waiting:
            return self._accounts.get()
        account = min(waiting, key=waiting.__getitem__)
        delay = waiting[account] - time.monotonic()
        with contextlib.suppress(Empty):
            return self._accounts.get(timeout=max(delay, 0))
        self._resting.pop(account, None)
        self._postponed.pop(account, None)
        return account

    def _postpone(self, account: int, error: Exception) -> None:
        delay = self._backoffs.setdefault(account, Backoff()).next()
        if isinstance(error, StoreUnavailableError):
            _log.warning("can't write a segment: %s", error)
        else:
            self._monitor.failed("compactor", error, delay)
        self._scheduled.add(account)
        self._postponed[account] = time.monotonic() + delay
