"""The clock of a ledger under test."""

from datetime import UTC, datetime, timedelta
from threading import Lock

from auditledge import contract
from auditledge.server.clock import system_clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class LedgerClock:
    """When the ledger receives events. It runs with the clock of this machine until it is changed.

    Threads can share it. It is reset when the test ends.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._frozen_at: int | None = None
        self._ahead = 0

    def freeze(self, at: datetime | str | None = None) -> None:
        """Stop the clock at a time: an aware datetime or an ISO 8601 str; None means what it shows now.

        Events are never received before earlier ones of the same ledger, so freeze it before you record.
        Raises ValueError.
        """
        moment = self.microseconds() if at is None else _instant(at)
        with self._lock:
            self._frozen_at = moment

    def advance(self, by: timedelta | float) -> None:
        """Move the clock forward, by a timedelta or seconds, whether it is frozen or runs.

        Raises ValueError for a negative time: a ledger's time never goes back.
        """
        step = (by if isinstance(by, timedelta) else timedelta(seconds=by)) // _MICROSECOND
        if step < 0:
            raise ValueError("by must not be negative: the time of a ledger never goes back")
        with self._lock:
            if self._frozen_at is None:
                self._ahead += step
            else:
                self._frozen_at += step

    def reset(self) -> None:
        """Let it run with the clock of this machine again."""
        with self._lock:
            self._frozen_at, self._ahead = None, 0

    def now(self) -> datetime:
        """The time that it shows, in UTC."""
        return _EPOCH + self.microseconds() * _MICROSECOND

    def microseconds(self) -> int:
        """The time that it shows, in microseconds since 1970 in UTC."""
        with self._lock:
            return system_clock() + self._ahead if self._frozen_at is None else self._frozen_at


def _instant(at: datetime | str) -> int:
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError("at must be an aware datetime: pass tzinfo=timezone.utc")
        return (at - _EPOCH) // _MICROSECOND
    try:
        return contract.parse_instant(at)
    except ValueError as error:
        raise ValueError(f"at {error}") from None
