"""Seeded, realistic events with Zipf distributions, for one large account and fifty small ones."""

import itertools
import random
from collections.abc import Iterator

from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.protocol import Store

SEED = 5
SMALL_ACCOUNTS = 50
SMALL_SHARE = 0.1
ORGANIZATIONS = 1_000
ACTORS = 22_000
ACTIONS, TYPES = 60, 20
DAYS = 730
END = 1_795_392_000_000_000  # 2026-11-23
LATE = 0.002
"""The share of events that are sent up to 90 days after their timestamp."""

_DAY = 86_400_000_000
_BATCH = 1_000
_NAMES = """
Ada Alan Grace Linus Barbara Ken Radia Edsger Frances Donald Margaret Tony Hedy Tim Anita Niklaus
Lovelace Turing Hopper Torvalds Liskov Thompson Perlman Dijkstra Allen Knuth Hamilton Hoare Lamarr
"""
_NOUNS = """
invoice user team project document report key role webhook export card order plan token site
"""
_VERBS = """
created updated deleted viewed shared archived restored exported invited removed
"""


class Account:
    """The population of an account, and an endless stream of its events, in the order of receipt."""

    def __init__(self, number: int, events: int, organizations: int, actors: int) -> None:
        self.random = random.Random(SEED + number)
        self.organizations = [f"org_{number}_{n}" for n in range(organizations)]
        self.actors = [self._actor(number, n) for n in range(actors)]
        self.kinds = [EventKind(*self._kind(n)) for n in range(ACTIONS)]
        self._owners = [self.organizations[self.random.randrange(organizations)] for _ in self.actors]
        self._pairs = list(zip(self.actors, self._owners, strict=True))
        self._step = DAYS * _DAY // max(events, 1)
        self._now = END - DAYS * _DAY

    def stream(self) -> Iterator[Event]:
        """Events without a sequence."""
        actors, kinds = _zipf(len(self._pairs)), _zipf(len(self.kinds))
        while True:
            chosen = zip(
                self.random.choices(self._pairs, cum_weights=actors, k=_BATCH),
                self.random.choices(self.kinds, cum_weights=kinds, k=_BATCH),
                strict=True,
            )
            for (actor, organization), kind in chosen:
                yield self._event(actor, organization, kind)

    def introduction(self) -> Iterator[Event]:
        """One event per actor, without a sequence."""
        for actor, organization in self._pairs:
            yield self._event(actor, organization, self.kinds[0])

    def _event(self, actor: Actor, organization: str, kind: EventKind) -> Event:
        self._now += self._step
        number = self.random.getrandbits(60)
        timestamp = self._now - (number % (90 * _DAY) if number % 1_000 < LATE * 1_000 else 0)
        return Event(
            f"evt_{self._now // 1_000:012x}{number:020x}",
            0,
            timestamp,
            self._now,
            organization,
            actor,
            kind,
            # Three in four resources appear only a few times, the others very often.
            f"{kind.resource_type}_{number % 4_000_000 if number & 3 else number % 2_000}",
            f"{kind.resource_type.title()} #{number % 100_000}",
            f'{{"ip":"10.{number % 256}.{number // 256 % 256}.7","agent":"Mozilla/5.0 (X11; Linux x86_64)",'
            f'"request":"req_{number:x}","session":"{number * 7 % 2**60:x}","changes":["status","owner"],'
            f'"duration_ms":{number % 4_000}}}',
        )

    def _actor(self, account: int, number: int) -> Actor:
        first, last = (line.split() for line in _NAMES.strip().splitlines())
        name = f"{first[number % len(first)]} {last[number // 7 % len(last)]} {number:x}"
        return Actor(f"user_{account}_{number}", name, f"user{number}@example{account}.com")

    def _kind(self, number: int) -> tuple[str, str]:
        nouns, verbs = _NOUNS.split(), _VERBS.split()
        noun = nouns[number % len(nouns)]
        return f"{noun}.{verbs[number // len(nouns) % len(verbs)]}", noun if number % 3 else "object"


def accounts(events: int) -> tuple[Account, list[Account]]:
    """The large account, with the given number of events, and the small accounts."""
    small = int(events * SMALL_SHARE) // SMALL_ACCOUNTS
    return Account(0, events, ORGANIZATIONS, ACTORS), [
        Account(1 + n, small, 5, 200) for n in range(SMALL_ACCOUNTS)
    ]


def append(store: Store, account: int, stream: Iterator[Event], events: int, group: int = _BATCH) -> None:
    """Store the given number of events of a stream, one commit per group."""
    with store.reading() as snapshot:
        sequence = snapshot.account(account, 0).sequence
    for start in range(0, events, group):
        some = itertools.islice(stream, min(group, events - start))
        numbered = [event._replace(sequence=sequence + n) for n, event in enumerate(some, 1)]
        with store.writing() as transaction:
            transaction.append_events(account, numbered, 0)
        sequence += len(numbered)


def _zipf(size: int, exponent: float = 1.05) -> list[float]:
    return list(itertools.accumulate(1 / (n + 1) ** exponent for n in range(size)))
