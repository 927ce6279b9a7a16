"""How many bytes of responses a process makes before they are read."""

import asyncio
import contextlib
import json

import pytest

from auditledge.server.api import json_body, response_budget
from auditledge.server.api.event_json import to_json
from auditledge.server.api.response_budget import MAX_EVENT_BYTES, ResponseBudget, bytes_of_events
from auditledge.server.errors import LedgerUnavailableError, TooManySearchesError
from auditledge.server.ledger.events import new_event, stored_event
from server.samples import MINIMAL

MB = 2**20


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_one_account_leaves_room_for_others() -> None:
    async def main() -> None:
        budget = ResponseBudget()
        async with budget.open(1) as first, budget.open(1) as second, budget.open(2) as other:
            await first.grow(90 * MB)
            with pytest.raises(TooManySearchesError):
                await second.grow(10 * MB, timeout=0.01)
            await other.grow(90 * MB, timeout=0.01)
            first.shrink(1 * MB)
            await second.grow(90 * MB, timeout=0.01)

    asyncio.run(main())


def test_all_accounts_together_have_a_limit() -> None:
    async def main() -> None:
        budget = ResponseBudget()
        async with contextlib.AsyncExitStack() as held:
            for account in range(4):
                reservation = await held.enter_async_context(budget.open(account))
                await reservation.grow(60 * MB)
            last = await held.enter_async_context(budget.open(9))
            with pytest.raises(LedgerUnavailableError) as raised:
                await last.grow(60 * MB, timeout=0.01)
            assert type(raised.value) is LedgerUnavailableError

    asyncio.run(main())


def test_the_first_that_waits_is_served_first_and_none_is_lost() -> None:
    async def main() -> None:
        budget, served = ResponseBudget(), list[int]()

        async def respond(number: int) -> None:
            async with budget.open(1) as reservation:
                await reservation.grow(60 * MB)
                served.append(number)
                await asyncio.sleep(0.001)

        tasks = [asyncio.create_task(respond(number)) for number in range(6)]
        await settle()
        tasks[2].cancel()
        await asyncio.wait(tasks)
        assert served == [0, 1, 3, 4, 5]
        assert (budget._reserved, budget._queues) == ({}, {})

    asyncio.run(main())


def test_a_response_beyond_every_share_is_made_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response_budget, "MAX_BYTES_PER_ACCOUNT", 10)

    async def main() -> None:
        budget = ResponseBudget()
        async with budget.open(1) as first, budget.open(1) as second:
            await first.grow(20)
            with pytest.raises(LedgerUnavailableError):
                await second.grow(1, timeout=0.01)
            first.shrink(0)
            await second.grow(20, timeout=0.01)

    asyncio.run(main())


def test_no_event_is_longer_than_is_reserved_for_it() -> None:
    targets = [{"type": "t", "id": "i" * 2_048, "name": "\x01" * 512}] * 50  # six bytes each, in JSON
    sent = {**MINIMAL, "targets": targets, "metadata": {"x": ""}}
    size = len(json.dumps(sent, separators=(",", ":")))
    sent["metadata"]["x"] = "y" * (json_body.MAX_EVENT_BYTES - size)
    assert len(json.dumps(sent, separators=(",", ":"))) == json_body.MAX_EVENT_BYTES
    new = new_event(json.loads(json.dumps(sent)), "o" * 255)
    stored = stored_event(new, sequence=2**60, received_at=1)
    assert json_body.MAX_EVENT_BYTES < len(to_json(stored).encode()) < MAX_EVENT_BYTES
    assert bytes_of_events(3) == 3 * MAX_EVENT_BYTES


def test_pages_of_the_largest_events_count_once_they_are_read() -> None:
    assert bytes_of_events(1_000) == response_budget.MAX_BYTES_PER_ACCOUNT < 1_000 * MAX_EVENT_BYTES

    async def main() -> None:
        budget = ResponseBudget()
        async with budget.open(1) as first, budget.open(2) as second:
            await first.grow(bytes_of_events(1_000))
            first.shrink(1_000 * MAX_EVENT_BYTES)
            with pytest.raises(LedgerUnavailableError):
                await second.grow(bytes_of_events(20), timeout=0.01)
            first.shrink(1_000)
            await second.grow(bytes_of_events(1_000), timeout=0.01)
        assert not budget._reserved

    asyncio.run(main())
