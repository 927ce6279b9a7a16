"""Buckets of time: minutes, hours, days and months of the calendar in a time zone.

Every instant is in one bucket. An hour in which the clocks are changed is one bucket before the change and
another one after it, as both have their own offset; days and months begin at midnight, wherever that is.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

from auditledge.server.stores.models import Bucket

Interval = Literal["minute", "hour", "day", "month"]
INTERVALS: tuple[Interval, ...] = get_args(Interval)

AUTO_BUCKETS = 200
"""The interval `auto` is the shortest one that divides a range of time into at most so many buckets."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LENGTHS: dict[Interval, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=28),
}


def time_zone(name: str) -> tzinfo:
    """The time zone with a name of the IANA database, such as `Europe/Berlin`. Raises ValueError."""
    if name == "UTC":
        return UTC
    if name == "localtime":  # of the machine
        raise ValueError(_UNKNOWN_ZONE)
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not found, a directory, and a path that leads elsewhere
        raise ValueError(_UNKNOWN_ZONE if available_timezones() else _NO_ZONES) from None


_NO_ZONES = "can't be looked up, as the ledger's machine has no time zones: install the package tzdata"
_UNKNOWN_ZONE = "must be the name of a time zone, such as Europe/Berlin or UTC"


def automatic(first: int, last: int) -> Interval:
    """The interval for a range of time between two instants in microseconds: see AUTO_BUCKETS."""
    span = (last - first) * _MICROSECOND
    for interval in INTERVALS:
        if span <= AUTO_BUCKETS * _LENGTHS[interval]:
            return interval
    return "month"


def bucketing(interval: Interval, zone: tzinfo) -> Callable[[int], Bucket]:
    """A function that returns the bucket of an instant in microseconds since 1970 in UTC."""
    find = _clock_bucket if interval in ("minute", "hour") else _calendar_bucket

    def bucket_of(microseconds: int) -> Bucket:
        start, last = find(_EPOCH + microseconds * _MICROSECOND, interval, zone)
        return Bucket((start - _EPOCH) // _MICROSECOND, (last - _EPOCH) // _MICROSECOND + 1)

    return bucket_of


def local_start(bucket: Bucket, zone: tzinfo) -> str:
    """The start of a bucket in a time zone, with its offset: `2026-11-23T00:00:00+01:00`."""
    return _local(_EPOCH + bucket.start * _MICROSECOND, zone).isoformat()


def _clock_bucket(moment: datetime, interval: Interval, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first and the last microsecond of the minute or hour."""
    local, length = _local(moment, zone), _LENGTHS[interval]
    passed = timedelta(minutes=local.minute) if interval == "hour" else timedelta()
    passed += timedelta(seconds=local.second, microseconds=local.microsecond)
    start = moment - min(passed, moment - _FIRST)
    last = moment + min(length - passed - _MICROSECOND, _LAST - moment)
    offset = local.utcoffset()
    if _local(start, zone).utcoffset() != offset:
        start = _change(start, moment, zone)
    if _local(last, zone).utcoffset() != offset:
        last = _change(moment, last, zone) - _MICROSECOND
    return start, last


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first instant after `before` at which a time zone has the offset that it has at `after`."""
    offset = _local(after, zone).utcoffset()
    while after - before > _MICROSECOND:
        middle = before + (after - before) // 2
        before, after = (before, middle) if _local(middle, zone).utcoffset() == offset else (middle, after)
    return after


def _calendar_bucket(moment: datetime, interval: Interval, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first and the last microsecond of the day or month."""
    local = _local(moment, zone)
    index = local.toordinal() if interval == "day" else local.year * 12 + local.month - 1
    # By the instants at which days begin: where the clocks are put back past midnight, a date occurs twice.
    if moment < _calendar_start(index, interval, zone):
        index -= 1
    elif _LAST != _calendar_start(index + 1, interval, zone) <= moment:
        index += 1
    following = _calendar_start(index + 1, interval, zone)
    return _calendar_start(index, interval, zone), _LAST if following == _LAST else following - _MICROSECOND


def _calendar_start(index: int, interval: Interval, zone: tzinfo) -> datetime:
    """When a day or month begins, or the first or last instant there is."""
    try:
        if interval == "day":
            return datetime.fromordinal(index).replace(tzinfo=zone).astimezone(UTC)
        return datetime(index // 12, index % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return _FIRST if index <= (1 if interval == "day" else 12) else _LAST


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """A moment in a time zone; in UTC, where the year would be before 1 or after 9999."""
    try:
        return moment.astimezone(zone)
    except (ValueError, OverflowError):
        return moment
