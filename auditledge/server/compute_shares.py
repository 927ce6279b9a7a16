"""Fair shares of the interpreter, in which only one thread computes at a time.

Python's threads take turns without priorities. A short request gives up the interpreter for each of its steps
in the store, dozens of times, and waits each time for a thread that computes; so does the event loop for each
piece that it receives. So a thread pauses between its own steps when its account has used much lately and
others are active.
"""

import contextlib
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

_HALF_LIFE_S = 1.0  # after which half of what was used is forgotten
_FREE_S = 0.2  # an account that has used less never pauses
_MAX_SHARE = 0.4  # of the interpreter for one account, while others are active
_MAX_USED_S = _MAX_SHARE * _HALF_LIFE_S / 0.693  # by an account that keeps using that share
_ACTIVE_S = 0.001  # used lately, by an account that is active
_MAX_PAUSE_S = 0.02  # then a step is taken, whoever else computes: nobody waits without end
_MAX_ACCOUNTS = 1_024


class ComputeShares:
    """What accounts compute in this process now, and have used lately. Threads share it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._running: Counter[int] = Counter()
        self._used: dict[int, tuple[float, float]] = {}

    @property
    def is_computing(self) -> bool:
        """Whether threads compute for any account."""
        return bool(self._running)

    @contextlib.contextmanager
    def computing(self, account: int) -> Iterator[Callable[[], None]]:
        """A `with` block in which the thread computes for an account.

        Its value is to be called between two steps, of milliseconds each: it pauses when others come first.
        """
        started = time.thread_time()

        def let_others_run() -> None:
            nonlocal started
            if len(self._used) > 1 or len(self._running) > 1:
                now = time.thread_time()
                self.charge({account: now - started})
                started = now
                with self._condition:
                    self._condition.wait_for(lambda: not self._comes_later(account), _MAX_PAUSE_S)

        with self.running([account]):
            try:
                yield let_others_run
            finally:
                self.charge({account: time.thread_time() - started})

    @contextlib.contextmanager
    def running(self, accounts: Collection[int]) -> Iterator[None]:
        """A `with` block in which accounts that have used more pause for these, which are not charged."""
        with self._condition:
            self._running.update(accounts)
        try:
            yield
        finally:
            with self._condition:
                self._running.subtract(accounts)
                for account in accounts:
                    if not self._running[account]:
                        del self._running[account]
                self._condition.notify_all()

    def charge(self, seconds: Mapping[int, float]) -> None:
        """Add computing time of accounts."""
        with self._condition:
            now = time.monotonic()
            for account, used in seconds.items():
                total = self._recently_used(account, now) + used
                self._used.pop(account, None)
                self._used[account] = total, now
            while len(self._used) > _MAX_ACCOUNTS:
                del self._used[next(iter(self._used))]  # the one that has not computed for longest
            self._condition.notify_all()  # who waits for one of these may come first now

    def _comes_later(self, account: int) -> bool:
        """Whether others come before an account, because they have used less."""
        now = time.monotonic()
        own = self._recently_used(account, now)
        if own <= _FREE_S:
            return False
        if any(self._recently_used(other, now) < own for other in self._running):
            return True
        others = (self._recently_used(other, now) for other in self._used if other != account)
        return own > _MAX_USED_S and any(used > _ACTIVE_S for used in others)

    def _recently_used(self, account: int, now: float) -> float:
        used, at = self._used.get(account, (0.0, now))
        return used * math.exp2((at - now) / _HALF_LIFE_S)
