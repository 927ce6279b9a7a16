"""Plans: how many events an account may store per calendar month (UTC), and how long they are kept."""

from collections.abc import Mapping
from typing import NamedTuple

_DAY = 86_400_000_000  # microseconds


class Plan(NamedTuple):
    """A plan: events per calendar month, and days that they are kept from their receipt on.

    None is no limit, and forever.
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
"""The plan of a new account unless another is given."""


class Plans(NamedTuple):
    """The defined plans by name, and the name of the one for new accounts."""

    by_name: Mapping[str, Plan]
    default: str

    def of(self, name: str) -> Plan:
        """The plan of this name. One that is not defined has no limit and keeps events forever.

        A plan that was renamed, or a process that was started without the plans file, must never cost
        anybody an event.
        """
        return self.by_name.get(name) or Plan(name, None, None)

    def expires_before(self, plan: str, now: int) -> int | None:
        """The instant before which events of a plan expire, in microseconds; None if they never do."""
        days = self.of(plan).retention_days
        return None if days is None else now - days * _DAY


BUILT_IN = Plans(PLANS, DEFAULT_PLAN)
"""The plans when no file defines others."""
