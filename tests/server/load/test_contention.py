"""The short version of `server.load.contention`, and whether its checker sees what readers may miss."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from server.conftest import serving
from server.load.contention import Checker, Reader, Walk, crowd
from server.load.history import History, stored, write
from server.postgres import PostgreSQL
from server.server_process import a_key


def test_readers_with_cursors_miss_nothing_while_others_write(postgresql: PostgreSQL) -> None:
    seed = random.randrange(10**6)
    with postgresql.database() as url:
        report = crowd(url, connections=24, events=1_200, seed=seed)
    assert report.is_good, f"seed {seed}: {report}"
    assert report.walks >= 7
    assert report.read > 3 * 1_200


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checker, Walk]:
    """A checker of a small ledger, and a walk through it to the end."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    url = f"sqlite:///{folder / 'ledger.db'}"
    history = History(a_key(url))

    async def fill(base: str) -> Walk:
        written = asyncio.Event()
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            writing = asyncio.ensure_future(write(client, history, written, random.Random(1)))
            while len(history.acknowledged) < 60:  # noqa: ASYNC110 - a few milliseconds
                await asyncio.sleep(0.01)
            written.set()
            await writing
            reader = Reader(client, history, "asc", 20)
            await reader.follow(written)
        return reader.walks[0]

    with serving(url) as base:
        walk = asyncio.run(fill(base))
    return Checker(history, stored(url, 1), dated=False), walk


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda events: events, None),
        (lambda events: events[:7] + events[8:], "1 lost that were acknowledged before"),
        (lambda events: events[:-1], "1 lost that were acknowledged before"),
        (lambda events: [*events[:9], events[8], *events[9:]], "1 doubled"),
        (lambda events: [*events[:5], events[6], events[5], *events[7:]], "out of order"),
        (lambda events: [events[0] | {"action": "x.y"}, *events[1:]], "events are not as they were answered"),
        (lambda events: [*events, events[0] | {"id": "evt_0"}], "1 events are not in the ledger"),
    ],
)
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_the_checker_sees_it(
    harm: Callable[[list[object]], list[dict[str, object]]],
    fault: str | None,
    order: str,
    walked: tuple[Checker, Walk],
) -> None:
    checker, walk = walked
    events = harm(walk.events)
    found = checker.faults(Walk(order, walk.began, events if order == "asc" else events[::-1]))
    assert found == ([] if fault is None else [f"{order}, {len(events)} events: {fault}"])


@pytest.mark.parametrize(
    ("dropped", "fault"), [(slice(7, 8), "there is a gap"), (slice(-1, None), "1 lost at the end")]
)
def test_the_checker_sees_what_came_after_the_walk_began(
    dropped: slice, fault: str, walked: tuple[Checker, Walk]
) -> None:
    checker, walk = walked
    events = [*walk.events]
    del events[dropped]
    (found,) = checker.faults(Walk("asc", 0, events, follows=True))
    assert found.endswith(fault)
