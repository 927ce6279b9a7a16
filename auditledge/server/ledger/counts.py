"""Counts of the events that match: by the values of fields, and by time."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Literal, NamedTuple

from auditledge import contract
from auditledge.server.errors import InvalidRequestError, SearchTooBroadError
from auditledge.server.ledger.time_intervals import INTERVALS, Interval, automatic, bucketing, local_start
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.models import Filters, GroupCount, GroupRequest
from auditledge.server.stores.protocol import Search


class CountQuery(NamedTuple):
    """Counts by the values of fields, all of the same events in the same snapshot."""

    filters: Filters
    requests: Sequence[GroupRequest]


class HistogramQuery(NamedTuple):
    """Counts by time; with `split`, by outcome too."""

    filters: Filters
    interval: Interval | Literal["auto"]
    zone: tzinfo
    split: bool


class Counts(NamedTuple):
    """The largest groups, and how many of the `total` events are in none of them.

    `distinct` is how many groups with a value there are: those that begin with the prefix, if there is one.
    """

    by: str
    groups: list[GroupCount]
    distinct: int
    other: int
    total: int


class TimeGroup(NamedTuple):
    """The events of a bucket. It starts at an instant in microseconds; `value` is that in the time zone."""

    value: str
    start: int
    events: int
    outcomes: Mapping[str | None, int]


class Histogram(NamedTuple):
    """The buckets that have events, in the order of time."""

    interval: Interval
    groups: list[TimeGroup]
    total: int
    is_split: bool


def read_counts(search: Search, query: CountQuery) -> list[Counts]:
    """The counts that a query asks for. Raises SearchTooBroadError for too many different values."""
    try:
        results = search.count_groups(query.requests)
    except TooManyGroupsError as error:
        raise SearchTooBroadError(error.limit) from None
    return [Counts(request.by, *each) for request, each in zip(query.requests, results, strict=True)]


def read_histogram(search: Search, query: HistogramQuery) -> Histogram:
    """The counts by time that a query asks for. Raises InvalidRequestError for too many buckets."""
    interval = _automatic(search, query.filters) if query.interval == "auto" else query.interval
    try:
        buckets = search.count_buckets(bucketing(interval, query.zone), split=query.split)
    except TooManyGroupsError as error:
        raise InvalidRequestError([contract.Problem("interval", _too_many(error.limit, interval))]) from None
    groups = [
        TimeGroup(local_start(bucket, query.zone), bucket.start, sum(counts.values()), counts)
        for bucket, counts in buckets
    ]
    return Histogram(interval, groups, sum(each.events for each in groups), query.split)


def _automatic(search: Search, filters: Filters) -> Interval:
    """The interval for the range of time that is asked for, or else for that of the matches."""
    first, last = filters.start, filters.end
    if first is None:
        first = next((each.timestamp for each in search.page("asc", after=None, offset=0, limit=1)), 0)
    if last is None:
        last = next((each.timestamp for each in search.page("desc", after=None, offset=0, limit=1)), first)
    return automatic(first, last)


def _too_many(limit: int, interval: Interval) -> str:
    longer = INTERVALS[INTERVALS.index(interval) + 1 :]
    advice = f"use {' or '.join(longer)}, or narrow" if longer else "narrow"
    return f"is too short: more than {limit} groups have events; {advice} the range of time"
