"""Instants: every spelling of RFC 3339 is read exactly, and written in one way."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract import format_instant, parse_boundary, parse_instant, spell_boundary, spell_instant

FIRST, LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
DAY = 86_400_000_000

offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.integers(FIRST, LAST)


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@given(instants)
def test_what_is_written_is_read_back(instant: int) -> None:
    assert parse_instant(format_instant(instant)) == instant


@given(instants)
def test_there_is_one_spelling(instant: int) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", format_instant(instant))


@given(st.tuples(instants, instants))
def test_spellings_sort_as_instants_do(pair: tuple[int, int]) -> None:
    first, second = pair
    assert (format_instant(first) < format_instant(second)) == (first < second)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=offsets))
def test_any_offset_is_read_as_its_instant(moment: datetime) -> None:
    assert parse_instant(moment.isoformat()) == microseconds(moment)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones()))
def test_a_datetime_of_any_zone_is_spelled_as_its_instant(moment: datetime) -> None:
    assert parse_instant(spell_instant(moment)) == microseconds(moment.astimezone(UTC))


@given(st.text("0123456789", min_size=1, max_size=9))
def test_a_fraction_is_kept_to_the_microsecond_and_cut_beyond(digits: str) -> None:
    expected = int(digits.ljust(9, "0")) // 1000
    assert parse_instant(f"1970-01-01T00:00:00.{digits}Z") == expected


@given(st.text().filter(lambda text: not re.match(r"\d{4}-\d\d-\d\d", text)))
def test_any_other_text_is_refused_with_a_message(text: str) -> None:
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
def test_edges_are_read(text: str, instant: int) -> None:
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
def test_what_names_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|needs) "):
        parse_instant(text)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1), datetime.min, datetime.max])
def test_a_naive_datetime_is_refused_with_the_mend(moment: datetime) -> None:
    with pytest.raises(ValueError, match=r"pass an aware datetime, such as datetime\.now\(timezone\.utc\)"):
        spell_instant(moment)
    with pytest.raises(ValueError, match="pass an aware datetime"):
        spell_boundary(moment)


@pytest.mark.parametrize(("edge", "hours"), [(datetime.max, -1), (datetime.min, 1)])
def test_a_datetime_outside_the_years_of_utc_is_refused(edge: datetime, hours: int) -> None:
    with pytest.raises(ValueError, match="in the years 0001 to 9999 in UTC"):
        spell_instant(edge.replace(tzinfo=timezone(timedelta(hours=hours))))


@given(st.dates())
def test_a_date_is_its_first_or_its_last_microsecond_in_utc(day: date) -> None:
    first = parse_instant(f"{day.isoformat()}T00:00:00Z")
    assert parse_boundary(spell_boundary(day)) == first
    assert parse_boundary(spell_boundary(day), end=True) == first + DAY - 1


@given(instants, st.booleans())
def test_an_instant_is_a_boundary_as_it_is(instant: int, end: bool) -> None:
    assert parse_boundary(format_instant(instant), end=end) == instant


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must name a time that exists"):
        parse_boundary(text)
