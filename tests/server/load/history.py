"""What clients sent and what was acknowledged to them, held against what a ledger has in the end."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from auditledge.server.stores.models import Event as Stored
from auditledge.server.stores.models import Filters
from auditledge.server.stores.urls import open_store
from server.samples import Event, event, new_id

ORGANIZATIONS = 3


class History:
    """The events of one account. Responses while it is not `recording` count as no response.

    If `dated`, they bring timestamps of their own, in no order; or else they have the time of their receipt.
    """

    def __init__(self, key: str, *, dated: bool = False) -> None:
        self._dated = dated
        self.headers = {"Authorization": f"Bearer {key}"}
        self.sent: dict[str, tuple[Event, float]] = {}
        self.acknowledged: dict[str, tuple[Event, float]] = {}
        self.recording = True

    def new(self) -> Event:
        """An event that differs from every other, about to be sent."""
        number = len(self.sent)
        made = event(
            id=new_id(),
            actor={"id": f"u{number % 7}", "name": f"Name {number}"},
            organization_id=f"o{number % ORGANIZATIONS}",
            metadata={"number": number, "text": "x" * (number % 300)},
        )
        if self._dated:
            made["timestamp"] = f"2026-11-{number * 7 % 28 + 1:02}T{number * 5 % 24:02}:00:00.000000Z"
        self.sent[made["id"]] = made, time.monotonic()
        return made

    def acknowledge(self, answered: Event) -> None:
        if self.recording:
            self.acknowledged.setdefault(answered["id"], (answered, time.monotonic()))


async def write(client: httpx.AsyncClient, history: History, stop: asyncio.Event, rng: random.Random) -> None:
    """Send events, alone and in batches, and retry each until there is a response, as a client does."""
    while not stop.is_set():
        waiting = [history.new() for _ in range(rng.choice((1, 1, 1, 20)))]
        while waiting and not stop.is_set():
            with contextlib.suppress(httpx.HTTPError):
                for answered in await _send(client, history, waiting):
                    history.acknowledge(answered)
                    waiting = [each for each in waiting if each["id"] != answered["id"]]
            if waiting:
                await asyncio.sleep(0.05)


async def _send(client: httpx.AsyncClient, history: History, some: Sequence[Event]) -> list[Event]:
    """Send events; returns those that were stored, as in the response."""
    if len(some) == 1:
        answer = await client.post("/events", json=some[0], headers=history.headers)
        return [answer.json()["event"]] if answer.status_code == 201 else []
    answer = await client.post("/events/batch", json={"events": list(some)}, headers=history.headers)
    if not answer.is_success:
        return []
    return [each["event"] for each in answer.json()["results"] if each["success"]]


@dataclass
class Verdict:
    """The result of a check. All except the first three fields should be empty."""

    sent: int
    acknowledged: int
    stored: int
    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    invented: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    disordered: set[str] = field(default_factory=set)
    miscounted: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        faults = (self.lost, self.doubled, self.invented, self.changed, self.disordered, self.miscounted)
        return not any(faults)

    def __str__(self) -> str:
        return (
            f"{self.sent} events sent, {self.acknowledged} acknowledged, {self.stored} stored:"
            f" {len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.invented)} invented,"
            f" {len(self.changed)} changed, {len(self.disordered)} out of order; counts wrong:"
            f" {self.miscounted or 'none'}"
        )


def check_history(history: History, store_url: str, base: str, account: int) -> Verdict:
    """Read an account as a whole, from the store and as it is served."""
    rows = stored(store_url, account)
    with httpx.Client(base_url=base, headers=history.headers, timeout=60) as client:
        served = client.get("/events/export").raise_for_status().json()
        counts = Counter(each["id"] for each in served)
        totals = {
            "total": (_total(client), len(rows)),
            "usage": (client.get("/usage").json()["events_this_month"], len(rows)),
            "last sequence": (rows[-1].sequence if rows else 0, len(rows)),
            **{
                name: (_total(client, organization_id=name), sum(row.organization == name for row in rows))
                for name in (f"o{n}" for n in range(ORGANIZATIONS))
            },
        }
    acknowledged = {each: answered for each, (answered, _) in history.acknowledged.items()}
    return Verdict(
        len(history.sent),
        len(acknowledged),
        len(served),
        lost=acknowledged.keys() - counts.keys(),
        doubled={each for each, count in counts.items() if count > 1},
        invented=counts.keys() - history.sent.keys(),
        changed={each["id"] for each in served if _is_changed(each, history)},
        disordered=_disordered(history, rows),
        miscounted={name: both for name, both in totals.items() if both[0] != both[1]},
    )


def stored(store_url: str, account: int) -> list[Stored]:
    """Every event of an account, in the order of storing."""
    with contextlib.closing(open_store(store_url)) as store, store.reading() as snapshot:
        batches = snapshot.search(account, Filters()).batches("asc", None, 1_000)
        events = [each for some in batches for each in some]
    return sorted(events, key=lambda each: each.sequence)


def _total(client: httpx.Client, **filters: str) -> int:
    total: int = client.get("/events", params={"limit": 1, **filters}).raise_for_status().json()["total"]
    return total


def _is_changed(served: Event, history: History) -> bool:
    """Whether an event differs from its response, or if there was none, from what was sent."""
    known: dict[str, Any]
    if served["id"] in history.acknowledged:
        known, _ = history.acknowledged[served["id"]]
        return served != known
    known, _ = history.sent.get(served["id"], ({}, 0))
    return any(served[name] != value for name, value in known.items())


def _disordered(history: History, rows: Sequence[Stored]) -> set[str]:
    """Events after a gap, or stored before one whose response had arrived when they were sent."""
    wrong = {row.id for place, row in enumerate(rows, 1) if row.sequence != place}
    sequences = {row.id: row.sequence for row in rows}
    answered = sorted((at, sequences.get(each, 0)) for each, (_, at) in history.acknowledged.items())
    sent = sorted((at, each) for each, (_, at) in history.sent.items() if each in sequences)
    highest = place = 0
    for at, each in sent:
        while place < len(answered) and answered[place][0] < at:
            highest = max(highest, answered[place][1])
            place += 1
        if sequences[each] < highest:
            wrong.add(each)
    return wrong
