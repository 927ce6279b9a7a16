"""Calendar months in UTC, at their boundaries."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.calendar_months import month_of, seconds_to_next_month

SECOND = 1_000_000
INSTANTS = st.integers(0, 4_000_000_000 * SECOND)


def instant(year: int, month: int, day: int, *time: int) -> int:
    """Microseconds since 1970."""
    return int(datetime(year, month, day, *time, tzinfo=UTC).timestamp()) * SECOND


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1969, 12, 31), (1970, 1, 1)),
        ((2026, 1, 31), (2026, 2, 1)),
        ((2028, 2, 29), (2028, 3, 1)),
        ((2026, 12, 31), (2027, 1, 1)),
    ],
)
def test_a_month_starts_at_midnight_in_utc(before: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    last = instant(*before, 23, 59, 59) + SECOND - 1
    assert month_of(instant(*after)) == month_of(last) + 1
    assert month_of(last) == before[0] * 12 + before[1] - 1


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (instant(2026, 11, 1), 30 * 86_400),
        (instant(2026, 2, 1), 28 * 86_400),
        (instant(2028, 2, 1), 29 * 86_400),
        (instant(2026, 12, 1), 31 * 86_400),
        (instant(2028, 2, 28, 12), 86_400 + 43_200),
        (instant(2026, 11, 30, 23, 59, 59), 1),
        (instant(2026, 11, 30, 23, 59, 59) + SECOND - 1, 1),
        (instant(2026, 12, 31, 23, 59, 59), 1),
        (instant(2026, 12, 31, 23, 59, 59) + SECOND - 1, 1),
    ],
)
def test_seconds_to_the_next_month_are_rounded_up(now: int, seconds: int) -> None:
    assert seconds_to_next_month(now) == seconds


@given(INSTANTS)
def test_whoever_waits_that_long_is_in_the_next_month(now: int) -> None:
    seconds = seconds_to_next_month(now)
    assert month_of(now + seconds * SECOND) == month_of(now) + 1
    assert month_of(now + (seconds - 1) * SECOND) == month_of(now)
