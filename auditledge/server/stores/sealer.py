"""The thread that seals a store's segments."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing
from queue import SimpleQueue

from auditledge.server.stores import sealing

_log = logging.getLogger(__name__)


class Sealer:
    """Seals the accounts that it is told of, until nothing of them is ripe.

    `connect` opens a connection to read from, `writing` gives one inside a transaction that writes. `most` is
    the number of events in a large segment. The thread starts when there is something to do.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        most: int,
    ) -> None:
        self._connect = connect
        self._writing = writing
        self._most = most
        self._small = sealing.small_size(most)
        self._accounts: SimpleQueue[int | None] = SimpleQueue()
        self._waiting: set[int] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ripe(self, connection: sqlite3.Connection) -> list[int]:
        """The accounts that have something to seal: what an earlier version or a killed process left."""
        return sealing.ripe_accounts(connection, self._most)

    def grown(self, appended: Iterable[tuple[int, int, int]]) -> list[int]:
        """Those accounts whose last sequence, from one to another, passed a multiple of a small segment."""
        return [account for account, before, now in appended if before // self._small < now // self._small]

    def seal(self, accounts: Iterable[int]) -> None:
        """Have these accounts sealed as far as they are ripe."""
        for account in accounts:
            with self._lock:
                if self._closed or account in self._waiting:
                    continue
                self._waiting.add(account)
                self._accounts.put(account)
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="auditledge-sealer", daemon=True)
                    self._thread.start()

    def close(self) -> None:
        """Stop after the step under way, which takes a fraction of a second. Idempotent."""
        with self._lock:
            self._closed = True
            self._accounts.put(None)
        if self._thread is not None:
            self._thread.join()

    def step(self, connection: sqlite3.Connection, account: int) -> bool:
        """Seal the next segment of an account; whether there may be more to do."""
        covered = sealing.next_range(connection, account, self._most)
        if covered is None:
            return False
        sealed = sealing.build(connection, account, *covered)
        with self._writing() as writer:
            sealing.write(writer, sealed)
        return True

    def _work(self) -> None:
        while (account := self._accounts.get()) is not None and not self._closed:
            self._waiting.discard(account)
            try:
                with closing(self._connect()) as connection:
                    while not self._closed and self.step(connection, account):
                        pass
            except Exception as error:  # noqa: BLE001 - it is tried again when more has been written
                _log.warning("a segment was not sealed: %s", error)
