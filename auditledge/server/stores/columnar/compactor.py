"""The thread that seals a store's segments."""

import logging
import threading
from queue import SimpleQueue

from auditledge.server.stores.columnar import segment_builder
from auditledge.server.stores.columnar.source import Compactable

_log = logging.getLogger(__name__)


class Compactor:
    """Seals the accounts that it is told of, as far as they have enough events for another segment.

    `most` is the number of events in a large segment. The thread starts when there is something to do.
    """

    def __init__(self, engine: Compactable, most: int) -> None:
        self._engine = engine
        self._most = most
        self.small: int = segment_builder.small_size(most)
        """The number of events in a small segment."""
        self._accounts: SimpleQueue[int | None] = SimpleQueue()
        self._waiting: set[int] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def grown(self, account: int, before: int, now: int) -> None:
        """An account's last sequence went from one to another: seal it when a small segment may be ripe."""
        if before // self.small < now // self.small:
            self.seal(account)

    def seal(self, account: int) -> None:
        """Have an account sealed as far as it is ripe. It can't fail: what was committed must not seem to."""
        with self._lock:
            if not self._closed and account not in self._waiting and self._is_running():
                self._waiting.add(account)
                self._accounts.put(account)

    def close(self) -> None:
        """Stop after the step under way, which takes a fraction of a second. Idempotent."""
        with self._lock:
            self._closed = True
            self._accounts.put(None)
        if self._thread is not None:
            self._thread.join()

    def step(self, account: int) -> bool:
        """Seal the next segment of an account; whether there may be more to do."""
        with self._engine.compacting(account) as source:
            sealed = None if source is None else segment_builder.next_segment(source, self._most)
            if source is not None and sealed is not None:
                source.put(sealed)
        return sealed is not None

    def _is_running(self) -> bool:
        if self._thread is None:
            thread = threading.Thread(target=self._work, name="auditledge-sealer", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # the system has too many; it may have fewer when more was written
                _log.warning("segments are not sealed: %s", error)
                return False
            self._thread = thread
        return True

    def _work(self) -> None:
        while (account := self._accounts.get()) is not None and not self._closed:
            self._waiting.discard(account)
            try:
                while not self._closed and self.step(account):
                    pass
            except Exception as error:  # noqa: BLE001 - it is tried again when more has been written
                _log.warning("a segment was not sealed: %s", error)
