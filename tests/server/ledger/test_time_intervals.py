"""Buckets of time partition all instants, and begin where a calendar on the wall says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.ledger import time_intervals
from auditledge.server.ledger.time_intervals import (
    AUTO_BUCKETS,
    INTERVALS,
    Interval,
    automatic,
    bucketing,
    local_start,
    time_zone,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
# Offsets of half hours and of seconds, clocks that change at midnight, by half an hour, and past midnight.
_ZONES = (
    *("UTC", "Europe/Berlin", "Asia/Kolkata", "America/Sao_Paulo", "Australia/Lord_Howe"),
    *("America/St_Johns", "Africa/Monrovia", "Pacific/Apia", "Asia/Amman"),
)


def _us(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


_instants = st.integers(_FIRST, _LAST) | st.integers(_us("1980-01-01T00:00:00Z"), _us("2030-01-01T00:00:00Z"))


@given(instant=_instants, interval=st.sampled_from(INTERVALS), zone=st.sampled_from(_ZONES))
def test_buckets_partition_time(instant: int, interval: Interval, zone: str) -> None:
    bucket_of = bucketing(interval, time_zone(zone))
    bucket = bucket_of(instant)
    assert bucket.start <= instant < bucket.end
    assert bucket_of(bucket.start) == bucket
    assert bucket_of(bucket.end - 1) == bucket
    if bucket.end <= _LAST:
        assert bucket_of(bucket.end).start == bucket.end
    if bucket.start > _FIRST:
        assert bucket_of(bucket.start - 1).end == bucket.start


@given(
    instant=st.integers(_us("1980-01-01T00:00:00Z"), _us("2030-01-01T00:00:00Z")),
    interval=st.sampled_from(INTERVALS),
    zone=st.sampled_from(_ZONES),
)
def test_a_bucket_is_named_by_its_local_start(instant: int, interval: Interval, zone: str) -> None:
    """The clocks on the wall agree, for all events of a bucket, on its minute, hour, day or month."""
    tz = time_zone(zone)
    bucket = bucketing(interval, tz)(instant)
    start = datetime.fromisoformat(local_start(bucket, tz))
    assert _us(start.isoformat()) == bucket.start
    local = (_EPOCH + timedelta(microseconds=instant)).astimezone(tz)
    units = {"month": 2, "day": 3, "hour": 4, "minute": 5}[interval]
    if local.utcoffset() == start.utcoffset():
        assert local.timetuple()[:units] == start.timetuple()[:units]


@pytest.mark.parametrize(
    ("interval", "zone", "instant", "starts"),
    [
        ("day", "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29T00:00:00+01:00"),  # of 23 hours
        ("day", "Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25T00:00:00+02:00"),  # of 25
        ("day", "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T01:00:00-02:00"),  # no midnight
        ("hour", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00+02:00"),  # the same hour twice
        ("hour", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00+01:00"),
        ("hour", "Asia/Kolkata", "2026-01-01T00:40:00Z", "2026-01-01T06:00:00+05:30"),
        ("month", "Pacific/Apia", "2012-01-01T00:00:00Z", "2012-01-01T00:00:00+14:00"),
        ("minute", "UTC", "2026-01-01T00:00:59.999999Z", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_known_buckets(interval: Interval, zone: str, instant: str, starts: str) -> None:
    tz = time_zone(zone)
    assert local_start(bucketing(interval, tz)(_us(instant)), tz) == starts


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "", "localtime", "../../etc/passwd", "/etc/localtime", "Europe", "\0", "x" * 64]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name of a time zone"):
        time_zone(name)


def test_a_machine_without_time_zones_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_intervals, "available_timezones", set)
    with pytest.raises(ValueError, match="install the package tzdata"):
        time_zone("Mars/Olympus")


def test_zones_are_those_of_the_database() -> None:
    assert time_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    assert time_zone("UTC") is UTC


@pytest.mark.parametrize(
    ("span", "interval"),
    [
        (timedelta(0), "minute"),
        (timedelta(minutes=AUTO_BUCKETS), "minute"),
        (timedelta(hours=AUTO_BUCKETS), "hour"),
        (timedelta(days=AUTO_BUCKETS), "day"),
        (timedelta(days=AUTO_BUCKETS + 1), "month"),
        (timedelta(days=365_000), "month"),
    ],
)
def test_automatic_intervals(span: timedelta, interval: Interval) -> None:
    assert automatic(0, span // timedelta(microseconds=1)) == interval
