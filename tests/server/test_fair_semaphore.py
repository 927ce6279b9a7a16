"""Slots that accounts share: none waits for another one's queue."""

import asyncio
import contextlib
import random

import pytest

from auditledge.server.fair_semaphore import FairSemaphore, NoSlotError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_others_find_a_slot_however_many_one_account_asks_for() -> None:
    semaphore = FairSemaphore(4, 2, 100)
    release, order = asyncio.Event(), list[str]()

    async def hold(account: int, name: str) -> None:
        async with semaphore.slot(account):
            order.append(name)
            await release.wait()

    tasks = [asyncio.create_task(hold(1, f"one {n}")) for n in range(50)]
    await _settle()
    assert order == ["one 0", "one 1"]
    tasks += [asyncio.create_task(hold(2, "two")), asyncio.create_task(hold(3, "three"))]
    await _settle()
    assert order[2:] == ["two", "three"]
    assert semaphore.pending == 48
    release.set()
    await asyncio.gather(*tasks)
    assert order[4:] == [f"one {n}" for n in range(2, 50)]
    assert semaphore.pending == 0


async def test_accounts_that_wait_take_turns() -> None:
    semaphore = FairSemaphore(1, 1, 100)
    order: list[int] = []

    async def take(account: int) -> None:
        async with semaphore.slot(account):
            order.append(account)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(take(1)) for _ in range(20)]
    await _settle()
    tasks += [asyncio.create_task(take(account)) for account in (2, 3, 2, 3)]
    served = len(order)
    await asyncio.gather(*tasks)
    assert sorted(order) == [1] * 20 + [2, 2, 3, 3]
    assert max(place for place, account in enumerate(order) if account != 1) <= served + 7


async def test_a_queue_has_an_end() -> None:
    semaphore = FairSemaphore(1, 1, 2)
    async with semaphore.slot(1):
        waiting = [asyncio.create_task(semaphore.slot(1).__aenter__()) for _ in range(2)]
        await _settle()
        with pytest.raises(NoSlotError):
            async with semaphore.slot(1):
                raise AssertionError
        other = asyncio.create_task(semaphore.slot(2).__aenter__())
        await _settle()
        assert semaphore.pending == 3
        for task in [*waiting, other]:
            task.cancel()
        await asyncio.gather(*waiting, other, return_exceptions=True)
    assert semaphore.pending == 0


async def test_waiting_has_an_end() -> None:
    semaphore = FairSemaphore(1, 1, 2)
    async with semaphore.slot(1):
        with pytest.raises(NoSlotError):
            async with semaphore.slot(2, timeout=0.01):
                raise AssertionError
        assert semaphore.pending == 0
    async with semaphore.slot(2, timeout=0.01):
        pass


@pytest.mark.parametrize("seed", range(30))
async def test_no_slot_is_lost_or_made(seed: int) -> None:
    """Whoever is cancelled, and whenever."""
    rng = random.Random(seed)
    semaphore = FairSemaphore(3, 2, 5)
    held: list[int] = []
    tasks: list[asyncio.Task[None]] = []

    async def work(account: int) -> None:
        with contextlib.suppress(NoSlotError):
            async with semaphore.slot(account, rng.choice([None, 0.0, 0.001])):
                held.append(account)
                assert len(held) <= 3
                assert held.count(account) <= 2
                try:
                    for _ in range(rng.randrange(3)):
                        await asyncio.sleep(0)
                finally:
                    held.remove(account)

    for _ in range(300):
        tasks.append(asyncio.create_task(work(rng.randrange(4))))
        if rng.random() < 0.3:
            rng.choice(tasks).cancel()
        if rng.random() < 0.5:
            await asyncio.sleep(0)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert not [task.exception() for task in tasks if not task.cancelled() and task.exception()]
    assert (held, semaphore.pending, semaphore._free, semaphore._held) == ([], 0, 3, {})
    assert not semaphore._queues
