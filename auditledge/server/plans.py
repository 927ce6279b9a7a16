"""Plans: what an account may store in a calendar month (UTC), and how long it is kept."""

from datetime import UTC, datetime
from typing import NamedTuple


class Plan(NamedTuple):
    """A plan. `events_limit` is events in a calendar month, `retention_days` is days from receipt."""

    name: str
    events_limit: int
    retention_days: int


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


def month_of(microseconds: int) -> int:
    """The calendar month (UTC) of an instant, as `year * 12 + month - 1`, so that months count on by one."""
    moment = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
    return moment.year * 12 + moment.month - 1


def seconds_to_next_month(microseconds: int) -> int:
    """Whole seconds from an instant to the first instant of the next month (UTC), rounded up."""
    year, month = divmod(month_of(microseconds) + 1, 12)
    first = int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp())
    return first - microseconds // 1_000_000
