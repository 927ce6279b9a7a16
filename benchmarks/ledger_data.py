"""Seeded, realistic events with Zipf distributions, for one large account and fifty small ones."""

import itertools
import random
from collections.abc import Callable, Iterator

from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.protocol import Store
from benchmarks.ledger_members import Members, actor_type

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
    """The population of an account, and an endless stream of its events, in the order of receipt.

    Each event is a function of its place in the stream, so that a stream can be resumed anywhere.
    """

    def __init__(self, number: int, events: int, organizations: int, actors: int) -> None:
        self._number = number
        draw = self._random("population")
        self.organizations = [f"org_{number}_{n}" for n in range(organizations)]
        self.actors = [self._actor(number, n) for n in range(actors)]
        self.kinds = [EventKind(*self._kind(n)) for n in range(ACTIONS)]
        owners = [self.organizations[draw.randrange(organizations)] for _ in self.actors]
        self._pairs = list(zip(self.actors, owners, strict=True))
        self._step = DAYS * _DAY // max(events, 1)
        self._members = Members(self.actors)

    def stream(self, first: int = 0) -> Iterator[Event]:
        """Events with every optional member, from the place `first` on, without a sequence."""
        for event, bits in self._events(first):
            yield self._members.added(event, bits)

    def plain_stream(self, first: int = 0) -> Iterator[Event]:
        """The same without the members that contract 1.1 has added."""
        for event, _ in self._events(first):
            yield event._replace(actor=event.actor._replace(type=None))

    def sample(self, size: int, events: int) -> list[Event]:
        """Some of the first events of the stream, at equal distances."""
        return [next(self.stream(n * events // size)) for n in range(size)]

    def introduction(self) -> Iterator[Event]:
        """One plain event per actor, without a sequence."""
        draw = self._random("introduction")
        for place, (actor, organization) in enumerate(self._pairs):
            number = draw.getrandbits(60)
            untyped = actor._replace(type=None)
            yield self._event(place, number, untyped, organization, self.kinds[0])

    def _events(self, first: int) -> Iterator[tuple[Event, int]]:
        """Plain events, with random bits for the members of each."""
        actors, kinds = _zipf(len(self._pairs)), _zipf(len(self.kinds))
        skipped = first % _BATCH
        for start in itertools.count(first - skipped, _BATCH):
            draw = self._random(start)
            chosen = zip(
                itertools.count(start),
                draw.choices(self._pairs, cum_weights=actors, k=_BATCH),
                draw.choices(self.kinds, cum_weights=kinds, k=_BATCH),
                [draw.getrandbits(128) for _ in range(_BATCH)],
                strict=False,
            )
            for place, (actor, organization), kind, bits in itertools.islice(chosen, skipped, None):
                yield self._event(place, bits >> 68, actor, organization, kind), bits
            skipped = 0

    def _random(self, purpose: object) -> random.Random:
        return random.Random(f"{SEED} {self._number} {purpose}")

    def _event(self, place: int, number: int, actor: Actor, organization: str, kind: EventKind) -> Event:
        received = END - DAYS * _DAY + self._step * (place + 1)
        timestamp = received - (number % (90 * _DAY) if number % 1_000 < LATE * 1_000 else 0)
        return Event(
            f"evt_{received // 1_000:012x}{number:020x}",
            0,
            timestamp,
            received,
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
        email = f"user{number}@example{account}.com"
        return Actor(f"user_{account}_{number}", name, email, actor_type(number))

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


def append(
    store: Store, account: int, stream_from: Callable[[int], Iterator[Event]], events: int, group: int
) -> None:
    """Store the events of a stream until an account of the store has this many, one commit per group."""
    with store.reading() as snapshot:
        sequence = snapshot.account(account, 0).sequence
    stream = stream_from(sequence)
    while sequence < events:
        some = itertools.islice(stream, min(group, events - sequence))
        numbered = [event._replace(sequence=sequence + n) for n, event in enumerate(some, 1)]
        with store.writing() as transaction:
            transaction.append_events(account, numbered, 0)
        sequence += len(numbered)


def _zipf(size: int, exponent: float = 1.05) -> list[float]:
    return list(itertools.accumulate(1 / (n + 1) ** exponent for n in range(size)))
