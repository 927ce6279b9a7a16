"""Plans: what an account may store in a calendar month (UTC), and how long it is kept."""

from collections.abc import Mapping
from typing import NamedTuple

UNLIMITED_EVENTS = 2**53 - 1
"""How `usage` tells that there is no limit: the largest integer that every reader of JSON reads exactly."""

FOREVER_DAYS = 36_500
"""How `usage` tells that events are kept for good. Dates that are so far away can still be reckoned with."""


_DAY = 86_400_000_000  # microseconds


class Plan(NamedTuple):
    """A plan. `events_limit` is events in a calendar month, `retention_days` is days from receipt.

    None is no limit, and kept for good.
    """

    name: str
    events_limit: int | None
    retention_days: int | None


PLANS = {
    plan.name: plan
    for plan in (
        Plan("free", 10_000, 30),
        Plan("starter", 100_000, 90),
        Plan("growth", 10_000_000, 365),
    )
}


DEFAULT_PLAN = "growth"
"""What a new account has unless another plan is named."""


class Plans(NamedTuple):
    """The plans that are defined, by name, and the one of new accounts."""

    by_name: Mapping[str, Plan]
    default: str

    def of(self, name: str) -> Plan:
        """The plan of this name.

        One that is not defined has no limit and keeps all: a plan that was renamed, or a process that was
        started without the file, must cost nobody an event.
        """
        return self.by_name.get(name) or Plan(name, None, None)

    def kept_from(self, plan: str, now: int) -> int | None:
        """The instant before which events are too old for a plan, in microseconds; None when it keeps all."""
        days = self.of(plan).retention_days
        return None if days is None else now - days * _DAY


BUILT_IN = Plans(PLANS, DEFAULT_PLAN)
"""The plans where no file defines others."""
