"""Calendar months in UTC, by which plans count events."""

from datetime import UTC, datetime


def month_of(microseconds: int) -> int:
    """The calendar month of an instant, as `year * 12 + month - 1`, so that the next month is one more."""
    moment = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
    return moment.year * 12 + moment.month - 1


def seconds_to_next_month(microseconds: int) -> int:
    """Whole seconds from an instant to the start of the next month, rounded up."""
    year, month = divmod(month_of(microseconds) + 1, 12)
    start = int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp())
    return start - microseconds // 1_000_000
