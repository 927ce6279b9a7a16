"""What a process keeps in memory of what it has read, for each account, within a bound in bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class _Held:
    """The entries of one account, the least recently used first, with their sizes."""

    def __init__(self) -> None:
        self.entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.bytes = 0


class AccountCache:
    """Values by account and key. The bytes of all of them stay within `max_bytes`.

    One account may fill it. When it is full, an account that holds more than an equal share gives up its own
    least recently used entries: however much one account reads, the others keep what is theirs. Threads share
    it; the lock is held for a few steps at a time.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._accounts: dict[int, _Held] = {}
        self._bytes = 0

    def __len__(self) -> int:
        """How many bytes are held."""
        return self._bytes

    def get(self, account: int, key: Hashable) -> Any | None:
        """The value of a key; None when it is not held."""
        with self._lock:
            held = self._accounts.get(account)
            if held is None or key not in held.entries:
                return None
            held.entries.move_to_end(key)
            return held.entries[key][0]

    def put(self, account: int, key: Hashable, value: Any, size: int) -> None:
        """Hold a value of so many bytes, instead of another one of the same key. It may have grown."""
        with self._lock:
            held = self._accounts.setdefault(account, _Held())
            _, before = held.entries.pop(key, (None, 0))
            held.entries[key] = value, size
            held.bytes += size - before
            self._bytes += size - before
            while self._bytes > self._max_bytes:
                self._drop_one(account)

    def _drop_one(self, account: int) -> None:
        held = self._accounts.get(account)
        if held is None or held.bytes * len(self._accounts) <= self._max_bytes:
            account = max(self._accounts, key=lambda each: self._accounts[each].bytes)
            held = self._accounts[account]
        _, (_, size) = held.entries.popitem(last=False)
        held.bytes -= size
        self._bytes -= size
        if not held.entries:
            del self._accounts[account]
