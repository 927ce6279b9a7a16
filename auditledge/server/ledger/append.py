"""The one place where an event is appended: order, idempotency and quota, inside one transaction."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.accounts.principal import Grant
from auditledge.server.calendar_months import month_of, seconds_to_next_month
from auditledge.server.errors import (
    IDConflictError,
    InvalidAPIKeyError,
    LedgerError,
    MonthlyQuotaExceededError,
)
from auditledge.server.ledger.events import Draft, event_of, has_content_of
from auditledge.server.stores.models import AccountState, Event
from auditledge.server.stores.protocol import Snapshot, Transaction

NOTE_USE_EVERY = 60_000_000  # microseconds; the last use of a key is for people, not worth a write each time


class Entry(NamedTuple):
    """One event that a key wants stored; without a draft it only tells that the key was used."""

    grant: Grant
    draft: Draft | None


class Stored(NamedTuple):
    """An event that is stored. `replayed` tells that an earlier request stored it."""

    event: Event
    replayed: bool


Outcome = Stored | LedgerError | None


def append(transaction: Transaction, entries: Sequence[Entry], plans: Plans = BUILT_IN) -> list[Outcome]:
    """Store entries, in order; returns the outcome of each.

    A LedgerError among the outcomes means that this entry alone is not stored. Raises StoreError, and then
    none is stored.
    """
    now = time.time_ns() // 1_000
    revoked = _revoked_keys(transaction, entries, now)
    accounts: dict[int, list[Draft]] = {}
    for grant, draft in entries:
        if draft is not None:
            accounts.setdefault(grant.account, []).append(draft)
    logs = {each: _AccountLog(transaction, each, accounts[each], now, plans) for each in sorted(accounts)}
    outcomes = [_append_one(entry, logs, revoked) for entry in entries]
    for log in logs.values():
        log.flush()
    return outcomes


def standing(reader: Snapshot | Transaction, account: int, now: int) -> tuple[int, AccountState]:
    """When an account receives what comes now, and how it stands in the month of that.

    A clock that was set back must not reorder what is already stored, nor open a month again.
    """
    state = reader.account(account, month_of(now))
    if state.received_at <= now:
        return now, state
    return state.received_at, reader.account(account, month_of(state.received_at))


def _append_one(entry: Entry, logs: dict[int, "_AccountLog"], revoked: set[int]) -> Outcome:
    grant, draft = entry
    if grant.key in revoked:
        return InvalidAPIKeyError()
    return None if draft is None else logs[grant.account].append(draft)


def _revoked_keys(transaction: Transaction, entries: Sequence[Entry], now: int) -> set[int]:
    """Keys that were revoked since they were looked up, by this or another process."""
    revoked: set[int] = set()
    for key in sorted({grant.key for grant, _ in entries if grant.key is not None}):
        use = transaction.key_use(key)
        if use.revoked_at is not None:
            revoked.add(key)
        elif use.used_at is None or now - use.used_at > NOTE_USE_EVERY:
            transaction.record_key_use(key, now)
    return revoked


class _AccountLog:
    """The end of one account's sequence, carried on in memory until `flush` writes it."""

    def __init__(
        self, transaction: Transaction, account: int, drafts: Sequence[Draft], now: int, plans: Plans
    ) -> None:
        self._transaction = transaction
        self._account = account
        self._now, state = standing(transaction, account, now)
        self._sequence = state.sequence
        self._plan = plans.of(state.plan)
        self._stored = state.stored_in_month
        self._events: list[Event] = []
        sent = [draft.id for draft in drafts if draft.sent_id]
        self._known = transaction.events(account, sent) if sent else {}

    def append(self, draft: Draft) -> Outcome:
        known = self._known.get(draft.id)
        if known is not None:
            return Stored(known, replayed=True) if has_content_of(known, draft) else IDConflictError()
        limit = self._plan.events_limit
        if limit is not None and self._stored >= limit:
            return MonthlyQuotaExceededError(self._plan.name, limit, seconds_to_next_month(self._now))
        return Stored(self._carry_on(draft), replayed=False)

    def flush(self) -> None:
        if self._events:
            self._transaction.append(self._account, self._events, month_of(self._now))

    def _carry_on(self, draft: Draft) -> Event:
        self._stored += 1
        self._sequence += 1
        event = event_of(draft, self._sequence, self._now)
        self._events.append(event)
        if draft.sent_id:
            self._known[draft.id] = event
        return event
