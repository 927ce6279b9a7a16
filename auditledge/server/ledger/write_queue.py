"""What waits to be stored: a queue for each account, from which the writer takes bounded groups."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import NamedTuple

from auditledge.server.errors import LedgerError
from auditledge.server.ledger.append import AppendRequest, Outcome

_TURN_EVENTS = 256
_TURN_BYTES = 80 * 2**10  # as many ordinary events as fit a turn; of large ones, fewer
_GROUP_TURNS = 4  # a single event waits for two groups at most: the one before its own, and its own


class Job:
    """The requests of one call of `Writer.submit`, and what became of them so far.

    `size` is the size of their text in bytes, `weight` about what they take in memory.
    """

    def __init__(
        self,
        requests: Sequence[AppendRequest],
        done: "asyncio.Future[list[Outcome]]",
        account: int,
        size: int,
        weight: int,
    ) -> None:
        self.requests = requests
        self.done = done
        self.account = account
        self.weight = weight
        self.outcomes: list[Outcome] = []
        self.error: LedgerError | None = None
        """Why nothing of it was stored."""
        self._next = 0
        self._share = max(1 / _TURN_EVENTS, size / max(len(requests), 1) / _TURN_BYTES)
        self._per_turn = max(1, int(1 / self._share))

    @property
    def next_share(self) -> float:
        """The share of a turn that its next piece takes."""
        return self._share * min(len(self.requests) - self._next, self._per_turn)

    @property
    def is_taken(self) -> bool:
        """Whether all of it was taken."""
        return self._next >= max(len(self.requests), 1)

    @property
    def is_resolved(self) -> bool:
        """Whether it is known what became of all of it."""
        return self.is_taken and (self.error is not None or len(self.outcomes) == len(self.requests))

    def take(self) -> "Piece":
        """As many of its requests as fit a turn."""
        start, self._next = self._next, self._next + self._per_turn
        return Piece(self, self.requests[start : self._next])

    def resolve(self, outcomes: Sequence[Outcome] | LedgerError) -> None:
        """Note the outcomes of the next requests, or an error, which all of the rest have then."""
        if not isinstance(outcomes, LedgerError):
            self.outcomes += outcomes
            return
        self._next = max(len(self.requests), 1)
        if self.outcomes:
            self.outcomes += [outcomes] * (len(self.requests) - len(self.outcomes))
        else:
            self.error = outcomes


class Piece(NamedTuple):
    """Some of a job's requests, which are stored in one transaction."""

    job: Job
    requests: Sequence[AppendRequest]


class WriteQueue:
    """Jobs by account. Any thread may `put`; all else belongs to the writer's thread."""

    def __init__(self) -> None:
        self._arrived: SimpleQueue[Job | None] = SimpleQueue()
        self._accounts: OrderedDict[int, deque[Job]] = OrderedDict()
        self._sorted = 0
        self._is_open = True

    def __len__(self) -> int:
        """How many jobs wait, about."""
        return self._arrived.qsize() + self._sorted

    def put(self, job: Job | None) -> None:
        """Add a job. None closes the queue: nothing follows it."""
        self._arrived.put(job)

    def wait(self) -> bool:
        """Wait for a job. Returns whether there is one: if not, the queue is closed and empty."""
        while not self._accounts and self._is_open:
            self._sort(self._arrived.get())
        return bool(self._accounts)

    def take(self) -> list[Piece]:
        """The next group: a turn of each account that waits, or several of the only one.

        Accounts that find no room in it are the first of the next one.
        """
        try:
            while True:
                self._sort(self._arrived.get_nowait())
        except Empty:
            pass
        group: list[Piece] = []
        room = float(_GROUP_TURNS)
        is_shared = len(self._accounts) > 1
        waiting = [*self._accounts]
        while waiting and room >= 1:
            account = waiting.pop(0)
            room -= self._take_turn(account, group)
            if not is_shared and account in self._accounts:
                waiting.append(account)
        return group

    def _sort(self, job: Job | None) -> None:
        if job is None:
            self._is_open = False
        else:
            self._accounts.setdefault(job.account, deque()).append(job)
            self._sorted += 1

    def _take_turn(self, account: int, group: list[Piece]) -> float:
        """Add an account's next pieces to a group. Returns their share of a turn."""
        jobs = self._accounts.pop(account)
        used = 0.0
        while jobs:
            job = jobs[0]
            if not job.is_taken:
                share = job.next_share
                if used and used + share > 1:
                    break
                used += share
                group.append(job.take())
            if not job.is_taken:
                break
            jobs.popleft()
            self._sorted -= 1
        if jobs:
            self._accounts[account] = jobs
        return used
