"""Many connections to several server processes on one PostgreSQL: what does a reader with cursors miss?

    PYTHONPATH=tests python -m server.load.contention --connections 200 --events 20000

Some connections write, the others read by cursor, in both directions, until all is written. Where events have
the time of their receipt, a reader that goes up and waits at the end reads each event once, in the order of
storing; one that goes down reads all that was stored when it began. Where events bring timestamps of their
own, a reader meets each event once, in order, and every one that was acknowledged before it began.
"""

import argparse
import asyncio
import contextlib
import itertools
import random
import ssl
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from server.load.crash import kill, start_server
from server.load.history import History, Verdict, check_history, stored, write
from server.postgres import private_server
from server.samples import Event
from server.server_process import a_key

SERVERS = 3
READING = 0.3
"""The share of connections that read."""

_LIMITS = (20, 50, 200)


@dataclass
class Walk:
    """What a reader read on one way through an account, and when it began."""

    order: str
    began: float
    events: list[Event] = field(default_factory=list)
    follows: bool = False
    """Whether it continued at the end until everything was written."""

    @property
    def ids(self) -> list[str]:
        return [each["id"] for each in self.events]


class Reader:
    """Walks through an account by cursor."""

    def __init__(self, client: httpx.AsyncClient, history: History, order: str, limit: int) -> None:
        self.walks: list[Walk] = []
        self._client = client
        self._headers = history.headers
        self._query = {"order": order, "limit": limit}

    async def follow(self, written: asyncio.Event) -> None:
        """Go up once, and on as long as events are written."""
        walk = Walk("asc", time.monotonic(), follows=True)
        self.walks.append(walk)
        cursor, place, last = None, 0, False
        while True:
            ends = written.is_set()
            page = await self._page(cursor)
            seen = walk.events[place:]
            assert page["events"][: len(seen)] == seen, "a page changed at its beginning"
            walk.events[place:] = page["events"]
            last = page["next_cursor"] is None
            if not last:
                cursor, place = page["next_cursor"], len(walk.events)
            elif ends:
                return
            else:
                await asyncio.sleep(0.02)

    async def walk(self, written: asyncio.Event) -> None:
        """Go from one end to the other, again and again, and a last time when all is written."""
        ends = False
        while not ends:
            ends = written.is_set()
            walk = Walk(str(self._query["order"]), time.monotonic())
            cursor = None
            while True:
                page = await self._page(cursor)
                walk.events += page["events"]
                cursor = page["next_cursor"]
                if cursor is None:
                    break
            self.walks.append(walk)

    async def _page(self, cursor: str | None) -> Any:
        query = self._query | ({} if cursor is None else {"cursor": cursor})
        answer = await self._client.get("/events", params=query, headers=self._headers)
        return answer.raise_for_status().json()


@dataclass
class Report:
    """The result of a run."""

    verdicts: list[Verdict]
    walks: int
    read: int
    faults: list[str]
    seconds: float

    @property
    def is_good(self) -> bool:
        return not self.faults and all(verdict.is_good for verdict in self.verdicts)

    def __str__(self) -> str:
        lines = [f"{self.walks} walks by cursor read {self.read} events in {self.seconds:.0f} s"]
        lines += map(str, self.verdicts)
        return "\n".join([*lines, f"faults that readers saw: {len(self.faults)}", *self.faults[:20]])


def crowd(store_url: str, connections: int, events: int, seed: int) -> Report:
    """Have so many connections write so many events and read them, and check what they read."""
    keys = [a_key(store_url, name) for name in ("received", "dated")]
    histories = [History(keys[0]), History(keys[1], dated=True)]
    servers = [start_server(store_url) for _ in range(SERVERS)]
    started = time.monotonic()
    try:
        bases = [base for _, base in servers]
        readers = asyncio.run(_run(bases, histories, connections, events, random.Random(seed)))
        seconds = time.monotonic() - started
        verdicts = [check_history(each, store_url, bases[n], n + 1) for n, each in enumerate(histories)]
    finally:
        for process, _ in servers:
            kill(process)
    faults: list[str] = []
    for account, (history, some) in enumerate(zip(histories, readers, strict=True), 1):
        checker = Checker(history, stored(store_url, account), dated=account == 2)
        faults += [fault for reader in some for walk in reader.walks for fault in checker.faults(walk)]
    walks = [walk for some in readers for reader in some for walk in reader.walks]
    return Report(verdicts, len(walks), sum(len(walk.events) for walk in walks), faults, seconds)


async def _run(
    bases: list[str], histories: list[History], connections: int, events: int, rng: random.Random
) -> list[list[Reader]]:
    """The readers of each account, when all is written and read."""
    written, stop = asyncio.Event(), asyncio.Event()
    context = ssl.create_default_context()  # made once, as it is slow, and not used
    async with contextlib.AsyncExitStack() as opened:
        clients = [
            await opened.enter_async_context(
                httpx.AsyncClient(
                    base_url=bases[n % SERVERS],
                    timeout=60,
                    verify=context,
                    limits=httpx.Limits(max_connections=1),
                )
            )
            for n in range(connections)
        ]
        reading = int(connections * READING) // 6 * 6 or 6
        pairs = list(zip(clients[:reading], itertools.cycle(histories), strict=False))
        readers = [
            Reader(client, history, "asc" if n % 3 < 2 else "desc", _LIMITS[n // 6 % len(_LIMITS)])
            for n, (client, history) in enumerate(pairs)
        ]
        tasks = [
            # Only in the order of receipt can a reader wait at the end for new events.
            asyncio.ensure_future(reader.follow(written) if n % 6 in (0, 4) else reader.walk(written))
            for n, reader in enumerate(readers)
        ]
        writers = [
            asyncio.ensure_future(write(client, histories[n % 2], stop, rng))
            for n, client in enumerate(clients[reading:])
        ]
        while sum(len(history.acknowledged) for history in histories) < events:  # noqa: ASYNC110 - it is rare
            await asyncio.sleep(0.05)
        stop.set()
        await asyncio.gather(*writers)
        written.set()
        await asyncio.gather(*tasks)
    return [readers[0::2], readers[1::2]]


class Checker:
    """What a walk has to hold, by what the store has in the end."""

    def __init__(self, history: History, rows: Sequence[Any], *, dated: bool) -> None:
        self._history = history
        self._dated = dated
        self._in_order = [row.id for row in sorted(rows, key=lambda row: (row.timestamp, row.sequence))]
        self._places = {each: place for place, each in enumerate(self._in_order)}

    def faults(self, walk: Walk) -> list[str]:
        """What is wrong with a walk."""
        found = list(self._general(walk))
        if not self._dated and not found:
            found += self._complete(walk)
        return [f"{walk.order}, {len(walk.events)} events: {fault}" for fault in found]

    def _general(self, walk: Walk) -> list[str]:
        """Each event once, in order, as in its response; and every one that was acknowledged before."""
        ids = walk.ids
        unknown = [each for each in ids if each not in self._places]
        if unknown:
            return [f"{len(unknown)} events are not in the ledger"]
        places = [self._places[each] for each in ids]
        if walk.order == "desc":
            places.reverse()
        found = []
        if len(set(places)) < len(places):
            found.append(f"{len(places) - len(set(places))} doubled")
        if places != sorted(places):
            found.append("out of order")
        known = self._history.acknowledged
        missing = {each for each, (_, at) in known.items() if at < walk.began} - set(ids)
        if missing:
            found.append(f"{len(missing)} lost that were acknowledged before")
        if any(each != known[each["id"]][0] for each in walk.events if each["id"] in known):
            found.append("events are not as they were answered")
        return found

    def _complete(self, walk: Walk) -> list[str]:
        """There is no gap: what is received later is after what was read, or before it all."""
        ids = walk.ids if walk.order == "asc" else walk.ids[::-1]
        if ids != self._in_order[: len(ids)]:
            return ["there is a gap"]
        if walk.follows and len(ids) < len(self._in_order):
            return [f"{len(self._in_order) - len(ids)} lost at the end"]
        return []


def main() -> None:
    parser = argparse.ArgumentParser(description="Write and read with many connections at once.")
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    with private_server() as server, server.database() as url:
        report = crowd(url, chosen.connections, chosen.events, seed)
    sys.stdout.write(f"{report}\n")
    sys.exit(0 if report.is_good else 1)


if __name__ == "__main__":
    main()
