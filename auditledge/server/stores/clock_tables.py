"""The SQL of what a store keeps about the clock, which is the same on every engine.

Instants are microseconds since 1970 in UTC.
"""

from typing import Literal

from auditledge.server.calendar_months import month_of
from auditledge.server.stores.account_tables import Execute
from auditledge.server.stores.models import ClockRepair

Decision = Literal["confirmed", "repaired"]

_TRUSTED = "SELECT reading FROM clock"
_TRUST_FIRST = "INSERT INTO clock (one, reading) VALUES (1, ?) ON CONFLICT (one) DO NOTHING"
_TRUST = "UPDATE clock SET reading = ? WHERE reading BETWEEN ? AND ?"
_DECIDE = "INSERT INTO clock_decisions (decision, reading, newest_receipt) VALUES (?, ?, ?)"
_REPLACE = """
INSERT INTO clock (one, reading) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET reading = excluded.reading"""

REPAIRS = "SELECT account, sequence, received_at, repaired_at FROM clock_repairs WHERE account = ?"
"""The repairs of an account."""

REPAIRED = "SELECT sequence FROM clock_repairs WHERE account = ?"
"""The last sequence of an account before each repair."""

_REPAIR = "INSERT INTO clock_repairs (account, sequence, received_at, repaired_at) VALUES (?, ?, ?, ?)"
# What was counted in months that have not begun was received by now.
_COUNT_NOW = """
INSERT INTO usage (account, month, events)
SELECT account, ?, CAST(sum(events) AS bigint) FROM usage WHERE account = ? AND month > ? GROUP BY account
ON CONFLICT (account, month) DO UPDATE SET events = usage.events + excluded.events"""
_UNCOUNT = "DELETE FROM usage WHERE account = ? AND month > ?"


class ClockReader:
    """Reads what vouches for the clock, within one transaction."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def trusted(self) -> int | None:
        """The last reading of the clock that was plausible; None if there is none yet."""
        row = self._execute(_TRUSTED, []).fetchone()
        return None if row is None else int(row[0])


class ClockTables(ClockReader):
    """Reads and writes what vouches for the clock, within one transaction."""

    def trust_first(self, reading: int) -> None:
        """Trust a reading if none is trusted yet."""
        self._execute(_TRUST_FIRST, [reading])

    def trust(self, reading: int, earliest: int) -> None:
        """Trust a reading instead of the one before, if that is between `earliest` and the new one."""
        self._execute(_TRUST, [reading, earliest, reading])

    def decide(self, decision: Decision, reading: int, newest_receipt: int) -> None:
        """Record what an operator decided, and trust the reading from now on."""
        self._execute(_DECIDE, [decision, reading, newest_receipt])
        self._execute(_REPLACE, [reading])


def write_repair(execute: Execute, floors: str, repair: ClockRepair) -> None:
    """Let an account receive its next events at the time of a repair.

    `floors` is the engine's table of last receipts.
    """
    account, _, _, now = repair
    month = month_of(now)
    execute(_REPAIR, repair)
    execute(f"UPDATE {floors} SET received_at = ? WHERE account = ?", [now, account])  # noqa: S608 - our own name
    execute(_COUNT_NOW, [month, account, month])
    execute(_UNCOUNT, [account, month])
