"""Every form of RFC 3339 is parsed exactly, and times are formatted in one way."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract import (
    format_boundary,
    format_datetime,
    format_instant,
    parse_boundary,
    parse_instant,
)

FIRST, LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
DAY = 86_400_000_000

offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.integers(FIRST, LAST)


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@given(instants)
def test_formatted_instants_parse_to_themselves(instant: int) -> None:
    assert parse_instant(format_instant(instant)) == instant


@given(instants)
def test_instants_have_one_format(instant: int) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", format_instant(instant))


@given(st.tuples(instants, instants))
def test_formatted_instants_sort_by_time(pair: tuple[int, int]) -> None:
    first, second = pair
    assert (format_instant(first) < format_instant(second)) == (first < second)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=offsets))
def test_any_offset_is_parsed(moment: datetime) -> None:
    assert parse_instant(moment.isoformat()) == microseconds(moment)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones()))
def test_a_datetime_of_any_zone_is_formatted_in_utc(moment: datetime) -> None:
    assert parse_instant(format_datetime(moment)) == microseconds(moment.astimezone(UTC))


@given(st.text("0123456789", min_size=1, max_size=9))
def test_a_fraction_is_truncated_to_microseconds(digits: str) -> None:
    expected = int(digits.ljust(9, "0")) // 1000
    assert parse_instant(f"1970-01-01T00:00:00.{digits}Z") == expected


@given(st.text().filter(lambda text: not re.match(r"\d{4}-\d\d-\d\d", text)))
def test_any_other_text_is_rejected_with_a_message(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|needs) "):
        parse_boundary(text)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t00:00:00z", 0),
        ("1970-01-01 00:00:00Z", 0),
        ("1970-01-01T00:00:00-00:00", 0),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("1970-01-01T05:45:00+05:45", 0),
        ("1969-12-31T00:01:00-23:59", 0),
        ("0001-01-01T00:00:00Z", FIRST),
        ("9999-12-31T23:59:59.999999Z", LAST),
        ("9999-12-31T23:59:59.999999999Z", LAST),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000_000),
    ],
)
def test_edge_cases_are_parsed(text: str, instant: int) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "2026-11-23", "20261123T101530Z", "2026-11-23T10:15Z", "2026-11-23T10:15:30",
        "2026-11-23T10:15:30.Z", "2026-11-23T10:15:30,5Z", "2026-11-23T10:15:30.1234567890Z",
        "2026-11-23T10:15:30+0200", "2026-11-23T10:15:30+02", "2026-11-23T10:15:30+24:00",
        "2026-11-23T10:15:30+22:60", "2026-11-23T10:15:30 Z", " 2026-11-23T10:15:30Z",
        "2026-11-23T10:15:30Z\n", "2026-11-23T24:00:00Z", "2026-11-23T23:60:00Z", "2026-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "-2026-11-23T10:15:30Z", "1700000000",
        "\uff12\uff10\uff12\uff16-11-23T10:15:30Z", "2026-11-23T10:15:30Z[UTC]", "2026-W48-1T00:00:00Z",
    ],
)  # fmt: skip
def test_text_that_is_not_a_time_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|needs) "):
        parse_instant(text)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1), datetime.min, datetime.max])
def test_a_naive_datetime_is_rejected_with_the_fix(moment: datetime) -> None:
    with pytest.raises(ValueError, match=r"pass an aware datetime, such as datetime\.now\(timezone\.utc\)"):
        format_datetime(moment)
    with pytest.raises(ValueError, match="pass an aware datetime"):
        format_boundary(moment)


@pytest.mark.parametrize(("edge", "hours"), [(datetime.max, -1), (datetime.min, 1)])
def test_a_datetime_outside_the_range_of_years_is_rejected(edge: datetime, hours: int) -> None:
    with pytest.raises(ValueError, match="in the years 0001 to 9999 in UTC"):
        format_datetime(edge.replace(tzinfo=timezone(timedelta(hours=hours))))


@given(st.dates())
def test_a_date_is_its_first_or_last_microsecond_in_utc(day: date) -> None:
    first = parse_instant(f"{day.isoformat()}T00:00:00Z")
    assert parse_boundary(format_boundary(day)) == first
    assert parse_boundary(format_boundary(day), end=True) == first + DAY - 1


@given(instants, st.booleans())
def test_a_time_is_a_boundary_unchanged(instant: int, end: bool) -> None:
    assert parse_boundary(format_instant(instant), end=end) == instant


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_date_that_does_not_exist_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="must name a time that exists"):
        parse_boundary(text)
