"""Accounts with plans, and events that were received days ago."""

import time
from typing import Any

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.accounts.plans import PLANS, Plan, Plans
from auditledge.server.stores.models import Event
from auditledge.server.stores.protocol import Store
from server.stores.appending import a_new_event, store_all

DAY = 86_400_000_000  # microseconds
TEAM = Plans(PLANS | {"team": Plan("team", None, 10), "keeps": Plan("keeps", None, None)}, "team")


def served_until_now(store: Store) -> None:
    """Let retention trust the clock, as if the store had been served until now."""
    with store.writing() as transaction:
        transaction.clock.trust_first(time.time_ns() // 1_000)


def account_with_key(store: Store, name: str, plan: str = "team") -> int:
    """Create an account with a key, in a store that was served until now; returns its number."""
    served_until_now(store)
    create_key(store, account=name, organization=None, bound=False, scopes=frozenset(["read"]), plan=plan)
    return store.ensure_account(name, plan)


def store_days_ago(store: Store, account: int, days: float, events: int, **members: Any) -> list[Event]:
    """Store events as if they were received so long ago; returns them."""
    then = time.time_ns() // 1_000 - int(days * DAY)
    outcomes = store_all(store, account, [a_new_event(**members) for _ in range(events)], then)
    return [each.event for each in outcomes]
