"""Appending to a store and reading it back, without a server."""

from typing import Any

from auditledge.server.accounts.principal import Principal
from auditledge.server.clock import system_clock
from auditledge.server.ledger.append import AppendRequest, Stored, append
from auditledge.server.ledger.events import NewEvent
from auditledge.server.stores.models import Actor, Event, EventKind, Filters
from auditledge.server.stores.protocol import Store
from server.samples import new_id

START = 1_795_000_000_000_000
"""An instant in November 2026, in microseconds."""


def a_new_event(**members: Any) -> NewEvent:
    """A minimal event, except for the given members."""
    plain = NewEvent(
        new_id(), True, None, None, Actor("u", None, None), EventKind("a.b", "invoice"), "1", None, "{}"
    )
    return plain._replace(**members)


def principal(account: int) -> Principal:
    return Principal(None, account, None, bound=False, scopes=frozenset())


def store_all(store: Store, account: int, events: list[NewEvent], now: int | None = None) -> list[Any]:
    """Append events in one transaction, by default as received now; returns the outcome of each.

    `now` is in microseconds.
    """
    clock = system_clock if now is None else lambda: now
    requests = [AppendRequest(principal(account), each) for each in events]
    with store.writing() as transaction:
        return append(transaction, requests, clock=clock)


def all_of(store: Store, account: int) -> list[Event]:
    """Every event of an account, by sequence."""
    with store.snapshot() as snapshot:
        batches = snapshot.search(account, Filters()).batches("asc", None, 100)
        events = [each for some in batches for each in some]
    return sorted(events, key=lambda each: each.sequence)


def summary_of(outcome: Any) -> tuple[str, Event | None]:
    """`stored`, `replayed` or the code of an error; and the event if there is one."""
    if isinstance(outcome, Stored):
        return ("replayed" if outcome.replayed else "stored"), outcome.event
    return outcome.code, None
