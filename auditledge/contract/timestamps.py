"""Times: parsed from text with any offset, kept as microseconds since 1970 in UTC, formatted in one way."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

# 24:00 is excluded: Python accepts it since 3.13, RFC 3339 does not.
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]((?!24)\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:[0-5]\d)?", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = 86_400_000_000

_FORM = "must be an ISO 8601 time such as 2026-01-31T12:00:00Z"
_NAIVE = "needs a time zone: end it with Z for UTC, or an offset such as +02:00"
_NAIVE_OBJECT = "needs a time zone: pass an aware datetime, such as datetime.now(timezone.utc)"
_RANGE = "must name a time that exists, in the years 0001 to 9999 in UTC"


def parse_instant(text: str) -> int:
    """Microseconds from 1970-01-01T00:00:00Z to the instant that `text` names.

    `text` is RFC 3339: a date, a time with up to nine fractional digits (those after the sixth are dropped),
    and `Z` or an offset. Raises ValueError with a message that continues a sentence after the field's name.
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(_FORM)
    day, clock, fraction, offset = match.groups()
    if offset is None:
        raise ValueError(_NAIVE)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{offset.upper()}").astimezone(UTC) - _EPOCH
    except (ValueError, OverflowError):
        raise ValueError(_RANGE) from None
    return moment // _MICROSECOND + int((fraction or "0").ljust(6, "0")[:6])


def parse_boundary(text: str, *, end: bool = False) -> int:
    """`parse_instant` that also takes a date: its first microsecond in UTC, or with `end` its last."""
    if not _DATE.fullmatch(text):
        return parse_instant(text)
    first = parse_instant(f"{text}T00:00:00Z")
    return first + _DAY - 1 if end else first


def end_before_start(values: Mapping[str, str]) -> str | None:
    """The name of the end of a valid time range that is before its start; None if there is no such end.

    Between a start and the same time as `end_before` is an empty range, which is valid.
    """
    if (start := values.get("start_date")) is not None:
        for name, end in (("end_date", True), ("end_before", False)):
            boundary = values.get(name)
            if boundary is not None and parse_boundary(start) > parse_boundary(boundary, end=end):
                return name
    return None


def format_instant(microseconds: int) -> str:
    """The canonical text of an instant: `2026-11-23T10:15:30.000000Z`."""
    moment = _EPOCH + timedelta(microseconds=microseconds)
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def format_datetime(moment: datetime) -> str:
    """An aware datetime as text in UTC. Raises ValueError for a naive one."""
    if moment.utcoffset() is None:
        raise ValueError(_NAIVE_OBJECT)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(_RANGE) from None
    return moment.replace(tzinfo=None).isoformat() + "Z"


def format_boundary(moment: date) -> str:
    """A date, or an aware datetime, as text. Raises ValueError for a naive datetime."""
    return format_datetime(moment) if isinstance(moment, datetime) else moment.isoformat()
