"""The clock by which events expire: whether it is plausible, and what an operator can decide when it is not.

Expired events are deleted permanently, so nothing may be deleted by a clock that is wrong. The events that a
process receives can't vouch for its clock: their times of receipt are by the same one. So a store holds the
last plausible reading. A clock is plausible for 31 days after it, and then moves it forward. In a store
without one, it is the newest receipt as of when the first process starts.

Instants are microseconds since 1970 in UTC.
"""

import logging
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from auditledge.server.clock import Clock, system_clock
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import ClockRepair
from auditledge.server.stores.protocol import Snapshot, Store

_SECOND = 1_000_000
_TOLERANCE = 3_600 * _SECOND  # between clocks: plans count days, so that less does no harm
_MAX_AHEAD = 60 * _SECOND  # of a receipt by the clock of another machine
_MAX_GAP = 31 * 86_400 * _SECOND

_log = logging.getLogger("auditledge.server.retention")


class ClockError(StoreError):
    """The clock of this machine can't be right, so that nothing can be decided by it."""


class _Anchor(NamedTuple):
    """A plausible reading of the clock, and that of a clock which nobody sets, in seconds."""

    now: int
    steady: float


class RetentionClock:
    """Reads the clock for retention, and whether it is plausible. Used by one thread at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._anchor: _Anchor | None = None
        self.doubt: str | None = None
        """Why the clock is not plausible; None if it is. Can be read from any thread."""

    def read(self) -> int | None:
        """The time; None if the clock is not plausible, which is logged once. Raises StoreError.

        The first call has to come before this process stores events (see above).
        """
        now, steady = _now(), _steady()
        with self._store.reading() as snapshot:
            database, known = snapshot.database_time(), snapshot.clock.trusted()
            trusted = known or min(snapshot.newest_receipt(), now) or now
        if known is None:
            with self._store.writing() as transaction:
                transaction.clock.trust_first(trusted)
        doubt = self._doubt(_Anchor(now, steady), trusted, database)
        if doubt is not None and self.doubt is None:
            _log.warning("expired events are not deleted: %s", doubt)
        if doubt is None and self.doubt is not None:
            _log.info("the clock is plausible again: expired events are deleted")
        self.doubt = doubt
        if doubt is not None:
            return None
        self._anchor = _Anchor(now, steady)
        if now - trusted > _TOLERANCE:
            with self._store.writing() as transaction:
                transaction.clock.trust(now, now - _MAX_GAP)
        return now

    def _doubt(self, reading: _Anchor, trusted: int, database: int | None) -> str | None:
        now, steady = reading
        if database is not None and _differ(now, database):
            return _disagree(now, database)
        if self._anchor is not None and _differ(now, trusted):
            expected = self._anchor.now + round((steady - self._anchor.steady) * _SECOND)
            if _differ(now, expected):
                return (
                    f"the clock was set to {_show(now)} while the server was running, when it was"
                    f" {_show(expected)}. Set it right; if it is right, run `auditledge retention confirm`"
                )
        if now - trusted > _MAX_GAP:
            return (
                f"the clock says {_show(now)}, more than 31 days after {_show(trusted)}, when it was last"
                " known to be right. Set it right; if it is right, and the ledger was simply idle or stopped,"
                " run `auditledge retention confirm`"
            )
        return _in_use_later(now, trusted) if trusted - now > _TOLERANCE else None


class NewestReceipt:
    """The newest time of receipt that this process knows of, and whether it is in the future.

    That shows that a clock was wrong. Until that time, the account receives all of its events at that time.
    """

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._newest = 0
        self._is_reported = False

    def stored(self, received_at: int) -> None:
        """An event was received at this time."""
        if received_at > self._newest:
            self.read(received_at)

    def read(self, newest: int) -> None:
        """The newest time of receipt in the store was read."""
        self._newest = newest
        if not self.ahead:
            self._is_reported = False
        elif not self._is_reported:
            self._is_reported = True
            _log.warning("received_at %s", self.warning)

    @property
    def ahead(self) -> float:
        """By how many seconds it is ahead of the clock; 0 if that is less than a minute."""
        ahead = self._newest - self._clock()
        return ahead / _SECOND if ahead > _MAX_AHEAD else 0.0

    @property
    def warning(self) -> str | None:
        """What is wrong with `received_at`, and how to fix it; None if nothing is."""
        if not self.ahead:
            return None
        return (
            f"of the newest event is {_show(self._newest)}, in the future. Set the clocks of all servers"
            " right, then run `auditledge repair-clock`"
        )


class Confirmation(NamedTuple):
    """That it is `now`. `trusted` is when the clock was last known to be right; 0 if never."""

    now: int
    trusted: int


class Repair(NamedTuple):
    """The accounts whose last receipt was after `now`, and what was done about each.

    `is_needed` is whether anything was: also without such accounts, retention may not have trusted the clock.
    """

    now: int
    is_needed: bool
    accounts: list[ClockRepair]


def confirm(store: Store) -> Confirmation:
    """Record that the clock of this machine is right, so that retention trusts it for 31 days.

    Raises ClockError if something shows that it is wrong, and StoreError.
    """
    now = _now()
    with store.reading() as snapshot:
        _check_database(now, snapshot)
        trusted, newest = snapshot.clock.trusted() or 0, snapshot.newest_receipt()
    if max(trusted, newest) - now > _TOLERANCE:
        raise ClockError(_in_use_later(now, max(trusted, newest)))
    with store.writing() as transaction:
        transaction.clock.decide("confirmed", now, newest)
    return Confirmation(now, trusted)


def repair(store: Store) -> Repair:
    """Let accounts whose last receipt is in the future receive their next events by this machine's clock.

    No event is changed. What is done is recorded in the store. Raises ClockError if the clock differs from
    that of the database, and StoreError.
    """
    now = _now()
    with store.reading() as snapshot:
        _check_database(now, snapshot)
        trusted, newest = snapshot.clock.trusted() or 0, snapshot.newest_receipt()
        accounts = [each.account for each in snapshot.accounts.list_accounts()]
    if max(trusted, newest) - now <= _MAX_AHEAD:
        return Repair(now, is_needed=False, accounts=[])
    with store.writing() as transaction:
        repairs = [transaction.repair_clock(each, now) for each in sorted(accounts)]
        transaction.clock.decide("repaired", now, newest)
    return Repair(now, is_needed=True, accounts=[each for each in repairs if each is not None])


def _check_database(now: int, snapshot: Snapshot) -> None:
    database = snapshot.database_time()
    if database is not None and _differ(now, database):
        raise ClockError(_disagree(now, database))


def _disagree(now: int, database: int) -> str:
    return (
        f"the clock of this machine says {_show(now)}, but that of PostgreSQL {_show(database)}."
        " Synchronize both with NTP"
    )


def _in_use_later(now: int, later: int) -> str:
    return (
        f"the clock says {_show(now)}, but the ledger was already in use at {_show(later)}. Set it right;"
        " if it is right, run `auditledge repair-clock`"
    )


def _differ(one: int, other: int) -> bool:
    return abs(one - other) > _TOLERANCE


def _show(instant: int) -> str:
    """An instant to the second, even if it is out of the range of the calendar."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant // _SECOND)
    except OverflowError:
        return f"{instant} microseconds"
    return moment.isoformat().replace("+00:00", "Z")


def _now() -> int:
    return time.time_ns() // 1_000


def _steady() -> float:
    """Seconds by a clock which nobody sets, and which runs while the machine is suspended if there is one."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
