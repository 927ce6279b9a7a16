"""The queue of what is written: groups are bounded, accounts take turns, and each job keeps its order."""

import asyncio
from collections.abc import Iterator
from typing import Any, cast

import pytest

from auditledge.server.errors import LedgerUnavailableError
from auditledge.server.ledger.append import AppendRequest
from auditledge.server.ledger.write_queue import Job, Piece, WriteQueue

_EVENT_BYTES = 300
_LARGE_BYTES = 64 * 2**10


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


class Queue(WriteQueue):
    """A queue of jobs whose requests are numbers."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop

    def add(self, account: int, events: int, event_bytes: int = _EVENT_BYTES) -> Job:
        requests = cast("list[AppendRequest]", [*range(events)])
        job = Job(requests, self._loop.create_future(), account, events * event_bytes, 0)
        self.put(job)
        return job

    def groups(self) -> list[list[Piece]]:
        """Everything that is queued, in groups, each of which succeeds."""
        self.put(None)
        groups = []
        while self.wait():
            groups.append(self.take())
            for job, requests in groups[-1]:
                job.resolve(cast("Any", requests))
        return groups


def sizes(group: list[Piece]) -> dict[int, int]:
    """How many requests of each account are in a group."""
    numbers: dict[int, int] = {}
    for job, requests in group:
        numbers[job.account] = numbers.get(job.account, 0) + len(requests)
    return numbers


def test_a_batch_of_ordinary_events_is_one_group_when_nobody_else_waits(
    loop: asyncio.AbstractEventLoop,
) -> None:
    queue = Queue(loop)
    queue.add(1, 1_000)
    assert [sizes(each) for each in queue.groups()] == [{1: 1_000}]


def test_an_event_shares_the_next_group_however_much_another_account_has_queued(
    loop: asyncio.AbstractEventLoop,
) -> None:
    queue = Queue(loop)
    for _ in range(60):
        queue.add(1, 1_000)
    single = queue.add(2, 1)
    first = queue.groups()[0]
    assert sizes(first) == {1: 256, 2: 1}
    assert single.is_resolved


def test_a_group_is_bounded_in_bytes(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    queue.add(1, 100, _LARGE_BYTES)
    largest = max(len(requests) * _LARGE_BYTES for group in queue.groups() for _, requests in group)
    assert largest <= 80 * 2**10
    queue = Queue(loop)
    queue.add(1, 100, _LARGE_BYTES)
    assert all(sizes(each)[1] * _LARGE_BYTES <= 320 * 2**10 for each in queue.groups())


def test_many_accounts_share_a_group_and_the_rest_lead_the_next(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    for account in range(100):
        queue.add(account, 1)
    for account in range(100, 110):
        queue.add(account, 300)
    groups = [sizes(each) for each in queue.groups()]
    assert groups[0].keys() >= {*range(100)}
    assert max(sum(each.values()) for each in groups) <= 100 + 4 * 256
    assert next(iter(groups[1])) not in groups[0]
    assert sum(sum(each.values()) for each in groups) == 100 + 10 * 300


def test_requests_keep_their_order(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    jobs = [queue.add(account, events) for account in (1, 2) for events in (1, 700, 3, 2_000)]
    queue.groups()
    assert [job.outcomes for job in jobs] == [job.requests for job in jobs]
    assert all(job.is_resolved for job in jobs)
    assert len(queue) == 0


def test_a_short_batch_is_never_split(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    for account in (1, 2):
        for _ in range(30):
            queue.add(account, 100)
    assert {len(requests) for group in queue.groups() for _, requests in group} == {100}


def test_an_error_after_some_were_stored_is_the_outcome_of_the_rest(
    loop: asyncio.AbstractEventLoop,
) -> None:
    queue, error = Queue(loop), LedgerUnavailableError()
    job = queue.add(1, 5_000)
    queue.wait()
    for _, requests in queue.take():
        job.resolve(cast("Any", requests))
    stored = len(job.outcomes)
    assert 0 < stored < 5_000
    queue.take()
    job.resolve(error)
    following = queue.add(1, 1)
    assert job.is_resolved
    assert job.error is None
    assert len(job.outcomes) == 5_000
    assert {*map(id, job.outcomes[stored:])} == {id(error)}
    assert [piece.job for piece in queue.take()] == [following]


def test_an_error_before_any_was_stored_is_that_of_the_job(loop: asyncio.AbstractEventLoop) -> None:
    queue, error = Queue(loop), LedgerUnavailableError()
    job = queue.add(1, 2_000)
    queue.wait()
    for _ in queue.take():
        job.resolve(error)
    assert (job.is_resolved, job.error, job.outcomes) == (True, error, [])
    assert queue.take() == []


def test_a_job_without_requests_has_a_group(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    job = queue.add(0, 0)
    assert queue.groups() == [[Piece(job, [])]]
    assert job.is_resolved


def test_a_closed_queue_hands_out_what_it_has(loop: asyncio.AbstractEventLoop) -> None:
    queue = Queue(loop)
    queue.add(1, 5_000)
    assert sum(len(requests) for group in queue.groups() for _, requests in group) == 5_000
    assert not queue.wait()
