"""The one place where events are appended: order, idempotency and quota, inside one transaction."""

from collections.abc import Sequence
from typing import NamedTuple

from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.accounts.principal import Principal
from auditledge.server.calendar_months import month_of, seconds_to_next_month
from auditledge.server.clock import Clock, system_clock
from auditledge.server.errors import (
    IDConflictError,
    InvalidAPIKeyError,
    LedgerError,
    MonthlyQuotaExceededError,
)
from auditledge.server.ledger.events import NewEvent, has_content_of, stored_event
from auditledge.server.stores.models import AccountState, Event, KeyUse
from auditledge.server.stores.protocol import Snapshot, Transaction

KEY_USE_INTERVAL = 60_000_000
"""Microseconds between two records of a key's use. They are for people, and not worth a write per event."""


class AppendRequest(NamedTuple):
    """One event to append for a principal. Without an event, only the use of its key is recorded."""

    principal: Principal
    event: NewEvent | None


class Stored(NamedTuple):
    """An event that is stored. `replayed` means that an earlier request with the same id stored it."""

    event: Event
    replayed: bool


Outcome = Stored | LedgerError | None
"""What became of an AppendRequest; None for one without an event."""


def append(
    transaction: Transaction,
    requests: Sequence[AppendRequest],
    plans: Plans = BUILT_IN,
    clock: Clock = system_clock,
) -> list[Outcome]:
    """Store events, in order, as received now by `clock`; returns the outcome of each request.

    A LedgerError among the outcomes means that this event alone is not stored. Raises StoreError, and then
    none is stored.
    """
    now = clock()
    over = _record_key_uses(transaction, requests, now)
    by_account: dict[int, list[NewEvent]] = {}
    for principal, event in requests:
        if event is not None:
            by_account.setdefault(principal.account, []).append(event)
    # Sorted, because reading an account locks it: transactions that lock in one order can't deadlock.
    tails = {
        each: _AccountTail(transaction, each, by_account[each], now, plans) for each in sorted(by_account)
    }
    outcomes = [_append_one(request, tails, over) for request in requests]
    for tail in tails.values():
        tail.flush()
    return outcomes


def receipt_time(reader: Snapshot | Transaction, account: int, now: int) -> tuple[int, AccountState]:
    """The `received_at` of an event that the account receives now, and the account's state in that month.

    Not before the account's last receipt: a clock that was set back must not reorder events that are stored,
    nor start a month again. If that receipt is wrong, an operator repairs it (see `retention.clock.repair`).
    """
    state = reader.account(account, month_of(now))
    if state.received_at <= now:
        return now, state
    return state.received_at, reader.account(account, month_of(state.received_at))


def invalid_key(use: KeyUse) -> InvalidAPIKeyError:
    """The error for a key that is no longer valid. Once it is revoked, whether it has expired is not said."""
    return InvalidAPIKeyError(use.expired_at if use.revoked_at is None else None)


def _append_one(
    request: AppendRequest, tails: dict[int, "_AccountTail"], over: dict[int | None, KeyUse]
) -> Outcome:
    principal, event = request
    if principal.key in over:
        return invalid_key(over[principal.key])
    return None if event is None else tails[principal.account].accept(event)


def _record_key_uses(
    transaction: Transaction, requests: Sequence[AppendRequest], now: int
) -> dict[int | None, KeyUse]:
    """Record the use of each key. Returns those that are no longer valid since the authentication."""
    over: dict[int | None, KeyUse] = {}
    for key in sorted({principal.key for principal, _ in requests if principal.key is not None}):
        use = transaction.accounts.key_use(key)
        if use.is_over:
            over[key] = use
        elif is_use_old(use, now):
            transaction.accounts.record_key_use(key, now)
    return over


def is_use_old(use: KeyUse, now: int) -> bool:
    """Whether the recorded use of a key is old enough to record another, or from a clock that was wrong."""
    return use.used_at is None or abs(now - use.used_at) > KEY_USE_INTERVAL


class _AccountTail:
    """The end of one account's sequence. It grows in memory until `flush` stores it with one statement."""

    def __init__(
        self, transaction: Transaction, account: int, events: Sequence[NewEvent], now: int, plans: Plans
    ) -> None:
        self._transaction = transaction
        self._account = account
        self._now, state = receipt_time(transaction, account, now)
        self._sequence = state.sequence
        self._plan = plans.of(state.plan)
        self._stored_in_month = state.stored_in_month
        self._appended: list[Event] = []
        # Only ids that clients made can be stored already; ours are new.
        sent_ids = [event.id for event in events if event.is_id_sent]
        self._known = transaction.events(account, sent_ids) if sent_ids else {}

    def accept(self, event: NewEvent) -> Outcome:
        # Before the quota: repeating a request must succeed even when its event was the last one allowed.
        known = self._known.get(event.id)
        if known is not None:
            return Stored(known, replayed=True) if has_content_of(known, event) else IDConflictError()
        limit = self._plan.events_limit
        if limit is not None and self._stored_in_month >= limit:
            return MonthlyQuotaExceededError(self._plan.name, limit, seconds_to_next_month(self._now))
        return Stored(self._assign_sequence(event), replayed=False)

    def flush(self) -> None:
        if self._appended:
            self._transaction.append_events(self._account, self._appended, month_of(self._now))

    def _assign_sequence(self, new: NewEvent) -> Event:
        self._stored_in_month += 1
        self._sequence += 1
        event = stored_event(new, self._sequence, self._now)
        self._appended.append(event)
        if new.is_id_sent:
            # The same group may contain a repetition, from another connection of the same client.
            self._known[new.id] = event
        return event
