"""Calendar months in UTC, in which plans count events."""

from datetime import UTC, datetime


def month_of(microseconds: int) -> int:
    """The calendar month (UTC) of an instant, as `year * 12 + month - 1`, so that months count on by one."""
    moment = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
    return moment.year * 12 + moment.month - 1


def seconds_to_next_month(microseconds: int) -> int:
    """Whole seconds from an instant to the first instant of the next month (UTC), rounded up."""
    year, month = divmod(month_of(microseconds) + 1, 12)
    first = int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp())
    return first - microseconds // 1_000_000
