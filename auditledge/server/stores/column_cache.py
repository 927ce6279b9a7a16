"""What a process keeps of a ledger that it reads."""

import sqlite3
import threading
from collections import OrderedDict

from auditledge.server.stores.base import Filters
from auditledge.server.stores.columns import unpack
from auditledge.server.stores.names import Names

_MOST_SEARCHES = 256


class ColumnCache:
    """Columns, the least recently used of which go when they take more than `most` bytes, counts and names.

    A segment never changes and its number is never used again, so neither does what is kept here. Threads
    share it.
    """

    def __init__(self, most: int) -> None:
        self.names: Names = Names()
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()
        self._columns: OrderedDict[tuple[int, str], memoryview[int]] = OrderedDict()
        self._counts: OrderedDict[tuple[int, Filters], dict[int, int]] = OrderedDict()

    def column(self, connection: sqlite3.Connection, segment: int, name: str) -> "memoryview[int]":
        """A column of a segment, read through `connection` unless it is here."""
        key = (segment, name)
        with self._lock:
            column = self._columns.get(key)
            if column is not None:
                self._columns.move_to_end(key)
                return column
        statement = "SELECT type, content FROM columns WHERE segment = ? AND name = ?"
        column = unpack(*connection.execute(statement, key).fetchone())
        self._keep(key, column)
        return column

    def counts(self, account: int, filters: Filters) -> dict[int, int]:
        """How many events match, for each segment that was counted before. The caller adds to it."""
        key = (account, filters)
        with self._lock:
            counts = self._counts.setdefault(key, {})
            self._counts.move_to_end(key)
            if len(self._counts) > _MOST_SEARCHES:
                self._counts.popitem(last=False)
        return counts

    def _keep(self, key: tuple[int, str], column: "memoryview[int]") -> None:
        with self._lock:
            if key not in self._columns:
                self._columns[key] = column
                self._bytes += column.nbytes
            while self._bytes > self._most:
                _, dropped = self._columns.popitem(last=False)
                self._bytes -= dropped.nbytes
